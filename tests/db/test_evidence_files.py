"""Every kind of file that hangs on a record is in a pack of its day, or it is said here why not."""

import ast
import datetime as dt
import errno
import importlib
import io
import zipfile

import pytest
import sqlalchemy as sa
from docx import Document

from db import jobs
from db.commands import evidence as commands
from db.commands.photos import OWNERS
from db.commands.reports import create_report, issue_report
from db.documents import StoredDocument, hang_document
from db.evidence import work_off as work
from db.evidence.build import build
from db.evidence.parts import Order
from db.files import FolderStore
from db.models import BackgroundJob
from db.queries.evidence import PACK, pack_jobs
from db.queries.word_templates import purpose_of
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tests.support.server import ROOT
from tracker.documents import KINDS
from tracker.permissions import SYSTEM
from tracker.photos import PhotoPurpose
from tracker.vocabulary import DraftStatus, InspectionStatus, JobStatus, PlanKind, PlanStatus
from tracker.word_templates import TemplateKind

DAY = dt.date(2026, 3, 18)
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
BUILT = dt.datetime(2026, 4, 1, 1, 0, tzinfo=dt.UTC)

IN = {
    ("evaluation_item", "evidence"): "11 Evaluation/Attached files/Evidence of item 001.pdf",
    ("event", ""): "08 Minutes/Attached files/2026-03-18.pdf",
    ("finding", "after"): "02 Findings/Photos/0001 02 After.jpg",
    ("finding", "before"): "02 Findings/Photos/0001 01 Before.jpg",
    ("inspection", ""): "03 Site inspections/Photos/2026-03-18 Photo 01.jpg",
    ("inspection_note", ""): "03 Site inspections/Photos/2026-03-18 Photo 04.jpg",
    ("lineage", "quotation"): "04 Procurement drafts/Quotations/Quotation.pdf",
    ("package_stage", "stage_document"): "06 Purchases/Attached files/2026-03-18 Decision on the award.pdf",
    ("plan", "version"): "07 Plan documents/Attached files/01 Opening ceremony.pdf",
    ("submission", "sent"): "07 Plan documents/Attached files/01 Opening ceremony 2.pdf",
}
"""Where a file of each table and purpose stands in the pack of the quarter below."""

OUT = {
    ("evidence_pack", "pack"): "a pack holds no packs",
    ("project", "template"): "a form to begin plans from, no evidence of anything",
    ("project", None): "Word templates lay papers out; the papers are there",
}
"""What is not in a pack, and why; None stands for purposes that are made of a kind and a language."""


