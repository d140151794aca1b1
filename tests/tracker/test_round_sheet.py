"""The sheet of a round: on paper it has a box for every question, as a workbook it is read back as it was filled in."""

import datetime as dt
import io
import re
import uuid
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from openpyxl import Workbook, load_workbook

from tests.support.round_sheets import Filling
from tracker.checklist import Question, Stop
from tracker.errors import UnreadableFile
from tracker.exports.round_sheet import round_sheet_content, round_sheet_pdf
from tracker.exports.round_sheet_xlsx import round_sheet_xlsx
from tracker.field import Attendance, Check, HeadField, NewFinding, Note, Observation
from tracker.i18n import Words
from tracker.imports.round_sheet import read_round_sheet
from tracker.rooms import Place
from tracker.round_sheet import RoundSheet, SheetFinding, device_of
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade, ZoneKind

ZH, EN = Words.of("zh"), Words.of("en")
WEDNESDAY = dt.date(2026, 4, 1)
MADE = dt.datetime(2026, 4, 1, 1, 0, tzinfo=dt.UTC)
LATER = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
DEVICE = uuid.UUID("11111111-2222-3333-4444-555555555555")
HALL, STORE = Place(3, ZoneKind.ROOM, "一层大厅"), Place(4, ZoneKind.ROOM, "地下书库")
EXITS, DRY, PUMP = (
    Question(9, None, "消防通道畅通"),
    Question(10, None, "=墙面无渗水"),
    Question(11, 4, "水泵运转"),
)

SHEET = RoundSheet(
    project="城东图书馆",
    project_id=1,
    round_id=7,
    title="每周检查",
    day=WEDNESDAY,
    device=DEVICE,
    exported_at=MADE,
    stops=(Stop(HALL, (EXITS, DRY)), Stop(STORE, (EXITS, DRY, PUMP))),
    places={3: "一层大厅", 4: "地下书库", 5: "地下书库"},
    findings=(SheetFinding(21, 5, "报告厅", Severity.MAJOR, "闭门器未装 #panic(1)", dt.date(2026, 4, 3)),),
    organisations={2: "宏筑公司"},
    head={"held_on": WEDNESDAY, "weather": "晴", "progress": "一\n二", "decisions": "", "next_week": ""},
)


def filling(words=ZH):
    return Filling(round_sheet_xlsx(SHEET, words))


def read(book, now=LATER):
    return read_round_sheet(book.saved() if isinstance(book, Filling) else book, now=now)


def said(filled):
    """What a filled sheet says, apart from what it left as it was."""
    items = [entry.item for entry in filled.entries if entry.item is not None]
    return [item for item in items if not (isinstance(item, HeadField) and item.value == item.original)]


def problems(filled):
    return [(each.place.sheet, each.place.address, each.error.code) for each in filled.problems]


def page_texts(data):
    document = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


# On paper


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_the_paper_names_every_room_question_and_open_finding(words):
    text = "".join("".join(page_texts(round_sheet_pdf(SHEET, words))).split())

    wanted = [
        "一层大厅",
        "地下书库",
        "消防通道畅通",
        "=墙面无渗水",
        "水泵运转",
        "报告厅",
        "闭门器未装#panic(1)",
        "城东图书馆",
    ]
    assert [each for each in wanted if each not in text] == []
    assert ("√合格" if words is ZH else "√pass") in text


def test_a_room_has_a_box_for_each_question_that_is_asked_there():
    stops = (Stop(HALL, (EXITS,)), Stop(STORE, (EXITS, DRY, PUMP)))

    checks = round_sheet_content(replace(SHEET, stops=stops), ZH)["checks"]

    assert checks["legend"] == [["1", "消防通道畅通"], ["2", "=墙面无渗水"]]
    [grid] = checks["grids"]
    assert [(row["place"], row["boxes"]) for row in grid["rows"]] == [
        ("一层大厅", [True, False]),
        ("地下书库", [True, True]),
    ]
    assert checks["own"] == [["地下书库", "水泵运转"]]


