"""What the record of a round says, gathered in a fixed number of statements.

A finding lives on after its round is signed: it is assigned anew, made less severe, moved. The record of a signed round
stays as it was, so what the audit says was changed after the signing is undone on the rows read here. The order of
the audit tells what was after, not the clock.
"""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.photos import PhotoRow, photos_of
from db.queries.places import organisations, places
from tracker.round_report import (
    RaisedFinding,
    ReportAttendee,
    ReportCheck,
    ReportNote,
    ReportPhoto,
    RoundReport,
    SeenFinding,
)
from tracker.vocabulary import CheckAnswer, FindingObservation, InspectionStatus, Severity, Trade

ACCOUNT = metadata.tables["account"]
ATTENDEE = metadata.tables["attendee"]
AUDIT_ENTRY = metadata.tables["audit_entry"]
CHECK_RESULT = metadata.tables["check_result"]
CHECKLIST_ITEM = metadata.tables["checklist_item"]
FINDING = metadata.tables["finding"]
FINDING_CHECK = metadata.tables["finding_check"]
INSPECTION = metadata.tables["inspection"]
INSPECTION_NOTE = metadata.tables["inspection_note"]
INSPECTION_SERIES = metadata.tables["inspection_series"]
PROJECT = metadata.tables["project"]

Photos = Mapping[int, tuple[PhotoRow, ...]]
Finding = dict[str, Any]
"""A finding's columns by name, as they were at the signing."""


def round_report(
    session: Session, project_id: int, round_id: int, *, with_names: bool = True
) -> RoundReport | None:
    """The record of a round that was begun; None without such a round. Twelve statements, whatever the number of rows.

    Args:
        session: any session of the database.
        project_id: the project.
        round_id: the round.
        with_names: False for readers who may not see people's names.
    """
    head = _head(session, project_id, round_id)
    if head is None:
        return None
    names = places(session, project_id)
    parties = {row.id: row.name for row in organisations(session, project_id)}
    observed = _observed(session, project_id, round_id)
    findings = _findings(session, project_id, round_id, set(observed))
    notes = _rows(session, INSPECTION_NOTE, project_id, round_id, "id", "zone_id", "text", "is_addendum")
    of_findings = photos_of(session, project_id, "finding", list(findings))
    of_notes = photos_of(session, project_id, "inspection_note", [row.id for row in notes])
    of_round = photos_of(session, project_id, "inspection", [round_id])
    order = {zone_id: at for at, zone_id in enumerate(names)}
    return RoundReport(
        project=head.project,
        time_zone=head.time_zone,
        title=head.series,
        number=head.number,
        planned_on=head.planned_on,
        held_on=head.held_on,
        weather=head.weather,
        progress=head.progress,
        decisions=head.decisions,
        next_week=head.next_week,
        attendees=tuple(
            ReportAttendee(row.name if with_names else "", parties.get(row.organisation_id, ""))
            for row in _rows(session, ATTENDEE, project_id, round_id, "name", "organisation_id")
        ),
        attendees_text=head.attendees if with_names else "",
        checks=_checks(session, project_id, round_id, names),
        seen=tuple(
            _seen(findings[finding_id], names, said, of_findings.get(finding_id, ()))
            for finding_id, said in observed.items()
        ),
        raised=tuple(
            _raised(row, names, parties, of_findings.get(row["id"], ()))
            for row in findings.values()
            if row["inspection_id"] == round_id and row["archived_at"] is None
        ),
        notes=tuple(
            ReportNote(
                names.get(row.zone_id, ""), row.text, row.is_addendum, _shown(of_notes.get(row.id, ()))
            )
            for row in sorted(notes, key=lambda row: order.get(row.zone_id, len(order)))
        ),
        photos=_shown(of_round.get(round_id, ())),
        signed_at=head.signed_at,
        signed_by=(head.signed_name or head.account) if with_names else "",
    )


def _head(session: Session, project_id: int, round_id: int) -> sa.Row[Any] | None:
    """The round with its project, series, signer and number; excuses and archived rounds are not counted."""
    other = INSPECTION.alias("other")
    number = (
        sa.select(sa.func.count())
        .where(
            other.c.project_id == project_id,
            sa.func.coalesce(other.c.series_id, 0) == sa.func.coalesce(INSPECTION.c.series_id, 0),
            other.c.archived_at.is_(None),
            other.c.status != InspectionStatus.EXCUSED,
            sa.or_(
                other.c.planned_on < INSPECTION.c.planned_on,
                sa.and_(other.c.planned_on == INSPECTION.c.planned_on, other.c.id < INSPECTION.c.id),
            ),
        )
        .correlate(INSPECTION)
        .scalar_subquery()
    )
    query = (
        sa.select(
            INSPECTION,
            (number + 1).label("number"),
            PROJECT.c.name.label("project"),
            PROJECT.c.time_zone,
            sa.func.coalesce(INSPECTION_SERIES.c.title, "").label("series"),
            sa.func.coalesce(ACCOUNT.c.name, "").label("account"),
        )
        .join(PROJECT, PROJECT.c.id == INSPECTION.c.project_id)
        .join(INSPECTION_SERIES, INSPECTION_SERIES.c.id == INSPECTION.c.series_id, isouter=True)
        .join(ACCOUNT, ACCOUNT.c.id == INSPECTION.c.signed_by_id, isouter=True)
        .where(INSPECTION.c.project_id == project_id, INSPECTION.c.id == round_id)
        .where(INSPECTION.c.status != InspectionStatus.EXCUSED)
    )
    return session.execute(query).first()


