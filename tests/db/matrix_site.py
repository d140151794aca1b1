"""How to call the commands on zones, organisations, inspections, rounds, findings and photos."""

import datetime as dt

from db.photos import StoredPhoto
from tests.factories import make
from tracker.vocabulary import FindingStatus, OrganisationRole, Severity, ZoneKind

WEDNESDAY = dt.date(2026, 3, 4)
PHOTO = StoredPhoto("0" * 64, 1_000)


def series(session, project_id):
    """A weekly series on Wednesdays."""
    return make(
        "inspection_series",
        session,
        project_id=project_id,
        rule="FREQ=WEEKLY;BYDAY=WE",
        starts_on=dt.date(2026, 1, 5),
    )


def round_(session, project_id, **given):
    """A round that is being held."""
    return make("inspection", session, project_id=project_id, held_on=WEDNESDAY, progress="On time", **given)


def note(session, project_id):
    """A note of such a round."""
    return make(
        "inspection_note", session, project_id=project_id, inspection_id=round_(session, project_id).id
    )


def finding(session, project_id, status=FindingStatus.OPEN):
    """A major finding of that Wednesday."""
    return make(
        "finding",
        session,
        project_id=project_id,
        severity=Severity.MAJOR,
        status=status,
        found_on=WEDNESDAY,
    )


def edit(row, **changes):
    """The part that every edit command takes."""
    return {
        "expected_version": row.version,
        "original": {name: getattr(row, name) for name in changes},
        "changes": changes,
    }


def on(make_row, name):
    """A call that needs nothing but the id of a new row."""
    return lambda session, project_id: {"project_id": project_id, name: make_row(session, project_id).id}


def editing(make_row, name, /, **changes):
    """A call that edits a new row."""

    def call(session, project_id):
        row = make_row(session, project_id)
        return {"project_id": project_id, name: row.id, **edit(row, **changes)}

    return call


def step(status, **given):
    """A call that takes a finding in `status` one step on."""
    return lambda session, project_id: {
        "project_id": project_id,
        "finding_id": finding(session, project_id, status).id,
        "today": dt.date(2026, 4, 1),
        **given,
    }


def zone(session, project_id):
    """A zone."""
    return make("zone", session, project_id=project_id, kind=ZoneKind.FLOOR)


def organisation(session, project_id):
    """An organisation."""
    return make("organisation", session, project_id=project_id)


def photo(session, project_id):
    """A photo of a finding."""
    return make(
        "attachment",
        session,
        project_id=project_id,
        record_table="finding",
        record_id=finding(session, project_id).id,
    )


CALLS = {
    "create_zone": lambda _session, project_id: {
        "project_id": project_id,
        "kind": ZoneKind.FLOOR,
        "name": "一层",
    },
    "update_zone": editing(zone, "zone_id", name="二层"),
    "archive_zone": on(zone, "zone_id"),
    "restore_zone": on(zone, "zone_id"),
    "create_organisation": lambda _session, project_id: {
        "project_id": project_id,
        "name": "施工单位",
        "role": OrganisationRole.CONTRACTOR,
    },
    "update_organisation": editing(organisation, "organisation_id", name="监理单位"),
    "archive_organisation": on(organisation, "organisation_id"),
    "restore_organisation": on(organisation, "organisation_id"),
    "create_series": lambda _session, project_id: {
        "project_id": project_id,
        "title": "每周检查",
        "rule": "FREQ=WEEKLY;BYDAY=WE",
        "starts_on": dt.date(2026, 1, 5),
    },
    "update_series": editing(series, "series_id", title="每周巡查"),
    "archive_series": on(series, "series_id"),
    "restore_series": on(series, "series_id"),
    "excuse_slot": lambda session, project_id: {
        "project_id": project_id,
        "series_id": series(session, project_id).id,
        "planned_on": WEDNESDAY,
        "excuse": "停电",
    },
    "start_round": lambda session, project_id: {
        "project_id": project_id,
        "series_id": series(session, project_id).id,
        "planned_on": WEDNESDAY,
        "held_on": WEDNESDAY,
    },
    "update_round": editing(round_, "round_id", weather="晴"),
    "sign_round": lambda session, project_id: {
        "project_id": project_id,
        "round_id": round_(session, project_id).id,
        "today": WEDNESDAY,
    },
    "archive_round": on(round_, "round_id"),
    "restore_round": on(round_, "round_id"),
    "add_note": lambda session, project_id: {
        "project_id": project_id,
        "round_id": round_(session, project_id).id,
        "text": "干净",
    },
    "update_note": editing(note, "note_id", text="不干净"),
    "archive_note": on(note, "note_id"),
    "restore_note": on(note, "note_id"),
    "raise_finding": lambda _session, project_id: {
        "project_id": project_id,
        "description": "渗水",
        "severity": Severity.MAJOR,
        "found_on": WEDNESDAY,
    },
    "update_finding": editing(finding, "finding_id", description="漏水"),
    "assign_finding": lambda session, project_id: {
        **step(FindingStatus.OPEN)(session, project_id),
        "organisation_id": organisation(session, project_id).id,
    },
    "mark_rectified": step(FindingStatus.ASSIGNED, rectified_on=WEDNESDAY),
    "close_finding": step(FindingStatus.RECTIFIED),
    "reject_finding": step(FindingStatus.RECTIFIED, reason="仍有水渍"),
    "waive_finding": step(FindingStatus.OPEN, reason="不影响使用"),
    "reopen_finding": step(FindingStatus.CLOSED, reason="复发"),
    "archive_finding": on(finding, "finding_id"),
    "restore_finding": on(finding, "finding_id"),
    "attach_photo": lambda session, project_id: {
        "project_id": project_id,
        "record_table": "finding",
        "record_id": finding(session, project_id).id,
        "photo": PHOTO,
    },
    "archive_photo": on(photo, "attachment_id"),
    "restore_photo": on(photo, "attachment_id"),
}
