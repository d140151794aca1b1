"""The review opinion as DOCX and XLSX, and the workbook read again after somebody filled it in."""

import datetime as dt
import io

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from tracker.errors import UnreadableFile
from tracker.exports.review_opinion import OpinionComment, OpinionLine, ReviewOpinion
from tracker.exports.review_opinion_docx import review_opinion_docx
from tracker.exports.review_opinion_xlsx import review_opinion_xlsx
from tracker.i18n import Words
from tracker.imports.review_sheet import read_review_sheet
from tracker.procurement.lines import Line
from tracker.procurement.review import Decision
from tracker.vocabulary import CommentStatus, LineDecision

ZH, EN = Words.of("zh"), Words.of("en")


def line(lineage, name, milli, price, category="阅览家具", **given):
    values = {
        "specification": "实木",
        "unit": "张",
        "zone": "二层",
        "amount_fen": (milli or 0) * (price or 0) // 1000,
    }
    figures = {"quantity_milli": milli, "unit_price_fen": price}
    return Line(lineage=lineage, name=name, category=category, **{**values, **figures, **given})


CHAIRS = line(11, "阅览椅", 200_000, 90_000)  # 180,000.00
FEE = line(12, "集成费", None, None, "信息设备", amount_fen=5_000_000, lump_sum=True)  # 50,000.00
SHELF = line(13, "书架", 10_000, 150_000)  # 15,000.00
LINES = {each.lineage: each for each in (CHAIRS, FEE, SHELF)}


def opinion(**given):
    values = {
        "project": "城东图书馆",
        "plan": "配置方案",
        "draft_id": 7,
        "number": 3,
        "submitted_on": dt.date(2026, 2, 12),
        "answer_by": dt.date(2026, 3, 1),
        "opinion": "同意总体方案。\n按意见修改。",
        "lines": (
            OpinionLine(CHAIRS, Decision(LineDecision.CUT_TO, quantity_milli=176_000), "座席按标准"),
            OpinionLine(FEE, Decision(LineDecision.QUESTION), "请附报价"),
            OpinionLine(SHELF),
        ),
        "comments": (OpinionComment("阅览椅 · 二层", "为何200把?", "已核", CommentStatus.ANSWERED),),
    }
    return ReviewOpinion(**{**values, **given})


def filled(entries, of=None):
    """The exported workbook with cells of its second sheet written over."""
    book = load_workbook(io.BytesIO(review_opinion_xlsx(of or opinion(), ZH)))
    for address, value in entries.items():
        book.worksheets[1][address] = value
    out = io.BytesIO()
    book.save(out)
    return read_review_sheet(out.getvalue(), LINES)


def test_the_workbook_gives_amounts_reduction_and_rate_by_category():
    rows = [
        [cell.value for cell in row]
        for row in load_workbook(io.BytesIO(review_opinion_xlsx(opinion(), ZH))).worksheets[0]
    ]

    # 200 → 176 chairs of 900.00: 21,600.00 less of 195,000.00, which is 11.08 %; of 245,000.00 it is 8.82 %
    assert [row for row in rows if row[0] in ("阅览家具", "信息设备", "合计")] == [
        ["阅览家具", 195_000, 173_400, 21_600, 0.110769],
        ["信息设备", 50_000, 50_000, 0, 0],
        ["合计", 245_000, 223_400, 21_600, 0.088163],
    ]
    assert ["审定金额（元）", "223,400.00 · 贰拾贰万叁仟肆佰元整"] in [row[:2] for row in rows]
    assert ["核减金额（元）", "21,600.00 · 8.82%"] in [row[:2] for row in rows]
    assert ["未决定或存疑", "2 项 · 65,000.00"] in [row[:2] for row in rows]


def test_ids_and_what_was_decided_are_there_but_not_shown():
    book = load_workbook(io.BytesIO(review_opinion_xlsx(opinion(), ZH)))
    lines, about = book.worksheets[1:]

    assert (lines.column_dimensions["A"].hidden, lines.row_dimensions[1].hidden) == (True, True)
    assert about.sheet_state == "veryHidden"
    assert [[cell.value for cell in row] for row in about.iter_rows(min_row=3)] == [
        [11, "cut_to", 176_000, None, None, "座席按标准"],
        [12, "question", None, None, None, "请附报价"],
        [13, None, None, None, None, None],
    ]


