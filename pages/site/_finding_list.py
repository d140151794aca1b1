"""A contractor's list of open findings, to download as a document or a workbook."""

import streamlit as st

from db.files import FileStore, FilesUnavailable
from db.queries.finding_lists import ContractorList, contractor_list
from db.unit_of_work import reading
from pages._kit.context import context
from pages._kit.download import XLSX
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.site import _finding_reads, _reads
from tracker.errors import NotFound
from tracker.exports.finding_list import (
    PHOTOS_PER_FINDING,
    ListedFinding,
    ListHead,
    finding_list_pdf,
    finding_list_xlsx,
)
from tracker.findings import is_overdue

PDF = "application/pdf"


def contractor_list_menu() -> None:
    """A popover: whose list, and in what form; the file is made when somebody clicks."""
    w = words()
    opened = st.popover(
        w._("List for a contractor"), icon=":material/list_alt:", key="contractor_list", on_change="rerun"
    )
    if not opened.open:
        return
    n = _finding_reads.open_by_organisation()
    parties = {party.id: party.name for party in _reads.organisations() if party.id in n}
    with opened:
        party_id = st.selectbox(
            w._("Organisation"),
            list(parties),
            index=None,
            format_func=lambda each: f"{parties[each]} · {w.number(n[each])}",
            placeholder=w._("Choose an organisation"),
            key="contractor_list_party",
        )
        st.caption(w._("Its open findings, place by place, with photos, due days and a line to sign."))
        if party_id is not None:
            _downloads(party_id, parties[party_id])


def _downloads(party_id: int, name: str) -> None:
    w = words()
    frame = context()
    files = file_store()
    head = ListHead(frame.project.name, name, frame.today)

    def rows() -> tuple[list[ListedFinding], ContractorList]:
        with reading(frame.engine) as session:
            found = contractor_list(session, frame.project_id, party_id)
        return [
            ListedFinding(
                number=row.number,
                place=row.place,
                severity=row.severity,
                status=row.status,
                trade=row.trade,
                description=row.description,
                found_on=row.found_on,
                due_on=row.due_on,
                overdue=is_overdue(row.status, row.due_on, frame.today),
                photos=tuple(photo.sha256 for photo in found.photos.get(row.id, ())),
            )
            for row in found.findings
        ], found

    def document() -> bytes:
        listed, found = rows()
        return finding_list_pdf(head, listed, _thumbnails(files, found), w)

    def workbook() -> bytes:
        return finding_list_xlsx(head, rows()[0], w)

    title = w._("Findings to rectify: {organisation}", organisation=name)
    with st.container(horizontal=True):
        st.download_button(
            w._("As PDF"),
            document,
            file_name=f"{title}.pdf",
            mime=PDF,
            key="contractor_list_pdf",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )
        st.download_button(
            w._("As Excel"),
            workbook,
            file_name=f"{title}.xlsx",
            mime=XLSX,
            key="contractor_list_xlsx",
            on_click="ignore",
            icon=":material/table:",
        )


def _thumbnails(files: FileStore, found: ContractorList) -> dict[str, bytes]:
    """The small pictures that the list shows, by the photo's digest; one whose file is missing is left out."""
    pictures = {}
    for photos in found.photos.values():
        for photo in photos[:PHOTOS_PER_FINDING]:
            try:
                pictures[photo.sha256] = files.thumbnail(photo.sha256)
            except (NotFound, FilesUnavailable):
                continue
    return pictures
