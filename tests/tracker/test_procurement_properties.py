"""Laws that hold for the comparison of any two drafts."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.money import amount_fen
from tracker.procurement.compare import Change, ChangeKind, apply, compare
from tracker.procurement.explained import GivenReason
from tracker.procurement.life import NumberedDraft, life_of
from tracker.procurement.lines import Line, SourceRow
from tracker.procurement.parts import Dimension, parts_by_cause, parts_by_field
from tracker.procurement.unkeyed import compare_unkeyed
from tracker.vocabulary import Cause

names = st.sampled_from(["书架", "阅览桌", "阅览椅", "台式计算机", "书车"])
zones = st.sampled_from(["二层", "三层", "全馆", None])
units = st.sampled_from(["组", "张", None])
categories = st.sampled_from(["家具", "设备", None])
quantities = st.integers(0, 5_000_000)
prices = st.integers(0, 10_000_000)
sources = st.none() | st.builds(SourceRow, st.just("清单"), st.integers(1, 9))


@st.composite
def lines(draw, lineage):
    """Any line: priced, or a lump sum that may be negative."""
    quantity, price = draw(quantities), draw(prices)
    lump_sum = draw(st.booleans())
    return Line(
        lineage=lineage,
        category=draw(categories),
        name=draw(names),
        specification=draw(st.sampled_from(["六层", "五层", None])),
        unit=draw(units),
        quantity_milli=None if lump_sum and draw(st.booleans()) else quantity,
        unit_price_fen=None if lump_sum and draw(st.booleans()) else price,
        amount_fen=draw(st.integers(-(10**12), 10**12)) if lump_sum else amount_fen(quantity, price),
        zone=draw(zones),
        lump_sum=lump_sum,
        source=draw(sources),
    )


@st.composite
def drafts(draw):
    """A draft of up to eight lines out of ten lineages, in any order."""
    lineages = draw(st.lists(st.integers(0, 9), unique=True, max_size=8))
    return [draw(lines(lineage)) for lineage in lineages]


origins = st.dictionaries(st.integers(0, 9), st.frozensets(st.integers(0, 9), max_size=3), max_size=6)


@given(drafts(), drafts(), origins)
def test_applying_a_comparison_to_the_earlier_draft_gives_the_later_one(before, after, born_of):
    assert apply(before, compare(before, after, born_of)) == tuple(after)


@given(drafts(), origins)
def test_a_draft_does_not_differ_from_itself(draft, born_of):
    comparison = compare(draft, draft, born_of)

    assert comparison.changes == ()
    assert comparison.unchanged == tuple((line, line) for line in draft)


@given(drafts(), drafts(), origins)
def test_the_differences_of_all_changes_sum_to_the_difference_of_the_totals(before, after, born_of):
    comparison = compare(before, after, born_of)
    difference = sum(line.amount_fen for line in after) - sum(line.amount_fen for line in before)

    assert comparison.difference_fen == difference
    assert sum(change.difference_fen for change in comparison.changes) == difference
    for sums in (comparison.by_category(), comparison.by_zone(), comparison.by_kind()):
        assert sum(sums.values()) == difference


@given(drafts(), drafts())
def test_sums_by_category_are_the_differences_of_the_category_totals(before, after):
    def total(draft, category):
        return sum(line.amount_fen for line in draft if line.category == category)

    for category, difference in compare(before, after).by_category().items():
        assert difference == total(after, category) - total(before, category)


@given(drafts(), drafts(), origins)
def test_effects_sum_to_the_difference_but_for_lines_that_came_or_went(before, after, born_of):
    for change in compare(before, after, born_of).changes:
        effects = change.effects
        parts = effects.price_fen + effects.quantity_fen + effects.joint_fen
        came_or_went = change.kind in {ChangeKind.ADDED, ChangeKind.REMOVED}
        assert parts == (0 if came_or_went else effects.difference_fen)


@given(drafts(), drafts())
def test_swapping_the_drafts_swaps_added_and_removed_and_negates_differences(before, after):
    forth, back = compare(before, after), compare(after, before)
    turned = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}

    assert {
        (turned.get(one.kind, one.kind), one.line.lineage, -one.difference_fen) for one in forth.changes
    } == {(one.kind, one.line.lineage, one.difference_fen) for one in back.changes}


@given(drafts(), drafts(), origins)
def test_swapping_turns_every_split_into_a_merge_and_no_money_is_lost(before, after, born_of):
    forth, back = compare(before, after, born_of), compare(after, before, born_of)

    assert apply(after, back) == tuple(before)
    assert forth.difference_fen == -back.difference_fen
    assert {
        (frozenset(line.lineage for line in one.before), frozenset(line.lineage for line in one.after))
        for one in forth.changes
    } == {
        (frozenset(line.lineage for line in one.after), frozenset(line.lineage for line in one.before))
        for one in back.changes
    }


reasons = st.lists(
    st.builds(
        GivenReason,
        st.sampled_from([2, 3, None]),
        st.integers(0, 9),
        st.sampled_from(list(Cause)),
        st.just(""),
    ),
    max_size=8,
)


@given(drafts(), drafts(), drafts(), origins, reasons)
def test_the_parts_sum_to_the_difference_whatever_they_are(first, second, third, born_of, given_reasons):
    way = [NumberedDraft(number, tuple(draft)) for number, draft in ((1, first), (2, second), (None, third))]
    comparison = compare(first, third, born_of)
    by_cause = parts_by_cause(way, born_of, given_reasons)

    assert sum(part.difference_fen for part in by_cause) == comparison.difference_fen
    for dimension in (Dimension.CATEGORY, Dimension.ZONE, Dimension.FUNDING):
        parts = parts_by_field(comparison, dimension)
        assert sum(part.difference_fen for part in parts) == comparison.difference_fen
        assert sum(part.before_fen for part in parts) == comparison.total_before_fen
        assert sum(part.after_fen for part in parts) == comparison.total_after_fen


@given(drafts(), drafts(), drafts(), origins)
def test_lives_cover_every_line_once_and_their_moments_add_up(first, second, third, born_of):
    way = [NumberedDraft(number, tuple(draft)) for number, draft in enumerate((first, second, third), 1)]
    lineages = {line.lineage for draft in way for line in draft.lines}
    lives = {life.lineages: life for each in lineages if (life := life_of(each, way, born_of)) is not None}

    for place, draft in enumerate(way):
        told = [
            life.moments[place - len(way)] for life in lives.values() if len(life.moments) >= len(way) - place
        ]
        assert sum(moment.amount_fen for moment in told) == sum(line.amount_fen for line in draft.lines)
    for life in lives.values():
        assert sum(moment.difference_fen for moment in life.moments) == life.difference_fen


EDITS = ("keep", "keep", "rename", "move", "quantity", "price", "remove", "split", "merge")


@given(st.lists(st.sampled_from(EDITS), max_size=12), st.integers(0, 3), st.randoms(use_true_random=False))
def test_any_script_of_edits_is_recovered_when_lineage_is_given(script, added, rng: random.Random):
    before: list[Line] = []
    after: list[Line] = []
    born_of: dict[str, frozenset[str]] = {}
    expected: set[tuple[str, frozenset[str], frozenset[str]]] = set()
    for row, edit in enumerate(script):
        olds = [_line(f"{row}"), _line(f"{row}+")][: 2 if edit == "merge" else 1]
        news = _edited(olds, edit)
        if edit in {"split", "merge"}:
            born_of |= {line.lineage: frozenset(old.lineage for old in olds) for line in news}
        before += olds
        after += news
        if edit != "keep":
            expected.add((_KIND_OF[edit], _lineages(olds), _lineages(news)))
    after += [_line(f"new {row}") for row in range(added)]
    expected |= {("added", frozenset(), frozenset({f"new {row}"})) for row in range(added)}
    rng.shuffle(after)

    comparison = compare(before, after, born_of)

    assert {_facts(change) for change in comparison.changes} == expected
    assert len(comparison.changes) == len(expected)
    assert len(comparison.unchanged) == script.count("keep")


_KIND_OF = {
    "rename": "renamed",
    "move": "moved",
    "quantity": "changed",
    "price": "changed",
    "remove": "removed",
    "split": "split",
    "merge": "merged",
}


def _line(lineage: str) -> Line:
    """4 at 250 fen."""
    return Line(lineage, "家具", f"书架{lineage}", "六层", "组", 4_000, 250, 1_000, "二层")


def _edited(olds: list[Line], edit: str) -> list[Line]:
    """What an edit makes of one line, or of two to merge."""
    old = olds[0]
    three = replace(old, quantity_milli=3_000, amount_fen=750)
    one = replace(old, quantity_milli=1_000, amount_fen=250)
    made = {
        "keep": [old],
        "rename": [replace(old, name="钢木书架")],
        "move": [replace(old, zone="三层")],
        "quantity": [three],
        "price": [replace(old, unit_price_fen=200, amount_fen=800)],
        "remove": [],
        "split": [replace(three, lineage=f"{old.lineage}a"), replace(one, lineage=f"{old.lineage}b")],
        "merge": [replace(old, lineage=f"{old.lineage}m", quantity_milli=8_000, amount_fen=2_000)],
    }
    return made[edit]


def _lineages(side) -> frozenset[str]:
    return frozenset(line.lineage for line in side)


def _facts(change: Change) -> tuple[str, frozenset[str], frozenset[str]]:
    return str(change.kind), _lineages(change.before), _lineages(change.after)


@settings(deadline=None)  # the first match loads scipy
@given(drafts(), drafts())
def test_unkeyed_drafts_close_to_the_fen_and_judge_every_change(before, after):
    keyed = [replace(line, lineage=f"after {line.lineage}") for line in after]

    found = compare_unkeyed(before, keyed)

    difference = sum(line.amount_fen for line in after) - sum(line.amount_fen for line in before)
    assert sum(change.difference_fen for change in found.comparison.changes) == difference
    assert len(found.verdicts) == len(found.comparison.changes)
    assert all(0 <= verdict.confidence <= 1 for verdict in found.verdicts)
    matched_before = [line for proposal in found.matching.proposals for line in proposal.before]
    alone_before = [alone.line for alone in found.matching.only_before]
    assert sorted(line.lineage for line in (*matched_before, *alone_before)) == sorted(
        line.lineage for line in before
    )


@given(drafts())
def test_a_workbook_imported_twice_shows_no_changes(draft):
    again = [replace(line, lineage=f"after {line.lineage}") for line in draft]

    assert compare_unkeyed(draft, again).comparison.changes == ()
