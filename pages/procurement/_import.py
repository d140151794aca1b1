"""Taking a workbook as a draft: read, check, match with the draft before, store; the file is kept until then."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db.commands.draft_import import HIGHEST_NUMBER, import_draft
from db.queries.procurement import DraftRow, PlanRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._answers import Answers, ask_about
from pages.procurement._list import show_draft
from pages.procurement._mapping import mapping_editor
from pages.procurement._preview import preview, problem_list
from tracker.errors import UnreadableFile
from tracker.imports.drafts import DraftFile, SheetMapping, read_draft

_OPEN = "import_open"
_TAKEN = "import_taken"
_UPLOADS = "import_uploads"


@dataclass(slots=True)
class Taken:
    """The file that is being imported; it stays in the session until it is stored or replaced.

    Attributes:
        name: as the person's computer calls it.
        data: the whole file.
        sha256: its digest.
        mapping: how to read its sheets, where the person corrected it.
        edition: counts the corrections; part of the keys of the widgets below.
        file: what was read, or None before.
    """

    name: str
    data: bytes
    sha256: str
    mapping: dict[str, SheetMapping] | None = None
    edition: int = 0
    file: DraftFile | None = None
    answers: Answers = field(default_factory=Answers)

    def read_as(self, mapping: dict[str, SheetMapping]) -> None:
        """Read the file again with a corrected mapping."""
        self.mapping = mapping
        self.edition += 1
        self.file = None
        self.answers = Answers()


def import_is_open() -> bool:
    """Whether the page shows the import instead of the drafts."""
    return bool(st.session_state.get(_OPEN))


def open_import() -> None:
    """Show the import."""
    st.session_state[_OPEN] = True


def close_import() -> None:
    """Show the drafts again; the file is kept for another try."""
    st.session_state[_OPEN] = False


def import_workbook(plan: PlanRow, drafts: Sequence[DraftRow]) -> None:
    """Draw the steps, each below the one before it."""
    w = words()
    form_is_open()
    _take_upload()
    taken: Taken | None = st.session_state.get(_TAKEN)
    if taken is None:
        st.caption(
            w._(
                "The headings are found wherever they stand; sums are checked line by line. Nothing is stored yet."
            )
        )
        return
    file = _read(taken)
    if file is None:
        return
    st.subheader(w._("What was read from {file}", file=plain(taken.name)), anchor=False)
    preview(file)
    corrected = mapping_editor(taken.data, file, f"{taken.sha256[:8]}_{taken.edition}")
    if corrected is not None:
        taken.read_as(corrected)
        st.rerun()
    if not file.lines:
        problem_list(file)
        return
    reason, printed_counts = _accept(file, taken)
    number, drawn_up_on, submitted_on = _about(drafts)
    previous = _previous(drafts, number)
    answers = ask_about(taken.answers, file, previous, f"{taken.sha256[:8]}_{taken.edition}")
    if answers is None:
        st.caption(w._("Answer every question above; then the draft can be stored."))
    ready = st.button(
        w._("Store as draft {number}", number=number),
        type="primary",
        key="store_draft",
        icon=":material/save:",
        disabled=answers is None,
    )
    if (
        ready
        and answers is not None
        and run(
            import_draft,
            project_id=context().project_id,
            plan_id=plan.id,
            number=number,
            file=file,
            inheritance=answers,
            previous_id=previous.id if previous else None,
            drawn_up_on=drawn_up_on,
            submitted_on=submitted_on,
            reason=reason,
            printed_counts=printed_counts,
            file_name=taken.name,
            file_sha256=taken.sha256,
            done=w._("Draft {number} stored", number=number),
        )
    ):
        _forget()
        show_draft(str(number))
        st.rerun()


def _take_upload() -> None:
    """The uploader; a file put into it replaces the one that was kept."""
    w = words()
    uploaded = st.file_uploader(
        w._("Workbook of the draft (.xlsx or .csv)"),
        type=["xlsx", "xlsm", "xls", "csv"],
        key=f"workbook_{st.session_state.get(_UPLOADS, 0)}",
    )
    if uploaded is None:
        return
    data = uploaded.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    taken: Taken | None = st.session_state.get(_TAKEN)
    if taken is None or taken.sha256 != digest:
        st.session_state[_TAKEN] = Taken(uploaded.name, data, digest)


def _forget() -> None:
    """After storing: an empty uploader and no kept file."""
    st.session_state.pop(_TAKEN, None)
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    close_import()


def _read(taken: Taken) -> DraftFile | None:
    """The content of the file, read once; None where it cannot be read, which is said."""
    if taken.file is not None:
        return taken.file
    w = words()
    bar = st.progress(0.0, text=w._("Reading the workbook"))
    try:
        taken.file = read_draft(taken.data, mapping=taken.mapping, progress=lambda share: _show(bar, share))
    except UnreadableFile as error:
        st.error(w.problem(error), icon=":material/error:", title=plain(taken.name))
        return None
    finally:
        bar.empty()
    return taken.file


def _show(bar: DeltaGenerator, share: float) -> None:
    bar.progress(min(max(share, 0.0), 1.0), text=words()._("Reading the workbook"))


def _accept(file: DraftFile, taken: Taken) -> tuple[str, bool]:
    """What differs, and what the person says to it: the reason, and whether printed amounts count."""
    w = words()
    problem_list(file)
    if not file.problems:
        return "", False
    reason = st.text_area(
        w._("Why the file is taken although figures differ"),
        key=f"accept_{taken.sha256[:8]}",
        help=w._("Without a reason nothing is stored. The reason is kept with the draft and in the audit."),
    )
    if not any(problem.code == "amount_differs" for problem in file.problems):
        return reason, False
    counts = st.radio(
        w._("Which amount counts where they differ?"),
        [False, True],
        format_func=lambda printed: (
            w._("The printed amount; the line becomes a lump sum")
            if printed
            else w._("Quantity × unit price")
        ),
        key=f"printed_{taken.sha256[:8]}",
        horizontal=True,
    )
    return reason, bool(counts)


def _about(drafts: Sequence[DraftRow]) -> tuple[int, dt.date | None, dt.date | None]:
    """Number and dates of the draft."""
    w, frame = words(), context()
    highest = max((row.number or 0 for row in drafts), default=0)
    st.subheader(w._("Which draft is it?"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.number_input(
            w._("Number of the draft"),
            min_value=1,
            max_value=HIGHEST_NUMBER,
            value=min(highest + 1, HIGHEST_NUMBER),
            key=f"import_number_{highest}",
            width=180,
        )
        drawn_up_on = st.date_input(w._("Drawn up on"), value=None, key="import_drawn_up", width=200)
        submitted_on = st.date_input(
            w._("Submitted on"), value=frame.today, key="import_submitted", width=200
        )
    return int(number), drawn_up_on, submitted_on


def _previous(drafts: Sequence[DraftRow], number: int) -> DraftRow | None:
    """The draft with the highest number below `number`."""
    below = [row for row in drafts if row.number is not None and row.number < number]
    return below[-1] if below else None
