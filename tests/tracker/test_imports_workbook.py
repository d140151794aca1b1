"""What cannot be a workbook is refused before it costs time or memory; what can is read cell by cell."""

import io
import zipfile

import openpyxl
import pytest

from tracker.errors import UnreadableFile
from tracker.imports.workbook import MAX_FILE_BYTES, open_workbook

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def saved(workbook):
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def small_book():
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "书桌"
    return workbook


def package(**parts):
    """A zip with a workbook's list of content types and the given parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return data.getvalue()


def refusal(data):
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(data)
    return caught.value.code, caught.value.facts


def test_a_file_over_the_size_limit_is_refused_unread():
    data = bytes(100_000_000)
    assert refusal(data) == (
        "file_too_large",
        {"what": "bytes", "found": 100_000_000, "limit": MAX_FILE_BYTES},
    )


def test_a_part_that_unpacks_a_thousandfold_is_refused_without_unpacking():
    code, facts = refusal(package(workbook=bytes(50_000_000)))

    assert (code, facts["what"], facts["found"]) == ("file_too_large", "unpacked_bytes", 50_000_000)


def test_parts_that_unpack_to_too_much_together_are_refused():
    code, facts = refusal(package(**{f"part{number}": bytes(9_000_000) for number in range(25)}))

    assert (code, facts["what"], facts["limit"]) == ("file_too_large", "unpacked_bytes", 200_000_000)


def test_a_sheet_of_too_many_cells_is_refused():
    code, facts = refusal(package(sheet="<row>" + "<c r='A1'/>" * 600_001 + "</row>"))

    assert (code, facts["what"], facts["found"]) == ("file_too_large", "cells", 600_001)


def test_a_merged_range_over_the_whole_sheet_is_refused():
    code, facts = refusal(package(sheet='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))

    assert (code, facts["what"], facts["found"]) == ("file_too_large", "cells", 16_384 * 1_048_576)


def test_a_workbook_with_a_password_is_told_from_an_old_workbook():
    ole = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)

    assert refusal(ole + "EncryptedPackage".encode("utf-16-le")) == ("file_encrypted", {})
    assert refusal(ole + "Workbook".encode("utf-16-le")) == ("file_wrong_kind", {"kind": "xls"})


@pytest.mark.parametrize("data", [b"name,amount\n1,2\n", "名称".encode(), b"%PDF-1.7", b"\x89PNG\r\n"])
def test_a_file_of_another_kind_is_refused(data):
    assert refusal(data) == ("file_wrong_kind", {"kind": "not_a_workbook"})


def test_a_zip_that_is_no_workbook_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("readme.txt", "hello")

    assert refusal(data.getvalue()) == ("file_wrong_kind", {"kind": "not_a_workbook"})


def test_an_empty_file_is_broken():
    assert refusal(b"") == ("file_broken", {"reason": "empty"})


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_truncated_workbook_is_broken(kept):
    data = saved(small_book())

    assert refusal(data[: int(len(data) * kept)])[0] == "file_broken"


def test_damaged_xml_is_broken():
    assert refusal(package(workbook="<workbook><sheets>"))[0] == "file_broken"


def test_a_workbook_with_external_entities_is_broken():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'

    assert refusal(package(workbook=bomb))[0] == "file_broken"


def test_a_workbook_without_worksheets_is_broken():
    data = saved(small_book())
    stripped = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stripped, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/workbook.xml":
                start, end = content.index(b"<sheets>"), content.index(b"</sheets>")
                content = content[: start + len(b"<sheets>")] + content[end:]
            after.writestr(name, content)

    assert refusal(stripped.getvalue())[0] == "file_broken"


def test_cells_are_read_sparsely_and_blank_texts_are_no_cells():
    workbook = small_book()
    workbook.active["C2"] = "  双面\n书架  "
    workbook.active["D2"] = "   "
    workbook.active["A1048576"] = 7

    (sheet,) = open_workbook(saved(workbook))

    assert sheet.rows == {1: {1: "书桌"}, 2: {3: "双面 书架"}, 1048576: {1: 7}}


def test_a_merged_cell_shows_the_value_of_its_range():
    workbook = small_book()
    workbook.active.merge_cells("A1:B2")

    (sheet,) = open_workbook(saved(workbook))

    assert sheet.merged == {(1, 2): (1, 1), (2, 1): (1, 1), (2, 2): (1, 1)}
    assert (sheet.value(2, 2), sheet.shown(2, 2), sheet.shown(3, 3)) == (None, "书桌", None)


def test_hidden_sheets_are_marked():
    workbook = small_book()
    workbook.create_sheet("旧稿").sheet_state = "hidden"

    assert [(sheet.name, sheet.hidden) for sheet in open_workbook(saved(workbook))] == [
        ("Sheet", False),
        ("旧稿", True),
    ]
