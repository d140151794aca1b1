"""The procurement pages in process: what they show, and that a click stores what it says."""

import io

from openpyxl import Workbook, load_workbook

from db.commands.lines import archive_line
from db.queries import procurement as queries
from db.queries.projects import projects
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import open_page
from tests.support.server import ROOT
from tracker.imports.headings import Meaning
from tracker.permissions import SYSTEM, Role
from tracker.vocabulary import DraftStatus

DRAFTS = ROOT / "db/seeds/drafts"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def stored_drafts(engine):
    with reading(engine) as session:
        project_id = projects(session)[0].id
        plan = queries.plans(session, project_id)[0]
        return queries.drafts(session, project_id, plan.id)


def stored_lines(engine, draft_id, **given):
    with reading(engine) as session:
        return queries.lines_of(session, projects(session)[0].id, draft_id, **given)


def texts(at):
    return " ".join(
        each.value for each in (*at.markdown, *at.caption, *at.info, *at.error, *at.warning, *at.success)
    )


def labels(at):
    return [each.label for each in at.button]


def grid_key(at):
    return next(each.key for each in at.data_editor)


def upload(at, name, data):
    at.file_uploader[0].set_value((name, data, XLSX)).run()
    assert not at.exception, at.exception


def wrong_workbook():
    """Draft 1 with one quantity altered: its amount, its subtotal and the total no longer fit."""
    book = load_workbook(DRAFTS / "draft-1.xlsx")
    sheet = book.active
    header = next(row for row in sheet.iter_rows(max_row=10) if any(cell.value == "数量" for cell in row))
    column = next(cell.column for cell in header if cell.value == "数量")
    sheet.cell(header[0].row + 1, column).value = 41
    out = io.BytesIO()
    book.save(out)
    return header[0].row + 1, out.getvalue()


def test_an_empty_project_says_what_a_plan_is_for_and_starts_one(empty_project):
    at = open_page("drafts")
    assert "A procurement plan lists what the library means to buy" in texts(at)
    at.text_input[0].set_value("Furniture")
    next(each for each in at.button if each.label == "Start the plan").click().run()
    assert not at.exception
    (draft,) = stored_drafts(empty_project)
    assert (draft.number, draft.lines) == (None, 0)
    assert "No draft yet. Import a workbook as draft 1" in texts(at)


def test_the_sample_shows_six_drafts_with_their_totals_against_the_ceiling(sample):
    at = open_page("drafts")
    assert "Draft 6: CNY 3,500k of the ceiling of CNY 3,600k; CNY 100k is left." in texts(at)
    table = at.dataframe[0].value
    assert list(table["Total (yuan)"]) == [
        "4,986,300.00",
        "4,814,000.00",
        "4,660,400.00",
        "4,293,600.00",
        "3,781,120.00",
        "3,500,000.00",
        "3,500,000.00",
    ]
    assert list(table["Difference"])[1] == "−172,300.00"
    assert "59 lines · 3,500,000.00 yuan · from draft-6.xlsx" in texts(at)


def test_a_draft_in_the_address_is_the_one_on_show(sample):
    at = open_page("drafts", "zh", draft="1")
    assert "64 项 · 4,986,300.00 元" in texts(at)
    assert "1,386,300.00" in texts(at)  # over the ceiling of 3,600,000


def test_lines_are_filtered_by_text(sample):
    at = open_page("drafts", draft="6")
    at.text_input(key="line_q").set_value("双面钢木").run()
    assert "2 of 59 rows" in texts(at)


def test_a_reviewer_sees_drafts_but_is_offered_nothing_to_edit(sample):
    at = open_page("drafts", draft="working")
    at.session_state[ROLE_KEY] = Role.REVIEWER
    at.run()
    assert not at.exception
    assert not at.data_editor
    assert not {"Import a workbook", "Submit draft 7", "Start again from Draft 6"} & set(labels(at))


def edit_grid(at, **edits):
    """Type into the grid; AppTest forgets an editor's content after each run, a browser does not."""
    at.session_state[grid_key(at)] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **edits}


def test_cells_and_new_rows_of_the_grid_are_saved_together(sample):
    at = open_page("drafts", draft="working")
    working = stored_drafts(sample)[-1]
    first, second = stored_lines(sample, working.id)[:2]
    edits = {
        "edited_rows": {0: {"quantity_milli": 30.5, "unit_price_fen": 3600.25}},
        "added_rows": [{"name": "书立", "quantity_milli": 200, "unit_price_fen": 12.5, "lump_sum": False}],
        "deleted_rows": [1],
    }
    edit_grid(at, **edits)
    at.run()
    assert not at.exception
    edit_grid(at, **edits)
    at.button(key="save_lines").click().run()
    assert not at.exception
    lines = {line.name + line.zone: line for line in stored_lines(sample, working.id)}
    edited = lines[first.name + first.zone]
    # 30.5 × 3,600.25 = 109,807.625 yuan, rounded half up
    assert (edited.quantity_milli, edited.unit_price_fen, edited.amount_fen) == (30_500, 360_025, 10_980_763)
    assert lines["书立"].amount_fen == 250_000
    assert [line.id for line in stored_lines(sample, working.id, archived=True)] == [second.id]


