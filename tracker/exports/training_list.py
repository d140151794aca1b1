"""Training as workbooks: hours of each person, the attendance sheet, certificates. Names only where they may be seen.

The attendance sheet is what `tracker.imports.attendance_sheet_in` reads again, in either language.
"""

from tracker.attendance_grid import AttendanceGrid, LearnerRow, MeetingColumn
from tracker.certificates import CertificateRow
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.money import quantity_of

HOURS = "0.0##"
"""Excel's format for class hours."""


def hours_columns(w: Words, *, names: bool) -> list[Column[LearnerRow]]:
    """Hours of each participant, what they need to pass, and where they stand."""
    return [
        *_who(w, names=names),
        Column(w._("Hours attended"), lambda row: quantity_of(row.attended_milli), 14, HOURS),
        Column(w._("Hours needed"), lambda row: quantity_of(row.needed_milli), 14, HOURS),
        Column(w._("State"), lambda row: w.label(row.state), 20),
    ]


def attendance_columns(w: Words, sheet: AttendanceGrid, *, names: bool) -> list[Column[LearnerRow]]:
    """A column for each session by its day, and the hours that add up from them."""
    return [
        *_who(w, names=names),
        *(_session(w, sheet, meeting) for meeting in sheet.meetings),
        Column(w._("Hours attended"), lambda row: quantity_of(row.attended_milli), 14, HOURS),
    ]


def certificate_columns(w: Words, *, names: bool) -> list[Column[CertificateRow]]:
    """Certificates with the day they run out."""
    columns: list[Column[CertificateRow]] = [
        Column(w._("Course"), lambda row: row.course, 30),
        Column(w._("No."), lambda row: row.participant, 6),
    ]
    if names:
        columns.append(Column(w._p("person", "Name"), lambda row: row.name or "", 24))
    return [
        *columns,
        Column(w._("Certificate number"), lambda row: row.number, 20),
        Column(w._("Issued on"), lambda row: row.issued_on),
        Column(w._("Expires on"), lambda row: row.expires_on),
        Column(w._("State"), lambda row: w.label(row.expiry), 24),
    ]


def _who(w: Words, *, names: bool) -> list[Column[LearnerRow]]:
    """Who a row is about: the number alone, or also the name, organisation and post where names may be seen."""
    number: Column[LearnerRow] = Column(w._("No."), lambda row: row.number, 6)
    if not names:
        return [number]
    return [
        number,
        Column(w._p("person", "Name"), lambda row: row.name or "", 24),
        Column(w._("Organisation"), lambda row: row.organisation or "", 24),
        Column(w._("Post"), lambda row: row.post or "", 20),
    ]


def _session(w: Words, sheet: AttendanceGrid, meeting: MeetingColumn) -> Column[LearnerRow]:
    def mark(row: LearnerRow) -> str:
        found = sheet.mark(meeting, row)
        return "" if found is None else w.label(found)

    return Column(meeting.day.isoformat(), mark, 12)
