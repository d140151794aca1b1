"""The sample's building: a round in each week of the quarter (fact S1), and two gates passed (fact S2)."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sqlmodel import Session, select

from db.commands import finding_steps
from db.commands import findings as finding_commands
from db.commands.attendees import add_attendee
from db.commands.checklist import import_checklist
from db.commands.inspections import cadence_of, create_series
from db.commands.organisations import create_organisation
from db.commands.photos import attach_photo
from db.commands.registry import get
from db.commands.rounds import add_note, sign_round, start_round, update_round
from db.commands.zones import create_zone
from db.files import FileStore, file_store
from db.models import Inspection, InspectionSeries, Person
from db.photos import store_photo
from db.queries.plan import work_calendar
from db.seeds.acceptance import load as load_gates
from db.seeds.layout import Layout
from db.seeds.plan import OWNERS
from db.seeds.site_sketch import sketch
from db.seeds.site_texts import (
    ATTENDEES,
    CHECKLIST,
    FINDINGS,
    FLOORS,
    ORGANISATIONS,
    ROUNDS,
    SERIES,
    SIGNER,
    FindingText,
    RoundText,
)
from tracker.calendar import WorkCalendar
from tracker.inspections import Slot, slots, weekly
from tracker.permissions import Actor
from tracker.photos import PhotoPurpose
from tracker.vocabulary import ZoneKind

WEDNESDAY = 2
SIGNING = dt.time(17, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SKETCHED = frozenset({"地下书库", "二层阅览区"})
MENDED = frozenset({"closed", "rectified"})


def load(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    layout: Layout,
    files: str | Path,
    tasks: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Write zones, organisations, the weekly series with its signed rounds, findings and acceptances.

    The round of the as-of day's own week is left to be held. `tasks` are the plan's tasks by template id, for the
    gates that move them.
    """
    zones = _zones(session, actor, project_id)
    parties = {
        name: create_organisation(session, actor=actor, project_id=project_id, name=name, role=role)
        for name, role in ORGANISATIONS.items()
    }
    import_checklist(session, actor=actor, project_id=project_id, text="\n".join(CHECKLIST))
    rounds = _rounds(session, actor, project_id, layout, zones)
    for week, _day in rounds.values():
        _walked_along(session, actor, project_id, week, parties)
    store = file_store(files)
    for text in FINDINGS:
        finding_id = _finding(session, actor, project_id, layout, rounds, zones, parties, text)
        if text.zone in SKETCHED:
            _photos(session, actor, project_id, store, finding_id, mended=text.end in MENDED)
    for week, _day in rounds.values():
        _sign(session, actor, project_id, week, layout.as_of)
    load_gates(session, actor=actor, project_id=project_id, layout=layout, parties=parties, tasks=tasks)


def _photos(
    session: Session, actor: Actor, project_id: int, store: FileStore, finding_id: int, *, mended: bool
) -> None:
    """A picture of what was wrong, and one of the same spot afterwards where it was put right."""
    for purpose in (PhotoPurpose.BEFORE, PhotoPurpose.AFTER)[: 1 + mended]:
        picture = sketch(finding_id, mended=purpose is PhotoPurpose.AFTER)
        attach_photo(
            session,
            actor=actor,
            project_id=project_id,
            record_table="finding",
            record_id=finding_id,
            photo=store_photo(store, picture),
            caption="示意图(示例)",
            purpose=purpose,
        )


def _zones(session: Session, actor: Actor, project_id: int) -> dict[str, int]:
    ids: dict[str, int] = {}
    for floor, rooms in FLOORS.items():
        floor_id = create_zone(session, actor=actor, project_id=project_id, kind=ZoneKind.FLOOR, name=floor)
        for room in rooms:
            ids[room] = create_zone(
                session,
                actor=actor,
                project_id=project_id,
                kind=ZoneKind.ROOM,
                name=room,
                parent_id=floor_id,
            )
    return ids


def _inspector(session: Session, project_id: int) -> int | None:
    """The person of the plans' site tasks, where they are laid out already."""
    named = select(Person.id).where(Person.project_id == project_id, Person.name == OWNERS["C"][0])
    return session.exec(named).first()


