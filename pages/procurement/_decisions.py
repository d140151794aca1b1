"""Which stock serves which line: what is proposed and why, what was decided, and a decision of one's own."""

import streamlit as st

from db.commands import reuse as commands
from db.queries.assets import MatchRow, NeedRow, RegisterRow
from db.queries.procurement import PlanRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.procurement._asset_reads import Reuse
from tracker.money import MILLI
from tracker.permissions import Action
from tracker.procurement.reuse import ReuseProposal

PROPOSALS_SHOWN = 20


def decided(book: Reuse, lineage: int) -> str:
    """The assets that serve a line, with how many of each, as plain text."""
    w = words()
    return w.listed(
        [
            f"{book.assets[asset_id].code} {book.assets[asset_id].name} × {w.quantity(quantity)}"
            for (served, asset_id), quantity in book.served.items()
            if served == lineage
        ]
    )


def proposed(plan: PlanRow, book: Reuse) -> None:
    """Stock that looks like what a line buys, each with its reasons and the two answers."""
    w = words()
    ids = {row.need.lineage for row in book.of_plan(plan.id)}
    rows = [one for one in book.proposals if one.lineage in ids]
    st.subheader(w._("Proposals"), anchor=False)
    if not rows:
        st.caption(w._("Nothing else that is free looks like what the plan buys."))
    for one in rows[:PROPOSALS_SHOWN]:
        _proposal(book, one)
    if len(rows) > PROPOSALS_SHOWN:
        st.caption(w._("and {n} more", n=w.number(len(rows) - PROPOSALS_SHOWN)))


def _proposal(book: Reuse, one: ReuseProposal) -> None:
    w = words()
    need, asset = book.needs[one.lineage], book.assets[one.asset_id]
    with st.container(border=True, key=f"proposal_{one.lineage}_{one.asset_id}"):
        st.markdown(f"**{_line_name(need)}** ← {_asset_name(asset)}")
        st.caption(
            w._(
                "{reasons} · likeness {share} · {free} free of {quantity}, {condition}",
                reasons=w.listed([w.label(reason) for reason in one.reasons]),
                share=w.percent(one.likeness, 0),
                free=w.quantity(book.free[asset.id]),
                quantity=w.quantity(asset.quantity_milli),
                condition=w.label(asset.condition),
            )
            + _over_age(asset)
        )
        if context().may(Action.EDIT_PROCUREMENT):
            _answer(need, asset, one.quantity_milli, f"{one.lineage}_{one.asset_id}")


def _answer(need: NeedRow, asset: RegisterRow, quantity_milli: int, key: str) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.number_input(
            w._("Quantity"),
            min_value=0.0,
            value=quantity_milli / MILLI,
            step=1.0,
            format="%g",
            key=f"reuse_quantity_{key}",
            width=110,
        )
        reason = st.text_input(w._("Reason"), key=f"reuse_reason_{key}", width=240)
        yes = st.button(w._("Reuse"), key=f"reuse_yes_{key}", icon=":material/recycling:")
        no = st.button(w._("Do not reuse"), key=f"reuse_no_{key}")
    if reason:
        form_is_open()
    if (yes or no) and run(
        commands.decide_reuse,
        project_id=context().project_id,
        lineage_id=need.need.lineage,
        asset_id=asset.id,
        is_reused=yes,
        quantity_milli=round(number * MILLI) if yes else 0,
        reason=reason,
        done=w._("Decision recorded"),
    ):
        st.rerun()


def decisions(plan: PlanRow, book: Reuse) -> None:
    """What was decided for the lines of a plan, each with its withdrawal; and the form for another pair."""
    w = words()
    lineages = {row.need.lineage for row in book.of_plan(plan.id)}
    rows = [row for row in book.matches if lineages.intersection(book.lines_of(row))]
    st.subheader(w._("Decisions"), anchor=False)
    aside = sum(row.archived for row in rows)
    if not rows:
        st.caption(w._("No decision yet."))
    archived = aside and st.toggle(
        w._("Show archived"), key="decisions_archived", bind="query-params", help=w._("Withdrawn decisions")
    )
    for row in rows:
        if not row.archived or archived:
            _decision(book, row)
    if context().may(Action.EDIT_PROCUREMENT):
        _another(plan, book)


