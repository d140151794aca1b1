"""The parts of a difference: by cause step by step, by category, zone and funding; always to the fen."""

from dataclasses import replace

from tests.tracker.test_procurement_life import drafts, line
from tracker.charts.draft_history import MOST_PARTS, stacked_history
from tracker.charts.procurement import waterfall
from tracker.i18n import Words
from tracker.procurement.changes import ChangeKind
from tracker.procurement.compare import compare
from tracker.procurement.explained import GivenReason, explain
from tracker.procurement.parts import Dimension, Part, concerns, parts_by_cause, parts_by_field, sums_by_draft
from tracker.vocabulary import Cause

EN = Words("en")

# 10 → 8 → 8 shelves of 500, then of 400 yuan; 3 desks cut in draft 3; 1 lamp new in draft 3.
WAY = drafts(
    [line("shelf", quantity=10), line("desk", "书桌", 3, 100_000, zone="三层")],
    [line("shelf", quantity=8), line("desk", "书桌", 3, 100_000, zone="三层")],
    [line("shelf", quantity=8, price=40_000), line("lamp", "台灯", 1, 20_000, category="灯具", zone=None)],
)
GIVEN = [
    GivenReason(2, "shelf", Cause.REUSE, ""),
    GivenReason(3, "shelf", Cause.MARKET_PRICE, ""),
    GivenReason(3, "desk", Cause.DEFERRED, ""),
]


def test_each_step_counts_for_the_cause_given_in_it_and_the_rest_is_unexplained() -> None:
    parts = {part.key: part.difference_fen for part in parts_by_cause(WAY, {}, GIVEN)}
    assert parts == {"reuse": -100_000, "market_price": -80_000, "deferred": -300_000, "": 20_000}
    # From 800,000 to 340,000 fen.
    assert sum(parts.values()) == 340_000 - 800_000


def test_backwards_every_part_changes_its_sign() -> None:
    there = {part.key: part.difference_fen for part in parts_by_cause(WAY, {}, GIVEN)}
    back = {part.key: part.difference_fen for part in parts_by_cause(WAY, {}, GIVEN, backwards=True)}
    assert back == {key: -fen for key, fen in there.items()}


def test_a_change_with_two_causes_at_once_is_unexplained() -> None:
    two = [*GIVEN, GivenReason(2, "shelf", Cause.STANDARD_CAP, "")]
    assert {part.key: part.difference_fen for part in parts_by_cause(WAY[:2], {}, two)} == {"": -100_000}


def test_totals_of_both_drafts_by_category_zone_and_funding() -> None:
    comparison = compare(WAY[0].lines, WAY[2].lines)
    assert parts_by_field(comparison, Dimension.CATEGORY) == [
        Part("家具", 800_000, 320_000, -480_000),
        Part("灯具", 0, 20_000, 20_000),
    ]
    assert parts_by_field(comparison, Dimension.ZONE) == [
        Part("二层", 500_000, 320_000, -180_000),
        Part("", 0, 20_000, 20_000),
        Part("三层", 300_000, 0, -300_000),
    ]
    assert parts_by_field(comparison, Dimension.FUNDING) == [Part("", 800_000, 340_000, -460_000)]


def test_a_line_that_another_budget_pays_moved_but_not_where_one_draft_names_no_source() -> None:
    shelf = line("shelf")
    old, new = replace(shelf, funding="专项债"), replace(shelf, funding="区财政")
    (change,) = compare([old], [new]).changes
    assert (change.kind, change.fields) == (ChangeKind.MOVED, {"funding": ("专项债", "区财政")})
    assert compare([old], [shelf]).changes == ()
    assert parts_by_field(compare([old], [new]), Dimension.FUNDING) == [
        Part("区财政", 0, 500_000, 500_000),
        Part("专项债", 500_000, 0, -500_000),
    ]


def test_a_change_concerns_the_parts_of_its_lines_and_its_causes() -> None:
    rows = {row.change.line.lineage: row for row in explain(compare(WAY[0].lines, WAY[2].lines), GIVEN)}
    assert concerns(rows["shelf"], Dimension.CAUSE, "reuse")
    assert concerns(rows["shelf"], Dimension.CAUSE, "market_price")
    assert not concerns(rows["shelf"], Dimension.CAUSE, "")
    assert concerns(rows["lamp"], Dimension.CAUSE, "")
    assert concerns(rows["lamp"], Dimension.ZONE, "")
    assert concerns(rows["desk"], Dimension.CATEGORY, "家具")
    assert not concerns(rows["desk"], Dimension.FUNDING, "专项债")


def test_the_unexplained_part_has_a_bar_and_a_name_of_its_own_at_the_end_of_the_waterfall() -> None:
    moved = {part.key or None: part.difference_fen for part in parts_by_cause(WAY, {}, GIVEN)}
    spec = waterfall(((1, 800_000), (3, 340_000)), moved, EN, "light", Dimension.CAUSE)
    rows = list({row["step"]: row for row in _values(spec)}.values())
    assert [row["step"] for row in rows] == [
        "Draft 1", "Deferred", "Reuse of an asset", "Market price", "Unexplained", "Draft 3",
    ]  # fmt: skip
    assert [row["kind"] for row in rows][-2] == "unexplained"
    # Thousands of yuan: 8.0 at the start, 3.4 at the end.
    assert (rows[0]["high"], rows[-1]["high"]) == (8.0, 3.4)


def test_stacked_drafts_sum_to_the_totals_and_small_parts_are_one() -> None:
    many = {f"类别{number:02}": number * 100_000 for number in range(1, 21)}
    spec = stacked_history([(1, many), (2, {"类别20": 900_000})], 30_000_000, EN, "light")
    bars = [row for row in _values(spec) if "part" in row]
    assert len({row["part"] for row in bars}) == MOST_PARTS
    # 1 + 2 + … + 20 = 210 thousand yuan
    assert sum(row["amount"] for row in bars if row["draft"] == "Draft 1") == 210.0
    assert [row["amount"] for row in _values(spec) if "part" not in row] == [300.0]


def test_sums_by_draft_follow_the_drafts() -> None:
    assert sums_by_draft(WAY, Dimension.ZONE)[2] == (3, {"二层": 320_000, "": 20_000})


def _values(spec) -> list[dict]:
    rows = [row for data in spec.get("datasets", {}).values() for row in data]
    for layer in spec["layer"]:
        values = layer.get("data", {}).get("values")
        rows += values if isinstance(values, list) else []
    rows += (spec.get("data") or {}).get("values", [])
    return rows
