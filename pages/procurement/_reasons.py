"""Why lines changed: giving a cause and a text to one change or to several, and what still lacks one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st
from sqlmodel import Session

from db.commands import reasons as commands
from db.queries.procurement import DraftRow, PlanRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.procurement._data import compared
from pages.procurement._pick import address
from pages.procurement._review_reads import before_of, lacking_reasons, reason_threshold
from tracker.charts.procurement import draft_label
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN, round_half_up
from tracker.permissions import Action
from tracker.procurement.explained import ExplainedChange
from tracker.procurement.lines import Lineage
from tracker.vocabulary import Cause

_ROUND = "_reasons_round"
MOST_NAMED = 5
"""How many of the changes without a reason a warning names."""


def reasons_section(
    plan: PlanRow,
    before: DraftRow,
    after: DraftRow,
    rows: Sequence[DraftRow],
    changes: Sequence[ExplainedChange],
) -> None:
    """The form under a comparison of a draft with the one before it; of others, the way to such a comparison."""
    w, frame = words(), context()
    may_give = frame.may(Action.EDIT_PROCUREMENT if after.number is None else Action.DECIDE)
    step = before_of(after, rows)
    if not may_give or step is None or not changes:
        return
    if step.id != before.id:
        _way_to_the_step(step, after, w)
        return
    lacking = lacking_reasons(plan.id, before, after)
    title = (
        w._n("{n} change lacks a reason", "{n} changes lack a reason", len(lacking))
        if lacking
        else w._("Reasons of these changes")
    )
    folded = st.expander(
        title, key="reasons", on_change="rerun", expanded=bool(lacking), icon=":material/edit_note:"
    )
    if folded.open:
        with folded:
            _form(plan, before, after, changes, lacking)


def _way_to_the_step(step: DraftRow, after: DraftRow, w: Words) -> None:
    """A sentence and a short link beside it: a link does not break, and on a phone a long one is cut off."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(w._("Reasons are given step by step:"), width="content")
        st.page_link(
            script_of("compare"),
            label=w._(
                "{before} → {after}",
                before=draft_label(step.number, w),
                after=draft_label(after.number, w),
            ),
            icon=":material/edit_note:",
            query_params={"from": address(step), "to": address(after)},
        )


def _form(
    plan: PlanRow,
    before: DraftRow,
    after: DraftRow,
    changes: Sequence[ExplainedChange],
    lacking: Sequence[ExplainedChange],
) -> None:
    w, frame = words(), context()
    version, threshold_fen = reason_threshold(plan.id)
    st.caption(
        w._(
            "Every change of more than {amount} yuan needs a reason before the draft is submitted. "
            "Several lines may share one.",
            amount=w.yuan(threshold_fen),
        )
    )
    key = f"reason_{after.id}_{st.session_state.get(_ROUND, 0)}"
    by_lineage = {row.change.line.lineage: row for row in changes}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            w._("Changed lines"),
            list(by_lineage),
            format_func=_options(plan.id, before.id, after.id).__getitem__,
            placeholder=w._("Choose one or more"),
            key=f"{key}_lines",
        )
        if lacking:
            st.button(
                w._("All without a reason"),
                key=f"{key}_all",
                on_click=_choose,
                args=(f"{key}_lines", [row.change.line.lineage for row in lacking]),
            )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        cause = st.selectbox(
            w._("Cause of the change"),
            list(Cause),
            index=None,
            format_func=w.label,
            placeholder=w._("Choose a cause"),
            key=f"{key}_cause",
            width=220,
        )
        text = st.text_input(w._("In your words"), key=f"{key}_text", max_chars=600)
        given = st.button(
            w._("Set the reason"), key=f"{key}_save", type="primary", disabled=not chosen or cause is None
        )
        removed = st.button(w._("Take the reason away"), key=f"{key}_clear", disabled=not chosen)
    if chosen or text:
        form_is_open()
    _seen(key, chosen, by_lineage)
    facts: dict[str, Any] = {"project_id": frame.project_id, "draft_id": after.id, "lineage_ids": chosen}
    if given and run(
        commands.set_reason,
        cause=cause,
        text=text,
        original=_seen(key, chosen, by_lineage),
        names=_names(chosen, by_lineage, w),
        done=lambda n: w._n("Reason set for {n} line", "Reason set for {n} lines", n),
        **facts,
    ):
        _next_round()
    if removed and run(commands.clear_reason, done=w._("Reason taken away"), **facts):
        _next_round()
    if frame.may(Action.DECIDE):
        _threshold(plan, version, threshold_fen)


