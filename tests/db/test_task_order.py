"""Outline, order, links and edits of several tasks at once: all of it is stored, or nothing."""

import datetime as dt

import pytest

from db.commands import task_order, tasks
from db.commands.tasks import TaskEdit
from db.queries import plan as queries
from db.queries.audit import record_history
from db.unit_of_work import reading
from tests.support.plan_library import PlanLibrary
from tracker.errors import Conflict, Invalid
from tracker.link_text import link_texts
from tracker.plans import outline
from tracker.schedule.model import TaskKind


@pytest.fixture
def library(engine) -> PlanLibrary:
    """Moving (a heading over Pack the books), Move the shelves, Order boxes (done)."""
    return PlanLibrary(engine)


def places(library: PlanLibrary, *ids: int) -> dict:
    facts = library.facts()
    return {id_: (facts[id_].parent_id, facts[id_].position) for id_ in ids}


def drawn(library: PlanLibrary) -> list[str]:
    """The titles in reading order, indented by dots."""
    with reading(library.engine) as session:
        rows = queries.dated_tasks(session, library.project_id, dt.date(2026, 4, 1))
    return ["." * depth + row.title for row, depth in outline(rows)]


def links(library: PlanLibrary) -> dict[int, str]:
    with reading(library.engine) as session:
        return link_texts(queries.dependencies(session, library.project_id))


def edit(task_id: int, wanted: str, original: str = "", **changes) -> TaskEdit:
    return TaskEdit(task_id, 1, {"links": original}, {"links": wanted, **changes})


def refused(library: PlanLibrary, command, **arguments) -> tuple[str, dict]:
    with pytest.raises(Invalid) as error:
        library.do(command, **arguments)
    return error.value.code, error.value.facts


def test_a_task_is_indented_below_the_heading_before_it_and_comes_back(library):
    library.do(task_order.indent_tasks, seen=places(library, library.in_time))
    assert drawn(library) == ["Moving", ".Pack the books", ".Move the shelves", "Order boxes"]

    library.do(task_order.outdent_tasks, seen=places(library, library.in_time))
    assert drawn(library) == ["Moving", ".Pack the books", "Move the shelves", "Order boxes"]


def test_indenting_below_a_task_makes_it_a_heading_whose_dates_are_those_of_its_tasks(library):
    library.do(task_order.indent_tasks, seen=places(library, library.finished))

    heading = library.facts()[library.in_time]
    with reading(library.engine) as session:
        rows = queries.dated_tasks(session, library.project_id, dt.date(2026, 4, 1))
    dates = {row.id: (row.start, row.finish) for row in rows}
    assert heading.kind is TaskKind.SUMMARY
    assert dates[library.in_time] == dates[library.finished]


def test_a_task_that_has_begun_does_not_become_a_heading(library):
    added = library.task("Return boxes")

    assert refused(library, task_order.indent_tasks, seen=places(library, added)) == (
        "heading_has_progress",
        {"title": "Order boxes"},
    )
    assert library.facts()[added].parent_id is None


def test_two_tasks_move_up_together(library):
    library.do(task_order.shift_tasks, seen=places(library, library.in_time, library.finished), up=True)

    assert drawn(library) == ["Move the shelves", "Order boxes", "Moving", ".Pack the books"]


def test_a_move_seen_from_an_old_page_is_refused(library):
    seen = places(library, library.finished)
    library.do(task_order.shift_tasks, seen=seen, up=True)

    assert refused(library, task_order.shift_tasks, seen=seen, up=True) == (
        "outline_moved",
        {"title": "Order boxes"},
    )


def test_an_indent_that_would_close_a_circle_names_the_tasks_and_changes_nothing(library):
    # the heading waits for the shelves; below it, the shelves would wait for themselves
    library.do(tasks.link_tasks, predecessor_id=library.in_time, successor_id=library.top)

    code, facts = refused(library, task_order.indent_tasks, seen=places(library, library.in_time))

    assert code == "schedule_cycle"
    assert {"Move the shelves", "Moving"} <= set(facts["tasks"])
    assert drawn(library)[2] == "Move the shelves"


def test_a_move_writes_only_the_tasks_that_change_places(library):
    library.do(task_order.shift_tasks, seen=places(library, library.finished), up=True)

    versions = {task.title: task.version for task in library.facts().values()}
    assert versions == {"Moving": 1, "Pack the books": 1, "Move the shelves": 2, "Order boxes": 3}
    with reading(library.engine) as session:
        last = record_history(session, library.project_id, "task", library.finished)[0]
    assert (last.command, last.changes) == ("shift_tasks", {"position": (4, 3)})