def hung() -> set[tuple[str, str | None]]:
    """The table and purpose of every call of `hang_document` in `db`, and what photos hang on."""
    found: set[tuple[str, str | None]] = set()
    for path in sorted((ROOT / "db").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "hang_document(" not in text:
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for call in ast.walk(ast.parse(text)):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "hang_document":
                purpose = next(each.value.id for each in call.keywords if each.arg == "purpose")
                found.add((getattr(module, call.args[2].id), getattr(module, purpose, None)))
    for table in OWNERS:
        shows = set(PhotoPurpose) - {PhotoPurpose.NONE} if table == "finding" else {PhotoPurpose.NONE}
        found |= {(table, purpose.value) for purpose in shows}
    return found


def test_every_kind_of_attachment_is_in_packs_or_said_not_to_be():
    assert hung() == set(IN) | set(OUT)
    assert {purpose_of(kind, "zh") for kind in TemplateKind} == {"summary_zh", "bulletin_zh"}


class Laid:
    """A project with a record of each table that files hang on, all of one day, and a file on each."""

    def __init__(self, session, store):
        self.session, self.store, self.hung = session, store, {}
        self.project_id = make_project(session).id
        held = self.row("inspection", planned_on=DAY, held_on=DAY, status=InspectionStatus.SIGNED)
        finding = {
            "inspection_id": held.id,
            "number": 1,
            "found_on": dt.date(2025, 12, 1),
            "rectified_on": DAY,
        }
        plan = self.row("procurement_plan")
        draft = {"plan_id": plan.id, "number": 1, "status": DraftStatus.SUBMITTED, "submitted_on": DAY}
        lineage = self.row("lineage", plan_id=plan.id)
        self.row("line", draft_id=self.row("draft", **draft).id, lineage_id=lineage.id, name="书架")
        package = self.row("package", plan_id=plan.id)
        item = self.row("evaluation_item")
        self.row("self_assessment", item_id=item.id, assessed_on=DAY)
        document = self.row("plan", status=PlanStatus.IN_FORCE, kind=PlanKind.CEREMONY)
        sent = {"plan_id": document.id, "submitted_on": DAY}
        self.rows = {
            "inspection": held,
            "inspection_note": self.row("inspection_note", inspection_id=held.id),
            "finding": self.row("finding", **finding),
            "event": self.row("event", starts_on=DAY),
            "evaluation_item": item,
            "lineage": lineage,
            "package_stage": self.row("package_stage", package_id=package.id, stage="award", actual_on=DAY),
            "plan": document,
            "submission": self.row("submission", **sent),
        }
        for table, purpose in sorted(IN, key=lambda pair: (pair[0], pair[1] != "before")):
            self.hang(table, purpose)

    def row(self, table, **given):
        return make(table, self.session, project_id=self.project_id, **given)

    def hang(self, table, purpose):
        data = f"{table} {purpose}".encode()
        kept = StoredDocument(self.store.put(data), len(data), "application/pdf", "paper.pdf")
        hang_document(self.session, self.project_id, table, self.rows[table].id, kept, purpose=purpose)


def packed(engine, store, folder, project_id):
    out = folder / "pack.zip"
    found = build(engine, store, out, Order(project_id, "en", None, FIRST, LAST), built_at=BUILT)
    return zipfile.ZipFile(out), found


def test_the_pack_of_a_quarter_holds_each_of_them(sqlite_engine, tmp_path):
    store = FolderStore(tmp_path / "files")
    with unit_of_work(sqlite_engine) as session:
        project_id = Laid(session, store).project_id
    archive, _ = packed(sqlite_engine, store, tmp_path, project_id)

    assert {pair: archive.read(name).decode() for pair, name in IN.items()} == {
        pair: " ".join(pair) for pair in IN
    }


def test_a_file_that_the_store_holds_damaged_is_said_to_be_missing(sqlite_engine, tmp_path):
    store = FolderStore(tmp_path / "files")
    with unit_of_work(sqlite_engine) as session:
        project_id = Laid(session, store).project_id
    [kept] = [
        path for path in (tmp_path / "files").rglob("*") if path.is_file() and b"event" in path.read_bytes()
    ]
    kept.write_bytes(b"other bytes")
    archive, found = packed(sqlite_engine, store, tmp_path, project_id)

    assert found.missing == 1
    assert IN["event", ""] not in archive.namelist()
    assert archive.read("index.html").decode().count("Missing from the store of files") == 1


def template_that_says(text):
    """A Word template of one paragraph."""
    paper, own = io.BytesIO(), Document()
    own.add_paragraph(text)
    own.save(paper)
    return paper.getvalue()


@pytest.mark.parametrize(("field", "begins_so"), [("title", True), ("titel", False)])
def test_a_summary_is_laid_out_with_the_librarys_template_and_else_with_the_standard_one(
    sqlite_engine, tmp_path, field, begins_so
):
    store = FolderStore(tmp_path / "files")
    template = template_that_says("馆徽 {{ " + field + " }}")
    with unit_of_work(sqlite_engine) as session:
        project_id = make_project(session).id
        facts = {"period": "2026-02", "language": "zh", "title": "二月总结"}
        report_id = create_report(session, actor=SYSTEM, project_id=project_id, **facts)
        kept = StoredDocument(store.put(template), 1, KINDS["docx"][0], "own.docx")
        purpose = purpose_of(TemplateKind.SUMMARY, "zh")
        hang_document(session, project_id, "project", project_id, kept, purpose=purpose)
        issue_report(session, actor=SYSTEM, project_id=project_id, report_id=report_id, today=LAST)

    def first_line(archive):
        name = "10 Summaries and bulletins/Summary 2026-02.docx"
        return Document(io.BytesIO(archive.read(name))).paragraphs[0].text

    archive, found = packed(sqlite_engine, store, tmp_path, project_id)
    assert (first_line(archive)[:2] == "馆徽", found.missing) == (begins_so, 0)
    (tmp_path / "files" / kept.sha256[:2] / kept.sha256[2:4] / kept.sha256).unlink()
    archive, found = packed(sqlite_engine, store, tmp_path, project_id)
    assert first_line(archive)[:2] != "馆徽"
    assert found.missing == 1
    assert "Word template" in archive.read("index.html").decode()


class Full(FolderStore):
    """A store on a disk without room."""

    def put_file(self, path, going=None):
        raise OSError(errno.ENOSPC, "No space left on device")


class Slow(FolderStore):
    """A store that has taken so long for what came before that the lease of the claim is over."""

    engine = None

    def put_file(self, path, going=None):
        with self.engine.begin() as connection:
            connection.execute(sa.update(BackgroundJob).values(claimed_until=BUILT))
        going()
        assert jobs.claim(self.engine, PACK) is None, "nobody else may take it"
        return super().put_file(path, going)


def asked(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        days = {"language": "en", "starts_on": FIRST, "ends_on": LAST}
        return project_id, commands.request_evidence_pack(
            session, actor=SYSTEM, project_id=project_id, **days
        )


def test_a_full_disk_is_told_as_one(sqlite_engine, tmp_path):
    project_id, pack_id = asked(sqlite_engine)
    assert work.work_off(sqlite_engine, Full(tmp_path))
    with reading(sqlite_engine) as session:
        assert pack_jobs(session, project_id)[pack_id].error == "evidence_disk_full"


def test_the_claim_is_held_while_a_slow_store_takes_the_file(sqlite_engine, tmp_path, monkeypatch):
    project_id, pack_id = asked(sqlite_engine)
    monkeypatch.setattr(Slow, "engine", sqlite_engine)
    monkeypatch.setattr(work, "BETWEEN_RENEWALS", 0.0)
    assert work.work_off(sqlite_engine, Slow(tmp_path))
    with reading(sqlite_engine) as session:
        assert pack_jobs(session, project_id)[pack_id].status is JobStatus.DONE