def test_edits_stay_on_their_lines_when_somebody_else_saves_meanwhile(sample):
    at = open_page("drafts", draft="working")
    working = stored_drafts(sample)[-1]
    first, second = stored_lines(sample, working.id)[:2]
    edits = {"edited_rows": {1: {"name": "阅览桌(新)"}}}
    edit_grid(at, **edits)
    at.run()
    with unit_of_work(sample) as session:
        archive_line(session, actor=SYSTEM, project_id=projects(session)[0].id, line_id=first.id)
    edit_grid(at, **edits)
    at.run()
    edit_grid(at, **edits)
    at.button(key="save_lines").click().run()
    assert not at.exception
    assert {line.id: line.name for line in stored_lines(sample, working.id)}[second.id] == "阅览桌(新)"


def test_the_working_copy_is_submitted_under_the_next_number(sample):
    at = open_page("drafts", draft="working")
    at.button(key="submit_draft").click().run()
    assert not at.exception
    rows = [row for row in stored_drafts(sample) if not row.archived]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7, None]
    assert (rows[6].status, rows[6].lines, rows[7].lines) == (DraftStatus.SUBMITTED, 59, 59)


def test_a_workbook_is_previewed_and_stored_as_the_next_draft(empty_project):
    at = open_page("drafts")
    next(each for each in at.button if each.label == "Start the plan").click().run()
    at.button(key="open_import").click().run()
    upload(at, "draft-1.xlsx", (DRAFTS / "draft-1.xlsx").read_bytes())
    assert [(each.label, each.value) for each in at.metric] == [
        ("Lines", "64"),
        ("Total (yuan)", "4,986,300.00"),
        ("Printed total (yuan)", "4,986,300.00"),
    ]
    assert "Every line and every printed sum agrees." in texts(at)
    at.button(key="store_draft").click().run()
    assert not at.exception
    first, _working = stored_drafts(empty_project)
    assert (first.number, first.total_fen, first.file_name) == (1, 498_630_000, "draft-1.xlsx")
    assert "Draft 1: CNY 4,986k. No ceiling is set for this project." in texts(at)


def test_a_workbook_with_a_difference_names_row_and_figures_and_waits_for_a_reason(empty_project):
    row, data = wrong_workbook()
    at = open_page("drafts")
    next(each for each in at.button if each.label == "Start the plan").click().run()
    at.button(key="open_import").click().run()
    upload(at, "changed.xlsx", data)
    # 41 × 4,280 = 175,480 yuan against the printed 171,200
    assert f"row {row}** · “阅览桌(六人位)”: quantity × unit price gives 175,480.00 yuan" in texts(
        at
    ).replace("\\", "")
    at.button(key="store_draft").click().run()
    assert "Say why the file is taken all the same" in texts(at)
    assert [draft.number for draft in stored_drafts(empty_project)] == [None]

    next(each for each in at.text_area).set_value("数量以电子表为准").run()
    at.button(key="store_draft").click().run()
    first, _working = stored_drafts(empty_project)
    assert (first.total_fen, first.accepted_difference) == (498_630_000 + 428_000, "数量以电子表为准")


def test_uncertain_lines_are_asked_before_a_draft_can_be_stored(sample):
    at = open_page("drafts")
    at.button(key="open_import").click().run()
    upload(at, "draft-4.xlsx", (DRAFTS / "draft-4.xlsx").read_bytes())
    number = next(each for each in at.number_input if each.label == "Number of the draft")
    number.set_value(4).run()
    assert "60 lines carry on, 3 to be confirmed, 0 are new, 3 are gone." in texts(at)
    assert at.button(key="store_draft").disabled
    next(each for each in at.button if each.label == "Confirm all").click().run()
    assert not at.button(key="store_draft").disabled
    at.button(key="store_draft").click().run()
    assert "Draft 4 is already there" in texts(at)


def test_a_file_that_is_no_workbook_is_refused_in_words_and_kept_for_another_try(sample):
    at = open_page("drafts")
    at.button(key="open_import").click().run()
    upload(at, "notes.xlsx", b"just some notes")
    assert "This is not an .xlsx workbook." in texts(at)


