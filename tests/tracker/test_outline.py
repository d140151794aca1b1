"""Numbers of the outline, and what moves of lines make of their places."""

import pytest

from tracker.errors import Invalid
from tracker.outline import OutlineLine, indented, outdented, shifted, wbs_numbers
from tracker.schedule.model import TaskKind

# 1 A
# 2   B
# 3   C
# 4 D
# 5 E
LINES = [
    OutlineLine(1, 7, None, 1, "A", TaskKind.SUMMARY),
    OutlineLine(2, 7, 1, 2, "B", TaskKind.TASK),
    OutlineLine(3, 7, 1, 3, "C", TaskKind.TASK),
    OutlineLine(4, 7, None, 4, "D", TaskKind.TASK),
    OutlineLine(5, 7, None, 5, "E", TaskKind.TASK),
]
OTHER_PLAN = OutlineLine(9, 8, None, 1, "F", TaskKind.TASK)


def refusal(move, *arguments, **given) -> tuple[str, dict]:
    with pytest.raises(Invalid) as refused:
        move(*arguments, **given)
    return refused.value.code, refused.value.facts


def test_numbers_count_plans_then_lines_then_what_stands_below_them():
    assert wbs_numbers([OTHER_PLAN, *reversed(LINES)]) == {
        1: "1.1",
        2: "1.1.1",
        3: "1.1.2",
        4: "1.2",
        5: "1.3",
        9: "2.1",
    }


def test_an_indented_line_becomes_the_last_one_below_the_line_before_it():
    moves = indented(LINES, {4})

    assert (moves.places, moves.headings) == ({4: (1, 4)}, set())


def test_a_task_becomes_a_heading_when_a_line_is_indented_below_it():
    moves = indented(LINES, {5})

    assert (moves.places, moves.headings) == ({5: (4, 5)}, {4})


def test_lines_indented_together_stand_below_the_same_heading_in_their_order():
    moves = indented(LINES, {4, 5})

    assert (moves.places, moves.headings) == ({4: (1, 4), 5: (1, 5)}, set())


def test_the_first_line_of_a_level_cannot_be_indented():
    assert refusal(indented, LINES, {2}) == ("nothing_above", {"title": "B"})
    assert refusal(indented, [*LINES, OTHER_PLAN], {9}) == ("nothing_above", {"title": "F"})


def test_an_outline_has_twenty_levels_below_the_top():
    deep = [OutlineLine(n, 7, n - 1 if n > 1 else None, 1, str(n), TaskKind.SUMMARY) for n in range(1, 22)]
    line = OutlineLine(30, 7, 20, 2, "too deep", TaskKind.TASK)

    # line 21 stands on level 20 below the top: a line below it would be on level 21
    assert refusal(indented, [*deep, line], {30})[0] == "outline_too_deep"


def test_outdented_lines_follow_their_heading_in_their_order():
    # the positions of the level are 1, 4, 5 and those of B and C, 2 and 3: nothing else has to move
    assert outdented(LINES, {2, 3}).places == {2: (None, 2), 3: (None, 3)}


def test_a_line_outdented_between_equal_positions_pushes_those_after_it():
    lines = [
        OutlineLine(1, 7, None, 0, "A", TaskKind.SUMMARY),
        OutlineLine(2, 7, 1, 0, "B", TaskKind.TASK),
        OutlineLine(3, 7, None, 0, "C", TaskKind.TASK),
    ]

    assert outdented(lines, {2}).places == {2: (None, 1), 3: (None, 2)}


def test_a_line_without_heading_cannot_be_outdented():
    assert refusal(outdented, LINES, {4}) == ("already_at_top", {"title": "D"})


def test_a_line_changes_places_with_its_neighbour_below_the_same_heading():
    assert shifted(LINES, {3}, up=True).places == {3: (1, 2), 2: (1, 3)}
    assert shifted(LINES, {1}, up=False).places == {4: (None, 1), 1: (None, 4)}


def test_lines_that_move_together_keep_their_order():
    # A, D, E becomes D, E, A
    assert shifted(LINES, {4, 5}, up=True).places == {4: (None, 1), 5: (None, 4), 1: (None, 5)}


def test_what_has_arrived_at_the_end_stays_there_and_is_not_overtaken():
    # B is first already, and C, chosen too, does not pass it; D passes A
    assert shifted(LINES, {2, 3, 4}, up=True).places == {4: (None, 1), 1: (None, 4)}
    assert refusal(shifted, LINES, {2, 3}, up=True) == ("no_place_to_move", {"title": "B"})


def test_lines_below_a_chosen_heading_move_with_it():
    assert shifted(LINES, {1, 2, 3}, up=False).places == {4: (None, 1), 1: (None, 4)}


def test_a_line_never_passes_into_another_plan():
    assert refusal(shifted, [*LINES, OTHER_PLAN], {5}, up=False)[0] == "no_place_to_move"
    assert refusal(shifted, [*LINES, OTHER_PLAN], {9}, up=True)[0] == "no_place_to_move"
