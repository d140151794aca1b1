"""Where a line's life may be parted: renames and births from other lines, never where it stood unchanged."""

from tracker.procurement.life import NumberedDraft, life_of
from tracker.procurement.lines import Line
from tracker.procurement.partings import partings


def line(lineage, name="阅览桌", quantity=10_000, zone=None):
    return Line(lineage, "家具", name, None, "张", quantity, 100_00, quantity * 10, zone)


def found(drafts, origins=None, lineage=1):
    numbered = [NumberedDraft(number, tuple(lines)) for number, lines in drafts.items()]
    life = life_of(lineage, numbered, origins or {})
    return [
        ([old.lineage for old in each.before], each.after.lineage, each.number, each.same)
        for each in partings(life, origins or {})
    ]


def test_a_line_that_only_changes_its_quantity_is_not_asked_about():
    assert found({1: [line(1)], 2: [line(1, quantity=8_000)], None: [line(1)]}) == []


def test_a_renamed_or_moved_line_may_be_parted_where_it_changed():
    drafts = {
        1: [line(1)],
        2: [line(1, "会议桌")],
        3: [line(1, "会议桌")],
        None: [line(1, "会议桌", zone="三层")],
    }
    assert found(drafts) == [([1], 1, 2, True), ([1], 1, None, True)]


def test_the_parts_of_a_split_and_a_merged_line_may_be_parted_from_their_parents():
    split = {2: frozenset({1}), 3: frozenset({1})}
    assert found({1: [line(1)], 2: [line(2), line(3)]}, split) == [([1], 2, 2, False), ([1], 3, 2, False)]
    merged = {3: frozenset({1, 2})}
    assert found({1: [line(1), line(2)], 2: [line(3)]}, merged) == [([1, 2], 3, 2, False)]


def test_a_line_that_came_back_may_be_parted_from_the_one_that_was_cut():
    drafts = {1: [line(1)], 2: [], 3: [line(2)]}
    assert found(drafts, {2: frozenset({1})}) == [([1], 2, 3, False)]
