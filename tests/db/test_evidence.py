"""Evidence packs: what the sample's hold, and how they are asked for, built in the background, cancelled, renewed."""

import datetime as dt
import hashlib
import io
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote

import pypdfium2
import pytest
import sqlalchemy as sa
from docx import Document
from openpyxl import load_workbook
from sqlmodel import select

from db import jobs
from db.cli import main
from db.commands import evidence as commands
from db.commands.reports import create_report, issue_report
from db.evidence.build import build
from db.evidence.parts import Order
from db.evidence.work_off import work_off
from db.files import FilesUnavailable, FolderStore
from db.models import (
    Acceptance,
    Attachment,
    AuditEntry,
    BackgroundJob,
    Candidate,
    Event,
    EvidencePack,
    Person,
)
from db.queries.evidence import PACK, pack_jobs, packs
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tests.support.databases import SAMPLE_DAY
from tracker.errors import Invalid, NotFound
from tracker.permissions import SYSTEM
from tracker.vocabulary import CheckAnswer, InspectionStatus, JobStatus

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
BUILT = dt.datetime(2026, 4, 1, 1, 0, tzinfo=dt.UTC)
TYPED = "=1+1 {{ 7*7 }} <script>alert(1)</script> " + "文" * 10_000
CANDIDATE = "候选甲乙丙"


