"""Mappings of columns kept by name: what is kept, how headings are recognised, and what is refused."""

import io

import pytest
from openpyxl import Workbook

from tracker.errors import Invalid
from tracker.imports.chosen import mapping_at
from tracker.imports.drafts import read_draft
from tracker.imports.headings import Meaning
from tracker.imports.layout import ColumnMapping, SheetMapping
from tracker.imports.saved_mapping import SavedMapping, fitting
from tracker.imports.workbook import open_workbook

CHOSEN = SheetMapping(
    "FY",
    1,
    (
        ColumnMapping(1, "Program", Meaning.CATEGORY),
        ColumnMapping(2, "Account", Meaning.NAME),
        ColumnMapping(3, "Notes", None),
        ColumnMapping(4, "Adopted", Meaning.AMOUNT, "万元", 1_000_000),
    ),
)


def workbook(*rows, title="FY15"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_mapping_comes_back_from_its_stored_form():
    saved = SavedMapping.of(CHOSEN)

    assert SavedMapping.from_json(saved.to_json()) == saved


def test_a_saved_mapping_reads_another_workbook_of_the_form():
    data = workbook(
        ["City budget"], ["ACCOUNT ", "Fund", "program", "Adopted"], ["Books", "1010", "Library", 12.5]
    )

    found = fitting(SavedMapping.of(CHOSEN), open_workbook(data))

    assert found["FY15"].header_row == 2
    assert [(each.column, each.meaning, each.fen_per_unit) for each in found["FY15"].columns] == [
        (1, Meaning.NAME, None),
        (2, None, None),
        (3, Meaning.CATEGORY, None),
        (4, Meaning.AMOUNT, 1_000_000),
    ]
    [line] = read_draft(data, mapping=found).lines
    assert (line.category, line.name, line.amount_fen) == ("Library", "Books", 12_500_000)


def test_a_mapping_does_not_fit_where_a_heading_that_it_reads_is_missing():
    data = workbook(["Account", "Notes", "Adopted"], ["Books", "", 12.5])

    assert fitting(SavedMapping.of(CHOSEN), open_workbook(data)) == {}


def test_two_columns_of_one_heading_are_taken_in_turn():
    [sheet] = open_workbook(workbook(["名称", "金额", "金额"], ["桌", 1, 2]))
    kept = SavedMapping.of(
        SheetMapping(
            "清单",
            1,
            (
                ColumnMapping(1, "名称", Meaning.NAME),
                ColumnMapping(2, "金额", None),
                ColumnMapping(3, "金额", Meaning.AMOUNT, "元", 100),
            ),
        )
    )

    assert [each.meaning for each in kept.applied(sheet).columns] == [Meaning.NAME, None, Meaning.AMOUNT]


def test_a_mapping_without_a_name_or_a_figure_is_refused():
    [sheet] = open_workbook(workbook(["名称", "备注"]))

    with pytest.raises(Invalid) as refused:
        SavedMapping.of(mapping_at(sheet, 1))

    assert refused.value.code == "mapping_without_name_or_figure"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"columns": [["a"]]}', '{"columns": [["a", "colour", null]]}']
)
def test_a_broken_stored_mapping_is_refused(text):
    with pytest.raises(Invalid) as refused:
        SavedMapping.from_json(text)

    assert refused.value.code == "mapping_broken"
