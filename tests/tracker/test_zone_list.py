"""Room lists: what a file says, what is wrong with it, and what importing it changes."""

import io

import pytest
from openpyxl import Workbook

from tracker.errors import UnreadableFile
from tracker.imports.zones import area_milli, read_zones
from tracker.vocabulary import ZoneKind
from tracker.zone_list import KnownZone, ListedZone, ZoneChange, ZonePath, ZoneStep, zone_changes


def workbook(*rows, merge=()):
    book = Workbook()
    sheet = book.active
    sheet.title = "房间表"
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_chinese_workbook_with_merged_floors_gives_each_zone_its_path_and_area():
    read = read_zones(
        workbook(
            ["新馆房间一览表"],
            ["楼层", "房间名称", "部位", "面积(㎡)"],
            ["一层", None, None, 1200],
            [None, "大厅", None, "320.5㎡"],
            [None, "大厅", "南门", None],
            ["二层", "阅览区", None, 640],
            merge=["A3:A5"],
        )
    )

    assert read.problems == ()
    assert read.sheet == "房间表"
    assert read.zones == (
        ListedZone(ZonePath("一层"), 1_200_000),
        ListedZone(ZonePath("一层", "大厅"), 320_500),
        ListedZone(ZonePath("一层", "大厅", "南门"), None),
        ListedZone(ZonePath("二层", "阅览区"), 640_000),
    )


def test_an_english_csv_is_read_the_same_way():
    read = read_zones('Floor,Room,Element,Area (m²)\n1F,Lobby,,"1,200"\n2,Reading room,,\n'.encode())

    assert read.zones == (
        ListedZone(ZonePath("1F", "Lobby"), 1_200_000),
        ListedZone(ZonePath("2", "Reading room"), None),
    )


def test_a_csv_in_gb18030_is_read():
    read = read_zones("楼层,区域,面积\n一层,大厅,320\n".encode("gb18030"))

    assert read.zones == (ListedZone(ZonePath("一层", "大厅"), 320_000),)


def test_each_fault_names_its_sheet_row_and_column():
    read = read_zones(
        workbook(
            ["楼层", "房间", "面积"],
            ["一层", "大厅", "约三百"],
            [None, None, 12],
            ["一层", "长" * 121, 5],
            ["二层", "书库", 100],
            ["二层", "书库", 110],
            ["二层", "书库", 100],
            ["三层", "露台", -4],
        )
    )

    assert [(each.code, each.facts["row"], each.facts["column"], each.text) for each in read.problems] == [
        ("zone_area_unreadable", "2", "C", "约三百"),
        ("zone_row_without_name", "3", "", ""),
        ("zone_name_too_long", "4", "B", "长" * 121),
        ("zone_listed_twice", "6", "C", "110"),
        ("zone_listed_twice", "7", "C", "100"),
        ("zone_area_unreadable", "8", "C", "-4"),
    ]
    assert {each.sheet for each in read.problems} == {"房间表"}


def test_a_file_that_is_no_room_list_is_refused_with_the_names_of_its_sheets():
    with pytest.raises(UnreadableFile) as error:
        read_zones(workbook(["任务", "工期"], ["采购", 5]))

    assert (error.value.code, error.value.facts["sheets"]) == ("zone_headings_missing", ["房间表"])


@pytest.mark.parametrize(
    ("text", "milli"),
    [
        ("86.5", 86_500),
        ("1,200", 1_200_000),
        ("86.5㎡", 86_500),
        ("86.5 平方米", 86_500),
        ("0.0004", None),
        ("0", None),
        ("-1", None),
        ("1e9", None),
        ("nan", None),
        ("大", None),
    ],
)
def test_an_area_is_read_with_its_unit_and_nothing_else_is_an_area(text, milli):
    assert area_milli(text) == milli


def test_a_path_says_what_the_zone_is_and_what_it_lies_in():
    assert [ZonePath(*names).kind for names in (("1",), ("1", "a"), ("1", "", "x"), ("", "a", "x"))] == [
        ZoneKind.FLOOR,
        ZoneKind.ROOM,
        ZoneKind.ELEMENT,
        ZoneKind.ELEMENT,
    ]
    assert ZonePath("1", "a", "x").parent == ZonePath("1", "a")
    assert ZonePath("1", "", "x").parent == ZonePath("1")
    assert ZonePath("", "a").parent is None
    assert ZonePath("1").parent is None


def test_an_import_adds_what_is_new_with_its_floor_and_changes_no_more_than_areas():
    known = [
        KnownZone(1, ZonePath("一层"), None, archived=False),
        KnownZone(2, ZonePath("一层", "大厅"), 300_000, archived=False),
        KnownZone(3, ZonePath("一层", "门房"), 20_000, archived=True),
        KnownZone(4, ZonePath("一层", "库房"), 50_000, archived=False),
    ]
    listed = [
        ListedZone(ZonePath("一层", "大厅"), 320_000),
        ListedZone(ZonePath("一层", "门房"), None),
        ListedZone(ZonePath("二层", "阅览区"), 640_000),
    ]

    assert zone_changes(known, listed) == [
        ZoneChange(ZoneStep.NOTHING, ZonePath("一层"), None, 1, None),
        ZoneChange(ZoneStep.CHANGE_AREA, ZonePath("一层", "大厅"), 320_000, 2, 300_000),
        ZoneChange(ZoneStep.RESTORE, ZonePath("一层", "门房"), 20_000, 3, 20_000),
        ZoneChange(ZoneStep.ADD, ZonePath("二层"), None),
        ZoneChange(ZoneStep.ADD, ZonePath("二层", "阅览区"), 640_000),
    ]