def test_columns_can_be_read_otherwise_than_detected(empty_project):
    book = Workbook()
    book.active.title = "list"
    for cells in (("name", "qty", "price", "was"), ("desk", 2, 10, 7)):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    at = open_page("drafts")
    next(each for each in at.button if each.label == "Start the plan").click().run()
    at.button(key="open_import").click().run()
    upload(at, "list.xlsx", out.getvalue())
    assert next(each for each in at.metric if each.label == "Total (yuan)").value == "20.00"
    # Column C is not the price but a remark; the price stands in column D.
    at.session_state[next(each.key for each in at.expander if each.label == "How the columns are read")] = (
        True
    )
    at.run()
    next(each for each in at.selectbox if each.label == "Column C: price").set_value(Meaning.REMARK)
    next(each for each in at.selectbox if each.label == "Column D: was").set_value(Meaning.UNIT_PRICE).run()
    next(each for each in at.button if each.label == "Read again with these columns").click().run()
    assert not at.exception
    assert next(each for each in at.metric if each.label == "Total (yuan)").value == "14.00"


def test_the_comparison_of_first_and_last_draft_equals_the_difference_of_their_totals(sample):
    at = open_page("compare")
    # Added up draft by draft: each of the five steps counts for the reason given in it.
    assert (
        "**Less by CNY 1,486k** (−29.8%): finance review −CNY 450k, standard cap −CNY 259k, "
        "moved to another budget −CNY 232k, everything else −CNY 545k"
    ) in texts(at)
    totals = at.dataframe[0].value
    assert list(totals["Difference (yuan)"])[-1] == "−1,486,300.00"
    assert "40 rows" in texts(at)
    assert any(each.label == "25 unchanged lines" for each in at.expander)
    assert (at.query_params["from"], at.query_params["to"]) == ("1", "6")


def test_a_comparison_is_filtered_by_kind_and_reads_the_drafts_from_the_address(sample):
    at = open_page("compare", **{"from": "2", "to": "3"})
    # −162,800 by market prices and +9,200 by a requirement make −153,600.
    assert "**Less by CNY 154k** (−3.2%): market price −CNY 163k, requirement +CNY 9.2k" in texts(at)
    changes = at.table[0].value
    assert sum("call_split:\u00a0Split" in text for text in changes["Change"]) == 1
    assert any("Layout" in text and "16台改放少儿区" in text for text in changes["Change"])
    assert any("40\u00a0台" in text for text in changes["Quantity and unit price (yuan)"])


def test_a_comparison_backwards_says_more_and_gives_the_causes_the_other_sign(sample):
    at = open_page("compare", "zh", **{"from": "3", "to": "2"})
    assert "**增加 15.4万元**（+3.3%）：市场价 +16.3万元、需求变化 −0.9万元" in texts(at)


def test_a_draft_compared_with_itself_moves_nothing(sample):
    at = open_page("compare", **{"from": "6", "to": "6"})
    assert "Both drafts are the same: every line is unchanged." in texts(at)


def test_changes_stand_on_pages_of_twenty_five_with_their_effects_at_the_right(sample):
    at = open_page("compare")
    changes = at.table[0].value
    assert len(changes) == 25
    shelves = next(row for row in changes.to_dict("records") if "−113,400.00" in row["Difference (yuan)"])
    assert "1,350.00~~] → **1,080.00**" in shelves["Quantity and unit price (yuan)"]
    effects = shelves["Difference (yuan)"].replace("\u2060", "")
    # 260 × −270 = −70,200; −40 × 1,350 = −54,000; −40 × −270 = +10,800
    assert all(each in effects for each in ("price −70,200.00", "quantity −54,000.00", "joint +10,800.00"))


def test_a_project_with_one_draft_says_that_a_comparison_needs_two(empty_project):
    at = open_page("drafts")
    next(each for each in at.button if each.label == "Start the plan").click().run()
    at = open_page("compare")
    assert "Two drafts are needed for a comparison." in texts(at)


def test_the_grid_of_a_comparison_gives_every_change_with_its_amounts_over_the_drafts(sample):
    at = open_page("compare", **{"from": "1", "to": "6", "change_view": "Grid"})
    grid = next(each.value for each in at.dataframe if "Over the drafts" in each.value.columns)
    assert (len(grid), grid["Difference (yuan)"].sum()) == (40, -148_630_000)
    cut = grid.set_index("Name").loc["24小时自助还书机"]
    assert (cut["Difference (yuan)"], cut["Quantity"]) == (-14_600_000, "1 台 → —")
    assert cut["Over the drafts"][0] == 146_000.0
