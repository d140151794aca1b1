"""Methods by thresholds that users supply, split purchases, and the bounds of a contract."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.calendar import WorkCalendar
from tracker.charts.purchasing import purchase_chart, purchase_title
from tracker.i18n import Words
from tracker.procurement.contract_checks import (
    ContractBreach,
    ContractFinding,
    contract_findings,
    variation_limit_fen,
)
from tracker.procurement.process import Stage
from tracker.procurement.purchase import Asked, PackagedLine, purchase, split_purchases
from tracker.procurement.thresholds import (
    Bought,
    Permission,
    ProcurementObject,
    Splitting,
    ThresholdRule,
    objects_of,
    splitting,
    tender_threshold,
    verdict,
)
from tracker.vocabulary import ProcurementMethod as Method

WAN = 1_000_000
DAY = dt.date(2026, 4, 1)
GOODS = frozenset({ProcurementObject.GOODS})


def rule(amount_fen, **given):
    facts = {
        "jurisdiction": "示例市",
        "level": "县级",
        "object": "",
        "method": Method.OPEN_TENDER,
        "valid_from": None,
        "valid_to": None,
        "source": "示例〔2026〕1号",
    }
    return ThresholdRule(amount_fen=amount_fen, **{**facts, **given})


def test_the_same_amount_needs_approval_under_one_threshold_and_none_under_another():
    amount = 350 * WAN
    assert verdict(Method.CONSULTATION, amount, rule(200 * WAN)).permission is Permission.NEEDS_APPROVAL
    assert verdict(Method.CONSULTATION, amount, rule(400 * WAN)).permission is Permission.ALLOWED


def test_the_threshold_itself_already_needs_a_tender():
    assert verdict(Method.QUOTATION, 200 * WAN, rule(200 * WAN)).permission is Permission.NEEDS_APPROVAL
    assert verdict(Method.QUOTATION, 200 * WAN - 1, rule(200 * WAN)).permission is Permission.ALLOWED


def test_without_a_threshold_only_an_open_tender_is_known_to_be_allowed():
    assert verdict(Method.CONSULTATION, WAN, None).permission is Permission.NO_THRESHOLD
    assert verdict(Method.OPEN_TENDER, WAN, None).permission is Permission.ALLOWED
    assert verdict(None, WAN, rule(WAN)).permission is Permission.UNDECIDED


def test_a_threshold_holds_for_its_dates_and_its_objects():
    rules = [
        rule(100 * WAN, valid_to=dt.date(2026, 3, 31)),
        rule(60 * WAN, object="works"),
        rule(200 * WAN, object="goods", valid_from=DAY),
        rule(10 * WAN, method=Method.QUOTATION),
    ]
    assert tender_threshold(rules, DAY, GOODS).amount_fen == 200 * WAN
    assert tender_threshold(rules, dt.date(2026, 3, 31), GOODS).amount_fen == 100 * WAN
    assert tender_threshold(rules, DAY, frozenset({ProcurementObject.SERVICES})) is None
    assert tender_threshold([], DAY, GOODS) is None


def test_codes_say_what_is_bought():
    assert objects_of(["A05010602", "C16020000", ""]) == GOODS | {ProcurementObject.SERVICES}
    assert objects_of([""]) == frozenset()


def bought(
    package, amount_wan, method=Method.QUOTATION, kind="A0501", funding="专项", year=2026, limit_wan=200
):
    limit = None if limit_wan is None else limit_wan * WAN
    return Bought(package, method, kind, funding, year, amount_wan * WAN, limit)


def test_two_quotations_of_one_kind_above_the_threshold_may_be_a_split_purchase():
    assert splitting([bought("桌椅", 120), bought("书架", 90)]) == [
        Splitting("A0501", "专项", 2026, ("桌椅", "书架"), 210 * WAN)
    ]


def test_purchases_are_held_against_their_own_threshold_not_that_of_another_kind():
    furniture = [bought("桌椅", 70), bought("书架", 60)]
    assert splitting([*furniture, bought("保洁", 10, kind="C2104", limit_wan=50)]) == []
    unknown = [bought("桌椅", 70, limit_wan=None), bought("书架", 60, limit_wan=None)]
    assert splitting(unknown) == []
    assert [each.amount_fen for each in splitting([*unknown, bought("沙发", 1, limit_wan=100)])] == [
        131 * WAN
    ]


@pytest.mark.parametrize(
    "other",
    [
        bought("书架", 80),  # 200 is not above 200
        bought("书架", 90, method=Method.OPEN_TENDER),
        bought("书架", 90, method=None),
        bought("书架", 90, kind="A0201"),
        bought("书架", 90, funding="自筹"),
        bought("书架", 90, year=2027),
        bought("桌椅", 90),  # the same package twice
    ],
)
def test_what_differs_in_one_respect_is_no_split_purchase(other):
    assert splitting([bought("桌椅", 120), other]) == []


def overrun(**given):
    facts = {"budget_fen": 1_000, "amount_fen": 955, "variations_fen": 0, "payments_fen": 0}
    return contract_findings(**{**facts, "ordered": {1: 5_000, 2: None}, "delivered": {}, **given})


def test_a_contract_within_its_bounds_has_no_findings():
    assert variation_limit_fen(955) == 95
    assert overrun(variations_fen=95, payments_fen=1_050, delivered={1: 5_000, 2: 9_000}) == []


def test_what_exceeds_is_found_with_its_excess():
    assert overrun(amount_fen=1_001) == [ContractFinding(ContractBreach.OVER_BUDGET, 1)]
    assert overrun(variations_fen=96) == [ContractFinding(ContractBreach.VARIATIONS, 1)]
    assert overrun(payments_fen=956) == [ContractFinding(ContractBreach.PAYMENTS, 1)]
    assert overrun(variations_fen=-55, payments_fen=901) == [ContractFinding(ContractBreach.PAYMENTS, 1)]
    assert overrun(delivered={1: 5_001}) == [ContractFinding(ContractBreach.DELIVERY, 1, 1)]


def test_what_was_never_ordered_is_delivered_beyond_the_order():
    assert overrun(delivered={7: 1_000}) == [ContractFinding(ContractBreach.DELIVERY, 1_000, 7)]


def asked(title, amount_wan, *, method=Method.QUOTATION, code="A05010600", year=None):
    line = PackagedLine(code, "家具", "专项", year, amount_wan * WAN)
    return Asked(title, method, 10, 0, {}, [line])


def judged(*packages, rules=()):
    return [
        purchase(
            each,
            rules=list(rules),
            calendar=WorkCalendar(),
            opening_on=dt.date(2026, 6, 26),
            today=DAY,
        )
        for each in packages
    ]


def test_a_package_is_judged_by_the_threshold_of_the_day_of_its_notice():
    # Requirement today, 1 April; finance review 15 working days later, filing 2, documents 5; but 30 days of the
    # intention notice, published on 2 April: the notice stands on 8 May.
    rules = [rule(50 * WAN, valid_to=dt.date(2026, 4, 30)), rule(200 * WAN, valid_from=dt.date(2026, 5, 1))]
    (found,) = judged(asked("书架", 120), rules=rules)
    assert found.verdict.rule.amount_fen == 200 * WAN
    assert (found.budget_fen, found.verdict.permission) == (120 * WAN, Permission.ALLOWED)


def test_the_object_and_the_place_of_a_package_choose_its_threshold():
    rules = [
        rule(50 * WAN, jurisdiction="甲市"),
        rule(100 * WAN, object="services"),
        rule(200 * WAN, object="goods"),
    ]

    def limit(**given):
        (found,) = judged(replace(asked("书架", 120), **given), rules=rules)
        return found.verdict.rule and found.verdict.rule.amount_fen // WAN

    # the code A05010600 says goods: the lowest threshold of goods, wherever
    assert limit() == 50
    assert limit(place="示例市") == 200
    assert limit(object=ProcurementObject.SERVICES, place="示例市") == 100
    assert limit(object=ProcurementObject.WORKS, place="示例市") is None
    assert limit(place="乙市") is None


def test_the_level_of_a_place_chooses_among_its_thresholds():
    rules = [rule(50 * WAN), rule(200 * WAN, level="市级"), rule(30 * WAN, jurisdiction="乙市", level="")]

    def limit(place):
        return tender_threshold(rules, DAY, GOODS, place).amount_fen // WAN

    assert (limit("示例市 · 县级"), limit("示例市 · 市级")) == (50, 200)
    assert (limit("示例市"), limit("乙市"), limit("")) == (50, 30, 30)


def test_packages_of_one_kind_and_year_are_held_against_the_threshold_together():
    rules = [rule(200 * WAN)]
    both = judged(asked("桌椅", 120, code="A05010200"), asked("书架", 90), rules=rules)
    assert [each.packages for each in split_purchases(both)] == [("桌椅", "书架")]
    apart = judged(asked("桌椅", 120), asked("书架", 90, year=2027), rules=rules)
    assert split_purchases(apart) == []
    assert split_purchases(judged(asked("桌椅", 120), asked("书架", 90))) == []


def test_the_chart_says_how_late_the_next_stage_is_and_draws_every_stage():
    (found,) = judged(asked("书架", 120))
    words = Words.of("en")
    assert found.next.stage is Stage.REQUIREMENT
    assert found.late_days > 0
    title = purchase_title("Shelves", found.stages, words)
    assert title == f"Shelves, {found.late_days} working days too late for opening day"
    spec = purchase_chart(
        "Shelves", found.stages, opening_on=dt.date(2026, 6, 26), today=DAY, words=words, appearance="light"
    )
    drawn = next(rows for rows in spec["datasets"].values() if "stage" in rows[0])
    assert [row["stage"] for row in drawn][:2] == ["Requirement", "Finance review"]
    assert len(drawn) == 17  # no installation
