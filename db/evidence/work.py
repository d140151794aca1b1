"""The papers of the other areas: minutes of events, attendance of courses, plan documents."""

from functools import partial

from db.evidence.parts import Gathering, Part, iso, kept_files, kept_part
from db.queries import plan as plan_queries
from db.queries import training
from db.queries.attendance_sheet import attendance_sheet
from db.queries.events import EventRow, events
from db.queries.plan import PlanListRow, SubmissionRow
from db.queries.plan_versions import PLAN, SENT, SUBMISSION, VERSION
from db.queries.training import CourseRow, SessionRow
from tracker.evidence import EvidenceSection
from tracker.exports.attendance_sheet import attendance_sheet_pdf
from tracker.exports.evidence_paper import RecordPaper, TableBlock, TextBlock, record_docx
from tracker.vocabulary import PlanStatus


def minutes_parts(g: Gathering) -> list[Part]:
    """The events of the period, the oldest first: a paper for each, and the files that hang on it."""
    rows = [
        row
        for row in reversed(events(g.session, g.project_id, g.scope.last))
        if not row.archived and g.scope.covers(row.starts_on, row.ends_on)
    ]
    kept = kept_files(g, "event", [row.id for row in rows])
    section, attached = EvidenceSection.MINUTES, g.words._("Attached files")
    return [
        part
        for row in rows
        for part in [
            Part(
                section,
                (f"{iso(row.starts_on)} {g.words.label(row.kind)}",),
                "docx",
                row.title,
                row.starts_on,
                partial(_minutes, g, row),
            ),
            *(
                kept_part(section, (attached, iso(row.starts_on)), each, title=row.title, day=row.starts_on)
                for each in kept.get(row.id, ())
            ),
        ]
    ]


def _minutes(g: Gathering, row: EventRow) -> bytes:
    w = g.words
    days = w.date(row.starts_on)
    if row.ends_on is not None and row.ends_on != row.starts_on:
        days = w._("{first} to {last}", first=days, last=w.date(row.ends_on))
    parties = [
        (each.organisation, each.capacity, w.number(each.people)) for each in row.parties if not each.archived
    ]
    topics = [
        (each.title, each.outcome, w.label(each.state), w.date(each.due_on) if each.due_on else "")
        for each in row.topics
        if not each.archived
    ]
    record = RecordPaper(
        row.title,
        [
            (w._("Project"), g.project),
            (w._("Kind"), w.label(row.kind)),
            (w._("Date"), days),
            (w._("Place"), row.place),
            (w._("Organiser"), row.organiser),
            (w._("Workstream"), row.workstream or ""),
            (w._("Participants"), w.number(row.people) if row.people else ""),
        ],
        [
            TableBlock(
                w._("Who took part"),
                [w._("Organisation"), w._("In which capacity"), w._p("event", "People")],
                (5, 5, 2),
                parties,
            ),
            TextBlock(w._("Account"), row.account),
            TableBlock(
                w._("Topics"),
                [w._("Topic"), w._("Outcome"), w._("State"), w._("Due")],
                (4, 6, 2, 3),
                topics,
            ),
            TextBlock(w._("What was learned"), row.learned),
        ],
    )
    return record_docx(record, w.language)


def attendance_parts(g: Gathering) -> list[Part]:
    """A sheet for each course that met in the period, with its sessions of the period."""
    name = g.words._("Attendance sheet")
    found = []
    courses = training.courses(g.session, g.project_id, g.scope.last, names=g.names)
    for number, course in enumerate(reversed(courses), 1):
        meetings = [
            row
            for row in training.sessions(g.session, g.project_id, g.scope.last, course.id)
            if not row.archived and g.scope.covers(row.held_on or row.planned_on)
        ]
        if course.archived or not meetings:
            continue
        found.append(
            Part(
                EvidenceSection.ATTENDANCE,
                (f"{name} {number}",),
                "pdf",
                course.title,
                meetings[-1].held_on or meetings[-1].planned_on,
                partial(_attendance, g, course, meetings),
            )
        )
    return found


def _attendance(g: Gathering, course: CourseRow, meetings: list[SessionRow]) -> bytes:
    sheet = attendance_sheet(g.session, g.project_id, g.project, course, meetings, names=g.names)
    return attendance_sheet_pdf(sheet, g.words)


def plan_parts(g: Gathering) -> list[Part]:
    """The plan documents in force, and those submitted in the period: each with its submissions and its files."""
    w, section = g.words, EvidenceSection.PLANS
    submitted: dict[int, list[SubmissionRow]] = {}
    for row in plan_queries.submissions(g.session, g.project_id):
        submitted.setdefault(row.plan_id, []).append(row)
    rows = [
        plan
        for plan in plan_queries.plans(g.session, g.project_id)
        if not plan.archived
        and (
            plan.status is PlanStatus.IN_FORCE
            or any(g.scope.covers(row.submitted_on) for row in submitted.get(plan.id, ()))
        )
    ]
    versions = kept_files(g, PLAN, [plan.id for plan in rows], VERSION)
    sent = kept_files(g, SUBMISSION, [row.id for plan in rows for row in submitted.get(plan.id, ())], SENT)
    found: list[Part] = []
    for number, plan in enumerate(rows, 1):
        name = f"{number:02d} {w.label(plan.kind)}"
        own = submitted.get(plan.id, [])
        found.append(Part(section, (name,), "docx", plan.title, None, partial(_plan, g, plan, own)))
        files = [*versions.get(plan.id, ()), *(each for row in own for each in sent.get(row.id, ()))]
        found += [
            kept_part(section, (w._("Attached files"), name), row, title=plan.title, day=None)
            for row in files
        ]
    return found


def _plan(g: Gathering, plan: PlanListRow, submitted: list[SubmissionRow]) -> bytes:
    w = g.words
    rows = [
        (
            row.recipient,
            w.date(row.submitted_on),
            w.label(row.outcome) if row.outcome else "",
            w.date(row.decided_on) if row.decided_on else "",
            row.remarks,
        )
        for row in submitted
    ]
    record = RecordPaper(
        plan.title,
        [
            (w._("Project"), g.project),
            (w._("Kind"), w.label(plan.kind)),
            (w._("Status"), w.label(plan.status)),
        ],
        [
            TextBlock(w._("Summary"), plan.summary),
            TableBlock(
                w._("Submissions"),
                [w._("Recipient"), w._("Submitted on"), w._("Outcome"), w._("Decided on"), w._("Remarks")],
                (4, 3, 2, 3, 4),
                rows,
            ),
        ],
    )
    return record_docx(record, w.language)
