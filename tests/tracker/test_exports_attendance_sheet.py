"""The attendance sheet on paper: every name, every session, boxes to sign, marks that are known."""

import datetime as dt

import pypdfium2

from tracker.exports.attendance_sheet import (
    AttendanceSheet,
    SheetSession,
    attendance_sheet_content,
    attendance_sheet_pdf,
)
from tracker.i18n import Words
from tracker.vocabulary import AttendanceMark

TUESDAYS = [dt.date(2026, 3, 3) + dt.timedelta(weeks=week) for week in range(10)]
NAMES = tuple(f"学员{number:02d}(示例)" for number in range(1, 21))


def sheet(**given) -> AttendanceSheet:
    facts = {
        "project": "城东图书馆",
        "course": "研讨班 #strong[甲]",
        "trainer": "馆负责人(示例)",
        "room": "多功能厅",
        "sessions": tuple(SheetSession(day, dt.time(19, 0)) for day in TUESDAYS[:8]),
        "names": NAMES,
        "marks": {
            (0, 0): AttendanceMark.PRESENT,
            (6, 1): AttendanceMark.EXCUSED,
            (14, 2): AttendanceMark.ABSENT,
        },
        **given,
    }
    return AttendanceSheet(**facts)


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            text.close()
            page.close()
        return texts
    finally:
        document.close()


def test_a_line_for_each_participant_and_three_empty_ones_with_a_column_for_each_session():
    [grid] = attendance_sheet_content(sheet(), Words.of("zh"))["grids"]

    assert grid["heads"] == [
        ["3月3日 周二", "19:00"],
        ["3月10日 周二", "19:00"],
        ["3月17日 周二", "19:00"],
        ["3月24日 周二", "19:00"],
        ["3月31日 周二", "19:00"],
        ["4月7日 周二", "19:00"],
        ["4月14日 周二", "19:00"],
        ["4月21日 周二", "19:00"],
    ]
    assert grid["rows"][0] == ["1", "学员01(示例)", "", "√", *[""] * 7]
    assert grid["rows"][6][3:6] == ["", "△", ""]
    assert grid["rows"][14][3:6] == ["", "", "×"]
    assert [row[:2] for row in grid["rows"][20:]] == [["21", ""], ["22", ""], ["23", ""]]


def test_more_sessions_go_on_in_a_second_table_with_all_names():
    long = sheet(sessions=tuple(SheetSession(day, dt.time(19, 0)) for day in TUESDAYS))

    first, second = attendance_sheet_content(long, Words.of("en"))["grids"]

    assert (len(first["heads"]), second["heads"]) == (8, [["Tue 28 Apr", "19:00"], ["Tue 5 May", "19:00"]])
    assert [row[1] for row in second["rows"]] == [*NAMES, "", "", ""]


def test_a_course_without_sessions_or_participants_is_a_sheet_to_write_on():
    [grid] = attendance_sheet_content(sheet(sessions=(), names=(), marks={}), Words.of("zh"))["grids"]

    assert grid == {"heads": [], "rows": [["1", "", ""], ["2", "", ""], ["3", "", ""]]}


def test_the_paper_says_what_the_content_says_and_what_was_typed_stays_text():
    # Between Chinese and digits Typst sets a little space, which reads back as a blank.
    text = "".join("".join(pages(attendance_sheet_pdf(sheet(), Words.of("zh")))).split())

    for said in (*NAMES, "研讨班#strong[甲]", "教室：多功能厅", "姓名", "签名", "√", "△", "×", "授课人签字"):
        assert said in text, said
