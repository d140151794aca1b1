"""The sample's people: facts M1, T1 and T2 on whatever day it is laid out."""

import datetime as dt

import pytest

from db.commands.projects import create_project
from db.queries.people import people_summary
from db.queries.training import courses, participants, sessions
from db.seeds import people
from db.seeds.layout import Layout
from db.unit_of_work import reading, unit_of_work
from tracker.permissions import SYSTEM
from tracker.training import SessionState

DAYS = [
    dt.date(2026, 4, 1),
    dt.date(2026, 3, 30),
    dt.date(2026, 3, 11),
    dt.date(2025, 10, 26),
    dt.date(2027, 2, 2),
]


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
        people.load(session, actor=SYSTEM, project_id=project_id, layout=layout)
    return project_id


@pytest.mark.parametrize("as_of", DAYS)
def test_21_of_26_posts_are_filled_and_6_of_20_hours_delivered_on_any_day(sqlite_engine, as_of):
    layout = Layout(as_of)
    project_id = laid_out(sqlite_engine, layout)

    with reading(sqlite_engine) as session:
        found = people_summary(session, project_id, as_of, layout.opening_on)

    assert (found.approved, found.in_post, found.arriving_before_opening) == (26, 21, 4)
    assert (found.gap_now, found.gap_at_opening) == (5, 1)
    assert len(found.departments) == 7
    assert [(row.planned_hours_milli, row.delivered_hours_milli) for row in found.training] == [
        (20_000, 6_000)
    ]


def test_the_seminar_is_eight_tuesday_evenings_with_20_participants(engine):
    layout = Layout(dt.date(2026, 4, 1))
    project_id = laid_out(engine, layout)

    with reading(engine) as session:
        (course,) = courses(session, project_id, layout.as_of, names=True)
        rows = sessions(session, project_id, layout.as_of)
        learners = participants(session, project_id, course.id, names=True)

    assert (course.title, course.trainer, course.starts_at) == (
        "视觉艺术高端研讨班",
        "馆负责人(示例)",
        dt.time(19, 0),
    )
    assert [row.planned_on for row in rows] == [dt.date(2026, 3, 3) + dt.timedelta(weeks=n) for n in range(8)]
    assert (rows[-1].planned_on - rows[0].planned_on).days + 1 == 50
    assert len(rows) * course.session_hours_milli == 20_000
    assert [(row.hours_milli, row.present) for row in rows if row.state is SessionState.HELD] == [
        (2_000, 20),
        (2_000, 19),
        (2_000, 18),
    ]
    assert max(row.held_on for row in rows if row.held_on) <= layout.quarter[1]
    assert [row.name for row in learners] == [f"学员{number:02d}(示例)" for number in range(1, 21)]
