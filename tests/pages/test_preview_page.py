"""Previewing a change in the panel of a task, in process: opening day, and the chance of opening in time."""

import pytest

from db.unit_of_work import unit_of_work
from tests.factories import make
from tests.pages.helpers import installed, open_page
from tests.pages.test_plan_pages import said
from tests.support.plan_library import TODAY, PlanLibrary
from tracker.vocabulary import RoundStage


@pytest.fixture
def library(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        yield PlanLibrary(sqlite_engine)


def previewed(library: PlanLibrary, days: int):
    """The panel of "Move the shelves" with so many working days more in its preview."""
    at = open_page("tasks", task=str(library.in_time))
    next(each for each in at.expander if each.label == "Preview a change").open = True
    at.session_state["task_panel_preview"] = True
    at.run()
    next(each for each in at.number_input if each.key == f"preview_{library.in_time}_days").set_value(days)
    next(each for each in at.button if each.label == "Show what would happen").click()
    at.session_state["task_panel_preview"] = True
    return at.run()


def test_a_change_with_room_left_keeps_the_chance_of_opening_in_time(library):
    at = previewed(library, 10)

    assert not at.exception
    # 13 working days from 1 April end weeks before 26 June in every run
    assert "The chance of opening in time stays 100%. P80 goes from" in said(at)


def test_a_change_past_the_announced_day_takes_the_chance_of_opening_in_time(library):
    at = previewed(library, 120)

    assert not at.exception
    # 123 working days from 1 April; even the best case, 85% of them, ends in August
    assert "The chance of opening in time goes from 100% to 0%. P80 goes from" in said(at)
    assert library.facts()[library.in_time].duration_days == 3


def test_a_slip_of_a_round_says_which_department_is_staffed_otherwise(library, sqlite_engine):
    with unit_of_work(sqlite_engine) as session:
        own = {"project_id": 1}
        department = make("department", session, **own, name="少儿部")
        post = make("post", session, **own, department_id=department.id, approved=4)
        make("post_count", session, **own, post_id=post.id, on=TODAY, in_post=1)
        round_ = make("recruitment_round", session, **own)
        make("round_post", session, **own, round_id=round_.id, post_id=post.id, wanted=2)
        make(
            "round_stage",
            session,
            **own,
            round_id=round_.id,
            stage=RoundStage.ON_BOARD,
            task_id=library.in_time,
        )

    slipped = said(previewed(library, 120))
    in_time = said(previewed(library, 10))

    # one person is there, two come by the round while it ends before opening day
    assert "Readiness of 少儿部 on opening day changes from 3 to 1 of 4 posts." in slipped
    assert "Readiness of" not in in_time
