"""What a contractor has to put right, as a list to hand over: place by place, with photos and a line to sign."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.exports.table import Column, to_xlsx
from tracker.exports.typeset import pdf
from tracker.i18n import Words
from tracker.vocabulary import FindingStatus, Severity, Trade

PHOTOS_PER_FINDING = 3


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding of the list; `photos` are names of pictures, `place` is empty for the building as a whole."""

    number: int
    place: str
    severity: Severity
    status: FindingStatus
    trade: Trade
    description: str
    found_on: dt.date
    due_on: dt.date | None
    overdue: bool
    photos: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ListHead:
    """What stands above the list."""

    project: str
    organisation: str
    as_of: dt.date


def finding_list_xlsx(head: ListHead, findings: Sequence[ListedFinding], words: Words) -> bytes:
    """The list as a workbook, with an empty column for what the contractor did."""
    w = words
    columns: list[Column[ListedFinding]] = [
        Column(w._("No."), lambda row: row.number, 6),
        Column(w._("Place"), lambda row: row.place or w._("The building as a whole"), 20),
        Column(w._("What is wrong"), lambda row: row.description, 48),
        Column(w._("Severity"), lambda row: w.label(row.severity), 16),
        Column(w._("Status"), lambda row: w.label(row.status), 12),
        Column(w._("Trade"), lambda row: w.label(row.trade), 12),
        Column(w._("Found on"), lambda row: row.found_on, 12),
        Column(w._("Due"), lambda row: row.due_on, 12),
        Column(w._("Late"), lambda row: w._("overdue") if row.overdue else "", 10),
        Column(w._("Rectified on"), lambda _row: "", 14),
        Column(w._("What was done"), lambda _row: "", 30),
    ]
    return to_xlsx(f"{head.organisation} {head.as_of:%Y-%m-%d}", columns, findings)


def finding_list_pdf(
    head: ListHead, findings: Sequence[ListedFinding], images: Mapping[str, bytes], words: Words
) -> bytes:
    """The list as a document; a photo without its picture in `images` is left out."""
    return pdf("finding_list", _content(head, findings, images, words), images)


def _content(
    head: ListHead, findings: Sequence[ListedFinding], images: Mapping[str, bytes], w: Words
) -> dict[str, Any]:
    overdue = sum(row.overdue for row in findings)
    places: dict[str, list[dict[str, Any]]] = {}
    for row in findings:
        places.setdefault(row.place or w._("The building as a whole"), []).append(_item(row, images, w))
    return {
        "language": w.language,
        "title": w._("Findings to rectify: {organisation}", organisation=head.organisation),
        "project": head.project,
        "summary": w.listed(
            [
                w._("As of {date}", date=w.date(head.as_of)),
                w._n("{n} finding", "{n} findings", len(findings)),
                w._n("{n} overdue", "{n} overdue", overdue),
            ]
        ),
        "footer": f"{head.project} · {head.organisation} · {w.date(head.as_of)}",
        "places": [{"name": name, "items": items} for name, items in places.items()],
        "nothing": w._("Nothing is left to rectify."),
        "heads": {
            "number": w._("No."),
            "what": w._("What is wrong"),
            "severity": w._("Severity"),
            "due": w._("Due"),
            "done": w._("Rectified on"),
        },
        "signatures": [
            w._("Received for {organisation}", organisation=head.organisation),
            w._("Handed over for the library"),
            w._("Date"),
        ],
    }


def _item(row: ListedFinding, images: Mapping[str, bytes], w: Words) -> dict[str, Any]:
    return {
        "number": str(row.number),
        "what": row.description,
        "details": w._(
            "Found {found} · {trade} · {status}",
            found=w.date(row.found_on),
            trade=w.label(row.trade),
            status=w.label(row.status),
        ),
        "severity": w.label(row.severity),
        "blocking": row.severity in {Severity.CRITICAL, Severity.MAJOR},
        "due": w.date(row.due_on) if row.due_on else "—",
        "late": w._("overdue") if row.overdue else "",
        "photos": [name for name in row.photos if name in images][:PHOTOS_PER_FINDING],
    }
