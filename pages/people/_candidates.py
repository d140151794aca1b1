"""The candidates of a round, for the lead and personnel alone: kept when somebody wants names, erased for good."""

from typing import Any

import pandas as pd
import streamlit as st

from db.commands import candidates as commands
from db.queries.candidates import CandidateRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.people._rounds import Judged, candidates
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.vocabulary import CandidateOutcome, RoundStage


def candidate_panel(found: Judged) -> None:
    """The section, closed until somebody opens it; nothing for other roles."""
    w = words()
    if not context().may(Action.SEE_CANDIDATES):
        return
    section = st.expander(w._("Candidates"), key="round_candidates", on_change="rerun")
    if not section.open:
        return
    with section:
        st.caption(
            w._(
                "Counts are enough; names are optional, seen by the lead and personnel alone, in no export, and can "
                "be erased for good."
            )
        )
        rows = candidates(found.row.id)
        shown = [row for row in rows if not row.archived]
        if shown:
            _table(shown, found, w)
        if not found.row.archived:
            _add(found, w)
        if rows:
            _one(rows, found, w)


def _posts(found: Judged) -> dict[int, str]:
    return {post.post_id: post.title for post in found.row.posts}


def _title(row: CandidateRow, w: Words) -> str:
    """The candidate's name, or a number where it was erased."""
    name = row.name or w._("Candidate {number} (erased)", number=row.id)
    return w._("{name} (archived)", name=name) if row.archived else name


def _table(rows: list[CandidateRow], found: Judged, w: Words) -> None:
    posts = _posts(found)
    st.dataframe(
        pd.DataFrame(
            {
                w._("Name"): [_title(row, w) for row in rows],
                w._("Contact"): [row.contact for row in rows],
                w._("Post"): [posts.get(row.post_id or 0, "") for row in rows],
                w._("Stage"): [w.label(row.stage) for row in rows],
                w._("Outcome"): [w.label(row.outcome) for row in rows],
                w._("Notes"): [row.notes for row in rows],
            }
        ),
        hide_index=True,
        key="round_candidate_rows",
        alt=w._("Candidates of the round"),
    )


def _add(found: Judged, w: Words) -> None:
    posts = _posts(found)
    with st.form(f"candidate_new_{found.row.id}", clear_on_submit=True, border=False):
        left, middle, right = st.columns(3)
        name = left.text_input(w._("Name"), max_chars=commands.LONGEST_NAME, key="candidate_new_name")
        contact = middle.text_input(
            w._("Contact"), max_chars=commands.LONGEST_CONTACT, key="candidate_new_contact"
        )
        post_id = right.selectbox(
            w._("Post"),
            list(posts),
            index=0 if len(posts) == 1 else None,
            format_func=posts.__getitem__,
            placeholder=w._("Not said"),
            key="candidate_new_post",
        )
        submitted = st.form_submit_button(w._("Add a candidate"))
    form_is_open()
    if submitted and run(
        commands.create_candidate,
        project_id=context().project_id,
        round_id=found.row.id,
        name=name,
        contact=contact,
        post_id=post_id,
        done=w._("Candidate added"),
    ):
        st.rerun()


def _one(rows: list[CandidateRow], found: Judged, w: Words) -> None:
    """Change, put aside or erase one candidate."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        w._("Change a candidate"),
        list(by_id),
        index=None,
        format_func=lambda each: _title(by_id[each], w),
        placeholder=w._("Choose one"),
        key="candidate_chosen",
    )
    if chosen is None:
        return
    row = by_id[chosen]
    form_is_open()
    target: dict[str, Any] = {"project_id": context().project_id, "candidate_id": row.id}
    if not row.erased:
        seen = as_seen(row)
        values = _fields(seen, found, w)
        if st.button(w._("Save the candidate"), key="candidate_save") and run(
            commands.update_candidate,
            **target,
            expected_version=seen.version,
            original={name: getattr(seen, name) for name in values},
            changes=values,
            done=w._("Candidate saved"),
        ):
            st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        label = w._("Restore") if row.archived else w._("Archive")
        switch = commands.restore_candidate if row.archived else commands.archive_candidate
        done = w._("Candidate restored") if row.archived else w._("Candidate archived")
        if st.button(label, key="candidate_put", type="tertiary") and run(switch, **target, done=done):
            st.rerun()
        if row.erased:
            return
        sure = st.checkbox(
            w._("I want name, contact and notes to be gone for good"), key=f"candidate_sure_{row.id}"
        )
        if st.button(
            w._("Erase the name"), key="candidate_erase", icon=":material/delete_forever:", disabled=not sure
        ) and run(commands.erase_candidate, **target, done=w._("The name is erased")):
            st.rerun()


def _fields(row: CandidateRow, found: Judged, w: Words) -> dict[str, Any]:
    key = f"candidate_{row.id}_{row.version}"
    posts = _posts(found)
    ids = list(posts)
    stages: list[RoundStage] = [
        stage.stage for stage in found.row.live if stage.stage is not RoundStage.PLAN_FILED
    ]
    if row.stage not in stages:
        stages.append(row.stage)
    left, middle, right = st.columns(3)
    return {
        "name": left.text_input(w._("Name"), row.name, max_chars=commands.LONGEST_NAME, key=f"{key}_name"),
        "contact": middle.text_input(
            w._("Contact"), row.contact, max_chars=commands.LONGEST_CONTACT, key=f"{key}_contact"
        ),
        "post_id": right.selectbox(
            w._("Post"),
            ids,
            index=ids.index(row.post_id) if row.post_id in ids else None,
            format_func=posts.__getitem__,
            placeholder=w._("Not said"),
            key=f"{key}_post",
        ),
        "stage": left.selectbox(
            w._("Stage"), stages, index=stages.index(row.stage), format_func=w.label, key=f"{key}_stage"
        ),
        "outcome": middle.selectbox(
            w._("Outcome"),
            list(CandidateOutcome),
            index=list(CandidateOutcome).index(row.outcome),
            format_func=w.label,
            key=f"{key}_outcome",
        ),
        "notes": right.text_input(
            w._("Notes"), row.notes, max_chars=commands.LONGEST_NOTES, key=f"{key}_notes"
        ),
    }