class Pack:
    """A built pack, opened; texts are those of all its papers."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        self.names = self.archive.namelist()

    def within(self, folder):
        return [name.split("/", 1)[1] for name in self.names if name.startswith(f"{folder}/")]

    def text(self, name):
        data = self.archive.read(name)
        if name.endswith(".docx"):
            paper = Document(io.BytesIO(data))
            cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
            return "\n".join([*(line.text for line in paper.paragraphs), *cells])
        if name.endswith(".xlsx"):
            book = load_workbook(io.BytesIO(data))
            rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
            return "\n".join(str(cell) for row in rows for cell in row if cell is not None)
        if name.endswith(".pdf"):
            with pypdfium2.PdfDocument(data) as paper:
                return "\n".join(page.get_textpage().get_text_range() for page in paper)
        return "" if name.endswith(".jpg") else data.decode()


class Targets(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found += [
            unquote(value) for name, value in attrs if name == "href" and not value.startswith("#")
        ]


@pytest.fixture(scope="module")
def sample(databases, tmp_path_factory):
    """The sample with a candidate, an event of hostile text, and a paper that hangs on an acceptance."""
    folder = tmp_path_factory.mktemp("evidence")
    store = FolderStore(folder / "files")
    with databases.sample(folder) as engine:
        kept = store.put(b"%PDF-1.7 the stamped record")
        with unit_of_work(engine) as session:
            round_id = make("recruitment_round", session, project_id=1).id
            session.add(Candidate(project_id=1, round_id=round_id, name=CANDIDATE))
            facts = {"period": "2026-02", "language": "zh", "title": "二月总结"}
            report_id = create_report(session, actor=SYSTEM, project_id=1, **facts)
            session.flush()
            issue_report(session, actor=SYSTEM, project_id=1, report_id=report_id, today=SAMPLE_DAY)
            event = session.exec(select(Event).where(Event.starts_on == dt.date(2026, 2, 16))).one()
            event.learned = TYPED
            held = session.exec(select(Acceptance).order_by(Acceptance.held_on)).first()
            for sha256 in (kept, "ab" * 32):
                facts = {"record_table": "acceptance", "record_id": held.id, "media_type": "application/pdf"}
                given = {"file_name": "../../盖章.pdf", "caption": "=cmd()", "size": 27}
                session.add(Attachment(project_id=1, sha256=sha256, **facts, **given))
        yield engine, store, folder


def built(sample, order, name="pack.zip", at=BUILT):
    engine, store, folder = sample
    build(engine, store, folder / name, order, built_at=at)
    return folder / name


@pytest.fixture(scope="module")
def quarter(sample):
    return Pack(built(sample, Order(1, "zh", None, FIRST, LAST), "quarter.zip"))


@pytest.fixture(scope="module")
def gate(sample):
    return Pack(built(sample, Order(1, "en", 1), "gate.zip"))


def test_the_quarter_holds_the_six_drafts_with_their_comparisons_and_reviews(quarter):
    forms = [f"第{n}稿正式表.{ending}" for n in range(1, 7) for ending in ("pdf", "xlsx")]
    comparisons = [f"第{n}稿与第{n - 1}稿对比.xlsx" for n in range(2, 7)]
    reviews = [f"第{n}稿{what}" for n in (5, 6) for what in ("评审意见.docx", "意见和决定.xlsx")]

    assert sorted(quarter.within("04 采购方案稿次")) == sorted([*forms, *comparisons, *reviews])
    assert "3,500,000" in quarter.text("04 采购方案稿次/第6稿正式表.pdf")


def test_the_quarter_holds_the_eleven_rounds_with_their_photos(quarter):
    found = quarter.within("03 现场检查")
    january = [f"2026-01-{day}" for day in ("07", "14", "21", "28")]
    february = [f"2026-02-{day}" for day in ("04", "11", "25")]
    days = january + february + [f"2026-03-{day}" for day in ("04", "11", "18", "25")]

    assert [name for name in found if name.endswith(".pdf")] == [f"现场检查记录 {day}.pdf" for day in days]
    assert [name for name in found if name.endswith(".jpg")] == [
        f"照片/2026-03-{rest}.jpg" for rest in ("18 照片 01", "25 照片 01", "25 照片 02")
    ]
    assert "检查一览表.xlsx" in found


def test_the_quarter_holds_the_papers_of_all_other_areas(quarter):
    folders = {name.split("/")[0] for name in quarter.names if "/" in name}
    assert folders == {
        "01 验收", "02 问题整改", "03 现场检查", "04 采购方案稿次", "05 资产利旧", "06 采购执行",
        "07 方案文件", "08 会议与活动纪要",
        "09 培训考勤", "10 总结与简报", "11 评估自评",
    }  # fmt: skip
    assert len(quarter.within("07 方案文件")) == 4
    assert len(quarter.within("08 会议与活动纪要")) == 10
    issued = quarter.within("10 总结与简报")
    assert issued == ["总结 2026-02.docx", *(f"信息简报 2026-{n:02d}.docx" for n in range(1, 7))]
    assert "动员会" in quarter.text("10 总结与简报/总结 2026-02.docx")
    assert "通过" in quarter.text("01 验收/验收记录 2026-01-22 土建竣工验收.docx")
    settled = quarter.text("08 会议与活动纪要/2026-02-25 会议.docx")
    assert all(topic in settled for topic in ("功能", "品牌", "编制"))


def test_participants_are_named_and_candidates_never(sample, quarter):
    with reading(sample[0]) as session:
        people = session.exec(select(Person.name)).all()
    sheet = "".join(quarter.text("09 培训考勤/签到表 1.pdf").split())

    assert sum(name in sheet for name in people if name.startswith("学员")) == 20
    papers = [name for name in quarter.names if "/附件/" not in name]
    assert [name for name in papers if CANDIDATE in "".join(quarter.text(name).split())] == []


def test_every_sum_is_right_and_every_link_leads_to_a_file(quarter):
    sums = dict(reversed(line.split("  ")) for line in quarter.text("SHA256SUMS").splitlines())

    assert set(sums) == set(quarter.names) - {"SHA256SUMS"}
    assert {name: hashlib.sha256(quarter.archive.read(name)).hexdigest() for name in sums} == sums
    assert set(Targets(quarter.text("index.html")).found) == set(quarter.names) - {"index.html", "SHA256SUMS"}


def test_what_people_typed_is_text_in_the_papers_and_in_no_file_name(quarter):
    assert TYPED in quarter.text("08 会议与活动纪要/2026-02-16 考察.docx")
    assert quarter.archive.read("01 验收/附件/2026-01-22.pdf") == b"%PDF-1.7 the stamped record"
    assert "盖章" not in "".join(quarter.names)
    index = load_workbook(io.BytesIO(quarter.archive.read("index.xlsx"))).active
    titles = {row[3].value: row[1] for row in index.iter_rows(min_row=2)}
    assert titles["01 验收/附件/2026-01-22.pdf"].value.endswith("=cmd() · ../../盖章.pdf")


def test_a_lost_file_is_named_and_stops_nothing(quarter):
    page = quarter.text("index.html")
    assert page.count("文件库中已缺失") == 1


def test_a_gates_pack_holds_its_record_findings_before_and_after_rounds_and_warranties(gate):
    assert gate.within("01 Acceptance")[0] == "Acceptance record 2026-01-22 Civil works.docx"
    assert "Warranties.xlsx" in gate.within("01 Acceptance")
    found = gate.within("02 Findings")
    assert found[0] == "List of findings.xlsx"
    assert found[1:] == ["Photos/0001 01 Before.jpg", "Photos/0001 02 After.jpg", "Photos/0012 01 Before.jpg"]
    rounds = [name for name in gate.within("03 Site inspections") if name.endswith(".pdf")]
    assert len(rounds) == 12
    assert not any(name.startswith("04 ") for name in gate.names)


def test_the_same_data_gives_the_same_pack_but_for_the_moment_it_was_built(sample, gate):
    again = Pack(built(sample, Order(1, "en", 1), "again.zip"))
    later = Pack(built(sample, Order(1, "en", 1), "later.zip", BUILT + dt.timedelta(days=1)))

    assert [again.archive.read(name) for name in again.names] == [
        gate.archive.read(name) for name in gate.names
    ]
    differing = [name for name in gate.names if gate.archive.read(name) != later.archive.read(name)]
    assert differing == ["index.html", "SHA256SUMS"]


def test_the_command_line_writes_the_same_pack(sample, capsys):
    engine, _, folder = sample
    env = {"DATABASE_URL": str(engine.url), "TRACKER_FILES": str(folder / "files")}
    out = folder / "cli.zip"

    assert main(["evidence", "--gate", "2", "--language", "en", "--out", str(out)], env) == 0
    names = Pack(out).names
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert capsys.readouterr().out == f"{out}: {len(names) - 3} files, SHA-256 {digest}\n"
    assert "01 Acceptance/Acceptance record 2026-03-10 Fit-out.docx" in names
    for wrong in (["--gate", "2", "--to", "2026-03-31"], ["--from", "2026-03-31"], []):
        assert main(["evidence", *wrong, "--out", str(out)], env) == 2
    assert main(["evidence", "--from", "2026-03-31", "--to", "2026-01-01", "--out", str(out)], env) == 2
    assert main(["evidence", "--gate", "99", "--out", str(out)], env) == 2
    assert Pack(out).names == names, "what was refused has touched nothing"


def test_a_gate_of_a_floor_holds_what_was_seen_in_its_rooms_alone(engine, tmp_path):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        own = {"project_id": project_id}
        floor, elsewhere = (make("zone", session, **own, name=name) for name in ("二层", "三层"))
        room = make("zone", session, **own, name="阅览室", parent_id=floor.id)
        gate_id = make("gate", session, **own, zone_id=floor.id, planned_on=LAST).id
        for number, (zone, day) in enumerate([(room, 4), (elsewhere, 11), (floor, 18), (room, 25)], 1):
            days = {"planned_on": dt.date(2026, 3, day), "held_on": dt.date(2026, 3, day)}
            held = make("inspection", session, **own, **days, status=InspectionStatus.SIGNED)
            if number == 1:
                make("inspection_note", session, **own, inspection_id=held.id, zone_id=zone.id)
            elif number == 4:
                item = make("checklist_item", session, **own, text="通风正常？")
                given = {"inspection_id": held.id, "item_id": item.id, "zone_id": zone.id}
                make("check_result", session, **own, **given, answer=CheckAnswer.FAIL)
            else:
                given = {"inspection_id": held.id, "zone_id": zone.id, "number": number}
                make("finding", session, **own, **given, description=f"缺陷{number}")
    build(engine, FolderStore(tmp_path), tmp_path / "p.zip", Order(project_id, "zh", gate_id), built_at=BUILT)
    found = Pack(tmp_path / "p.zip")

    listed = found.text("02 问题整改/问题清单.xlsx")
    assert ("缺陷3" in listed, "缺陷2" in listed) == (True, False)
    records = [name for name in found.within("03 现场检查") if name.endswith(".pdf")]
    assert records == [f"现场检查记录 2026-03-{day}.pdf" for day in ("04", "18", "25")]
    assert "通风正常？\n不合格" in found.text("03 现场检查/检查表.xlsx")


def asked(engine, **given):
    """An empty project with a pack that was asked for; gives both ids."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        scope = {"language": "en", "starts_on": FIRST, "ends_on": LAST, **given}
        return project_id, commands.request_evidence_pack(
            session, actor=SYSTEM, project_id=project_id, **scope
        )


