"""Net need = need − usable stock, line by line; proposals, and the decisions that people made of them."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.commands import reuse as commands
from db.queries.assets import NeedRow
from db.queries.procurement import PlanRow
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import run
from pages._kit.filters import shown_count
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._asset_reads import Reuse
from pages.procurement._columns import right
from pages.procurement._data import draft_rows
from pages.procurement._decisions import decided, decisions, proposed
from tracker.exports.table import Column, money_column
from tracker.i18n import Words
from tracker.money import amount_fen, quantity_of
from tracker.permissions import Action

ALL = "need_all"


def net_need(plan: PlanRow, book: Reuse) -> None:
    """The table of a plan's needs, what may be taken over into its working copy, proposals and decisions."""
    w = words()
    rows = book.of_plan(plan.id)
    if not rows:
        st.info(w._("The plan has no line yet."), icon=":material/info:")
        return
    _say_short(book)
    touched = _touched(book, rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        everything = st.toggle(w._("Show all lines"), key=ALL, bind="query-params", value=not touched)
        shown = rows if everything else touched
        export_button(w._("Net need"), _columns(w, book), shown, key="export_need")
    _table(w, book, shown)
    shown_count(len(shown), len(rows))
    if context().may(Action.EDIT_PROCUREMENT):
        _take_over(plan, book, rows)
    proposed(plan, book)
    decisions(plan, book)


def _touched(book: Reuse, rows: Sequence[NeedRow]) -> list[NeedRow]:
    """The lines that stock serves or could serve."""
    named = {one.lineage for one in book.proposals} | {
        lineage for row in book.matches if not row.archived for lineage in book.lines_of(row)
    }
    return [row for row in rows if row.need.lineage in named or row.need.taken_out_milli]


def _say_short(book: Reuse) -> None:
    """Promises that cannot be kept any more, loudly."""
    w = words()
    for row in book.short():
        asset = book.assets[row.asset_id]
        names = dict.fromkeys(book.needs[lineage].need.name for lineage in book.lines_of(row))
        st.warning(
            w._(
                "{code} {asset}: {promised} were promised to “{line}”, but only {counted} can be counted.",
                code=plain(asset.code),
                asset=plain(asset.name),
                promised=w.quantity(row.quantity_milli),
                line=plain(w.listed(list(names))),
                counted=w.quantity(book.counted_for(row)),
            ),
            icon=":material/priority_high:",
        )


def _table(w: Words, book: Reuse, rows: Sequence[NeedRow]) -> None:
    st.dataframe(
        pd.DataFrame(
            [
                {
                    w._("Line"): row.need.name,
                    w._("Total need"): _quantity(w, row.need.gross_milli, row),
                    w._("From stock"): _quantity(w, book.net[row.need.lineage].reused_milli, row),
                    w._("Net need"): _quantity(w, book.net[row.need.lineage].net_milli, row),
                    w._("In the draft"): _quantity(w, row.need.quantity_milli, row),
                    w._("Too many (+) or too few (−)"): _difference(w, book, row),
                    w._("Served by"): decided(book, row.need.lineage),
                    w._("Zone"): row.zone,
                    w._("Category"): row.category,
                }
                for row in rows
            ]
        ),
        hide_index=True,
        column_config=right(
            w._("Total need"),
            w._("From stock"),
            w._("Net need"),
            w._("In the draft"),
            w._("Too many (+) or too few (−)"),
        ),
        placeholder="",
        alt=w._("Net need by line"),
    )


def _quantity(w: Words, milli: int, row: NeedRow) -> str:
    return f"{w.quantity(milli)} {row.need.unit}".strip()


def _difference(w: Words, book: Reuse, row: NeedRow) -> str:
    surplus = book.net[row.need.lineage].surplus_milli
    return "" if surplus == 0 else ("+" if surplus > 0 else "−") + w.quantity(abs(surplus))


def _take_over(plan: PlanRow, book: Reuse, rows: Sequence[NeedRow]) -> None:
    """Lines of the working copy that buy other than their net need, each with the step that mends it."""
    w, frame = words(), context()
    working = {row.id for row in draft_rows(plan.id) if row.number is None and not row.archived}
    off = [
        row
        for row in rows
        if row.draft_id in working
        and row.line_id is not None
        and book.net[row.need.lineage].surplus_milli
        and (book.net[row.need.lineage].reused_milli or row.need.taken_out_milli)
    ]
    if not off:
        return
    st.subheader(w._("The working copy does not buy its net need"), anchor=False)
    for row in off:
        net = book.net[row.need.lineage]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                w._(
                    "{line}: {bought} → {net}",
                    line=f"**{plain(row.need.name)}** {plain(row.zone)}".strip(),
                    bought=_quantity(w, row.need.quantity_milli, row),
                    net=_quantity(w, net.net_milli, row),
                ),
                width="stretch",
            )
            if st.button(w._("Take over"), key=f"take_over_{row.need.lineage}") and run(
                commands.apply_reuse,
                project_id=frame.project_id,
                draft_id=row.draft_id,
                lineage_id=row.need.lineage,
                text=w._("From stock: {assets}", assets=decided(book, row.need.lineage)),
                done=w._("Working copy changed; the cause is reuse"),
            ):
                st.rerun()


def _columns(w: Words, book: Reuse) -> list[Column[NeedRow]]:
    def milli(title: str, of: str) -> Column[NeedRow]:
        return Column(title, lambda row: quantity_of(getattr(book.net[row.need.lineage], of)), 12)

    return [
        Column(w._("Category"), lambda row: row.category),
        Column(w._("Line"), lambda row: row.need.name, 24),
        Column(w._("Specification"), lambda row: row.need.specification, 24),
        Column(w._("Zone"), lambda row: row.zone),
        Column(w._("Unit"), lambda row: row.need.unit, 8),
        Column(w._("Total need"), lambda row: quantity_of(row.need.gross_milli)),
        milli(w._("From stock"), "reused_milli"),
        milli(w._("Net need"), "net_milli"),
        Column(w._("In the draft"), lambda row: quantity_of(row.need.quantity_milli)),
        milli(w._("Too many (+) or too few (−)"), "surplus_milli"),
        Column(w._("Served by"), lambda row: decided(book, row.need.lineage), 30),
        money_column(
            w._("Saved (yuan)"),
            lambda row: amount_fen(book.net[row.need.lineage].reused_milli, row.unit_price_fen or 0),
        ),
    ]
