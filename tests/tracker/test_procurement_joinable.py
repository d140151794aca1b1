"""What a person may join by hand: lines of which one was cut before the other began."""

from tests.tracker.test_procurement_life import drafts, line
from tracker.procurement.joinable import joinable

HISTORY = drafts(
    [line("kept"), line("old", "还书箱"), line("desk", "办公桌")],
    [line("kept"), line("old", "还书箱")],
    [line("kept"), line("new", "自助还书机"), line("chair", "办公椅")],
)


def told(lineage, origins=None):
    return [
        (each.line.lineage, each.number, each.is_earlier)
        for each in joinable(lineage, HISTORY, origins or {})
    ]


def test_a_new_line_is_offered_what_was_cut_before_it_the_likest_name_first() -> None:
    assert told("new") == [("old", 2, True), ("desk", 1, True)]


def test_a_cut_line_is_offered_what_began_after_it() -> None:
    assert told("desk") == [("chair", 3, False), ("new", 3, False)]


def test_a_line_that_always_stood_and_one_that_no_draft_lists_are_offered_nothing() -> None:
    assert told("kept") == []
    assert told("nowhere") == []


def test_relatives_are_not_offered_but_a_second_parent_is() -> None:
    assert told("new", {"new": frozenset({"old"})}) == [("desk", 1, True)]