def command(engine, name, project_id, pack_id):
    with unit_of_work(engine) as session:
        getattr(commands, name)(session, actor=SYSTEM, project_id=project_id, evidence_pack_id=pack_id)


def state(engine, project_id, pack_id):
    with reading(engine) as session:
        return pack_jobs(session, project_id)[pack_id]


def shown(engine, project_id):
    with reading(engine) as session:
        return packs(session, project_id)


def test_a_pack_is_asked_for_built_and_kept_with_its_record(engine, tmp_path):
    store = FolderStore(tmp_path / "files")
    project_id, pack_id = asked(engine)
    assert shown(engine, project_id)[0].built is None

    assert work_off(engine, store)
    assert not work_off(engine, store)
    job = state(engine, project_id, pack_id)
    assert (job.status, job.done, job.total, job.open) == (JobStatus.DONE, 0, 0, False)
    file = shown(engine, project_id)[0].built
    assert (file.file_name, file.media_type) == ("Evidence pack Q1 2026.zip", "application/zip")
    assert zipfile.ZipFile(io.BytesIO(store.get(file.sha256))).namelist() == [
        "index.html",
        "index.xlsx",
        "SHA256SUMS",
    ]
    with reading(engine) as session:
        entries = session.exec(select(AuditEntry.command, AuditEntry.record_table).order_by(AuditEntry.id))
        written = [tuple(entry) for entry in entries if entry[1] != "project"]
    assert written == [("request_evidence_pack", PACK), ("build_evidence_pack", "attachment")]


