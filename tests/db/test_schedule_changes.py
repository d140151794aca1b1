"""Storing a previewed change, and taking it back."""

import pytest

from db.commands.schedule_changes import apply_change
from db.commands.tasks import update_task
from db.queries.audit import record_history
from db.unit_of_work import reading
from tests.support.plan_library import STARTED, PlanLibrary
from tracker.errors import Conflict, Invalid
from tracker.schedule.model import Constraint

LATER = {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_date": STARTED}
FREE = {"constraint": Constraint.AS_SOON_AS_POSSIBLE, "constraint_date": None}


@pytest.fixture
def library(engine) -> PlanLibrary:
    return PlanLibrary(engine)


def apply(library: PlanLibrary, original: dict, changes: dict, version: int = 1) -> None:
    library.do(
        apply_change,
        task_id=library.in_time,
        expected_version=version,
        original=original,
        changes=changes,
    )


def rule(library: PlanLibrary) -> dict:
    task = library.facts()[library.in_time]
    return {"constraint": task.constraint, "constraint_date": task.constraint_date}


def test_a_change_is_stored_and_its_reverse_takes_it_back(library):
    apply(library, FREE, LATER)
    stored = rule(library)
    apply(library, LATER, FREE, version=2)

    assert (stored, rule(library)) == (LATER, FREE)


def test_the_history_of_the_task_names_the_change(library):
    apply(library, {"duration_days": 3}, {"duration_days": 13})

    with reading(library.engine) as session:
        last = record_history(session, library.project_id, "task", library.in_time)[0]
    assert (last.command, last.changes) == ("apply_change", {"duration_days": (3, 13)})


def test_taking_back_leaves_what_somebody_else_changed_since(library):
    apply(library, {"duration_days": 3}, {"duration_days": 13})
    library.do(
        update_task,
        task_id=library.in_time,
        expected_version=2,
        original={"title": "Move the shelves"},
        changes={"title": "Move all shelves"},
    )
    apply(library, {"duration_days": 13}, {"duration_days": 3}, version=2)

    task = library.facts()[library.in_time]
    assert (task.title, task.duration_days) == ("Move all shelves", 3)


def test_taking_back_what_somebody_else_set_differently_is_a_conflict(library):
    apply(library, {"duration_days": 3}, {"duration_days": 13})
    apply(library, {"duration_days": 13}, {"duration_days": 8}, version=2)

    with pytest.raises(Conflict) as met:
        apply(library, {"duration_days": 13}, {"duration_days": 3}, version=2)

    assert (met.value.mine, met.value.theirs) == ({"duration_days": 3}, {"duration_days": 8})
    assert library.facts()[library.in_time].duration_days == 8


def test_only_columns_that_move_a_task_may_be_set(library):
    with pytest.raises(Invalid, match="field_not_editable"):
        apply(library, {"title": "Move the shelves"}, {"title": "Anything"})

    assert library.facts()[library.in_time].title == "Move the shelves"
