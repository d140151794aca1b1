"""The documents of a round on its page: a record to download, a sheet to fill in, and a filled one taken back."""

import datetime as dt
import uuid

import pypdfium2
import pytest

from db.commands.rounds import start_round
from db.models import InspectionNote
from db.queries.projects import projects
from db.queries.round_sheet import round_sheet
from db.unit_of_work import reading, unit_of_work
from pages.site import _round_files
from tests.pages.test_site_pages import labels, opened, read
from tests.support.round_sheets import Filling
from tracker.exports.round_sheet_xlsx import round_sheet_xlsx
from tracker.i18n import Words
from tracker.permissions import SYSTEM

WEDNESDAY = dt.date(2026, 4, 1)
MADE = dt.datetime(2026, 4, 1, 1, 0, tzinfo=dt.UTC)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def round_id(sample):
    """A round that is being held."""
    with unit_of_work(sample) as session:
        project_id = projects(session)[0].id
        return start_round(
            session, actor=SYSTEM, project_id=project_id, planned_on=WEDNESDAY, held_on=WEDNESDAY
        )


def signed_round(engine):
    from db.queries.inspections import rounds

    return next(row for row in read(engine, rounds) if row.frozen)


def with_files(round_id):
    """The round's page with its documents open."""
    at = opened("inspections", round=str(round_id))
    at.session_state[f"round_files_{round_id}"] = True
    at.run()
    assert not at.exception, at.exception
    return at


def offered(at):
    return [each.label for each in at.get("download_button")]


def filling(engine, round_id):
    with reading(engine) as session:
        project_id = projects(session)[0].id
        sheet = round_sheet(session, project_id, round_id, device=uuid.uuid4(), now=MADE)
    return Filling(round_sheet_xlsx(sheet, Words.of("en")))


def upload(at, round_id, data):
    return at.file_uploader(key=f"round_sheet_file_{round_id}_0").upload("sheet.xlsx", data, XLSX).run()


def stored_notes(engine, round_id):
    from sqlmodel import select

    with reading(engine) as session:
        query = select(InspectionNote.text).where(InspectionNote.inspection_id == round_id)
        return list(session.exec(query))


def test_a_round_offers_its_record_and_its_sheet(sample, round_id):
    at = with_files(round_id)

    assert offered(at) == ["Record as PDF", "Record as Word", "Sheet to print", "Sheet to fill in (Excel)"]
    assert at.segmented_control(key="round_files_language").value == "en"


def test_a_signed_round_offers_its_record_alone(sample):
    at = with_files(signed_round(sample).id)

    assert offered(at) == ["Record as PDF", "Record as Word"]
    assert "Filled-in sheet of this round" not in [each.label for each in at.get("file_uploader")]


def test_documents_are_not_made_before_somebody_opens_them(sample, round_id):
    at = opened("inspections", round=str(round_id))

    assert offered(at) == []


def test_a_filled_sheet_is_counted_imported_and_told(sample, round_id):
    at = with_files(round_id)
    book = filling(sample, round_id).write("notes", 3, text="Dry.").write("head", 5, value="On time")

    upload(at, round_id, book.saved())
    assert "Import the sheet" in labels(at)
    at.button(key="round_sheet_save").click().run()

    assert not at.exception
    assert stored_notes(sample, round_id) == ["Dry."]
    assert [toast.value for toast in at.toast] == ["2 rows stored"]
    assert "Import the sheet" not in labels(at)


def test_a_cell_that_cannot_be_taken_is_named_and_the_file_is_kept_for_another_try(sample, round_id):
    at = with_files(round_id)
    book = filling(sample, round_id).write("notes", 3, text="x" * 20_001)

    upload(at, round_id, book.saved())
    at.button(key="round_sheet_save").click().run()

    [error] = at.error
    assert "Notes by zone, cell C3" in error.value
    assert "Nothing was imported" in error.value
    assert stored_notes(sample, round_id) == []
    # It is still there, and so is the button.
    assert "Import the sheet" in labels(at)


def test_another_workbook_is_refused_in_words(sample, round_id):
    at = with_files(round_id)

    upload(at, round_id, b"no workbook")

    assert len(at.error) == 1
    assert "Import the sheet" not in labels(at)


def test_the_record_is_made_from_what_is_stored_with_its_photos(sample, tmp_path):
    from db.files import FolderStore

    row = signed_round(sample)
    with reading(sample) as session:
        project_id = projects(session)[0].id
    report = _round_files._report(sample, project_id, row.id, with_names=True)
    store = FolderStore(tmp_path / "files")
    pictures = _round_files._pictures(store, report)
    assert set(pictures) == set(report.picture_names)

    data = _round_files.round_report_pdf(report, pictures, Words.of("zh"))
    document = pypdfium2.PdfDocument(data)
    try:
        kinds = [item.type for page in document for item in page.get_objects()]
    finally:
        document.close()
    assert kinds.count(3) == len(pictures)  # FPDF_PAGEOBJ_IMAGE
