"""A round on paper: its record to download, its sheet to print or fill in, and a filled sheet taken back."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial

import sqlalchemy as sa
import streamlit as st

from db.commands.round_sheet_import import SheetImport, import_round_sheet
from db.files import FileStore, FilesUnavailable
from db.queries.inspections import RoundRow
from db.queries.round_report import round_report
from db.queries.round_sheet import round_sheet
from db.unit_of_work import reading, unit_of_work
from pages._kit.context import context
from pages._kit.download import XLSX
from pages._kit.feedback import form_is_open, say
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from tracker.errors import NotFound, TrackerError
from tracker.exports.round_report import round_report_pdf
from tracker.exports.round_report_docx import round_report_docx
from tracker.exports.round_sheet import round_sheet_pdf
from tracker.exports.round_sheet_xlsx import round_sheet_xlsx
from tracker.i18n import LANGUAGES, Words
from tracker.imports.round_sheet import read_round_sheet
from tracker.languages import NAMES
from tracker.permissions import Action
from tracker.round_report import RoundReport
from tracker.round_sheet import FilledSheet, RoundSheet, SheetRefused

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Writer = Callable[[Words], bytes]


def round_files(row: RoundRow, *, may: bool) -> None:
    """The documents of a round in an expander; whoever `may` write in the round can import a filled sheet too."""
    w = words()
    opened = st.expander(
        w._("Documents of this round"),
        icon=":material/description:",
        key=f"round_files_{row.id}",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        st.caption(
            w._(
                "The record says what was seen, decided and signed. The sheet is for a round without a phone: "
                "print it, or fill in the workbook and import it here."
            )
        )
        language = st.segmented_control(
            w._("Language of the document"),
            list(LANGUAGES),
            default=w.language,
            required=True,
            format_func=NAMES.__getitem__,
            key="round_files_language",
        )
        _downloads(row, Words.of(language or w.language))
        if may and not row.frozen:
            _sheet_import(row)


def _downloads(row: RoundRow, chosen: Words) -> None:
    """Buttons whose file is made at the click, beside the page, while the button shows that it works."""
    w = words()
    frame = context()
    engine, project_id, files = frame.engine, frame.project_id, file_store()
    report = partial(_report, engine, project_id, row.id, with_names=frame.may(Action.SEE_NAMES))
    sheet = partial(_sheet, engine, project_id, row.id)

    def record(write: Callable[[RoundReport, dict[str, bytes], Words], bytes]) -> bytes:
        found = report()
        return write(found, _pictures(files, found), chosen)

    day = row.held_on or row.planned_on
    record_name = chosen._("Site inspection record") + f" {day:%Y-%m-%d}"
    sheet_name = chosen._("Round sheet") + f" {day:%Y-%m-%d}"
    offered: list[tuple[str, Callable[[], bytes], str, str, str]] = [
        (
            w._("Record as PDF"),
            partial(record, round_report_pdf),
            f"{record_name}.pdf",
            PDF,
            "picture_as_pdf",
        ),
        (
            w._("Record as Word"),
            partial(record, round_report_docx),
            f"{record_name}.docx",
            DOCX,
            "description",
        ),
        (w._("Sheet to print"), lambda: round_sheet_pdf(sheet(), chosen), f"{sheet_name}.pdf", PDF, "print"),
        (
            w._("Sheet to fill in (Excel)"),
            lambda: round_sheet_xlsx(sheet(), chosen),
            f"{sheet_name}.xlsx",
            XLSX,
            "edit_note",
        ),
    ]
    # A signed round is not walked again.
    with st.container(horizontal=True):
        for at, (label, made, name, mime, icon) in enumerate(offered[:2] if row.frozen else offered):
            st.download_button(
                label,
                made,
                file_name=name,
                mime=mime,
                key=f"round_file_{at}",
                on_click="ignore",
                icon=f":material/{icon}:",
            )


def _report(engine: sa.Engine, project_id: int, round_id: int, *, with_names: bool) -> RoundReport:
    with reading(engine) as session:
        found = round_report(session, project_id, round_id, with_names=with_names)
    if found is None:
        raise NotFound(record="inspection", id=round_id)
    return found


def _sheet(engine: sa.Engine, project_id: int, round_id: int) -> RoundSheet:
    """The sheet under a new device: each download is a sheet of its own."""
    now = dt.datetime.now(dt.UTC)
    with reading(engine) as session:
        found = round_sheet(session, project_id, round_id, device=uuid.uuid4(), now=now)
    if found is None:
        raise NotFound(record="inspection", id=round_id)
    return found


def _pictures(files: FileStore, report: RoundReport) -> dict[str, bytes]:
    """The small pictures of a record; one whose file is missing is left out."""
    pictures = {}
    for name in report.picture_names:
        try:
            pictures[name] = files.thumbnail(name)
        except (NotFound, FilesUnavailable):
            continue
    return pictures


def _sheet_import(row: RoundRow) -> None:
    """A filled sheet: read, counted, imported; the file stays in the session until it is stored."""
    w = words()
    form_is_open()
    kept_key = f"round_sheet_{row.id}"
    turn = st.session_state.setdefault("round_sheet_turn", 0)
    file = st.file_uploader(
        w._("Filled-in sheet of this round"), type=["xlsx"], key=f"round_sheet_file_{row.id}_{turn}"
    )
    kept: tuple[str, str, FilledSheet | TrackerError] | None = st.session_state.get(kept_key)
    if file is not None and (kept is None or kept[0] != file.file_id):
        kept = st.session_state[kept_key] = (file.file_id, file.name, _read(file.getvalue()))
    if kept is None:
        return
    if file is None:
        st.caption(w._("Chosen before: {name}", name=plain(kept[1])))
        if st.button(w._("Forget the file"), key="round_sheet_forget", type="tertiary"):
            del st.session_state[kept_key]
            st.rerun()
    sheet = kept[2]
    if isinstance(sheet, TrackerError):
        st.error(w.problem(sheet), icon=":material/error:")
        return
    if sheet.problems:
        _say_problems(SheetRefused(sheet.problems))
        return
    st.markdown(w._n("{n} row is filled in.", "{n} rows are filled in.", sheet.filled))
    if st.button(w._("Import the sheet"), type="primary", key="round_sheet_save") and _store(row, sheet):
        del st.session_state[kept_key]
        st.session_state["round_sheet_turn"] += 1
        st.rerun()


def _read(data: bytes) -> FilledSheet | TrackerError:
    """What the file says, or why it cannot be read."""
    try:
        return read_round_sheet(data, now=dt.datetime.now(dt.UTC))
    except TrackerError as error:
        return error


def _store(row: RoundRow, sheet: FilledSheet) -> bool:
    """Import in one transaction; True when it is stored, else each cell that was refused is shown."""
    w = words()
    frame = context()
    try:
        with st.spinner(w._("Importing the sheet…")), unit_of_work(frame.engine) as session:
            done = import_round_sheet(
                session, actor=frame.actor, project_id=frame.project_id, round_id=row.id, sheet=sheet
            )
    except SheetRefused as refused:
        _say_problems(refused)
        return False
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return False
    say(_told(done))
    return True


def _told(done: SheetImport) -> str:
    w = words()
    said = [
        text
        for n, text in (
            (done.saved, w._n("{n} row stored", "{n} rows stored", done.saved)),
            (done.taken_back, w._n("{n} row taken back", "{n} rows taken back", done.taken_back)),
            (
                done.older,
                w._n(
                    "{n} row left, because it is older than what was imported before",
                    "{n} rows left, because they are older than what was imported before",
                    done.older,
                ),
            ),
        )
        if n
    ]
    return w.listed(said) or w._("Nothing new in the sheet: all of it is stored already.")


def _say_problems(refused: SheetRefused) -> None:
    """Each cell that cannot be taken, by sheet, row and column."""
    w = words()
    cells = [
        w._(
            "{sheet}, cell {cell}: {problem}",
            sheet=problem.place.sheet,
            cell=problem.place.address,
            problem=w.problem(problem.error),
        )
        for problem in refused.problems[:20]
    ]
    more = len(refused.problems) - len(cells)
    if more:
        cells.append(w._("and {n} more", n=w.number(more)))
    st.error(
        w._("Nothing was imported. Mend these cells and choose the file again:")
        + "\n"
        + "\n".join(f"- {plain(cell)}" for cell in cells),
        icon=":material/error:",
    )
