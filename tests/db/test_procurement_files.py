"""The sample's six drafts as files: what the workbooks and documents sum to, held against the library's own figures."""

import io

import pytest
from openpyxl import load_workbook

from db.queries import procurement as queries
from db.queries.projects import projects
from db.unit_of_work import reading
from tracker.exports.comparison_workbook import ComparisonReport, comparison_workbook
from tracker.exports.draft_form import DraftForm, FormLine
from tracker.exports.draft_form_xlsx import draft_form_xlsx
from tracker.i18n import Words
from tracker.imports.drafts import read_draft
from tracker.procurement.compare import compare
from tracker.procurement.explained import between, explain
from tracker.vocabulary import Cause

ZH = Words.of("zh")
TOTALS = {1: 498_630_000, 6: 350_000_000}


@pytest.fixture
def stored(sample_engine):
    """The lines of drafts 1 and 6, and the reasons and origins of the plan."""
    with reading(sample_engine) as session:
        project_id = projects(session)[0].id
        plan = queries.plans(session, project_id)[0]
        rows = {row.number: row for row in queries.drafts(session, project_id, plan.id)}
        lines = {number: queries.lines_of(session, project_id, rows[number].id) for number in TOTALS}
        return (
            lines,
            queries.reasons(session, project_id, plan.id),
            queries.origins(session, project_id, plan.id),
        )


def test_the_tracked_changes_from_draft_1_to_6_close_at_1_486_300_yuan(stored):
    lines, given, origins = stored
    comparison = compare(*([row.as_line() for row in lines[number]] for number in (1, 6)), origins)
    changes = explain(comparison, between(given, 1, 6))
    by_cause = {Cause.FINANCE_REVIEW: -100_000_00, None: -148_630_000 + 100_000_00}
    report = ComparisonReport("城东图书馆", "方案", "第1稿", "第6稿", comparison, changes, by_cause)

    summary, sheet = load_workbook(io.BytesIO(comparison_workbook(report, ZH)), rich_text=True).worksheets

    totals = [[cell.value for cell in row] for row in summary.iter_rows() if row[0].value == "合计"]
    assert totals == [["合计", 4_986_300, 3_500_000, -1_486_300], ["合计", None, None, -1_486_300]]
    title = [cell.value for cell in sheet[3]]
    moved = title.index("差额（元）") + 1
    rows = [sheet.cell(row, moved).value or 0 for row in range(4, sheet.max_row)]
    assert round(sum(rows), 2) == sheet.cell(sheet.max_row, moved).value == -1_486_300


@pytest.mark.parametrize("number", [1, 6])
def test_the_official_form_of_a_draft_is_read_back_with_every_line(stored, number):
    rows = stored[0][number]
    form = DraftForm(
        "城东图书馆", "方案", number, None, tuple(FormLine(row.as_line(), row.remark) for row in rows)
    )

    file = read_draft(draft_form_xlsx(form, ZH))

    assert file.problems == ()
    assert file.total_fen == file.printed_total_fen == TOTALS[number]

    def told(lines):
        return sorted(
            (each.name, each.category, each.quantity_milli, each.amount_fen, each.zone or "")
            for each in lines
        )

    assert told(file.lines) == told(rows)