def _rounds(
    session: Session, actor: Actor, project_id: int, layout: Layout, zones: dict[str, int]
) -> dict[int, tuple[int, dt.date]]:
    """A round for each slot of the quarter that is not wholly a holiday: week → its id and its day."""
    series_id = create_series(
        session,
        actor=actor,
        project_id=project_id,
        title=SERIES,
        rule=weekly(WEDNESDAY),
        starts_on=layout.day(-13),
        ends_on=layout.opening_on,
        owner_id=_inspector(session, project_id),
    )
    calendar = work_calendar(session, project_id)
    cadence = cadence_of(get(session, InspectionSeries, project_id, series_id))
    planned = slots(cadence, calendar, *layout.quarter)
    held: dict[int, tuple[int, dt.date]] = {}
    for week, slot, text in zip(range(-13, 0), planned, ROUNDS, strict=True):
        if slot.day_off:
            continue
        day = _held_day(slot, calendar)
        round_id = start_round(
            session,
            actor=actor,
            project_id=project_id,
            series_id=series_id,
            planned_on=slot.planned_on,
            held_on=day,
        )
        _write(session, actor, project_id, round_id, text, zones)
        held[week] = (round_id, day)
    return held


def _held_day(slot: Slot, calendar: WorkCalendar) -> dt.date:
    """The planned day when it is worked, else the next worked day of the window, else the last one."""
    if calendar.is_working(slot.planned_on):
        return slot.planned_on
    after = calendar.next_working(slot.planned_on)
    return after if after <= slot.closes_on else calendar.previous_working(slot.planned_on)


def _write(
    session: Session,
    actor: Actor,
    project_id: int,
    round_id: int,
    text: RoundText,
    zones: dict[str, int],
) -> None:
    row = get(session, Inspection, project_id, round_id)
    update_round(
        session,
        actor=actor,
        project_id=project_id,
        round_id=round_id,
        expected_version=row.version,
        original={},
        changes={
            "weather": text.weather,
            "progress": text.progress,
            "decisions": text.decisions,
            "next_week": text.next_week,
        },
    )
    for zone, note in text.notes.items():
        add_note(
            session,
            actor=actor,
            project_id=project_id,
            round_id=round_id,
            zone_id=zones[zone],
            text=note,
        )


def _walked_along(
    session: Session, actor: Actor, project_id: int, round_id: int, parties: dict[str, int]
) -> None:
    for name, organisation in ATTENDEES.items():
        add_attendee(
            session,
            actor=actor,
            project_id=project_id,
            round_id=round_id,
            name=name,
            organisation_id=parties[organisation] if organisation else None,
        )


def _sign(session: Session, actor: Actor, project_id: int, round_id: int, today: dt.date) -> None:
    sign_round(session, actor=actor, project_id=project_id, round_id=round_id, today=today)
    row = get(session, Inspection, project_id, round_id)
    assert row.held_on is not None  # noqa: S101 (each round of the sample was begun with its day)
    row.signed_at = dt.datetime.combine(row.held_on, SIGNING)
    row.signed_name = SIGNER


def _finding(
    session: Session,
    actor: Actor,
    project_id: int,
    layout: Layout,
    rounds: dict[int, tuple[int, dt.date]],
    zones: dict[str, int],
    parties: dict[str, int],
    text: FindingText,
) -> int:
    """One finding, led as far as `text.end` says; in a week without a round it is raised outside of one."""
    round_id, found_on = rounds.get(text.week, (None, layout.day(text.week, WEDNESDAY)))
    finding_id = finding_commands.raise_finding(
        session,
        actor=actor,
        project_id=project_id,
        description=text.description,
        severity=text.severity,
        trade=text.trade,
        found_on=found_on,
        zone_id=zones[text.zone],
        due_on=layout.day(*text.due) if text.due else None,
        round_id=round_id,
        organisation_id=parties[text.organisation] if text.organisation else None,
    )
    _lead(session, actor, project_id, finding_id, found_on, text)
    return finding_id


def _lead(
    session: Session, actor: Actor, project_id: int, finding_id: int, found_on: dt.date, text: FindingText
) -> None:
    """Take the steps from assigned to where the finding ends: rectified two days on, judged the day after."""
    rectified_on, judged_on = found_on + dt.timedelta(days=2), found_on + dt.timedelta(days=3)
    if text.end in {"rectified", "closed", "reopened"}:
        finding_steps.mark_rectified(
            session,
            actor=actor,
            project_id=project_id,
            finding_id=finding_id,
            rectified_on=rectified_on,
            today=rectified_on,
        )
    if text.end == "closed":
        finding_steps.close_finding(
            session, actor=actor, project_id=project_id, finding_id=finding_id, today=judged_on
        )
    if text.end == "reopened":
        finding_steps.reject_finding(
            session,
            actor=actor,
            project_id=project_id,
            finding_id=finding_id,
            today=judged_on,
            reason=text.reason,
        )
    if text.end == "waived":
        finding_steps.waive_finding(
            session,
            actor=actor,
            project_id=project_id,
            finding_id=finding_id,
            today=judged_on,
            reason=text.reason,
        )
