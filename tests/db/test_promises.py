"""What summaries announce, in the database: written, frozen with the summary, judged, and told by the next one."""

import datetime as dt

import pytest

from db.commands.promises import add_promise, announce_tasks, archive_promise, judge_promise, update_promise
from db.commands.reports import issue_report
from db.models import Task
from db.queries.promises import promises, proposals
from db.queries.report_text import report_text
from db.queries.reports import rows_behind
from db.unit_of_work import about, reading, unit_of_work
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid, NotFound
from tracker.periods import read_period
from tracker.permissions import SYSTEM
from tracker.vocabulary import PromiseVerdict

TODAY, NEXT = dt.date(2026, 4, 1), dt.date(2026, 7, 1)
FIRST, SECOND = read_period("2026Q1"), read_period("2026Q2")


@pytest.fixture
def library(sqlite_engine):
    """The library as most tests have it."""
    return filled(sqlite_engine)


def filled(engine):
    """A project with an open task of three working days, planned from Wednesday 1 April, and a summary of Q1."""
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="test")
        project = make_project(session, starts_on=dt.date(2026, 1, 1), opening_on=dt.date(2026, 12, 28))
        plan = make("plan", session, project_id=project.id, title="搬迁方案")
        make("task", session, project_id=project.id, plan_id=plan.id, title="安装标识", duration_days=3)
        quarter(session, project.id, FIRST)
    return engine


def quarter(session, project_id, period, language="zh"):
    days = {"starts_on": period.first, "ends_on": period.last}
    return make("report", session, project_id=project_id, language=language, title=period.code, **days).id


def run(engine, command, **given):
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command=command.__name__)
        return command(session, actor=SYSTEM, project_id=1, **given)


def change(engine, promise_id, command, **changes):
    return run(
        engine,
        command,
        promise_id=promise_id,
        expected_version=1,
        original=dict.fromkeys(changes),
        changes=changes,
    )


def said(engine, day=NEXT):
    """The section of the next summary on what the first one announced; empty where there is none."""
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="test")
        report_id = quarter(session, 1, SECOND)
    with reading(engine) as session:
        sections = report_text(session, 1, report_id, day).summary.sections
    return [each.text for section in sections if section.key == "said" for each in section.paragraphs]


def issue(engine):
    run(engine, issue_report, report_id=1, today=TODAY)


def test_the_plan_offers_what_it_finishes_in_the_next_period(library):
    with reading(library) as session:
        offered = proposals(session, 1, FIRST.after(), TODAY)
        assert [(row.title, row.plan, row.finishes_on) for row in offered] == [
            ("安装标识", "搬迁方案", dt.date(2026, 4, 3))
        ]
        assert proposals(session, 1, FIRST.after(), TODAY, taken={offered[0].task_id}) == []
        assert proposals(session, 1, SECOND.after(), TODAY) == []


def test_a_summary_says_what_it_announces_and_keeps_it_when_it_is_issued(engine):
    library = filled(engine)
    assert run(library, announce_tasks, report_id=1, task_ids=[1, 1], today=TODAY) == 1
    assert run(library, announce_tasks, report_id=1, task_ids=[1], today=TODAY) == 0
    by_hand = run(
        library, add_promise, report_id=1, text="{{ 搬迁 }} <b>图书</b>", due_on=dt.date(2026, 6, 30)
    )
    issue(library)

    with reading(library) as session:
        [section] = report_text(session, 1, 1, NEXT).summary.sections
    assert [each.text for each in section.paragraphs] == [
        "4月3日前：安装标识。",
        "6月30日前：{{ 搬迁 }} <b>图书</b>。",
    ]
    figures = [figure for each in section.paragraphs for figure in each.figures]
    with reading(library) as session:
        behind = [rows_behind(session, 1, figure.source) for figure in figures]
    told = [
        (figure.text, row.get("title", row.get("text")))
        for figure, [row] in zip(figures, behind, strict=True)
    ]
    assert told == [("4月3日", "安装标识"), ("6月30日", "{{ 搬迁 }} <b>图书</b>")]
    for refused in (
        lambda: run(library, archive_promise, promise_id=by_hand),
        lambda: change(library, by_hand, update_promise, text="别的"),
        lambda: run(library, add_promise, report_id=1, text="又一项", due_on=None),
    ):
        with pytest.raises(Invalid) as error:
            refused()
        assert error.value.code == "report_issued"


