"""The overview gathers what the visitor may see, and nothing else."""

import datetime as dt

import pytest

from db.queries.need_facts import people_needs, procurement_needs
from db.queries.overview import overview
from db.unit_of_work import reading, unit_of_work
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tests.support.databases import SAMPLE_DAY
from tracker.calendar import WorkCalendar
from tracker.overview import NeedKind
from tracker.permissions import Role, can, local_actor
from tracker.vocabulary import CommentStatus, DraftStatus, RoundStage

OPENING = dt.date(2026, 6, 26)


def seen(engine, project_id, *roles, ceiling_fen=360_000_000):
    actor = local_actor(*roles)
    with reading(engine) as session:
        return overview(
            session,
            project_id,
            today=SAMPLE_DAY,
            opening_on=OPENING,
            ceiling_fen=ceiling_fen,
            may=lambda action: can(actor, action, project_id),
        )


def test_the_lead_sees_four_answers_of_the_sample(sample_engine):
    state = seen(sample_engine, 1)

    assert (state.expected, state.days_late) == (OPENING, 0)
    assert state.procurement is not None
    assert (state.procurement.number, state.procurement.total_fen) == (6, 350_000_000)
    assert state.site is not None
    assert (state.site.gates_passed, state.site.gates_total) == (2, 6)
    assert state.people is not None
    assert (state.people.in_post, state.people.approved) == (21, 26)


def test_the_reviewer_sees_procurement_alone(sample_engine):
    state = seen(sample_engine, 1, Role.REVIEWER)

    assert (state.tasks, state.site, state.people) == (None, None, None)
    assert [(need.kind, need.facts["n"]) for need in state.needs] == [
        (NeedKind.REVIEW_UNANSWERED, 1),
        (NeedKind.PACKAGE_STAGE_LATE, 5),  # the automation package: its review was to be over on 25 March
        (NeedKind.COMMENTS_UNANSWERED, 1),  # on draft 5; draft 6 was submitted without an answer
    ]


def test_a_total_over_the_ceiling_is_urgent(sample_engine):
    state = seen(sample_engine, 1, Role.REVIEWER, ceiling_fen=349_999_999)

    over = [need for need in state.needs if need.kind is NeedKind.OVER_CEILING]
    assert [(need.facts, need.urgent) for need in over] == [({"number": 6, "over_fen": 1}, True)]


@pytest.mark.parametrize("roles", [(), (Role.VIEWER,)])
def test_a_new_project_has_nothing_to_say(engine, roles):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id

    state = seen(engine, project_id, *roles)

    assert state.needs == ()
    assert state.expected is None
    assert state.procurement is None


def test_a_task_behind_opening_day_is_on_the_list(engine):
    with unit_of_work(engine) as session:
        project = make_project(session, starts_on=dt.date(2026, 4, 1), opening_on=OPENING)
        plan = make("plan", session, project_id=project.id)
        make("task", session, project_id=project.id, plan_id=plan.id, title="赶不上", duration_days=100)
        project_id = project.id

    state = seen(engine, project_id)

    assert [(need.kind, need.facts["title"]) for need in state.needs] == [(NeedKind.TASK_LATE, "赶不上")]
    assert state.days_late > 0


def test_comments_posts_and_courses_that_wait_are_on_the_list_in_few_statements(engine):
    with unit_of_work(engine) as session:
        project = make_project(session, opening_on=OPENING)
        own = {"project_id": project.id}
        procurement = make("procurement_plan", session, **own)
        first, _second = (
            make(
                "draft",
                session,
                **own,
                plan_id=procurement.id,
                number=n,
                status=status,
                submitted_on=SAMPLE_DAY,
            )
            for n, status in ((1, DraftStatus.RETURNED), (2, DraftStatus.ACCEPTED))
        )
        # Written on Wednesday 1 April in Chongqing, which is still 31 March in Greenwich.
        late_evening = dt.datetime(2026, 3, 31, 17, 0, tzinfo=dt.UTC)
        for status in (CommentStatus.OPEN, CommentStatus.OPEN, CommentStatus.ANSWERED):
            make("review_comment", session, **own, draft_id=first.id, status=status, written_at=late_evening)
        make("post", session, **own, approved=2)
        course = make(
            "course",
            session,
            **own,
            starts_on=dt.date(2026, 3, 2),
            planned_hours_milli=8_000,
            session_hours_milli=2_000,
        )
        make("course_session", session, **own, course_id=course.id, planned_on=dt.date(2026, 3, 30))
        project_id = project.id

    needs = {need.kind: need for need in seen(engine, project_id).needs}

    comments = needs[NeedKind.COMMENTS_UNANSWERED]
    # Seven working days from 1 April, over Qingming from the 4th to the 6th: 2, 3, 7 to 10 and 13 April.
    assert comments.facts == {"number": 1, "n": 2, "due_on": dt.date(2026, 4, 13)}
    assert not comments.urgent
    assert needs[NeedKind.POSTS_WITHOUT_ROUND].facts["n"] == 2
    assert needs[NeedKind.COURSE_BEHIND].facts["behind_milli"] == 2_000


def test_the_needs_take_the_same_statements_for_1_and_3_rounds_and_packages(engine):
    counts = []
    for rows in (1, 3):
        with unit_of_work(engine) as session:
            project = make_project(session, opening_on=OPENING)
            own = {"project_id": project.id}
            procurement = make("procurement_plan", session, **own)
            for _ in range(rows):
                make("package", session, **own, plan_id=procurement.id)
                held = make("recruitment_round", session, **own)
                make("round_stage", session, **own, round_id=held.id, stage=RoundStage.NOTICE)
                make("course", session, **own)
            project_id = project.id
        days = {"today": SAMPLE_DAY, "opening_on": OPENING, "calendar": WorkCalendar()}
        with reading(engine) as session, statements(engine) as sent:
            procurement_needs(session, project_id, **days)
            people_needs(session, project_id, **days, schedule={}, coming=())
        counts.append(len(sent))

    assert counts[0] == counts[1]
    assert counts[0] == 14