def _threshold(plan: PlanRow, version: int, threshold_fen: int) -> None:
    """The lead says from which amount on a reason is needed."""
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        yuan = st.number_input(
            w._("A reason is needed above (yuan)"),
            min_value=0.0,
            value=threshold_fen / FEN_PER_YUAN,
            step=100.0,
            format="%.2f",
            key=f"reason_threshold_{plan.id}_{version}",
            width=260,
        )
        wanted = round_half_up(Decimal(str(yuan)) * FEN_PER_YUAN)
        if st.button(
            w._("Save the amount"), key="save_reason_threshold", disabled=wanted == threshold_fen
        ) and run(
            commands.set_reason_threshold,
            project_id=frame.project_id,
            plan_id=plan.id,
            expected_version=version,
            original={"reason_threshold_fen": threshold_fen},
            changes={"reason_threshold_fen": wanted},
            done=w._("Amount saved"),
        ):
            st.rerun()


def submission_without_reasons(plan: PlanRow, draft: DraftRow, before: DraftRow | None) -> str:
    """In the submission: which changes lack a reason, and why the draft goes out without; else nothing."""
    w = words()
    if not say_lacking(plan, draft, before):
        return ""
    return st.text_area(
        w._("Or say why it is submitted without them"), key=f"without_reasons_{draft.id}", height=80
    )


def say_lacking(plan: PlanRow, draft: DraftRow, before: DraftRow | None) -> bool:
    """Which larger changes of a draft have no reason, and the way to give them; gives whether there is any.

    A draft that came as a workbook was never asked for reasons: its page and the reviewer's say so.
    """
    w = words()
    lacking = lacking_reasons(plan.id, before, draft)
    if not lacking or before is None:
        return False
    names = w.listed([plain(row.change.line.name) for row in lacking[:MOST_NAMED]])
    st.warning(
        w._n(
            "{n} change lacks a reason: {names}",
            "{n} changes lack a reason: {names}",
            len(lacking),
            names=names,
        )
        + ("…" if len(lacking) > MOST_NAMED else ""),
        icon=":material/priority_high:",
    )
    st.page_link(
        script_of("compare"),
        label=w._("Give the reasons") if context().may(Action.EDIT_PROCUREMENT) else w._("Compare drafts"),
        icon=":material/edit_note:",
        query_params={"from": address(before), "to": address(draft)},
    )
    return True


@by_revision("procurement")
def _options(_session: Session, key: Key, plan_id: int, before_id: int, after_id: int) -> dict[Lineage, str]:
    """What each change is called in the list to choose from; thousands of labels are written once."""
    _, changes = compared(plan_id, before_id, after_id)
    return {row.change.line.lineage: _option(row, key.words) for row in changes}


def _option(row: ExplainedChange, w: Words) -> str:
    line = row.change.line
    mark = "" if row.reasons else "○ "
    zone = f" · {line.zone}" if line.zone else ""
    return f"{mark}{line.name}{zone} · {w.signed_yuan(row.change.difference_fen)}"


def _seen(key: str, chosen: Sequence[Lineage], changes: Mapping[Lineage, ExplainedChange]) -> dict[str, Any]:
    """The reasons of the chosen lines as they stood when the person chose them, as `set_reason` takes them."""
    kept: dict[Lineage, tuple[Cause | None, str]] = st.session_state.setdefault(f"{key}_seen", {})
    for lineage in chosen:
        if lineage not in kept:
            own = (reason for reason in changes[lineage].reasons if reason.lineage == lineage)
            kept[lineage] = next(((reason.cause, reason.text) for reason in own), (None, ""))
    for lineage in set(kept) - set(chosen):
        del kept[lineage]
    return {
        f"{lineage}.{field}": value
        for lineage, seen in kept.items()
        for field, value in zip(("cause", "text"), seen, strict=True)
    }


def _names(chosen: Sequence[Lineage], changes: Mapping[Lineage, ExplainedChange], w: Words) -> dict[str, str]:
    """What the cells are called, should two people's reasons meet."""
    titles = {"cause": w._("Cause of the change"), "text": w._("In your words")}
    return {
        f"{lineage}.{field}": f"{plain(changes[lineage].change.line.name)} · {title}"
        for lineage in chosen
        for field, title in titles.items()
    }


def _choose(key: str, lineages: list[int]) -> None:
    st.session_state[key] = lineages


def _next_round() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()