def test_a_finished_task_is_told_with_its_day_and_how_late_it_was(library):
    run(library, announce_tasks, report_id=1, task_ids=[1], today=TODAY)
    issue(library)
    with unit_of_work(library) as session:
        about(session, actor=SYSTEM, command="test")
        # Monday 6 April is the day off for Qingming: Wednesday 8 April is the second working day after Friday 3 April.
        task = session.get_one(Task, 1)
        task.actual_start, task.actual_finish, task.percent_complete = TODAY, dt.date(2026, 4, 8), 100

    assert said(library) == ["“安装标识”（原定4月3日）：已于4月8日完成，晚2个工作日。"]


def test_an_open_task_has_slipped_to_where_the_schedule_has_it_now(library):
    run(library, announce_tasks, report_id=1, task_ids=[1], today=TODAY)
    issue(library)

    # From Wednesday 1 July on three working days: to Friday 3 July.
    [text] = said(library)
    assert text.startswith("“安装标识”（原定4月3日）：推迟至7月3日，晚")


def test_an_archived_task_was_dropped(library):
    run(library, announce_tasks, report_id=1, task_ids=[1], today=TODAY)
    issue(library)
    with unit_of_work(library) as session:
        about(session, actor=SYSTEM, command="test")
        session.get_one(Task, 1).archived_at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)

    assert said(library) == ["“安装标识”（原定4月3日）：已取消。"]


def test_a_person_says_what_became_of_the_rest(library):
    kept = run(library, add_promise, report_id=1, text="搬迁图书", due_on=dt.date(2026, 6, 30))
    other = run(library, add_promise, report_id=1, text="办读者证", due_on=None)
    with pytest.raises(Invalid) as error:
        change(library, kept, judge_promise, verdict=PromiseVerdict.DONE)
    assert error.value.code == "report_not_issued"
    issue(library)
    change(library, kept, judge_promise, verdict=PromiseVerdict.DONE, verdict_note="比计划提前")
    with pytest.raises(Invalid) as error:
        change(library, other, judge_promise, verdict=PromiseVerdict.DROPPED, verdict_note=" ")
    assert error.value.code == "text_missing"

    assert said(library) == ["“搬迁图书”（原定6月30日）：已完成。比计划提前。", "“办读者证”：尚未到期。"]
    with pytest.raises(Conflict):
        change(library, kept, judge_promise, verdict=PromiseVerdict.SLIPPED, verdict_note="推迟")


def test_of_a_task_a_person_says_only_that_it_was_dropped(library):
    run(library, announce_tasks, report_id=1, task_ids=[1], today=TODAY)
    issue(library)
    with pytest.raises(Invalid) as error:
        change(library, 1, judge_promise, verdict=PromiseVerdict.DONE)
    assert error.value.code == "promise_follows_task"
    change(library, 1, judge_promise, verdict=PromiseVerdict.DROPPED, verdict_note="改由物业安装")

    assert said(library) == ["“安装标识”（原定4月3日）：已取消。改由物业安装。"]


def test_an_issued_summary_keeps_what_it_said_of_the_last_one(library):
    promise_id = run(library, add_promise, report_id=1, text="搬迁图书", due_on=dt.date(2026, 6, 30))
    issue(library)
    told = said(library)
    assert told == ["“搬迁图书”（原定6月30日）：已到期，尚无完成记录。"]
    second = 2
    run(library, issue_report, report_id=second, today=NEXT)
    change(library, promise_id, judge_promise, verdict=PromiseVerdict.DONE)

    with reading(library) as session:
        [section] = report_text(session, 1, second, NEXT).summary.sections
        assert [row.standing.verdict for row in promises(session, 1, 1, NEXT)] == [PromiseVerdict.DONE]
    assert [each.text for each in section.paragraphs] == told


def test_what_is_announced_is_due_after_the_period_and_stands_in_the_plan(library):
    with pytest.raises(Invalid) as error:
        run(library, add_promise, report_id=1, text="搬迁图书", due_on=FIRST.last)
    assert error.value.code == "promise_too_early"
    with pytest.raises(NotFound):
        run(library, announce_tasks, report_id=1, task_ids=[77], today=TODAY)
