"""A real city's budget in two versions (CSV): read with columns chosen by hand, matched by code, compared."""

from dataclasses import replace

import pytest

from tests.support.shared_data import OAKLAND, needs_shared_data
from tracker.errors import UnreadableFile
from tracker.imports.chosen import mapping_at, with_unit
from tracker.imports.drafts import DraftFile, read_draft
from tracker.imports.headings import Meaning, read_heading
from tracker.interchange.csv_sheet import open_sheets
from tracker.procurement.compare import apply, compare
from tracker.procurement.inheritance import by_position
from tracker.procurement.lines import Line
from tracker.procurement.match import match
from tracker.procurement.parts import Dimension, parts_by_field
from tracker.procurement.proposals import adopt

MEANINGS = {
    "department": Meaning.CATEGORY,
    "fund_code": Meaning.CODE,
    "account_type": Meaning.NAME,
    "account_category": Meaning.SPECIFICATION,
    "amount": Meaning.AMOUNT,
}


def by_hand(data: bytes) -> DraftFile:
    """The file read with row 1 as its headings and the meanings above."""
    found = mapping_at(open_sheets(data)[0], 1)
    columns = (replace(column, meaning=MEANINGS.get(column.heading)) for column in found.columns)
    mapping = replace(found, columns=tuple(with_unit(column, "元") for column in columns))
    return read_draft(data, mapping={mapping.sheet: mapping})


@pytest.fixture(scope="module")
def versions() -> tuple[DraftFile, DraftFile]:
    """The adopted and the adjusted budget of 2014-15."""
    adopted, adjusted = (
        by_hand((OAKLAND / f"FY14-15__{name}.csv").read_bytes()) for name in ("adopted", "adjusted")
    )
    return adopted, adjusted


def keyed(versions: tuple[DraftFile, DraftFile]) -> tuple[list[Line], tuple[Line, ...]]:
    """Both versions with the lineages that matching proposes."""
    before = [line.as_line(f"old {row}") for row, line in enumerate(versions[0].lines)]
    after = by_position(versions[1].lines)
    return before, adopt(after, match(before, after).proposals)[0]


@needs_shared_data
def test_every_row_is_a_lump_sum_and_deductions_stay_negative(versions) -> None:
    adopted, adjusted = versions
    assert (len(adopted.lines), len(adjusted.lines)) == (8_909, 9_120)
    assert adopted.problems == adjusted.problems == ()
    assert all(line.lump_sum and line.quantity_milli is None for line in adopted.lines)
    # Counted in the files themselves.
    assert [sum(line.amount_fen < 0 for line in one.lines) for one in versions] == [123, 140]


@needs_shared_data
def test_the_librarys_expense_goes_from_27394879_to_27651899(versions) -> None:
    before, after = keyed(versions)
    comparison = compare(before, after)
    parts = {part.key: part for part in parts_by_field(comparison, Dimension.CATEGORY)}
    library = parts["Library"]
    assert (library.before_fen, library.after_fen) == (2_739_487_900, 2_765_189_900)
    assert library.difference_fen == 25_702_000
    assert sum(part.difference_fen for part in parts.values()) == comparison.difference_fen
    assert apply(before, comparison) == after


@needs_shared_data
def test_rows_that_stand_in_both_versions_to_the_dollar_are_matched_under_their_codes(versions) -> None:
    before, after = keyed(versions)
    comparison = compare(before, after)
    # 3,031 rows of both files agree in department, fund, type, category and amount.
    assert len(comparison.unchanged) >= 3_031
    kept = {line.lineage: line for line in before}
    others = [line for line in after if line.lineage in kept and kept[line.lineage].code != line.code]
    assert len(others) < len(after) // 50


def test_a_year_is_no_amount_though_it_is_a_budgets() -> None:
    assert read_heading("budget_year").meaning is None
    assert read_heading("预算年度").meaning is None
    assert read_heading("2026年度预算(万元)").meaning is Meaning.AMOUNT


def test_a_chinese_list_saved_as_csv_is_read_like_a_workbook() -> None:
    text = '名称,单位,数量,单价(元),金额(元)\n阅览桌,张,4,"1,650.00","6,600.00"\n合计,,,,"6,600.00"\n'
    file = read_draft(text.encode("gb18030"))
    assert [(line.name, line.quantity_milli, line.amount_fen) for line in file.lines] == [
        ("阅览桌", 4_000, 660_000)
    ]
    assert (file.printed_total_fen, file.problems) == (660_000, ())


def test_a_text_without_a_table_is_no_draft() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_draft(b"just some notes\nand more")
    assert refused.value.code == "file_wrong_kind"
