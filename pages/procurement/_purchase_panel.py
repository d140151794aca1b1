"""One package: where it stands, its stages against opening day, its contract and its lines."""

from collections.abc import Sequence

import streamlit as st

from db.commands import packages as commands
from db.queries.procurement import LineRow
from pages._kit import chart as charts
from pages._kit.chart import draw
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._contract import contract_panel
from pages.procurement._package import edit_package, line_name, plan_actions
from pages.procurement._purchase_words import (
    IN_SIGHT_DAYS,
    article_text,
    finding_sentence,
    method_sentence,
)
from pages.procurement._purchases import Bought, stage_chart
from pages.procurement._stage_files import stage_files
from pages.procurement._stages import stage_table
from tracker.charts.purchasing import purchase_title
from tracker.permissions import Action
from tracker.procurement.purchase import split_purchases
from tracker.procurement.thresholds import SPLITTING_ARTICLE, Permission


def splitting_warnings(packages: Sequence[Bought], others: Sequence[Bought]) -> None:
    """Where purchases of one kind may have been split to avoid a tender, over the packages of other plans too."""
    w = words()
    own = {each.found.title for each in packages}
    for split in split_purchases(each.found for each in (*packages, *others)):
        if own.isdisjoint(split.packages):
            continue  # it is said where those packages are
        st.warning(
            w._(
                "{packages}: {amount} for one kind of purchase in {year} without a tender, above the threshold. This "
                "may count as splitting ({article}) unless the budget was adjusted or the method approved.",
                packages=w.listed([plain(name) for name in split.packages]),
                amount=w.money(split.amount_fen),
                year=str(split.year),
                article=article_text(SPLITTING_ARTICLE, w),
            ),
            icon=":material/call_split:",
        )


def purchase_panel(current: Bought, free: Sequence[LineRow]) -> None:
    """Everything about a package; `free` are the lines that it may still take."""
    w, found = words(), current.found
    _head(current, free)
    note = st.caption if found.verdict.permission is Permission.ALLOWED else st.info
    note(method_sentence(found, w))
    for finding in found.findings:
        st.warning(finding_sentence(finding, w), icon=":material/gavel:")
    draw(
        stage_chart(found.title, found.stages, context().project.opening_on, charts.appearance()),
        alt=purchase_title(found.title, found.stages, w),
        key=f"stages_chart_{current.row.id}",
    )
    stage_table(current)
    st.caption(
        w._(
            "Periods count from the day after the event. Where the law sets none, the durations are judgements: 15 "
            "working days for the finance review, 5 for the documents, 10 to the contract; a later planned day counts "
            "instead. Delivery, installation and acceptance last as the package says."
        )
    )
    stage_files(current)
    plan_actions(current)
    st.subheader(w._("Contract"), anchor=False)
    contract_panel(current)
    inside = st.expander(
        w._n("{n} line in this package", "{n} lines in this package", len(current.lines)),
        key="package_lines",
        on_change="rerun",
    )
    if inside.open:
        for line in current.lines:
            inside.markdown(f"- {plain(line_name(line))}")


def _head(current: Bought, free: Sequence[LineRow]) -> None:
    """Title with what is urgent and what may be done, and what the package is."""
    w, row, found = words(), current.row, current.found
    may_edit = context().may(Action.EDIT_PROCUREMENT)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(row.title), anchor=False, width="stretch")
        if found.late_days > 0:
            st.badge(w._("Too late"), color="red", icon=":material/priority_high:")
        elif found.next is not None and found.late_days > -IN_SIGHT_DAYS:
            st.badge(w._("Due soon"), color="orange", icon=":material/schedule:")
        if may_edit and not row.archived and st.button(w._("Change"), key="package_change"):
            edit_package(current, free)
        if may_edit:
            _put(current)
    about = [
        w.label(row.method) if row.method else w._("No method chosen"),
        plain(row.method_reason),
        w._n("{n} line", "{n} lines", len(current.lines)),
        w.money(found.budget_fen),
    ]
    st.caption(" · ".join(filter(None, about)))


def _put(current: Bought) -> None:
    """Put the package aside, or bring it back."""
    w, row = words(), current.row
    label = w._("Restore") if row.archived else w._("Archive")
    done = w._("Package restored") if row.archived else w._("Package archived")
    command = commands.restore_package if row.archived else commands.archive_package
    if st.button(label, key="package_put", type="tertiary") and run(
        command, project_id=context().project_id, package_id=row.id, done=done
    ):
        st.rerun()