def test_more_questions_than_a_page_is_wide_go_on_in_a_table_below():
    questions = tuple(Question(n, None, f"问题{n}") for n in range(1, 24))

    grids = round_sheet_content(replace(SHEET, stops=(Stop(HALL, questions),)), ZH)["checks"]["grids"]

    assert [len(grid["heads"]) for grid in grids] == [10, 10, 3]
    assert grids[2]["heads"] == ["21", "22", "23"]


def test_a_building_without_a_checklist_has_a_sheet_too():
    empty = replace(SHEET, stops=(), findings=())

    assert "新发现的缺陷" in "".join(page_texts(round_sheet_pdf(empty, ZH)))
    assert said(read(round_sheet_xlsx(empty, ZH))) == []


# As a workbook


def test_nothing_but_the_cells_to_fill_in_is_open_and_ids_are_hidden():
    book = load_workbook(io.BytesIO(round_sheet_xlsx(SHEET, ZH)))

    states = {page.title: page.sheet_state for page in book.worksheets}
    assert states == {
        "lists": "veryHidden",
        "检查概况": "visible",
        "分区检查": "visible",
        "以往缺陷": "visible",
        "分区记录": "visible",
        "新发现的缺陷": "visible",
        "参加人员": "visible",
        "round_sheet": "veryHidden",
    }
    page = book["分区检查"]
    assert page.protection.sheet
    assert page.row_dimensions[1].hidden
    assert [letter for letter in "ABCDEF" if page.column_dimensions[letter].hidden] == ["A", "B", "C"]
    assert [page[f"{letter}3"].protection.locked for letter in "ADEF"] == [True, True, True, False]
    assert [(rule.type, str(rule.sqref)) for rule in page.data_validations.dataValidation] == [
        ("list", "F3:F7")
    ]


def test_drop_downs_offer_the_words_of_the_chosen_language():
    for words, answers in ((ZH, ["合格", "不合格", "不适用"]), (EN, ["Pass", "Fail", "Not applicable"])):
        lists = load_workbook(io.BytesIO(round_sheet_xlsx(SHEET, words)))["lists"]
        assert lists["E1"].value == "answer"
        assert [lists[f"E{row}"].value for row in (2, 3, 4)] == answers


def test_text_that_looks_like_a_formula_is_written_as_text():
    book = load_workbook(io.BytesIO(round_sheet_xlsx(SHEET, ZH)))

    cell = book["分区检查"]["E4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=墙面无渗水", "s", True)


def test_a_sheet_that_nobody_wrote_on_says_nothing():
    filled = read(round_sheet_xlsx(SHEET, ZH))

    assert said(filled) == []
    assert filled.problems == ()
    assert (filled.project_id, filled.round_id, filled.device) == (1, 7, device_of(DEVICE))
    assert len(filled.device) <= 36


def test_each_kind_of_row_is_read_as_the_item_that_a_phone_would_send():
    book = filling()
    book.write("checks", book.row_with("checks", "地下书库", "消防通道畅通"), answer="不合格")
    book.write("observations", 3, observation="更严重", text="门扇变形")
    book.write("notes", 5, zone="一层大厅", text="石材\n平整")
    book.write(
        "findings",
        3,
        zone="地下书库 (2)",
        description="立管滴水",
        severity="较大",
        trade="给排水",
        organisation="宏筑公司",
        due_on=dt.date(2026, 4, 9),
    )
    book.write("attendees", 3, name="张某", organisation="宏筑公司")
    book.write("head", 4, value="多云")

    filled = read(book)

    assert filled.problems == ()
    at = filled.at
    ids = {type(item): item.client_id for item in said(filled)}
    assert said(filled) == [
        HeadField(ids[HeadField], at, "weather", "多云", "晴"),
        Check(ids[Check], at, 4, 9, CheckAnswer.FAIL),
        Observation(ids[Observation], at, 21, FindingObservation.WORSE, "门扇变形"),
        Note(ids[Note], at, 3, "石材\n平整"),
        NewFinding(
            ids[NewFinding], at, 5, Trade.PLUMBING, Severity.MAJOR, "立管滴水", 2, dt.date(2026, 4, 9)
        ),
        Attendance(ids[Attendance], at, "张某", 2),
    ]
    assert len(set(ids.values())) == 6


