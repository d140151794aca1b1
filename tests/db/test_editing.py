"""Saving over somebody else's edit: merge what can be merged, lose nothing (design rule 2)."""

import pytest

from db.commands.editing import archive, merge_edit, required_text, restore
from db.models import Plan, Task
from db.unit_of_work import reading, unit_of_work
from tests.factories import make
from tracker.errors import Conflict, Invalid


def stored(**now):
    """A task as it stands in the database now, at version 3."""
    return Task(project_id=1, plan_id=1, version=3, **{"title": "Order shelves", "duration_days": 5, **now})


def test_an_edit_of_the_version_the_person_saw_applies_as_it_is():
    task = stored()
    moved = merge_edit(
        task, expected_version=3, original={"title": "Order shelves"}, changes={"title": "Order all shelves"}
    )
    assert moved == ["title"]
    assert task.title == "Order all shelves"


def test_a_field_that_may_not_be_changed_here_is_refused_and_nothing_moves():
    task = stored()
    with pytest.raises(Invalid) as caught:
        merge_edit(
            task,
            expected_version=3,
            original={"title": "Order shelves", "plan_id": 1},
            changes={"title": "Order all shelves", "plan_id": 2},
            fields=frozenset({"title"}),
        )
    assert (caught.value.code, caught.value.facts) == ("field_not_editable", {"fields": ["plan_id"]})
    assert (task.title, task.plan_id) == ("Order shelves", 1)


def test_different_fields_changed_by_two_people_are_merged():
    task = stored(duration_days=8)  # the other person made it 8 days
    moved = merge_edit(
        task,
        expected_version=2,
        original={"title": "Order shelves", "duration_days": 5},
        changes={"title": "Order all shelves", "duration_days": 5},
    )
    assert moved == ["title"]
    assert (task.title, task.duration_days) == ("Order all shelves", 8)


def test_the_same_field_changed_differently_is_a_conflict_that_shows_all_three_values():
    task = stored(title="Order steel shelves", duration_days=8)
    with pytest.raises(Conflict) as caught:
        merge_edit(
            task,
            expected_version=2,
            original={"title": "Order shelves", "duration_days": 5, "notes": ""},
            changes={"title": "Order all shelves", "duration_days": 6, "notes": "see annex"},
        )
    assert caught.value.base == {"title": "Order shelves", "duration_days": 5}
    assert caught.value.mine == {"title": "Order all shelves", "duration_days": 6}
    assert caught.value.theirs == {"title": "Order steel shelves", "duration_days": 8}
    assert caught.value.version == 3
    assert caught.value.facts == {"fields": ["duration_days", "title"]}


def test_a_conflict_touches_nothing_not_even_the_fields_that_could_be_merged():
    task = stored(title="Order steel shelves")
    with pytest.raises(Conflict):
        merge_edit(
            task,
            expected_version=2,
            original={"title": "Order shelves", "notes": ""},
            changes={"title": "Order all shelves", "notes": "see annex"},
        )
    assert (task.title, task.notes) == ("Order steel shelves", "")


def test_both_setting_the_same_value_is_no_conflict_and_no_change():
    task = stored(duration_days=8)
    assert (
        merge_edit(task, expected_version=2, original={"duration_days": 5}, changes={"duration_days": 8})
        == []
    )
    assert task.duration_days == 8


def test_a_field_the_person_left_alone_keeps_what_the_other_wrote():
    task = stored(title="Order steel shelves")
    unchanged = {"title": "Order shelves"}
    assert merge_edit(task, expected_version=2, original=unchanged, changes=unchanged) == []
    assert task.title == "Order steel shelves"


def test_clearing_a_field_that_the_other_filled_is_a_conflict():
    task = stored(owner_id=4)
    with pytest.raises(Conflict) as caught:
        merge_edit(task, expected_version=2, original={"owner_id": 2}, changes={"owner_id": None})
    assert (caught.value.base, caught.value.mine, caught.value.theirs) == (
        {"owner_id": 2},
        {"owner_id": None},
        {"owner_id": 4},
    )


def test_saving_over_the_version_of_the_conflict_applies_the_persons_choice():
    task = stored(title="Order steel shelves")
    chosen = {"title": "Order all shelves"}
    merge_edit(task, expected_version=3, original={"title": "Order shelves"}, changes=chosen)
    assert task.title == "Order all shelves"


def test_each_stored_edit_moves_the_version_by_one(engine):
    with unit_of_work(engine) as session:
        plan = make("plan", session, title="a")
        plan_id, first = plan.id, plan.version
    with unit_of_work(engine) as session:
        merge_edit(
            session.get(Plan, plan_id),
            expected_version=first,
            original={"title": "a"},
            changes={"title": "b"},
        )
    with reading(engine) as session:
        plan = session.get(Plan, plan_id)
        assert (plan.title, plan.version) == ("b", first + 1)


def test_archiving_twice_keeps_the_first_moment_and_restoring_clears_it(engine):
    with unit_of_work(engine) as session:
        plan = make("plan", session)
        archive(session, plan)
        first = plan.archived_at
        archive(session, plan)
        assert plan.archived_at is first is not None
        restore(session, plan)
        assert plan.archived_at is None


def test_text_loses_its_outer_space_only():
    assert required_text("title", "  opening  day ", longest=12) == "opening  day"


@pytest.mark.parametrize(
    ("value", "code", "facts"),
    [
        ("   ", "text_missing", {"field": "title"}),
        ("abcdef", "text_too_long", {"field": "title", "longest": 5, "length": 6}),
    ],
)
def test_text_that_is_missing_or_too_long_is_refused(value, code, facts):
    with pytest.raises(Invalid) as caught:
        required_text("title", value, longest=5)
    assert (caught.value.code, caught.value.facts) == (code, facts)
