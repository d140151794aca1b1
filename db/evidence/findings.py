"""Findings in a pack: their list, and the photos of what was wrong and of what was done about it."""

from collections.abc import Sequence

from db.evidence.parts import Gathering, Part, workbook_part
from db.queries.findings import FindingRow, findings
from db.queries.photos import photos_of
from tracker.evidence import EvidenceSection
from tracker.exports.finding_columns import finding_columns
from tracker.exports.table import Table

SECTION = EvidenceSection.FINDINGS


def period_finding_parts(g: Gathering) -> list[Part]:
    """The findings that were found, put right or settled in the period, by number."""
    rows = [
        row
        for row in findings(g.session, g.project_id)
        if not row.archived
        and any(g.scope.covers(day) for day in (row.found_on, row.rectified_on, row.closed_on))
    ]
    return finding_parts(g, sorted(rows, key=lambda row: row.number))


def finding_parts(g: Gathering, rows: Sequence[FindingRow]) -> list[Part]:
    """The list of these findings, and their photos."""
    w = g.words
    photos = photos_of(g.session, g.project_id, "finding", [row.id for row in rows])
    found = workbook_part(
        SECTION,
        w._("List of findings"),
        [Table(w._("Findings"), finding_columns(w, g.scope.last), rows)],
        day=g.scope.last,
    )
    for row in rows:
        for number, photo in enumerate(photos.get(row.id, ()), 1):
            shows = w.label(photo.purpose) if photo.purpose else w._("Photo")
            numbered = w._("Finding {number}", number=row.number)
            said = " · ".join(text for text in (numbered, shows, photo.caption) if text)
            place = (w._("Photos"), f"{row.number:04d} {number:02d} {shows}")
            found.append(Part(SECTION, place, "jpg", said, row.found_on, sha256=photo.sha256))
    return found
