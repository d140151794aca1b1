"""The files of procurement on its pages: menus, saved columns, open data and the filled-in review opinion."""

import io
import json

from openpyxl import Workbook, load_workbook

from db.queries import review as review_queries
from db.queries.column_mappings import column_mappings
from db.queries.ocds import process
from db.queries.projects import projects
from db.queries.review_opinion import review_opinion
from db.unit_of_work import reading
from tests.factories import INSTANT
from tests.pages.helpers import open_page
from tests.pages.test_procurement_pages import XLSX, stored_drafts, stored_lines, texts
from tests.pages.test_review_page import as_reviewer, newest_of, plan_of
from tests.tracker.ocds_support import schema_errors
from tracker.exports.ocds import ocds_json
from tracker.exports.review_opinion_xlsx import review_opinion_xlsx
from tracker.i18n import Words
from tracker.imports.headings import Meaning
from tracker.vocabulary import LineDecision


def upload(at, key, name, data, kind=XLSX):
    uploader = next(each for each in at.file_uploader if (each.key or "").startswith(key))
    uploader.set_value((name, data, kind)).run()
    assert not at.exception, at.exception
    return at


def press(at, label):
    next(each for each in at.button if each.label == label).click().run()
    assert not at.exception, at.exception
    return at


def files(at):
    return [each.label for each in at.get("download_button")]


def test_a_draft_offers_its_official_form_and_the_plan_as_open_data(sample):
    at = open_page("drafts", draft="6")
    at.session_state[f"draft_files_{newest_of(sample).id}"] = True
    at.run()
    assert not at.exception
    assert {"Workbook (.xlsx)", "Document (.pdf)", "Open data (OCDS 1.1, .json)"} <= set(files(at))


def test_a_comparison_is_offered_with_tracked_changes_in_both_languages(sample):
    assert "Tracked changes (.xlsx)" in files(open_page("compare"))
    assert "修订对照表（.xlsx）" in files(open_page("compare", "zh"))


def budget(*rows):
    """A workbook whose headings say nothing known: columns must be chosen by hand."""
    book = Workbook()
    for row in (("Label", "Wanted", "Each"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def choose(at, column, meaning):
    box = next(each for each in at.selectbox if each.label.startswith(f"Column {column}:"))
    box.set_value(meaning).run()


def test_columns_chosen_by_hand_are_saved_and_proposed_for_the_next_workbook(empty_project):
    at = open_page("drafts")
    next(each for each in at.button if each.label == "Start the plan").click().run()
    press(at, "Import a workbook")
    upload(at, "workbook", "one.xlsx", budget(("Chair", 12, 100)))
    press(at, "Take this row as the headings")
    for column, meaning in (("A", Meaning.NAME), ("B", Meaning.QUANTITY), ("C", Meaning.UNIT_PRICE)):
        choose(at, column, meaning)
    next(each for each in at.text_input if each.label == "Save these columns as").set_value(
        "House form"
    ).run()
    press(at, "Save columns")
    with reading(empty_project) as session:
        [saved] = column_mappings(session, projects(session)[0].id)
    assert saved.name == "House form"

    upload(at, "workbook", "two.xlsx", budget(("Desk", 3, 200.5)))
    assert "The headings fit columns that were saved" in [each.label for each in at.selectbox]
    press(at, "Read with these columns")

    assert [each.value for each in at.metric if each.label == "Total (yuan)"] == ["601.50"]
    assert "The headings fit columns that were saved" not in [each.label for each in at.selectbox]


def test_releases_are_looked_at_and_stored_as_the_next_drafts(sample):
    plan = plan_of(sample)
    with reading(sample) as session:
        found = process(session, projects(session)[0].id, plan.id, published_at=INSTANT)
    package = json.loads(ocds_json(found, Words.of("zh")))
    assert schema_errors(package) == []
    package["releases"] = package["releases"][5:6]
    at = press(open_page("drafts"), "Import a workbook")
    at.session_state["import_ocds"] = True
    at.run()

    upload(at, "ocds_file", "plan.json", json.dumps(package).encode(), "application/json")
    assert "Contracting process" in texts(at)
    press(at, "Store 1 draft")

    sixth, seventh = [row for row in stored_drafts(sample) if row.number in (6, 7)]
    assert (seventh.lines, seventh.total_fen) == (59, 350_000_000)
    assert [line.lineage_id for line in stored_lines(sample, seventh.id)] == [
        line.lineage_id for line in stored_lines(sample, sixth.id)
    ]


def test_a_file_that_is_no_open_data_is_refused_in_words(sample):
    at = press(open_page("drafts"), "Import a workbook")
    at.session_state["import_ocds"] = True
    at.run()

    upload(at, "ocds_file", "plan.json", b"{}", "application/json")

    assert "There is no OCDS release in this file" in texts(at)


def test_a_reviewer_takes_the_opinion_along_and_brings_it_back_filled_in(sample):
    newest = newest_of(sample)
    at = open_page("review")
    as_reviewer(at)
    at.session_state[f"opinion_{newest.id}"] = True
    at.run()
    assert {"Document (.docx)", "Workbook to fill in (.xlsx)"} <= set(files(at))
    with reading(sample) as session:
        project_id = projects(session)[0].id
        opinion = review_opinion(session, project_id, newest.id)
        undecided = next(n for n, each in enumerate(opinion.lines) if each.decided is None)
    book = load_workbook(io.BytesIO(review_opinion_xlsx(opinion, Words.of("en"))))
    book.worksheets[1].cell(4 + undecided, 9, "Accept")
    book.worksheets[1].cell(4 + undecided, 14, "Please attach a quotation")
    out = io.BytesIO()
    book.save(out)

    upload(at, "review_sheet", "opinion.xlsx", out.getvalue())
    assert "1 changed decision, 1 comment" in texts(at)
    press(at, "Take decisions and comments")

    with reading(sample) as session:
        decided = review_queries.decisions(session, project_id, newest.id)
    assert decided[opinion.lines[undecided].line.lineage].decision is LineDecision.ACCEPT


def test_a_wrong_cell_is_named_where_it_stands(sample):
    newest = newest_of(sample)
    at = open_page("review")
    as_reviewer(at)
    at.session_state[f"opinion_{newest.id}"] = True
    at.run()
    with reading(sample) as session:
        opinion = review_opinion(session, projects(session)[0].id, newest.id)
    book = load_workbook(io.BytesIO(review_opinion_xlsx(opinion, Words.of("en"))))
    book.worksheets[1].cell(9, 9, "perhaps")
    out = io.BytesIO()
    book.save(out)

    upload(at, "review_sheet", "opinion.xlsx", out.getvalue())

    assert "row 9" in texts(at)
    assert "Take decisions and comments" not in [each.label for each in at.button]
