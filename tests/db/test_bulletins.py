"""Bulletins and goals in the database."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from db.commands.bulletins import (
    archive_bulletin,
    create_bulletin,
    issue_bulletin,
    set_recipients,
    update_bulletin,
)
from db.commands.goals import create_direction, create_goal, update_goal
from db.queries.bulletins import bulletins
from db.queries.goals import directions, goals
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.errors import Invalid
from tracker.permissions import SYSTEM
from tracker.vocabulary import DirectionKind

DAY = dt.date(2026, 3, 13)


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


def written(engine, project_id, title="筹备进展", body="正文。", on=DAY):
    return run(engine, create_bulletin, project_id=project_id, title=title, body=body, on=on)


def issue(engine, project_id, bulletin_id, on=DAY):
    return run(engine, issue_bulletin, project_id=project_id, bulletin_id=bulletin_id, on=on)


def refused(engine, command, **given):
    with pytest.raises(Invalid) as error:
        run(engine, command, **given)
    return error.value.code


def test_issues_are_numbered_through_each_year(engine, project_id):
    drafts = [written(engine, project_id, f"第{n}份") for n in range(3)]

    assert issue(engine, project_id, drafts[2]) == 1
    assert issue(engine, project_id, drafts[0]) == 2
    assert issue(engine, project_id, drafts[1], dt.date(2027, 1, 4)) == 1
    with reading(engine) as session:
        assert [(row.year, row.number, row.title) for row in bulletins(session, project_id)] == [
            (2027, 1, "第1份"),
            (2026, 2, "第0份"),
            (2026, 1, "第2份"),
        ]


def test_an_issued_bulletin_refuses_every_change(engine, project_id):
    bulletin_id = written(engine, project_id)
    issue(engine, project_id, bulletin_id)
    own = {"project_id": project_id, "bulletin_id": bulletin_id}
    change = {"expected_version": 2, "original": {"title": "筹备进展"}, "changes": {"title": "改"}}

    assert refused(engine, update_bulletin, **own, **change) == "bulletin_issued"
    assert refused(engine, set_recipients, **own, offices=["区政府办"]) == "bulletin_issued"
    assert refused(engine, archive_bulletin, **own) == "bulletin_issued"
    assert refused(engine, issue_bulletin, **own, on=DAY) == "bulletin_issued"


def overlapping(engine, first, second):
    """What two writers get, of whom the second begins while the first has not committed."""
    written_, begun = Event(), Event()

    def leading():
        with unit_of_work(engine) as session:
            result = first(session)
            session.flush()
            written_.set()
            begun.wait(5)
            begun.clear()
            begun.wait(0.5)  # the second one is in its command, waiting for us; or it has gone past us
        return result

    def following():
        written_.wait(5)
        begun.set()
        with unit_of_work(engine) as session:
            return second(session)

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(leading), pool.submit(following)]
        return [each.exception() or each.result() for each in both]


def test_two_issued_at_once_take_different_numbers(engine, project_id):
    drafts = [written(engine, project_id, title) for title in ("甲", "乙")]
    issues = [
        lambda session, draft=draft: issue_bulletin(
            session, actor=SYSTEM, project_id=project_id, bulletin_id=draft, on=DAY
        )
        for draft in drafts
    ]

    assert overlapping(engine, *issues) == [1, 2]


def test_recipients_saved_while_it_is_issued_are_refused(engine, project_id):
    own = {"project_id": project_id, "bulletin_id": written(engine, project_id)}
    number, error = overlapping(
        engine,
        lambda session: issue_bulletin(session, actor=SYSTEM, **own, on=DAY),
        lambda session: set_recipients(session, actor=SYSTEM, **own, offices=["区政府办"]),
    )

    assert (number, error.code) == (1, "bulletin_issued")
    with reading(engine) as session:
        assert bulletins(session, project_id)[0].recipients == ()


def test_an_archived_draft_is_not_issued(engine, project_id):
    own = {"project_id": project_id, "bulletin_id": written(engine, project_id)}
    run(engine, archive_bulletin, **own)

    assert refused(engine, issue_bulletin, **own, on=DAY) == "bulletin_archived"


def test_a_bulletin_that_says_nothing_is_not_issued(engine, project_id):
    bulletin_id = written(engine, project_id, body=" ")

    assert (
        refused(engine, issue_bulletin, project_id=project_id, bulletin_id=bulletin_id, on=DAY)
        == "text_missing"
    )


def test_recipients_stand_in_the_order_given_and_once(engine, project_id):
    own = {"project_id": project_id, "bulletin_id": written(engine, project_id)}
    run(engine, set_recipients, **own, offices=["区财政局", "区政府办", " ", "区财政局"])
    run(engine, set_recipients, **own, offices=["区政府办", "区文广新局", "区财政局"])
    run(engine, set_recipients, **own, offices=["区财政局", "区政府办"])

    with reading(engine) as session:
        assert bulletins(session, project_id)[0].recipients == ("区财政局", "区政府办")


def test_the_list_takes_as_many_statements_for_three_issues_as_for_one(engine, project_id):
    def sent(count):
        with unit_of_work(engine) as session:
            for _ in range(count):
                make("bulletin_recipient", session, project_id=project_id)
        with reading(engine) as session, statements(engine) as counted:
            bulletins(session, project_id)
        return len(counted)

    assert sent(1) == sent(2) == 2


def test_a_goal_is_reached_after_it_was_stated(engine, project_id):
    given = {"project_id": project_id, "title": "国家一级馆", "horizon_on": dt.date(2029, 2, 25)}
    assert refused(engine, create_goal, **given, stated_on=dt.date(2029, 2, 26)) == "goal_horizon"
    goal_id = run(engine, create_goal, **given, stated_on=dt.date(2026, 2, 25))

    change = {
        "original": {"horizon_on": given["horizon_on"]},
        "changes": {"horizon_on": dt.date(2026, 2, 24)},
    }
    assert (
        refused(engine, update_goal, project_id=project_id, goal_id=goal_id, expected_version=1, **change)
        == "goal_horizon"
    )
    with reading(engine) as session:
        assert [(row.title, row.horizon_on) for row in goals(session, project_id)] == [
            ("国家一级馆", dt.date(2029, 2, 25))
        ]


def test_the_direction_of_work_stands_in_the_order_it_was_stated(engine, project_id):
    for kind, text in ((DirectionKind.HIGHLIGHT, "古籍保护"), (DirectionKind.MISSION, "服务社会")):
        run(engine, create_direction, project_id=project_id, kind=kind, text=text)

    with reading(engine) as session:
        assert [(row.kind, row.text) for row in directions(session, project_id)] == [
            (DirectionKind.HIGHLIGHT, "古籍保护"),
            (DirectionKind.MISSION, "服务社会"),
        ]
