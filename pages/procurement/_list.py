"""The list of drafts, what may be done with one, and the archive."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.commands import procurement as commands
from db.queries.procurement import DraftRow, PlanRow
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages._kit.seen import as_seen
from pages.procurement._columns import right
from pages.procurement._draft_checks import over_ceiling_reason
from pages.procurement._files import draft_files
from pages.procurement._pick import WORKING, widget_key
from pages.procurement._reasons import submission_without_reasons
from tracker.charts.procurement import draft_label
from tracker.exports.drafts import draft_columns
from tracker.permissions import Action
from tracker.procurement.drafts import headroom_fen
from tracker.vocabulary import DraftStatus

REVIEW_STATUSES = tuple(status for status in DraftStatus if status is not DraftStatus.WORKING)


def state(numbered: Sequence[DraftRow], ceiling_fen: int | None) -> None:
    """The newest draft against the ceiling, in one sentence; loud when it is exceeded."""
    w = words()
    if not numbered:
        return
    newest = numbered[-1]
    facts = {"draft": draft_label(newest.number, w), "total": w.money(newest.total_fen)}
    room = headroom_fen(newest.total_fen, ceiling_fen)
    if room is None or ceiling_fen is None:
        st.markdown(w._("{draft}: {total}. No ceiling is set for this project.", **facts))
    elif room < 0:
        st.error(
            w._(
                "{draft}: {total}, which is {over} over the ceiling of {ceiling}.",
                over=w.money(-room),
                ceiling=w.money(ceiling_fen),
                **facts,
            ),
            icon=":material/priority_high:",
            title=w._("Over the ceiling"),
        )
    else:
        st.markdown(
            w._(
                "{draft}: {total} of the ceiling of {ceiling}; {room} is left.",
                room=w.money(room),
                ceiling=w.money(ceiling_fen),
                **facts,
            )
        )


def draft_list(rows: Sequence[DraftRow]) -> None:
    """Number, total, difference to the draft before, status, date and lines; money first, for narrow screens."""
    w, frame = words(), context()
    table = pd.DataFrame(
        [
            {
                w._("Draft"): draft_label(row.number, w),
                w._("Total (yuan)"): w.yuan(row.total_fen),
                w._("Difference"): ("" if row.difference_fen is None else w.signed_yuan(row.difference_fen)),
                w._("Status"): "" if row.number is None else w.label(row.status),
                w._("Submitted"): w.date(row.submitted_on, today=frame.today) if row.submitted_on else "",
                w._("Lines"): row.lines,
            }
            for row in rows
        ]
    )
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        column_config=right(w._("Total (yuan)"), w._("Difference")),
        alt=w._("Drafts with their status and total"),
    )
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(w._n("{n} row", "{n} rows", len(rows)))
        st.page_link(script_of("compare"), label=w._("Compare drafts"), icon=":material/compare_arrows:")
        export_button(w._("Drafts"), draft_columns(w), rows, key="export_drafts")


def draft_actions(draft: DraftRow, plan: PlanRow, newest: DraftRow | None) -> None:
    """What may be done with the draft on show."""
    with st.container(horizontal=True, vertical_alignment="center"):
        _said(draft)
        draft_files(plan, draft)
        if draft.number is None:
            _fill(draft, plan, newest)
            _submit(draft, plan, newest)
        else:
            _review(draft)


def _said(draft: DraftRow) -> None:
    """Where the draft came from and what was accepted with it."""
    w = words()
    said = [w._n("{n} line", "{n} lines", draft.lines), w._("{amount} yuan", amount=w.yuan(draft.total_fen))]
    if draft.file_name:
        said.append(w._("from {file}", file=plain(draft.file_name)))
    if draft.accepted_difference:
        said.append(w._("accepted with differences: {reason}", reason=plain(draft.accepted_difference)))
    st.markdown(" · ".join(said), width="stretch")


def _fill(draft: DraftRow, plan: PlanRow, newest: DraftRow | None) -> None:
    """Start the working copy again from the newest numbered draft."""
    w, frame = words(), context()
    if newest is None or not frame.may(Action.EDIT_PROCUREMENT):
        return
    name = draft_label(newest.number, w)
    if draft.lines == 0:
        asked = st.button(w._("Fill with the lines of {draft}", draft=name), key="fill_working_copy")
    else:
        with st.popover(w._("Start again"), icon=":material/restart_alt:"):
            st.markdown(
                w._("Put this working copy into the archive and open a fresh one from {draft}.", draft=name)
            )
            asked = st.button(w._("Start again from {draft}", draft=name), key="fill_working_copy")
    if asked and run(
        commands.open_working_copy,
        project_id=frame.project_id,
        plan_id=plan.id,
        from_draft_id=newest.id,
        done=w._("Working copy opened from {draft}", draft=name),
    ):
        st.rerun()


def _submit(draft: DraftRow, plan: PlanRow, newest: DraftRow | None) -> None:
    """Freeze the working copy under the next number."""
    w, frame = words(), context()
    if not frame.may(Action.DECIDE) or draft.lines == 0:
        return
    number = ((newest.number or 0) if newest else 0) + 1
    with st.popover(w._("Submit as draft {number}", number=number), icon=":material/send:"):
        st.markdown(
            w._(
                "The lines are frozen under the next number; "
                "a fresh working copy with the same lines is opened."
            )
        )
        day = st.date_input(w._("Submitted on"), value=frame.today, key="submit_day")
        without_reasons = submission_without_reasons(plan, draft, newest)
        over_ceiling = over_ceiling_reason(plan.id, draft)
        if st.button(w._("Submit draft {number}", number=number), type="primary", key="submit_draft") and run(
            commands.submit_draft,
            project_id=frame.project_id,
            draft_id=draft.id,
            submitted_on=day,
            unexplained_reason=without_reasons,
            over_ceiling=over_ceiling,
            done=lambda given: w._("Draft {number} submitted", number=given),
        ):
            st.rerun()


def _review(draft: DraftRow) -> None:
    """Where a submitted draft stands, and its archive."""
    w, frame = words(), context()
    if not frame.may(Action.DECIDE):
        st.badge(w.label(draft.status))
        return
    key = f"draft_status_{draft.id}_{draft.version}"
    status = st.selectbox(
        w._("Status"),
        REVIEW_STATUSES,
        index=REVIEW_STATUSES.index(draft.status),
        format_func=w.label,
        key=key,
        width=180,
        label_visibility="collapsed",
    )
    if status != draft.status and run(
        commands.update_draft,
        project_id=frame.project_id,
        draft_id=draft.id,
        expected_version=draft.version,
        original={"status": draft.status},
        changes={"status": status},
        done=w._("Status saved"),
        names={"status": w._("Status")},
    ):
        st.rerun()
    with st.popover(w._("Archive"), icon=":material/archive:"):
        st.markdown(w._("The draft is put aside with its lines and keeps its number. It can be restored."))
        if st.button(w._("Archive {draft}", draft=draft_label(draft.number, w)), key="archive_draft") and run(
            commands.archive_draft, project_id=frame.project_id, draft_id=draft.id, done=w._("Draft archived")
        ):
            st.rerun()


def archived_drafts(rows: Sequence[DraftRow]) -> None:
    """Drafts that were put aside, each with its way back."""
    w, frame = words(), context()
    if not rows or not st.toggle(w._("Show archived drafts"), key="archived_drafts", bind="query-params"):
        return
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            lines = w._n("{n} line", "{n} lines", row.lines)
            st.markdown(f"{draft_label(row.number, w)} · {lines} · {w.yuan(row.total_fen)}", width="stretch")
            if (
                frame.may(Action.DECIDE)
                and st.button(w._("Restore"), key=f"restore_draft_{row.id}")
                and run(
                    commands.restore_draft,
                    project_id=frame.project_id,
                    draft_id=row.id,
                    done=w._("Draft restored"),
                )
            ):
                st.rerun()


def plan_actions(plan: PlanRow) -> None:
    """Rename the plan, put it aside, start another."""
    w, frame = words(), context()
    if not frame.may(Action.EDIT_PROCUREMENT):
        return
    plan = as_seen(plan)
    with st.popover(w._("Plan settings"), icon=":material/settings:"):
        title = st.text_input(
            w._("Title of the plan"), value=plan.title, key=f"plan_title_{plan.id}_{plan.version}"
        )
        if st.button(w._("Save the title"), key="save_plan_title", disabled=title == plan.title) and run(
            commands.update_procurement_plan,
            project_id=frame.project_id,
            plan_id=plan.id,
            expected_version=plan.version,
            original={"title": plan.title},
            changes={"title": title},
            done=w._("Title saved"),
            names={"title": w._("Title of the plan")},
        ):
            st.rerun()
        another = st.text_input(w._("Title of another plan"), key="another_plan")
        if st.button(
            w._("Start another plan"), key="start_another_plan", disabled=not another.strip()
        ) and run(
            commands.create_procurement_plan,
            project_id=frame.project_id,
            title=another,
            done=w._("Plan started"),
        ):
            st.rerun()
        if st.button(w._("Archive this plan"), key="archive_plan", icon=":material/archive:") and run(
            commands.archive_procurement_plan,
            project_id=frame.project_id,
            plan_id=plan.id,
            done=w._("Plan archived"),
        ):
            st.rerun()


def show_draft(address: str) -> None:
    """Choose a draft for the next run; `working` is the working copy."""
    st.session_state[widget_key("draft")] = address
    st.query_params["draft"] = address or WORKING
