"""The sample's required training and the seminar's forecast, on the day the documents use and on others."""

import datetime as dt

import pytest

from db.commands.projects import create_project
from db.queries.training_progress import course_plans, forecasts, needs
from db.seeds import people, training_needs
from db.seeds.layout import Layout
from db.unit_of_work import reading, unit_of_work
from tracker.permissions import SYSTEM
from tracker.training_needs import FinishBasis


def laid_out(engine, layout: Layout) -> int:
    with unit_of_work(engine) as session:
        project_id = create_project(
            session,
            actor=SYSTEM,
            name="示例",
            district="示例区",
            starts_on=layout.starts_on,
            opening_on=layout.opening_on,
            ceiling_fen=None,
        )
        posts = people.load(session, actor=SYSTEM, project_id=project_id, layout=layout)
        training_needs.load(session, actor=SYSTEM, project_id=project_id, layout=layout, posts=posts)
    return project_id


def test_three_of_eleven_people_will_miss_the_required_course_on_opening_day(engine):
    layout = Layout(dt.date(2026, 4, 1))
    project_id = laid_out(engine, layout)

    with reading(engine) as session:
        rows = needs(session, project_id, layout.as_of, layout.opening_on)

    # Six afternoons, Tuesday to Thursday: 9, 10, 11, 16, 17 and 18 June 2026; opening on Friday 26 June.
    assert [
        (row.post, row.need.expected, row.need.trained, row.need.missing, row.need.missing_at_opening)
        for row in rows
    ] == [("借阅馆员", 6, 0, 6, 1), ("地方文献馆员", 3, 0, 3, 1), ("系统管理员", 2, 0, 2, 1)]
    assert {(row.need.finishes_on, row.need.basis, row.need.in_time) for row in rows} == {
        (dt.date(2026, 6, 18), FinishBasis.PLAN, True)
    }


def test_the_seminar_of_the_sample_finishes_on_26_may(engine):
    layout = Layout(dt.date(2026, 4, 1))
    project_id = laid_out(engine, layout)

    with reading(engine) as session:
        titles = {plan.id: plan.title for plan in course_plans(session, project_id)}
        found = {titles[id_]: each for id_, each in forecasts(session, project_id, layout.as_of).items()}

    # 14 hours left at 2 an evening: 7, 14, 21, 28 April, 12, 19, 26 May; 5 May is the Labour Day holiday.
    assert found["视觉艺术高端研讨班"].finishes_on == dt.date(2026, 5, 26)


@pytest.mark.parametrize("as_of", [dt.date(2026, 3, 11), dt.date(2025, 10, 26), dt.date(2027, 2, 2)])
def test_on_any_day_the_course_lies_ahead_and_nobody_is_trained(sqlite_engine, as_of):
    layout = Layout(as_of)
    project_id = laid_out(sqlite_engine, layout)

    with reading(sqlite_engine) as session:
        rows = needs(session, project_id, as_of, layout.opening_on)

    assert sum(row.need.expected for row in rows) == 11
    assert sum(row.need.missing for row in rows) == 11
    assert sum(row.need.under_way for row in rows) == 8