def _rows(
    session: Session, table: sa.Table, project_id: int, round_id: int, *columns: str
) -> list[sa.Row[Any]]:
    """What was said in the round and not taken back, in the order it was said."""
    query = (
        sa.select(*(table.c[name] for name in columns))
        .where(table.c.project_id == project_id, table.c.inspection_id == round_id)
        .where(table.c.archived_at.is_(None))
        .order_by(table.c.id)
    )
    return list(session.execute(query))


def _checks(
    session: Session, project_id: int, round_id: int, names: Mapping[int, str]
) -> tuple[ReportCheck, ...]:
    """The answers in the order of the room list and the checklist; different answers of devices side by side."""
    query = (
        sa.select(
            CHECK_RESULT.c.zone_id,
            CHECK_RESULT.c.item_id,
            CHECKLIST_ITEM.c.text,
            CHECKLIST_ITEM.c.position,
            CHECK_RESULT.c.answer,
        )
        .join(CHECKLIST_ITEM, CHECKLIST_ITEM.c.id == CHECK_RESULT.c.item_id)
        .where(CHECK_RESULT.c.project_id == project_id, CHECK_RESULT.c.inspection_id == round_id)
        .where(CHECK_RESULT.c.archived_at.is_(None))
        .order_by(CHECKLIST_ITEM.c.position, CHECK_RESULT.c.item_id, CHECK_RESULT.c.id)
    )
    answers: dict[tuple[int, str, int], dict[CheckAnswer, None]] = {}
    for row in session.execute(query):
        answers.setdefault((row.zone_id, row.text, row.item_id), {})[row.answer] = None
    order = {zone_id: at for at, zone_id in enumerate(names)}
    return tuple(
        ReportCheck(names.get(zone_id, ""), text, tuple(said))
        for (zone_id, text, _item_id), said in sorted(
            answers.items(), key=lambda each: order.get(each[0][0], len(order))
        )
    )


def _observed(
    session: Session, project_id: int, round_id: int
) -> dict[int, tuple[tuple[FindingObservation, ...], tuple[str, ...]]]:
    """What the devices saw and wrote of each earlier finding."""
    found: dict[int, tuple[dict[FindingObservation, None], dict[str, None]]] = {}
    for row in _rows(session, FINDING_CHECK, project_id, round_id, "finding_id", "observation", "text"):
        seen, texts = found.setdefault(row.finding_id, ({}, {}))
        seen[row.observation] = None
        if row.text:
            texts[row.text] = None
    return {finding_id: (tuple(seen), tuple(texts)) for finding_id, (seen, texts) in found.items()}


def _findings(
    session: Session, project_id: int, round_id: int, observed: Collection[int]
) -> dict[int, Finding]:
    """The findings of the round and those that it looked at, by id, as they were at the signing. Two statements."""
    query = (
        sa.select(FINDING)
        .where(FINDING.c.project_id == project_id)
        .where(sa.or_(FINDING.c.inspection_id == round_id, FINDING.c.id.in_(observed)))
        .order_by(FINDING.c.number)
    )
    found = {row.id: dict(row._mapping) for row in session.execute(query)}
    signing = (
        sa.select(sa.func.max(AUDIT_ENTRY.c.id))
        .where(
            AUDIT_ENTRY.c.project_id == project_id,
            AUDIT_ENTRY.c.record_table == "inspection",
            AUDIT_ENTRY.c.record_id == round_id,
            AUDIT_ENTRY.c.changes.contains('"signed_at": [null, ', autoescape=True),
        )
        .scalar_subquery()
    )
    later = (
        sa.select(AUDIT_ENTRY.c.record_id, AUDIT_ENTRY.c.changes)
        .where(
            AUDIT_ENTRY.c.project_id == project_id,
            AUDIT_ENTRY.c.record_table == "finding",
            AUDIT_ENTRY.c.record_id.in_(found),
            AUDIT_ENTRY.c.id > signing,
        )
        .order_by(AUDIT_ENTRY.c.id.desc())
    )
    for entry in session.execute(later):
        changes = json.loads(entry.changes)
        if "number" not in changes:  # a number is given once: that entry is the raising itself
            found[entry.record_id].update({name: old for name, (old, *_new) in changes.items()})
    return found


def _seen(
    row: Finding,
    names: Mapping[int, str],
    said: tuple[tuple[FindingObservation, ...], tuple[str, ...]],
    photos: tuple[PhotoRow, ...],
) -> SeenFinding:
    return SeenFinding(
        number=row["number"],
        place=names.get(row["zone_id"], ""),
        severity=Severity(row["severity"]),
        description=row["description"],
        observations=said[0],
        texts=said[1],
        photos=_shown(photos),
    )


def _raised(
    row: Finding, names: Mapping[int, str], parties: Mapping[int, str], photos: tuple[PhotoRow, ...]
) -> RaisedFinding:
    due_on = row["due_on"]
    return RaisedFinding(
        number=row["number"],
        place=names.get(row["zone_id"], ""),
        trade=Trade(row["trade"]),
        severity=Severity(row["severity"]),
        description=row["description"],
        organisation=parties.get(row["organisation_id"], ""),
        due_on=dt.date.fromisoformat(due_on) if isinstance(due_on, str) else due_on,
        photos=_shown(photos),
    )


def _shown(photos: tuple[PhotoRow, ...]) -> tuple[ReportPhoto, ...]:
    return tuple(ReportPhoto(photo.sha256, photo.purpose, photo.caption) for photo in photos)
