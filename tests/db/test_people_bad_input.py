"""Slips of the keyboard in the people area: each is named and refused, or stored with a reason; nothing half-stored."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.commands.certificates import update_certificate
from db.commands.participants import create_participants
from db.commands.post_approvals import set_approval
from db.commands.posts import create_post, record_count, update_count
from db.commands.recruitment import create_recruitment_round
from db.commands.round_stages import save_round_stages, update_round_stage
from db.commands.session_moves import reschedule_session
from db.commands.sessions import create_session, update_session
from db.commands.training import create_course, update_course
from db.models import RoundStageRow, metadata
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.factories import make
from tracker.errors import Invalid
from tracker.i18n import Words
from tracker.vocabulary import RoundStage

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)
LAST_CENTURY, NEXT_CENTURY = dt.date(1926, 4, 1), dt.date(2126, 4, 1)
COURSE = {
    "title": "消防培训",
    "starts_on": dt.date(2026, 4, 7),
    "starts_at": dt.time(19, 0),
    "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
    "planned_hours_milli": 6_000,
    "session_hours_milli": 2_000,
    "room": "多功能厅",
}

Ids = Mapping[str, int]
Given = Callable[[Ids], dict[str, Any]]


@pytest.fixture
def library(engine):
    """A post of three with two people, a course in a room, a round whose notice ended on 20 March; ids by kind."""
    with unit_of_work(engine) as session:
        project_id = make("project", session, starts_on=dt.date(2026, 3, 2), opening_on=OPENING).id
        own = {"project_id": project_id}
        department = make("department", session, **own)
        post = make(
            "post", session, **own, department_id=department.id, approved=3, approved_on=dt.date(2026, 3, 2)
        )
        count = make("post_count", session, **own, post_id=post.id, on=dt.date(2026, 3, 2), in_post=2)
        course = make("course", session, **own, **COURSE | {"title": "研讨班"})
        days = [dt.date(2026, 4, 7), dt.date(2026, 4, 14)]
        first, second = (
            make("course_session", session, **own, course_id=course.id, planned_on=day) for day in days
        )
        person = make("person", session, **own, name="学员甲(示例)")
        make("enrolment", session, **own, course_id=course.id, person_id=person.id)
        over = make("course", session, **own, **COURSE | {"starts_on": dt.date(2026, 3, 3), "room": ""})
        certificate = make(
            "certificate", session, **own, course_id=over.id, person_id=person.id, issued_on=TODAY
        )
        found = {
            "project": project_id,
            "department": department.id,
            "post": post.id,
            "count": count.id,
            "course": course.id,
            "first": first.id,
            "second": second.id,
            "certificate": certificate.id,
        }
    found["round"] = run(
        engine,
        create_recruitment_round,
        project_id=project_id,
        title="春招",
        wanted={found["post"]: 1},
        today=TODAY,
    )
    with reading(engine) as session:
        for row in session.exec(select(RoundStageRow).where(RoundStageRow.round_id == found["round"])):
            found[row.stage] = row.id
    run(
        engine,
        update_round_stage,
        project_id=project_id,
        **edit("stage_id", found[RoundStage.NOTICE], actual_on=(None, dt.date(2026, 3, 20))),
        today=TODAY,
    )
    return found


def edit(argument: str, record_id: int, **fields: tuple[Any, Any]) -> dict[str, Any]:
    """Arguments of an edit: each field from what was seen to what is wanted."""
    return {
        argument: record_id,
        "expected_version": 1,
        "original": {name: seen for name, (seen, _) in fields.items()},
        "changes": {name: wanted for name, (_, wanted) in fields.items()},
    }


def everything(engine: sa.Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def count(**given: Any) -> Given:
    return lambda ids: {"post_id": ids["post"], "on": dt.date(2026, 3, 30), "today": TODAY, **given}


def stage(which: RoundStage, **given: tuple[Any, Any]) -> Given:
    return lambda ids: {**edit("stage_id", ids[which], **given), "today": TODAY}


REFUSED: dict[str, tuple[Callable[..., Any], Given, str]] = {
    "two courses in one room": (create_course, lambda ids: COURSE, "room_taken"),
    "two sessions in one room": (
        create_session,
        lambda ids: {"course_id": ids["elsewhere"], "planned_on": dt.date(2026, 4, 7), "room": "多功能厅"},
        "room_taken",
    ),
    "two sessions of a course on a day": (
        create_session,
        lambda ids: {"course_id": ids["course"], "planned_on": dt.date(2026, 4, 7)},
        "session_exists",
    ),
    "a participant twice": (
        create_participants,
        lambda ids: {"course_id": ids["course"], "people": ["学员乙(示例)", "学员甲(示例)"]},
        "participant_twice",
    ),
    "a participant twice in one list": (
        create_participants,
        lambda ids: {"course_id": ids["course"], "people": ["学员乙(示例)", "学员乙(示例)"]},
        "participant_twice",
    ),
    "more in post than approved": (record_count, count(in_post=4), "more_than_approved"),
    "more in post than approved, corrected": (
        update_count,
        lambda ids: {**edit("count_id", ids["count"], in_post=(2, 9)), "today": TODAY},
        "more_than_approved",
    ),
    "fewer than nobody in post": (record_count, count(in_post=-1), "count_out_of_range"),
    "a stage before the one it follows": (
        update_round_stage,
        stage(RoundStage.REGISTRATION, actual_on=(None, dt.date(2026, 3, 19))),
        "stage_before_previous",
    ),
    "a stage that ends tomorrow": (
        update_round_stage,
        stage(RoundStage.REGISTRATION, actual_on=(None, dt.date(2026, 4, 2))),
        "stage_in_future",
    ),
    "more shortlisted than registered": (
        save_round_stages,
        lambda ids: {
            "round_id": ids["round"],
            "original": {"registration.people": None, "interview.people": None},
            "changes": {"registration.people": 10, "interview.people": 11},
            "today": TODAY,
        },
        "count_grows",
    ),
    "a rule without end": (
        create_course,
        lambda ids: COURSE | {"room": "", "rule": "FREQ=WEEKLY;BYDAY=TU"},
        "rule_without_end",
    ),
    "a rule without end, edited": (
        update_course,
        lambda ids: edit("course_id", ids["course"], rule=(COURSE["rule"], "FREQ=DAILY")),
        "rule_without_end",
    ),
    "a rule of thousands of days": (
        create_course,
        lambda ids: COURSE | {"room": "", "rule": "FREQ=DAILY;COUNT=100000"},
        "rule_too_long",
    ),
    "no rule at all": (
        create_course,
        lambda ids: COURSE | {"room": "", "rule": "每周二"},
        "rule_not_understood",
    ),
    "a course a century ago": (
        create_course,
        lambda ids: COURSE | {"room": "", "starts_on": LAST_CENTURY},
        "day_not_plausible",
    ),
    "a session in a hundred years": (
        create_session,
        lambda ids: {"course_id": ids["course"], "planned_on": NEXT_CENTURY},
        "day_not_plausible",
    ),
    "a session moved by a century": (
        reschedule_session,
        lambda ids: edit("session_id", ids["second"], planned_on=(dt.date(2026, 4, 14), NEXT_CENTURY)),
        "day_not_plausible",
    ),
    "a session held tomorrow": (
        update_session,
        lambda ids: {
            **edit(
                "session_id",
                ids["first"],
                held_on=(None, dt.date(2026, 4, 2)),
                hours_milli=(None, 2_000),
            ),
            "today": TODAY,
        },
        "held_in_future",
    ),
    "people counted a century ago": (
        record_count,
        count(on=LAST_CENTURY, in_post=1),
        "day_not_plausible",
    ),
    "people planned in a hundred years": (
        record_count,
        count(on=NEXT_CENTURY, in_post=1, is_planned=True),
        "day_not_plausible",
    ),
    "an approval in a hundred years": (
        set_approval,
        lambda ids: {"post_id": ids["post"], "on": NEXT_CENTURY, "approved": 4},
        "day_not_plausible",
    ),
    "a post approved a century ago": (
        create_post,
        lambda ids: {"department_id": ids["department"], "title": "馆员", "approved_on": LAST_CENTURY},
        "day_not_plausible",
    ),
    "a stage planned in a hundred years": (
        update_round_stage,
        stage(RoundStage.REGISTRATION, planned_on=(None, NEXT_CENTURY)),
        "day_not_plausible",
    ),
    "a stage ended a century ago": (
        update_round_stage,
        stage(RoundStage.PLAN_FILED, actual_on=(None, LAST_CENTURY)),
        "day_not_plausible",
    ),
    "a certificate that ends before it begins": (
        update_certificate,
        lambda ids: {
            **edit("certificate_id", ids["certificate"], expires_on=(None, dt.date(1926, 4, 1))),
            "today": TODAY,
        },
        "certificate_ends_first",
    ),
    "more sought than places are open": (
        create_recruitment_round,
        lambda ids: {"title": "秋招", "wanted": {ids["post"]: 9}, "today": TODAY},
        "wanted_beyond_gap",
    ),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_cannot_be_meant_is_named_and_leaves_no_trace(engine, library, case):
    command, given, code = REFUSED[case]
    with unit_of_work(engine) as session:
        other = make(
            "course", session, project_id=library["project"], **COURSE | {"title": "急救", "room": ""}
        )
        ids = {**library, "elsewhere": other.id}
    before = everything(engine)

    with pytest.raises(Invalid) as refused:
        run(engine, command, project_id=library["project"], **given(ids))

    assert refused.value.code == code
    assert everything(engine) == before
    for language in ("zh", "en"):
        said = Words.of(language).problem(refused.value)
        assert code not in said
        assert "{" not in said


CONFIRMED: dict[str, tuple[Callable[..., Any], Given, str]] = {
    "two courses in one room": (
        create_course,
        lambda ids: COURSE | {"room_reason": "分两侧同时授课"},
        "course_session",
    ),
    "more in post than approved": (record_count, count(in_post=4, reason="借调一人"), "post_count"),
    "more sought than places are open": (
        create_recruitment_round,
        lambda ids: {"title": "秋招", "wanted": {ids["post"]: 9}, "today": TODAY, "reason": "储备"},
        "recruitment_round",
    ),
}


@pytest.mark.parametrize("case", sorted(CONFIRMED))
def test_what_may_be_meant_is_stored_once_somebody_says_why(engine, library, case):
    command, given, table = CONFIRMED[case]
    before = everything(engine)

    run(engine, command, project_id=library["project"], **given(library))

    after = everything(engine)
    reason = next(value for name, value in given(library).items() if name.endswith("reason"))
    assert len(after[table]) > len(before[table])
    assert reason in repr([after[name] for name in (table, "audit_entry")])
