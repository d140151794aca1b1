"""Files of a plan as numbered versions, what a submission sent, and within how many days an answer is expected."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session, col, select

from db.commands import plan_versions as commands
from db.commands import plans
from db.documents import StoredDocument, store_document
from db.files import FolderStore
from db.models import Attachment, AuditEntry, Submission
from db.queries import plan as plan_queries
from db.queries.plan_versions import plan_versions, sent_files
from db.unit_of_work import reading, unit_of_work
from tests.factories import make
from tracker.errors import Conflict, Invalid, NotFound
from tracker.permissions import local_actor
from tracker.vocabulary import PlanKind, SubmissionOutcome

LEAD = local_actor()
DAY = dt.date(2026, 4, 1)


class Library:
    """A project with one plan, and files for it."""

    def __init__(self, engine: sa.Engine, folder) -> None:
        self.engine, self.files = engine, FolderStore(folder)
        with unit_of_work(engine) as session:
            self.project_id = make("project", session).id
        self.plan_id = self.do(plans.create_plan, kind=PlanKind.CEREMONY, title="Ceremony")

    def do(self, command, **arguments):
        with unit_of_work(self.engine) as session:
            return command(session, actor=LEAD, project_id=self.project_id, **arguments)

    def document(self, text: str = "one", name: str = "plan.pdf") -> StoredDocument:
        return store_document(self.files, f"%PDF-1.7 {text}".encode(), name)

    def add(self, text: str, caption: str = "", plan_id: int | None = None) -> int:
        return self.do(
            commands.add_plan_version,
            plan_id=plan_id or self.plan_id,
            document=self.document(text),
            caption=caption,
        )

    def versions(self):
        with reading(self.engine) as session:
            return plan_versions(session, self.project_id).get(self.plan_id, [])

    def submit(self, **given) -> int:
        return self.do(plans.submit_plan, plan_id=self.plan_id, recipient="Bureau", submitted_on=DAY, **given)

    def submissions(self):
        with reading(self.engine) as session:
            return plan_queries.submissions(session, self.project_id)

    def set_days(self, submission_id: int, days: int, version: int = 1, original: int = 7) -> None:
        self.do(
            plans.update_submission,
            submission_id=submission_id,
            expected_version=version,
            original={"answer_days": original},
            changes={"answer_days": days},
        )


@pytest.fixture
def library(engine, tmp_path) -> Library:
    return Library(engine, tmp_path / "own-files")


def test_versions_are_numbered_as_they_come_and_stand_newest_first(library):
    library.add("one", "  First draft ")
    library.add("two", "Budget added")

    assert [(row.number, row.caption, row.file_name) for row in library.versions()] == [
        (2, "Budget added", "plan.pdf"),
        (1, "First draft", "plan.pdf"),
    ]
    newest = library.versions()[0]
    assert library.files.get(newest.sha256) == b"%PDF-1.7 two"
    assert (newest.size, newest.media_type) == (12, "application/pdf")
    assert newest.added_at is not None


def test_the_name_of_a_file_is_cleaned(library):
    assert library.document(name="../../etc/pl\x00an.pdf").file_name == "plan.pdf"


def test_a_refused_file_is_not_kept(library, tmp_path):
    with pytest.raises(Invalid, match="document_not_its_kind"):
        store_document(library.files, b"MZ program", "plan.pdf")

    assert list(tmp_path.rglob("own-files/*")) == []


def test_the_same_bytes_are_no_new_version_even_when_archived(library):
    first = library.add("one")
    library.do(commands.archive_plan_version, attachment_id=first)

    with pytest.raises(Invalid) as refusal:
        library.add("one")

    assert (refusal.value.code, refusal.value.facts["number"]) == ("version_known", 1)


def test_an_archived_version_keeps_its_number_and_comes_back(library):
    first = library.add("one")
    library.add("two")
    library.do(commands.archive_plan_version, attachment_id=first)
    assert [(row.number, row.archived) for row in library.versions()] == [(2, False), (1, True)]

    library.add("three")
    library.do(commands.restore_plan_version, attachment_id=first)

    assert [(row.number, row.archived) for row in library.versions()] == [
        (3, False),
        (2, False),
        (1, False),
    ]


def test_each_write_is_audited_under_its_command(library):
    first = library.add("one")
    library.do(commands.archive_plan_version, attachment_id=first)

    with Session(library.engine) as session:
        query = select(AuditEntry.command).where(AuditEntry.record_table == "attachment")
        written = session.exec(query.order_by(col(AuditEntry.id))).all()
    assert written == ["add_plan_version", "archive_plan_version"]


def test_an_attachment_of_something_else_is_no_version(library):
    with unit_of_work(library.engine) as session:
        photo = make("attachment", session, project_id=library.project_id, record_table="finding").id

    for command in (commands.archive_plan_version, commands.restore_plan_version):
        with pytest.raises(NotFound):
            library.do(command, attachment_id=photo)


def test_a_version_goes_to_a_plan_of_the_project(library):
    with unit_of_work(library.engine) as session:
        foreign = make("plan", session).id

    with pytest.raises(NotFound):
        library.add("one", plan_id=foreign)


def test_a_submission_keeps_the_bytes_that_it_sent(library):
    first = library.add("one", "First draft")
    library.add("two")
    submission_id = library.submit(version_id=first)
    library.do(commands.archive_plan_version, attachment_id=first)

    with Session(library.engine) as session:
        sent = session.exec(select(Attachment).where(Attachment.record_table == "submission")).one()
        files = sent_files(session, library.project_id)
    assert files == {submission_id: library.versions()[1].sha256}
    assert (sent.record_id, sent.file_name, sent.caption) == (submission_id, "plan.pdf", "First draft")
    assert library.files.get(sent.sha256) == b"%PDF-1.7 one"


def test_an_archived_version_or_another_plans_is_not_sent(library):
    archived = library.add("one")
    library.do(commands.archive_plan_version, attachment_id=archived)
    other_plan = library.do(plans.create_plan, kind=PlanKind.OTHER, title="Other")
    others = library.add("two", plan_id=other_plan)

    for version_id in (archived, others):
        with pytest.raises(NotFound):
            library.submit(version_id=version_id)
    assert library.submissions() == []


def test_an_answer_is_expected_within_seven_days_unless_somebody_says_otherwise(library):
    library.submit()

    assert [row.answer_days for row in library.submissions()] == [7]


@pytest.mark.parametrize("days", [1, 30, 250])
def test_the_answer_period_is_chosen_at_submission(library, days):
    library.submit(answer_days=days)

    assert [row.answer_days for row in library.submissions()] == [days]


@pytest.mark.parametrize("days", [0, -1, 251])
def test_an_answer_period_out_of_range_is_refused(library, days):
    with pytest.raises(Invalid, match="answer_days_out_of_range"):
        library.submit(answer_days=days)
    submission_id = library.submit()
    with pytest.raises(Invalid, match="answer_days_out_of_range"):
        library.set_days(submission_id, days)

    assert [row.answer_days for row in library.submissions()] == [7]


def test_the_answer_period_of_an_open_submission_can_be_changed(library):
    submission_id = library.submit()
    library.set_days(submission_id, 12)

    [row] = library.submissions()
    assert (row.answer_days, row.version) == (12, 2)


def test_two_people_who_change_the_period_meet(library):
    submission_id = library.submit()
    library.set_days(submission_id, 12)

    with pytest.raises(Conflict):
        library.set_days(submission_id, 5)


def test_once_answered_the_period_stays(library):
    submission_id = library.submit()
    library.do(
        plans.record_answer,
        plan_id=library.plan_id,
        outcome=SubmissionOutcome.APPROVED,
        decided_on=DAY,
    )

    with pytest.raises(Invalid, match="submission_answered"):
        library.set_days(submission_id, 12, version=2)
    with Session(library.engine) as session:
        assert session.get(Submission, submission_id).answer_days == 7


def test_only_the_period_can_be_changed(library):
    submission_id = library.submit()

    with pytest.raises(Invalid, match="field_not_editable"):
        library.do(
            plans.update_submission,
            submission_id=submission_id,
            expected_version=1,
            original={},
            changes={"recipient": "Somebody else"},
        )


@pytest.mark.parametrize("how_many", [1, 3])
def test_versions_are_read_in_one_statement(library, how_many):
    for number in range(how_many):
        library.add(str(number))
    statements = []

    def count(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(library.engine, "before_cursor_execute", count)
    try:
        assert len(library.versions()) == how_many
    finally:
        event.remove(library.engine, "before_cursor_execute", count)
    assert len([text for text in statements if text.lstrip().upper().startswith("SELECT")]) == 1
