"""Texts that nobody looks for, and why; every other text of a project is found (`db.search.sources`)."""

from collections.abc import Mapping
from types import MappingProxyType

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "account": "belongs to the installation, not to a project",
        "area_revision": "how often an area was written",
        "attendee": "names of those present, shown in their round alone",
        "audit_entry": "repeats what is found in its place, and values that are no longer there",
        "background_job": "progress of work, no content",
        "baseline_task": "titles of tasks as they were; the tasks are found",
        "calendar_exception": "a day in the calendar",
        "calendar_feed": "whose calendar it is, beside a secret",
        "check_result": "answers, no text",
        "column_mapping": "names of columns in files",
        "draft_seen": "who saw what",
        "evidence_pack": "no text of its own",
        "field_item": "what phones sent; its records are found",
        "outbox_message": "letters to one person",
        "project": "the project one is in",
        "round_stage": "sources of minimum periods, the same in every round",
        "search_entry": "the index itself",
        "subscription": "addresses of one person",
        "working_copy": "what one person has not saved yet",
    }
)
"""Tables of which no text is looked through."""

_MACHINE = "made by a device or the tracker, for no reader"
_CONTACT = "how to reach a person; shown in its place alone"
_CHOICE = "one of a few values, a filter of its page"

COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "asset": {"unit": _CHOICE},
        "asset_count": {"client_id": _MACHINE},
        "attachment": dict.fromkeys(
            ("record_table", "sha256", "media_type", "purpose", "client_id"), _MACHINE
        ),
        "bulletin": {"language": _CHOICE, "letterhead": "the same on every bulletin"},
        "candidate": {"contact": _CONTACT},
        "course": {"rule": _MACHINE},
        "draft": {"file_sha256": _MACHINE},
        "evaluation_item": {"unit": _CHOICE},
        "finding": {"client_id": _MACHINE},
        "finding_check": {"device": _MACHINE, "client_id": _MACHINE},
        "inspection": {
            "attendees": "names of those present, shown in their round alone",
            "signed_name": "the name of one person, shown in its round alone",
            "client_id": _MACHINE,
        },
        "inspection_note": {"device": _MACHINE, "client_id": _MACHINE},
        "inspection_series": {"rule": _MACHINE},
        "line": {
            "catalogue_edition": _CHOICE,
            "unit": _CHOICE,
            "funding": _CHOICE,
            "source_sheet": "where in its file the line stood",
        },
        "package": {"object": _CHOICE},
        "package_stage": {"stage": _CHOICE},
        "person": {"contact": _CONTACT},
        "reading": {"client_id": _MACHINE},
        "report": {"language": _CHOICE},
        "report_edit": {
            "paragraph": _MACHINE,
            "basis": "the paragraph as it was composed, before somebody's own",
        },
        "threshold": {"level": _CHOICE, "object": _CHOICE},
    }
)
"""Columns that are not looked through, of tables of which others are."""