def test_a_pack_built_anew_takes_the_place_of_the_one_before(engine, tmp_path):
    store = FolderStore(tmp_path / "files")
    project_id, pack_id = asked(engine)
    work_off(engine, store)
    first = shown(engine, project_id)[0].built
    command(engine, "rebuild_evidence_pack", project_id, pack_id)
    assert shown(engine, project_id)[0].built == first, "until the new one is there"

    assert work_off(engine, store)
    assert shown(engine, project_id)[0].built.id != first.id
    with reading(engine) as session:
        kept = session.exec(select(Attachment.archived_at).order_by(Attachment.id)).all()
    assert [moment is None for moment in kept] == [False, True]


def test_a_pack_of_a_killed_worker_is_built_by_the_next_one(engine, tmp_path):
    project_id, pack_id = asked(engine)
    dead = jobs.claim(engine, PACK)
    assert not work_off(engine, FolderStore(tmp_path))
    with engine.begin() as connection:
        connection.execute(
            sa.update(BackgroundJob).values(claimed_until=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        )

    assert work_off(engine, FolderStore(tmp_path))
    assert state(engine, project_id, pack_id).status is JobStatus.DONE
    with pytest.raises(jobs.Superseded):
        jobs.renew(engine, dead, step="", done=0, total=1)


class NoStore(FolderStore):
    """A store on another machine that does not answer."""

    def put_file(self, path, going=None):
        raise FilesUnavailable(bucket="library")


def test_a_store_that_does_not_answer_is_asked_again_later(engine, tmp_path, caplog):
    project_id, pack_id = asked(engine)
    assert work_off(engine, NoStore(tmp_path))

    job = state(engine, project_id, pack_id)
    assert (job.status, job.error) == (JobStatus.WAITING, "files_unavailable")
    assert not work_off(engine, FolderStore(tmp_path)), "not at once"
    assert "attempt 1 failed" in caplog.text


class Cancelling(FolderStore):
    """A store at which somebody cancels the pack just before it is kept."""

    engine = None
    ids = (0, 0)

    def put_file(self, path, going=None):
        command(self.engine, "archive_evidence_pack", *self.ids)
        return super().put_file(path)


def test_a_pack_cancelled_while_it_is_built_is_not_kept(engine, tmp_path, monkeypatch):
    project_id, pack_id = asked(engine)
    monkeypatch.setattr(Cancelling, "engine", engine)
    monkeypatch.setattr(Cancelling, "ids", (project_id, pack_id))
    assert work_off(engine, Cancelling(tmp_path))

    assert (state(engine, project_id, pack_id).error, shown(engine, project_id)[0].built) == (
        "evidence_cancelled",
        None,
    )
    with pytest.raises(Invalid, match="evidence_archived"):
        command(engine, "rebuild_evidence_pack", project_id, pack_id)
    command(engine, "restore_evidence_pack", project_id, pack_id)
    command(engine, "rebuild_evidence_pack", project_id, pack_id)
    assert work_off(engine, FolderStore(tmp_path))
    assert shown(engine, project_id)[0].built is not None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"starts_on": None, "ends_on": None}, "evidence_scope"),
        ({"ends_on": None}, "evidence_scope"),
        ({"starts_on": LAST, "ends_on": FIRST}, "evidence_scope"),
        ({"language": "fr"}, "language_unknown"),
        ({"ends_on": dt.date(9999, 1, 1)}, "date_out_of_range"),
    ],
)
def test_a_request_that_cannot_be_is_refused(sqlite_engine, given, code):
    with pytest.raises(Invalid, match=code):
        asked(sqlite_engine, **given)


def test_a_gate_of_another_project_and_a_second_pack_of_one_scope_are_refused(sqlite_engine):
    with unit_of_work(sqlite_engine) as session:
        other = make("gate", session).id
    with pytest.raises(NotFound):
        asked(sqlite_engine, gate_id=other, starts_on=None, ends_on=None)
    project_id, pack_id = asked(sqlite_engine)
    again = {"project_id": project_id, "language": "en", "starts_on": FIRST, "ends_on": LAST}
    with unit_of_work(sqlite_engine) as session:
        with pytest.raises(Invalid, match="evidence_exists"):
            commands.request_evidence_pack(session, actor=SYSTEM, **again)
        commands.archive_evidence_pack(session, actor=SYSTEM, project_id=project_id, evidence_pack_id=pack_id)
        assert commands.request_evidence_pack(session, actor=SYSTEM, **again) != pack_id
        assert session.get(EvidencePack, pack_id).archived_at is not None
