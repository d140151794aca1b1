"""Bulletins and goals in the database."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from db.commands.bulletins import (
    archive_bulletin,
    create_bulletin,
    issue_bulletin,
    update_bulletin,
)
from db.commands.goals import create_direction, create_goal, update_goal
from db.queries.bulletins import bulletins
from db.queries.goals import directions, goals
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid
from tracker.permissions import SYSTEM
from tracker.vocabulary import DirectionKind

DAY = dt.date(2026, 3, 13)


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


def written(engine, project_id, title="筹备进展", body="正文。", on=DAY):
    return run(engine, create_bulletin, project_id=project_id, title=title, body=body, on=on)


def as_seen(bulletin_id, **changes):
    """How somebody issues the text that `written` wrote."""
    seen = {"title": "筹备进展", "body": "正文。", "recipients": ()}
    return {
        "bulletin_id": bulletin_id,
        "expected_version": 1,
        "original": seen,
        "changes": {**seen, **changes},
        "on": DAY,
    }


def issue(engine, project_id, bulletin_id, on=DAY):
    given = {**as_seen(bulletin_id), "original": {}, "changes": {}, "on": on}
    return run(engine, issue_bulletin, project_id=project_id, **given)


def change(engine, project_id, bulletin_id, version=1, before=(), **changes):
    original = {"title": "筹备进展", "body": "正文。", "recipients": before}
    own = {"project_id": project_id, "bulletin_id": bulletin_id, "expected_version": version}
    return run(engine, update_bulletin, **own, original=original, changes=changes)


def stored(engine, project_id):
    with reading(engine) as session:
        return bulletins(session, project_id)[0]


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
    edits = [{"title": "改"}, {"recipients": ["区政府办"]}]

    for changes in edits:
        given = {"expected_version": 2, "original": {}, "changes": changes}
        assert refused(engine, update_bulletin, **own, **given) == "bulletin_issued"
    assert refused(engine, archive_bulletin, **own) == "bulletin_issued"
    assert refused(engine, issue_bulletin, project_id=project_id, **as_seen(bulletin_id)) == "bulletin_issued"


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
    issues = [
        lambda session, draft=draft: issue_bulletin(
            session, actor=SYSTEM, project_id=project_id, **as_seen(draft)
        )
        for draft in [written(engine, project_id), written(engine, project_id)]
    ]

    assert overlapping(engine, *issues) == [1, 2]


def test_recipients_saved_while_it_is_issued_are_refused(engine, project_id):
    bulletin_id = written(engine, project_id)
    own = {"project_id": project_id, "bulletin_id": bulletin_id, "expected_version": 1}
    number, error = overlapping(
        engine,
        lambda session: issue_bulletin(session, actor=SYSTEM, project_id=project_id, **as_seen(bulletin_id)),
        lambda session: update_bulletin(
            session, actor=SYSTEM, **own, original={"recipients": ()}, changes={"recipients": ["区政府办"]}
        ),
    )

    assert (number, error.code) == (1, "bulletin_issued")
    assert stored(engine, project_id).recipients == ()


@pytest.mark.parametrize(
    ("field", "seen", "now"), [("body", "正文。", "新的正文。"), ("recipients", (), ("区政府办",))]
)
def test_what_was_edited_after_the_person_looked_is_not_frozen_unseen(engine, project_id, field, seen, now):
    bulletin_id = written(engine, project_id)
    change(engine, project_id, bulletin_id, **{field: now})

    with pytest.raises(Conflict) as error:
        run(engine, issue_bulletin, project_id=project_id, **as_seen(bulletin_id))

    assert (error.value.base, error.value.mine, error.value.theirs) == (
        {field: seen},
        {field: seen},
        {field: now},
    )
    assert (stored(engine, project_id).number, getattr(stored(engine, project_id), field)) == (None, now)


def test_who_has_seen_the_newer_text_may_issue_their_own_over_it(engine, project_id):
    bulletin_id = written(engine, project_id)
    change(engine, project_id, bulletin_id, body="新的正文。", recipients=["区政府办"])
    given = as_seen(bulletin_id, body="我的正文。")
    newer = {"title": "筹备进展", "body": "新的正文。", "recipients": ("区政府办",)}

    number = run(
        engine,
        issue_bulletin,
        project_id=project_id,
        **{**given, "expected_version": 2, "original": newer},
    )

    row = stored(engine, project_id)
    assert (number, row.body, row.recipients) == (1, "我的正文。", ())


def test_an_archived_draft_is_not_issued(engine, project_id):
    own = {"project_id": project_id, "bulletin_id": written(engine, project_id)}
    run(engine, archive_bulletin, **own)

    assert (
        refused(engine, issue_bulletin, project_id=project_id, **as_seen(own["bulletin_id"]))
        == "bulletin_archived"
    )


def test_a_bulletin_that_says_nothing_is_not_issued(engine, project_id):
    given = {**as_seen(written(engine, project_id, body=" ")), "original": {}, "changes": {}}

    assert refused(engine, issue_bulletin, project_id=project_id, **given) == "text_missing"


def test_recipients_stand_by_manner_in_the_order_given_and_once(engine, project_id):
    bulletin_id = written(engine, project_id)
    first, second = ["发:镇街", "区财政局", " ", "区财政局"], ["区政府办", "送：区档案馆", "区财政局"]
    change(engine, project_id, bulletin_id, recipients=first)
    assert stored(engine, project_id).recipients == ("区财政局", "发：镇街")

    change(engine, project_id, bulletin_id, before=("区财政局", "发：镇街"), recipients=second)
    assert stored(engine, project_id).recipients == ("区政府办", "区财政局", "送：区档案馆")


def test_two_people_who_change_the_recipients_see_both_lists(engine, project_id):
    bulletin_id = written(engine, project_id)
    change(engine, project_id, bulletin_id, recipients=["区政府办"])

    with pytest.raises(Conflict) as error:
        change(engine, project_id, bulletin_id, title="新题", recipients=["区财政局"])

    assert error.value.theirs == {"recipients": ("区政府办",)}
    assert stored(engine, project_id).title == "筹备进展"


def test_an_issue_begins_with_its_period_and_recipients(engine, project_id):
    period = {"starts_on": dt.date(2026, 3, 1), "ends_on": dt.date(2026, 3, 31)}
    run(
        engine,
        create_bulletin,
        project_id=project_id,
        title="3月",
        on=DAY,
        recipients=["区政府办"],
        **period,
    )

    row = stored(engine, project_id)
    assert (row.starts_on, row.ends_on, row.recipients) == (
        dt.date(2026, 3, 1),
        dt.date(2026, 3, 31),
        ("区政府办",),
    )


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