def test_a_sheet_made_in_one_language_takes_the_words_of_the_other():
    book = filling(ZH)
    book.write("checks", 3, answer=" not APPLICABLE ").write("observations", 3, observation="fixed")

    assert [getattr(item, "answer", None) or item.observation for item in said(read(book))] == [
        CheckAnswer.NOT_APPLICABLE,
        FindingObservation.FIXED,
    ]


@pytest.mark.parametrize("text", ["2026-04-09", "2026/4/9", "2026.4.9", "2026年4月9日", dt.date(2026, 4, 9)])
def test_days_are_read_as_people_write_them(text):
    book = filling().write("findings", 3, description="滴水", severity="一般", due_on=text)

    [finding] = said(read(book))
    assert finding.due_on == dt.date(2026, 4, 9)


def test_cells_that_cannot_be_taken_are_named_by_sheet_row_and_column():
    book = filling()
    book.write("checks", 4, answer="大概")
    book.write("observations", 3, text="没看")
    book.write("notes", 3, zone="一层大厅")
    book.write("notes", 4, zone="六层", text="x")
    book.write("findings", 3, description="滴水")
    book.write("findings", 4, description="滴水", severity="较大", due_on="下周")
    book.write("attendees", 3, organisation="宏筑公司")
    book.write("notes", 99, text="在备好的行之外")

    assert problems(read(book)) == [
        ("分区检查", "F4", "sheet_choice_unknown"),
        ("以往缺陷", "H3", "sheet_cell_missing"),
        ("分区记录", "C3", "sheet_cell_missing"),
        ("分区记录", "B4", "sheet_choice_unknown"),
        ("分区记录", "C99", "sheet_row_without_name"),
        ("新发现的缺陷", "D3", "sheet_cell_missing"),
        ("新发现的缺陷", "G4", "sheet_day_unreadable"),
        ("参加人员", "B3", "sheet_cell_missing"),
    ]


def test_a_row_copied_with_its_hidden_name_is_refused():
    book = filling()
    page = book.pages["notes"]
    page["A4"].value = page["A3"].value
    book.write("notes", 3, text="一").write("notes", 4, text="二")

    assert problems(read(book)) == [("分区记录", "C4", "sheet_row_twice")]


@pytest.mark.parametrize("key", ["zone_id", "item_id"])
@pytest.mark.parametrize("value", ["x", -1, 2**70, 1.5, True])
def test_forged_ids_are_refused(key, value):
    book = filling().write("checks", 3, answer="合格", **{key: str(value) if value == 2**70 else value})

    assert [code for _sheet, _cell, code in problems(read(book))] == ["sheet_row_without_name"]


def test_another_workbook_is_refused_with_a_reason():
    other = io.BytesIO()
    Workbook().save(other)

    for data, code in ((other.getvalue(), "sheet_not_ours"), (b"no file", "file_wrong_kind")):
        with pytest.raises(UnreadableFile) as refused:
            read(data)
        assert refused.value.code == code


def test_a_workbook_whose_hidden_facts_were_damaged_is_refused():
    for row, value in ((1, 2), (2, "x"), (4, "no uuid")):
        book = filling()
        book.pages["round_sheet"].cell(row, 2).value = value
        with pytest.raises(UnreadableFile) as refused:
            read(book)
        assert refused.value.code == "sheet_not_ours"


def test_a_workbook_saved_in_the_future_was_saved_now():
    now = dt.datetime(2026, 4, 1, 2, 0, tzinfo=dt.UTC)  # before the workbook's own stamp, which is today's

    assert read(filling(), now=now).at == now


def test_the_instant_of_a_sheet_is_that_of_its_last_saving():
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filling().saved())) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(modified[^>]*>)[^<]*", rb"\g<1>2026-04-01T08:15:00Z", part, count=1)
            new.writestr(name, part)

    assert read(data.getvalue()).at == dt.datetime(2026, 4, 1, 8, 15, tzinfo=dt.UTC)
