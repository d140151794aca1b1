"""Open Contracting data taken as drafts: read, looked at release by release, then stored in one step."""

import hashlib

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.commands.releases import import_releases
from db.queries.ocds import currency
from db.queries.procurement import PlanRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._import import close_import
from tracker.errors import TrackerError
from tracker.i18n import Words
from tracker.i18n.problems_ocds import RELEASE_PROBLEMS
from tracker.imports.draft_types import Problem
from tracker.imports.ocds import ReleaseFile, read_releases

SHOWN_PROBLEMS = 50


@by_revision("project")
def _currency(session: Session, key: Key) -> str:
    """What the project counts in."""
    return currency(session, key.project_id)


def take_releases(plan: PlanRow) -> None:
    """The upload of OCDS releases, folded below that of workbooks."""
    w = words()
    folded = st.expander(
        w._("Open Contracting data (OCDS) instead"),
        key="import_ocds",
        on_change="rerun",
        icon=":material/data_object:",
    )
    if not folded.open:
        return
    with folded:
        st.caption(
            w._("Each release with planning or tender items becomes the next draft; its amendments are kept.")
        )
        uploaded = st.file_uploader(w._("Release package (.json)"), type=["json"], key="ocds_file")
        if uploaded is None:
            return
        data = uploaded.getvalue()
        try:
            file = read_releases(data, currency=_currency())
        except TrackerError as error:
            st.error(w.problem(error), icon=":material/error:")
            return
        _preview(file, w)
        reason = _reason(file, w)
        asked = st.button(
            w._n("Store {n} draft", "Store {n} drafts", len(file.drafts)),
            type="primary",
            key="store_releases",
            disabled=not file.drafts,
        )
        if asked and run(
            import_releases,
            project_id=context().project_id,
            plan_id=plan.id,
            file=file,
            reason=reason,
            file_name=uploaded.name,
            file_sha256=hashlib.sha256(data).hexdigest(),
            done=w._n("{n} draft stored", "{n} drafts stored", len(file.drafts)),
        ):
            close_import()
            st.rerun()


def _preview(file: ReleaseFile, w: Words) -> None:
    st.markdown(w._("Contracting process {ocid}", ocid=plain(file.ocid)))
    if file.drafts:
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        w._("Release"): draft.id,
                        w._("Date"): w.date(draft.day),
                        w._("Lines"): str(len(draft.file.lines)),
                        w._("Total (yuan)"): w.yuan(draft.file.total_fen),
                        w._("Amendments"): str(len(draft.amendments)),
                    }
                    for draft in file.drafts
                ]
            ),
            hide_index=True,
            height="content",
            column_config=right(w._("Lines"), w._("Total (yuan)"), w._("Amendments")),
            alt=w._("Releases that become drafts"),
        )
    if file.left_out:
        left = w.listed([plain(each) for each in file.left_out])
        st.caption(
            w._(
                "Left out, because they plan nothing or buy what another release plans: {releases}",
                releases=left,
            )
        )


def _reason(file: ReleaseFile, w: Words) -> str:
    """Every problem, and the reason why the file is taken all the same."""
    problems = [problem for draft in file.drafts for problem in draft.file.problems]
    if not problems:
        return ""
    st.warning(
        "\n".join(f"- {said(problem, w)}" for problem in problems[:SHOWN_PROBLEMS]),
        icon=":material/priority_high:",
        title=w._n("{n} problem in these releases", "{n} problems in these releases", len(problems)),
    )
    return st.text_area(w._("Why the file is taken although figures differ"), key="ocds_reason")


def said(problem: Problem, w: Words) -> str:
    """A problem as a sentence that names its release and item; safe to stand in Markdown."""
    facts = {
        name.removesuffix("_fen"): w.yuan(value) if name.endswith("_fen") else plain(str(value or "—"))
        for name, value in problem.facts.items()
    }
    place = plain(problem.sheet or "")
    if problem.row is not None:
        place = w._("{release}, item {place}", release=place, place=problem.row)
    return f"**{place}** · {w._(RELEASE_PROBLEMS[problem.code], **facts)}"