def _decision(book: Reuse, row: MatchRow) -> None:
    w, frame = words(), context()
    asset = book.assets[row.asset_id]
    lines = w.listed([_line_name(book.needs[lineage]) for lineage in book.lines_of(row)])
    said = (
        w._("reuse {quantity}", quantity=w.quantity(row.quantity_milli))
        if row.is_reused
        else w._("not reused")
    )
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"decision_{row.id}"):
        text = f"**{lines}** ← {_asset_name(asset)}: {said}"
        st.markdown(text + (f" · {plain(row.reason)}" if row.reason else ""), width="stretch")
        if not frame.may(Action.EDIT_PROCUREMENT):
            return
        if row.archived:
            if st.button(w._("Restore"), key=f"decision_restore_{row.id}") and run(
                commands.restore_reuse,
                project_id=frame.project_id,
                match_id=row.id,
                done=w._("Decision restored"),
            ):
                st.rerun()
            return
        change = st.popover(
            w._("Change"), key=f"decision_change_{row.id}", on_change="rerun", type="tertiary"
        )
    if change.open:
        with change:
            _change(row)


def _change(row: MatchRow) -> None:
    w, frame = words(), context()
    form_is_open()
    row = as_seen(row)
    key = f"{row.id}_{row.version}"
    is_reused = st.toggle(w._("Reuse"), value=row.is_reused, key=f"decision_reused_{key}")
    number = st.number_input(
        w._("Quantity"),
        min_value=0.0,
        value=row.quantity_milli / MILLI,
        step=1.0,
        format="%g",
        key=f"decision_quantity_{key}",
        disabled=not is_reused,
    )
    reason = st.text_area(w._("Reason"), value=row.reason, key=f"decision_reason_{key}")
    original = {"is_reused": row.is_reused, "quantity_milli": row.quantity_milli, "reason": row.reason}
    changes = {"is_reused": is_reused, "quantity_milli": round(number * MILLI), "reason": reason}
    if st.button(w._("Save the decision"), key=f"decision_save_{key}", type="primary") and run(
        commands.update_reuse,
        project_id=frame.project_id,
        match_id=row.id,
        expected_version=row.version,
        original=original,
        changes=changes,
        done=w._("Decision recorded"),
        names={"is_reused": w._("Reuse"), "quantity_milli": w._("Quantity"), "reason": w._("Reason")},
    ):
        st.rerun()
    if st.button(w._("Withdraw"), key=f"decision_archive_{key}", icon=":material/archive:") and run(
        commands.archive_reuse,
        project_id=frame.project_id,
        match_id=row.id,
        done=w._("Decision withdrawn; its stock is free"),
    ):
        st.rerun()


def _another(plan: PlanRow, book: Reuse) -> None:
    """A decision on a pair that nobody proposed."""
    w = words()
    folded = st.expander(
        w._("Decide on another pair"), key="decide_another", on_change="rerun", icon=":material/add:"
    )
    if not folded.open:
        return
    with folded:
        standing = {(row.lineage_id, row.asset_id) for row in book.matches if not row.archived}
        needs = {row.need.lineage: row for row in book.of_plan(plan.id)}
        lineage = st.selectbox(
            w._("Line"),
            list(needs),
            index=None,
            format_func=lambda each: f"{needs[each].need.name} · {needs[each].zone}",
            key="another_line",
        )
        free = {
            asset.id: asset
            for asset in book.assets.values()
            if not asset.archived and (lineage, asset.id) not in standing
        }
        asset_id = st.selectbox(
            w._("Asset"),
            list(free),
            index=None,
            format_func=lambda each: (
                f"{free[each].code} {free[each].name} · " + w._("{n} free", n=w.quantity(book.free[each]))
            ),
            key="another_asset",
        )
        if lineage is not None and asset_id is not None:
            form_is_open()
            most = min(book.free[asset_id], book.net[lineage].net_milli)
            _answer(needs[lineage], free[asset_id], most, f"other_{lineage}_{asset_id}")


def _line_name(need: NeedRow) -> str:
    return f"{plain(need.need.name)} · {plain(need.zone)}" if need.zone else plain(need.need.name)


def _asset_name(asset: RegisterRow) -> str:
    return plain(f"{asset.code} {asset.name} {asset.specification}".strip())


def _over_age(asset: RegisterRow) -> str:
    """A warning where the asset has lived its service life."""
    w = words()
    months = asset.months_left(context().today)
    if months is None or months >= 0:
        return ""
    return " · :material/warning: " + w._(
        "past its service life by {years} years", years=w.number(-months // 12)
    )