def test_archived_tasks_take_what_is_below_them_and_come_back_together(library):
    count = library.do(task_order.archive_tasks, task_ids=[library.top, library.finished])
    assert (count, drawn(library)) == (3, ["Move the shelves"])

    library.do(tasks.restore_task, task_id=library.top)
    assert drawn(library) == ["Moving", ".Pack the books", "Move the shelves"]


def test_links_typed_in_two_rows_are_stored_together_with_other_cells(library):
    edits = [
        edit(library.in_time, f"{library.late}FS+2d", duration_days=4),
        edit(library.finished, f"{library.late}SS, {library.in_time}FF-1d"),
    ]
    library.do(
        tasks.update_tasks,
        edits=[TaskEdit(e.task_id, library.facts()[e.task_id].version, e.original, e.changes) for e in edits],
    )

    assert links(library) == {
        library.in_time: f"{library.late}FS+2d",
        library.finished: f"{library.late}SS, {library.in_time}FF-1d",
    }
    assert library.facts()[library.in_time].duration_days == 4


def test_a_link_taken_out_of_the_text_is_removed_and_a_changed_one_changed(library):
    library.do(tasks.update_tasks, edits=[edit(library.in_time, f"{library.late}, {library.finished}")])
    before = links(library)[library.in_time]

    library.do(tasks.update_tasks, edits=[edit(library.in_time, f"{library.late}SS+3ed", before)])

    assert links(library) == {library.in_time: f"{library.late}SS+3ed"}


def test_links_in_a_circle_are_refused_with_their_tasks_and_nothing_is_stored(library):
    edits = [edit(library.late, str(library.in_time)), edit(library.in_time, str(library.late), title="New")]

    code, facts = refused(library, tasks.update_tasks, edits=edits)

    assert code == "schedule_cycle"
    assert {"Pack the books", "New"} <= set(facts["tasks"])
    assert links(library) == {}
    assert library.facts()[library.in_time].title == "Move the shelves"


def test_a_faulty_cell_names_its_row_and_no_row_is_stored(library):
    edits = [edit(library.late, "", title="Pack all"), edit(library.in_time, "boxes")]

    assert refused(library, tasks.update_tasks, edits=edits) == (
        "link_unreadable",
        {"title": "Move the shelves", "text": "boxes"},
    )
    assert library.facts()[library.late].title == "Pack the books"


def test_a_link_that_somebody_else_added_meanwhile_stays(library):
    library.do(tasks.link_tasks, predecessor_id=library.finished, successor_id=library.in_time)

    library.do(tasks.update_tasks, edits=[edit(library.in_time, str(library.late))])

    assert links(library) == {library.in_time: f"{library.late}, {library.finished}"}


def test_a_link_that_both_changed_is_a_conflict_of_the_row_and_my_choice_can_be_stored(library):
    library.do(tasks.link_tasks, predecessor_id=library.late, successor_id=library.in_time, lag_days=5)

    with pytest.raises(Conflict) as met:
        library.do(tasks.update_tasks, edits=[edit(library.in_time, f"{library.late}SS")])
    assert (met.value.record_id, met.value.base, met.value.mine, met.value.theirs) == (
        library.in_time,
        {"links": ""},
        {"links": f"{library.late}SS"},
        {"links": f"{library.late}FS+5d"},
    )

    mine = edit(library.in_time, f"{library.late}SS", met.value.theirs["links"])
    library.do(tasks.update_tasks, edits=[mine])
    assert links(library) == {library.in_time: f"{library.late}SS"}


def test_a_removed_link_can_be_typed_again(library):
    library.do(tasks.update_tasks, edits=[edit(library.in_time, str(library.late))])
    library.do(tasks.update_tasks, edits=[edit(library.in_time, "", str(library.late))])
    assert links(library) == {}

    library.do(tasks.update_tasks, edits=[edit(library.in_time, f"{library.late}FF")])
    assert links(library) == {library.in_time: f"{library.late}FF"}


def test_a_link_to_an_archived_task_is_refused_by_its_number(library):
    library.do(tasks.archive_task, task_id=library.late)

    assert refused(library, tasks.update_tasks, edits=[edit(library.in_time, str(library.late))]) == (
        "link_unknown_task",
        {"title": "Move the shelves", "number": str(library.late)},
    )