@pytest.mark.parametrize("words", [ZH, EN])
def test_an_untouched_workbook_changes_nothing(words):
    sheet = read_review_sheet(review_opinion_xlsx(opinion(), words), LINES)

    assert (sheet.draft_id, sheet.lines, sheet.problems) == (7, (), ())


def test_what_the_reviewer_fills_in_comes_back_line_by_line():
    sheet = filled(
        {
            "I4": "同意",
            "J4": None,
            "M4": "",
            "K6": "1,200.50",
            "N6": "请说明价格",
            "I5": "核减为",
            "L5": 40000,
        }
    )

    assert sheet.problems == ()
    assert [(each.lineage_id, dict(each.changes), each.comment) for each in sheet.lines] == [
        (11, {"decision": LineDecision.ACCEPT, "quantity_milli": None, "text": ""}, ""),
        (12, {"decision": LineDecision.CUT_TO, "amount_fen": 4_000_000}, ""),
        (13, {"decision": LineDecision.CUT_TO, "unit_price_fen": 120_050}, "请说明价格"),
    ]
    assert sheet.lines[0].original["quantity_milli"] == 176_000


def test_decisions_are_understood_in_both_languages():
    assert filled({"I6": "Accept"}).lines == filled({"I6": "同意"}).lines


def test_every_cell_that_cannot_be_taken_is_named_by_sheet_row_and_column():
    sheet = filled({"I4": "也许", "J5": 3, "I5": "核减为", "K6": "贵", "N6": "x" * 4001})

    assert [(each.sheet, each.row, each.facts["column"], each.code) for each in sheet.problems] == [
        ("评审明细", 4, "I", "cell_not_a_choice"),
        ("评审明细", 5, "J", "cell_cut_of_lump_sum"),
        ("评审明细", 6, "K", "cell_not_a_number"),
        ("评审明细", 6, "N", "cell_text_too_long"),
    ]


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"I6": "核减为"}, "cell_cut_missing"),
        ({"J6": 11}, "cell_cut_not_lower"),
        ({"J6": 5, "L6": 100}, "cell_cut_twice"),
        ({"A6": 11}, "cell_line_unknown"),
        ({"A6": 99}, "cell_line_unknown"),
    ],
)
def test_a_cut_that_does_not_fit_its_line_is_refused(entries, code):
    assert [each.code for each in filled(entries).problems] == [code]


def test_another_workbook_is_refused():
    out = io.BytesIO()
    Workbook().save(out)

    with pytest.raises(UnreadableFile) as refused:
        read_review_sheet(out.getvalue(), LINES)

    assert refused.value.code == "review_sheet_wrong_kind"


@pytest.mark.parametrize("typed", ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1"])
def test_what_a_spreadsheet_would_run_stays_text_and_comes_back_unchanged(typed):
    own = opinion(
        lines=(OpinionLine(CHAIRS, Decision(LineDecision.QUESTION), typed),), plan=typed, opinion=typed
    )
    data = review_opinion_xlsx(own, ZH)

    cells = [cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert read_review_sheet(data, LINES).lines == ()


def test_the_document_says_result_lines_comments_and_opinion():
    paper = Document(io.BytesIO(review_opinion_docx(opinion(), ZH)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    paragraphs = [each.text for each in paper.paragraphs]

    assert paragraphs[0] == "配置方案（第3稿）评审意见"
    assert ["报送单位", "城东图书馆"] in tables[0]
    assert tables[1][-1] == ["合计", "245,000.00", "223,400.00", "21,600.00", "8.82%"]
    assert tables[2][1:] == [
        ["阅览椅", "180,000.00", "核减为 176 张", "158,400.00", "座席按标准"],
        ["集成费", "50,000.00", "存疑", "50,000.00", "请附报价"],
    ]
    assert tables[3][1] == ["阅览椅 · 二层", "为何200把?", "已核", "已答复"]
    assert "同意总体方案。" in paragraphs
    assert any(each.startswith("评审单位（盖章）") for each in paragraphs)


def test_a_document_without_decisions_says_so():
    own = opinion(lines=(OpinionLine(SHELF),), comments=(), opinion="")

    paragraphs = [each.text for each in Document(io.BytesIO(review_opinion_docx(own, EN))).paragraphs]

    assert "No line was cut or questioned." in paragraphs
    assert "No comments." in paragraphs
