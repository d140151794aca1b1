"""The site inspections of a pack: the list of rounds, each one's record, and its photos as files."""

from collections.abc import Collection
from contextlib import suppress
from functools import partial

from db.evidence.parts import Gathering, Part, iso, workbook_part
from db.queries.inspections import RoundRow, rounds
from db.queries.round_report import round_report
from tracker.errors import NotFound
from tracker.evidence import EvidenceSection
from tracker.exports.round_report import round_report_pdf
from tracker.exports.table import Column, Table
from tracker.i18n import Words
from tracker.round_report import RoundReport
from tracker.vocabulary import InspectionStatus

SECTION = EvidenceSection.ROUNDS

JPEG = b"\xff\xd8\xff"
"""How every photo begins: they are stored as JPEG (`db.photos`)."""


def round_parts(g: Gathering, only: Collection[int] | None = None) -> list[Part]:
    """The rounds of the period, or `only` some of them whenever they were held, the oldest first."""
    w = g.words
    chosen = [
        row
        for row in sorted(rounds(g.session, g.project_id), key=lambda row: (row.planned_on, row.id))
        if not row.archived
        and (row.id in only if only is not None else g.scope.covers(row.held_on or row.planned_on))
    ]
    listed = workbook_part(
        SECTION,
        w._("List of rounds"),
        [Table(w._("Rounds"), _columns(w), chosen)],
        day=g.scope.last,
    )
    held = [row for row in chosen if row.status is not InspectionStatus.EXCUSED]
    return [*listed, *(part for row in held for part in _record(g, row))]


def _record(g: Gathering, row: RoundRow) -> list[Part]:
    """The record of a round as PDF, and the photos that it shows in their full size."""
    w = g.words
    report = round_report(g.session, g.project_id, row.id, with_names=g.names)
    if report is None:
        return []
    day = row.held_on or row.planned_on
    name = w._("Site inspection record") + " " + iso(day)
    title = w._("{series}, round {number}", series=report.title or w._("Extra round"), number=report.number)
    photo = w._("Photo")
    return [
        Part(SECTION, (name,), "pdf", title, day, partial(_pdf, g, report)),
        *(
            Part(
                SECTION,
                (w._("Photos"), f"{iso(day)} {photo} {number:02d}"),
                "jpg",
                f"{title} · {photo} {number}",
                day,
                sha256=sha256,
            )
            for number, sha256 in enumerate(report.picture_names, 1)
        ),
    ]


def _pdf(g: Gathering, report: RoundReport) -> bytes:
    return round_report_pdf(report, thumbnails(g, report.picture_names), g.words)


def thumbnails(g: Gathering, names: Collection[str]) -> dict[str, bytes]:
    """The small pictures of photos; one whose file is lost, or is no picture any more, is left out."""
    found = {}
    for name in names:
        with suppress(NotFound):
            found[name] = g.files.thumbnail(name)
    return {name: data for name, data in found.items() if data.startswith(JPEG)}


def _columns(w: Words) -> list[Column[RoundRow]]:
    return [
        Column(w._("Series"), lambda row: row.series or w._("Extra round"), 28),
        Column(w._("Planned on"), lambda row: row.planned_on, 12),
        Column(w._("Held on"), lambda row: row.held_on, 12),
        Column(w._("Status"), lambda row: w.label(row.status), 14),
        Column(w._("Notes"), lambda row: row.notes, 8),
        Column(w._("Findings"), lambda row: row.findings, 8),
        Column(w._("Progress"), lambda row: row.progress, 40),
        Column(w._("Decisions"), lambda row: row.decisions, 40),
        Column(w._("Excuse"), lambda row: row.excuse, 30),
    ]
