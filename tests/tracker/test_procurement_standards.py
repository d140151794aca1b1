"""Standards: caps on quantity and price, lives, validity, exemptions, and what cannot be judged."""

import datetime as dt
from dataclasses import replace

from tracker.procurement.standards import (
    Gap,
    JudgedLine,
    Limit,
    Measures,
    OwnedAsset,
    Rule,
    allowed_milli,
    by_line,
    judge,
)
from tracker.vocabulary import StandardBasis

DAY = dt.date(2026, 4, 1)
HALL, FLOOR = 2, 1
MEASURES = Measures(
    persons={None: 21_000, 7: 3_000},
    areas={None: 8_000_000, HALL: 320_500},
    seats={None: 600_000},
    inside={FLOOR: {FLOOR, HALL}, HALL: {HALL}},
)
DESK_RULE = Rule(
    1,
    "办公桌",
    applies_to="办公桌",
    basis=StandardBasis.PER_PERSON,
    quantity_milli=1_000,
    basis_milli=1_000,
    source="示例",
    source_version="2026",
)


def desks(quantity=24_000, price=165_000, lineage=10, **given):
    return JudgedLine(lineage, "办公桌", "A05010201", quantity, price, **given)


def found(rule, lines, *, measures=MEASURES, assets=(), exempt=(), day=DAY):
    return judge([rule], lines, measures, list(assets), set(exempt), day)


def test_more_desks_than_people_in_post_break_the_cap():
    [finding] = found(DESK_RULE, [desks(20_000), desks(4_000, lineage=11)])
    assert (finding.limit, finding.found, finding.allowed, finding.measure) == (
        Limit.QUANTITY,
        24_000,
        21_000,
        21_000,
    )
    assert finding.lineages == (10, 11)
    assert finding.rule.source_version == "2026"


def test_as_many_as_allowed_is_allowed():
    assert found(DESK_RULE, [desks(21_000)]) == []


def test_reused_stock_is_held_too():
    [finding] = found(DESK_RULE, [desks(20_000, reused_milli=14_000)])
    assert finding.found == 34_000


def test_more_people_in_post_lift_the_finding():
    more = replace(MEASURES, persons={None: 24_000})
    assert found(DESK_RULE, [desks()], measures=more) == []


def test_a_department_has_its_own_number():
    [finding] = found(replace(DESK_RULE, department_id=7), [desks(4_000)])
    assert (finding.allowed, finding.measure) == (3_000, 3_000)


def test_a_ratio_keeps_its_fraction():
    laptops = replace(DESK_RULE, quantity_milli=1_000, basis_milli=2_000)
    assert allowed_milli(laptops, MEASURES) == (10_500, 21_000)


def test_a_cap_by_area_looks_only_at_the_lines_in_the_zone():
    rule = replace(
        DESK_RULE, basis=StandardBasis.PER_AREA, quantity_milli=1_000, basis_milli=100_000, zone_id=HALL
    )
    inside, outside = desks(4_000, zone_id=HALL), desks(90_000, lineage=11, zone_id=9)
    [finding] = found(rule, [inside, outside])
    assert (finding.lineages, finding.found, finding.allowed) == ((10,), 4_000, 3_205)


def test_a_line_in_a_room_lies_on_its_floor():
    rule = replace(DESK_RULE, basis=StandardBasis.FIXED, quantity_milli=3_000, zone_id=FLOOR)
    [finding] = found(rule, [desks(4_000, zone_id=HALL)])
    assert (finding.found, finding.allowed, finding.measure) == (4_000, 3_000, None)


def test_what_is_not_known_is_said():
    area = replace(DESK_RULE, basis=StandardBasis.PER_AREA, zone_id=FLOOR)
    assert [one.gap for one in found(area, [desks(zone_id=HALL)])] == [Gap.AREA]
    seats = replace(DESK_RULE, basis=StandardBasis.PER_SEAT, zone_id=HALL)
    assert [one.gap for one in found(seats, [desks(zone_id=HALL)])] == [Gap.SEATS]
    nobody = replace(DESK_RULE, department_id=8)
    assert [one.gap for one in found(nobody, [desks()])] == [Gap.PERSONS]
    assert [one.gap for one in found(DESK_RULE, [desks(quantity=None)])] == [Gap.QUANTITY]
    priced = Rule(2, "价", applies_to="办公桌", price_cap_fen=1)
    assert [one.gap for one in found(priced, [desks(price=None)])] == [Gap.PRICE]


def test_a_dearer_unit_breaks_the_price_cap():
    rule = Rule(2, "办公桌单价", applies_code="a0501", price_cap_fen=150_000)
    [finding] = found(rule, [desks(), desks(price=150_000, lineage=11)])
    assert (finding.limit, finding.lineages, finding.found, finding.allowed) == (
        Limit.PRICE,
        (10,),
        165_000,
        150_000,
    )


def test_replacing_before_the_least_life_is_found():
    rule = Rule(3, "计算机", applies_to="计算机", minimum_life_years=6)
    line = JudgedLine(30, "台式计算机", "", 14_000, 520_000)
    young = OwnedAsset("GD00004", "联想台式计算机", "2022-06", 8_000)
    old = OwnedAsset("GD00099", "联想台式计算机", "2014-04", 26_000)
    taken_over = OwnedAsset("GD00098", "联想台式计算机", "2022-06", 0)
    [finding] = found(rule, [line], assets=[young, old, taken_over])
    assert (finding.limit, finding.found, finding.until, finding.assets) == (
        Limit.LIFE,
        8_000,
        dt.date(2028, 6, 1),
        ("GD00004",),
    )


def test_a_rule_holds_from_its_first_to_its_last_day():
    rule = replace(DESK_RULE, valid_from=DAY, valid_to=DAY)
    assert len(found(rule, [desks()])) == 1
    assert found(rule, [desks()], day=DAY - dt.timedelta(days=1)) == []
    assert found(rule, [desks()], day=DAY + dt.timedelta(days=1)) == []


def test_an_exempt_line_is_not_counted():
    lines = [desks(21_000), desks(4_000, lineage=11)]
    assert found(DESK_RULE, lines, exempt={(1, 11)}) == []
    assert len(found(DESK_RULE, lines, exempt={(2, 11)})) == 1


def test_findings_are_given_by_line():
    both = found(DESK_RULE, [desks(20_000), desks(4_000, lineage=11)])
    assert by_line(both) == {10: both, 11: both}
