"""Procurement charts and exports: what they draw and write for a few drafts, one, and none."""

import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tracker.charts.procurement import (
    biggest_cut,
    draft_label,
    totals_by_draft,
    totals_small,
    totals_title,
    waterfall,
    waterfall_title,
)
from tracker.errors import Invalid
from tracker.exports.drafts import change_columns, line_columns
from tracker.exports.table import to_xlsx
from tracker.i18n import Words
from tracker.imports.chosen import mapping_at
from tracker.imports.drafts import read_draft
from tracker.imports.headings import Meaning
from tracker.imports.workbook import open_workbook
from tracker.procurement.compare import compare
from tracker.procurement.explained import GivenReason, explain
from tracker.procurement.lines import Line
from tracker.vocabulary import Cause

ZH, EN = Words.of("zh"), Words.of("en")
TOTALS = [(4, 429_360_000), (5, 378_112_000), (6, 350_000_000)]
CEILING = 360_000_000


def line(lineage: int, quantity: int, price: int, name: str = "办公桌") -> Line:
    return Line(lineage, "办公家具", name, None, "张", quantity * 1000, price, quantity * price, "五层办公区")


def data(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row that a specification draws, in order."""
    parts = [part.get("data", {}) for part in (spec, *spec.get("layer", []))]
    found = [*spec.get("datasets", {}).values(), *(part["values"] for part in parts if "values" in part)]
    return [row for rows in found for row in rows]


def test_the_title_names_the_draft_that_cut_most():
    assert biggest_cut(TOTALS) == (5, -51_248_000)
    assert totals_title(TOTALS, ZH) == "第5稿减得最多：−51.2万元"
    assert totals_title(TOTALS[:1], EN) == "Total of each draft"
    assert totals_title([], EN) == "Total of each draft"


def test_a_draft_without_number_is_the_working_copy():
    assert (draft_label(None, EN), draft_label(3, ZH)) == ("Working copy", "第3稿")


def test_bars_say_in_words_by_how_much_a_draft_is_over_the_ceiling():
    rows = {
        row["draft"]: row for row in data(totals_by_draft(TOTALS, CEILING, EN, "light")) if "draft" in row
    }
    assert rows["Draft 5"]["label"] == "CNY 3,781k, CNY 181k over"
    assert (rows["Draft 5"]["over"], rows["Draft 6"]["over"]) == (True, False)
    assert rows["Draft 6"]["label"] == "CNY 3,500k"
    assert (rows["Draft 6"]["amount"], rows["Draft 6"]["yuan"]) == (3_500.0, "3,500,000.00")


def test_without_a_ceiling_no_line_is_drawn_and_nothing_is_over():
    with_ceiling = totals_by_draft(TOTALS, CEILING, EN, "light")
    without = totals_by_draft(TOTALS, None, EN, "light")
    assert len(with_ceiling["layer"]) - len(without["layer"]) == 2
    assert {row["verdict"] for row in data(without)} == {"No ceiling set"}


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("totals", [[], TOTALS[:1], [(number, 100_000_00) for number in range(1, 501)]])
def test_charts_of_none_one_and_five_hundred_drafts_are_drawn(totals, appearance):
    for build in (totals_by_draft, totals_small):
        spec = build(totals, CEILING, ZH, appearance)
        assert len([row for row in data(spec) if "draft" in row]) >= len(totals)


def test_a_waterfall_goes_from_one_total_to_the_other_step_by_step():
    by_category = {"书架": -300_000_000, "家具": 100_000_000, "安防": 0, None: -50_000_000}
    rows = data(waterfall(((1, 500_000_000), (6, 250_000_000)), by_category, ZH, "light"))
    steps = list({row["step"]: row for row in rows}.values())
    assert [row["step"] for row in steps] == ["第1稿", "书架", "未分类", "家具", "第6稿"]
    assert [(row["low"], row["high"]) for row in steps] == [
        (0, 500.0),
        (200.0, 500.0),
        (150.0, 200.0),
        (150.0, 250.0),
        (0, 250.0),
    ]
    assert [row["kind"] for row in steps] == ["end", "less", "less", "more", "end"]
    assert steps[1]["label"] == "−300.0万元"
    assert steps[0]["category"] is None


def test_a_difference_too_small_for_the_unit_is_labelled_to_the_fen():
    (_, step, _) = {
        row["step"]: row
        for row in data(waterfall(((1, 100), (2, 14_100)), {"标识导视": 14_000}, ZH, "light"))
    }.values()
    assert step["label"] == "+140.00 元"


def test_the_waterfalls_title_names_the_category_that_moved_most():
    assert waterfall_title({"书架": -22_548_000, "软件": 6_800_000}, ZH) == "书架变化最大：−22.5万元"
    assert waterfall_title({"书架": 0}, EN) == "No category's total changed"


def cells(content: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_exported_lines_are_read_back_by_the_importer_to_the_fen():
    lines = [
        replace(line(1, 24, 165_000), funding="市级专项资金", code="A05010201"),
        line(2, 12, 78_050, name="文件柜"),
    ]
    content = to_xlsx("明细", line_columns(ZH), lines)
    file = read_draft(content)
    assert file.problems == ()
    assert [(read.funding, read.code) for read in file.lines] == [("市级专项资金", "A05010201"), (None, None)]
    english = read_draft(to_xlsx("Lines", line_columns(EN), lines))
    assert [read.funding for read in english.lines] == ["市级专项资金", None]
    assert [(read.name, read.amount_fen, read.zone) for read in file.lines] == [
        ("办公桌", 3_960_000, "五层办公区"),
        ("文件柜", 936_600, "五层办公区"),
    ]


def test_exported_changes_hold_old_and_new_figures_the_effects_and_the_reason():
    before, after = [line(1, 38, 165_000)], [line(1, 24, 150_000)]
    rows = explain(compare(before, after), [GivenReason(2, 1, Cause.REUSE, "旧馆可用14张")])
    heading, row = cells(to_xlsx("变更", change_columns(EN), rows))
    found = dict(zip(heading, row, strict=True))
    assert (found["Quantity before"], found["Quantity after"]) == (38, 24)
    assert (found["Unit price before (yuan)"], found["Unit price after (yuan)"]) == (1650, 1500)
    # 38 × −150, −14 × 1,650, and 14 × 150 both together: 36,000 − 62,700 = −26,700
    assert found["Price effect (yuan)"] == -5_700
    assert found["Quantity effect (yuan)"] == -23_100
    assert found["Joint effect (yuan)"] == 2_100
    assert found["Difference (yuan)"] == -26_700
    assert found["Reason"] == "Reuse of an asset 旧馆可用14张"


def test_a_row_that_a_person_points_at_becomes_the_headings():
    book = Workbook()
    for values in (("Equipment",), ("what", "how many", "each (万元)", "price"), ("desk", 2, 1, 3)):
        book.active.append(values)
    out = io.BytesIO()
    book.save(out)
    (sheet,) = open_workbook(out.getvalue())
    mapping = mapping_at(sheet, 2)
    assert [column.heading for column in mapping.columns] == ["what", "how many", "each (万元)", "price"]
    assert mapping.columns[3].meaning is Meaning.UNIT_PRICE
    assert (mapping.columns[3].money_unit, mapping.columns[3].fen_per_unit) == ("元", 100)
    with pytest.raises(Invalid) as refused:
        mapping_at(sheet, 9)
    assert (refused.value.code, refused.value.facts["row"]) == ("heading_row_blank", 9)
