"""What a pack may hold for whom, how its files are called, and the ZIP with its index and sums."""

import datetime as dt
import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from docx import Document
from openpyxl import load_workbook

from tracker.evidence import EvidenceSection, ending_of, file_name, readers, sections_for
from tracker.exports.evidence_index import PackHead
from tracker.exports.evidence_paper import RecordPaper, TableBlock, TextBlock, record_docx
from tracker.exports.evidence_zip import PackWriter
from tracker.exports.settled_office import settled
from tracker.exports.table import Column, to_xlsx
from tracker.i18n import Words
from tracker.permissions import Role

S = EvidenceSection
DAY = dt.date(2026, 3, 31)
SITE = {S.ACCEPTANCE, S.FINDINGS}
BAD = ["=1+1", "{{ 7*7 }}", "<script>alert(1)</script>", '" onmouseover="x', "甲" * 10_000]


class Links(HTMLParser):
    """The targets of a page's links, and the names of all its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.elements: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.targets += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text += data


def pack(titles, language="zh", built="2026年4月1日 09:00", **given):
    out = io.BytesIO()
    head = PackHead("开馆项目", "示例区图书馆", "2026年第一季度", DAY, built)
    writer = PackWriter(out, head, Words.of(language))
    for title in titles:
        data = title.encode()
        writer.add(S.MINUTES, ("会议",), "txt", data, **{"title": title, "day": DAY, **given})
    writer.close()
    return out.getvalue()


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


@pytest.mark.parametrize(
    ("roles", "sections"),
    [
        ({Role.LEAD}, set(S)),
        ({Role.STAFF}, set(S)),
        ({Role.LEAD, Role.STAFF}, set(S)),
        ({Role.REVIEWER}, {S.DRAFTS, S.ASSETS, S.PURCHASES}),
        ({Role.PERSONNEL}, {S.PLANS, S.ATTENDANCE}),
        ({Role.VIEWER}, set(S) - {S.ROUNDS, S.ATTENDANCE}),
        ({Role.STAFF, Role.PERSONNEL}, {S.PLANS, S.ATTENDANCE}),
        ({Role.ADMINISTRATOR}, set()),
    ],
)
def test_a_pack_holds_what_each_of_its_readers_may_see(roles, sections):
    assert sections_for(roles) == sections


def test_packs_lie_open_to_lead_and_staff():
    assert readers() == {Role.LEAD, Role.STAFF}


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("2026-03-18", "检查记录"), "2026-03-18 检查记录.pdf"),
        (("../../etc/passwd",), "-..-etc-passwd.pdf"),
        (("C:\\a*b?",), "C-a-b-.pdf"),
        (("cafe\u0301",), "caf\u00e9.pdf"),
        (("\x00\n",), "-.pdf"),
        ((" . ",), "-.pdf"),
        (("长" * 200,), "长" * 80 + ".pdf"),
        (("𠀀" * 80,), "𠀀" * 60 + ".pdf"),
        (("a\u202efdp.exe\u200b",), "a-fdp.exe-.pdf"),
        (("CON",), "_CON.pdf"),
        (("com1.x",), "_com1.x.pdf"),
        (("lpt²",), "_lpt².pdf"),
        (("Console",), "Console.pdf"),
    ],
)
def test_a_file_name_is_one_that_every_file_system_takes(parts, name):
    assert file_name(*parts, ending="pdf") == name


def test_a_kept_files_ending_follows_its_kind_and_not_its_uploader():
    assert [ending_of(kind) for kind in ("image/jpeg", "application/pdf", "text/x-python")] == [
        "jpg",
        "pdf",
        "bin",
    ]


def test_files_of_one_place_are_numbered_apart_whatever_their_case():
    out = io.BytesIO()
    writer = PackWriter(out, PackHead("p", "", "s", DAY, ""), Words.of("en"))
    paths = [
        writer.add(S.ROUNDS, ("Photos", name), "jpg", b"x", title="t").path
        for name in ("wall", "Wall", "wall")
    ]
    assert paths == [f"03 Site inspections/Photos/{name}.jpg" for name in ("wall", "Wall 2", "wall 3")]


def test_files_of_one_long_name_are_told_apart_within_its_length():
    writer = PackWriter(io.BytesIO(), PackHead("p", "", "s", DAY, ""), Words.of("en"))
    names = [writer.add(S.ROUNDS, ("x" * 99,), "jpg", b"x", title="t").path[-84:] for _ in range(2)]
    assert names == ["x" * 80 + ".jpg", "x" * 78 + " 2.jpg"]


def test_a_pack_above_the_old_limits_of_zip_is_read_again(monkeypatch, tmp_path):
    # The limits are 4 GiB and 65,535 files; here they are reached sooner, and the records of ZIP64 are written.
    for limit in ("ZIP64_LIMIT", "ZIP_FILECOUNT_LIMIT"):
        monkeypatch.setattr(zipfile, limit, 3)
    data = pack(["甲", "乙", "丙"])
    assert b"PK\x06\x06" in data, "the end record of ZIP64"
    with opened(data) as archive:
        assert (archive.testzip(), len(archive.namelist())) == (None, 6)


def test_the_sums_are_those_of_the_members_and_the_program_agrees(tmp_path):
    with opened(pack(["甲", "乙 a"])) as archive:
        archive.extractall(tmp_path)
        names = set(archive.namelist())
        lines = archive.read("SHA256SUMS").decode().splitlines()
    found = dict(reversed(line.split("  ", 1)) for line in lines)

    assert set(found) == names - {"SHA256SUMS"}
    for name, digest in found.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    program = shutil.which("sha256sum")
    if program:
        run = subprocess.run(
            [program, "--strict", "-c", "SHA256SUMS"], cwd=tmp_path, check=False, capture_output=True
        )
        assert run.returncode == 0, run.stderr


def test_the_same_content_gives_the_same_bytes_and_a_later_build_differs_in_its_index_alone():
    assert pack(["甲"]) == pack(["甲"])
    with opened(pack(["甲"])) as first, opened(pack(["甲"], built="2027年1月1日 00:00")) as second:
        differing = [name for name in first.namelist() if first.read(name) != second.read(name)]
        assert differing == ["index.html", "SHA256SUMS"]
        assert {member.date_time for member in first.infolist()} == {(2026, 3, 31, 0, 0, 0)}


def test_every_link_of_the_index_leads_into_the_pack_and_it_asks_for_nothing_else():
    with opened(pack(["甲", "乙"], language="en")) as archive:
        page = Links(archive.read("index.html").decode())
        files = {unquote(target) for target in page.targets if not target.startswith("#")}
        assert files == set(archive.namelist()) - {"index.html", "SHA256SUMS"}
    assert not page.elements & {"script", "img", "link", "iframe", "object"}


@pytest.mark.parametrize("text", BAD, ids=["formula", "braces", "script", "attribute", "long"])
def test_what_people_typed_stays_text_in_both_indexes(text):
    with opened(pack([text])) as archive:
        html = archive.read("index.html").decode()
        book = load_workbook(io.BytesIO(archive.read("index.xlsx")))
    cell = book.active["B2"]

    assert text in Links(html).text
    assert not Links(html).elements & {"script"}
    assert 'onmouseover="' not in html
    assert cell.data_type == "s"
    assert cell.value.lstrip("'") == text


def test_a_file_that_the_store_has_lost_is_named_without_a_link():
    out = io.BytesIO()
    writer = PackWriter(out, PackHead("p", "", "s", DAY, ""), Words.of("en"))
    writer.lacking(S.ROUNDS, title="Photo 1")
    writer.close()
    with opened(out.getvalue()) as archive:
        page = Links(archive.read("index.html").decode())
    assert "Photo 1 Missing from the store of files" in page.text
    assert [target for target in page.targets if target != "#rounds"] == ["index.xlsx"]


def test_photos_and_office_files_are_stored_and_text_is_compressed():
    out = io.BytesIO()
    writer = PackWriter(out, PackHead("p", "", "s", DAY, ""), Words.of("en"))
    for ending in ("jpg", "pdf", "txt"):
        writer.add(S.ROUNDS, ("x",), ending, b"abc" * 100, title="t")
    writer.close()
    with opened(out.getvalue()) as archive:
        ways = {member.filename.rsplit(".")[-1]: member.compress_type for member in archive.infolist()}
    stored, deflated = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
    assert ways == {
        "jpg": stored,
        "pdf": stored,
        "txt": deflated,
        "html": deflated,
        "xlsx": stored,
        "SHA256SUMS": deflated,
    }


def test_a_settled_document_opens_and_says_nothing_of_the_clock():
    book = settled(to_xlsx("t", [Column("a", str)], [1]), DAY)
    assert load_workbook(io.BytesIO(book)).active["A2"].value == "1"
    with opened(book) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"<dcterms:\w+ [^>]*>([^<]*)", core) == ["2026-03-31T00:00:00Z"] * 2


def test_a_record_leaves_out_what_is_empty_and_keeps_typed_text_as_it_is():
    record = RecordPaper(
        "={{ 7*7 }}",
        [("Place", ""), ("Organiser", "<b>x</b>")],
        [TextBlock("Account", "one\n\ntwo\x00"), TextBlock("Learned", " "), TableBlock("T", ["a"], [1], [])],
    )
    paper = Document(io.BytesIO(record_docx(record, "en")))
    assert [line.text for line in paper.paragraphs if line.text] == ["={{ 7*7 }}", "Account", "one", "two"]
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows] == [["Organiser", "<b>x</b>"]]
