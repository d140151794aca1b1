"""What a task waits for and what waits for it: shown, added, changed, removed."""

import streamlit as st

from db.commands import tasks as commands
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.permissions import Action
from tracker.plans import DatedTaskRow
from tracker.schedule.model import Dependency, LagUnit, LinkType


def draw_links(row: DatedTaskRow) -> None:
    """The links of a task, with their removal, and the form that adds one."""
    w = words()
    titles = {each.id: each.title for each in reads.dated_tasks()}
    before = [link for link in reads.links() if link.successor_id == row.id and link.predecessor_id in titles]
    after = [link for link in reads.links() if link.predecessor_id == row.id and link.successor_id in titles]
    for heading, links, other in (
        (w._("Waits for"), before, "predecessor_id"),
        (w._("Followed by"), after, "successor_id"),
    ):
        st.markdown(f"**{heading}**" if links else f"**{heading}** — " + w._("nothing"))
        for link in links:
            _line(link, titles[getattr(link, other)])
    if context().may(Action.EDIT_PLANS):
        _add(row, titles)


def _line(link: Dependency, title: str) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{plain(title)} · {w.label(link.type)}{_lag(link)}", width="stretch")
        removing = context().may(Action.EDIT_PLANS) and st.button(
            w._("Remove"),
            key=f"unlink_{link.predecessor_id}_{link.successor_id}",
            type="tertiary",
            icon=":material/link_off:",
        )
    if removing and run(
        commands.unlink_tasks,
        project_id=context().project_id,
        predecessor_id=link.predecessor_id,
        successor_id=link.successor_id,
        done=w._("Link removed"),
    ):
        st.rerun()


def _lag(link: Dependency) -> str:
    w = words()
    return f" {w.signed_number(link.lag_days)} {w.label(link.lag_unit)}" if link.lag_days else ""


def _add(row: DatedTaskRow, titles: dict[int, str]) -> None:
    w = words()
    sides = {"before": w._("Waits for"), "after": w._("Followed by")}
    with st.form(f"link_{row.id}", border=False, clear_on_submit=True, enter_to_submit=False):
        side = st.segmented_control(
            w._("This task"), list(sides), format_func=sides.__getitem__, default="before", required=True
        )
        other = st.selectbox(
            w._("Other task"),
            [id_ for id_ in titles if id_ != row.id],
            index=None,
            format_func=titles.__getitem__,
            placeholder=w._("Choose a task"),
        )
        kind, lag, unit = st.columns(3)
        type_ = kind.selectbox(w._("Link"), list(LinkType), format_func=w.label)
        days = lag.number_input(w._("Lag"), value=0, step=1)
        counted = unit.selectbox(w._("Counted in"), list(LagUnit), format_func=w.label)
        added = st.form_submit_button(w._("Add link"), icon=":material/add_link:")
    if not added:
        return
    if other is None:
        st.error(w._("Please choose the other task."), icon=":material/error:")
        return
    first, second = (other, row.id) if side == "before" else (row.id, other)
    if run(
        commands.link_tasks,
        project_id=context().project_id,
        predecessor_id=first,
        successor_id=second,
        type=type_,
        lag_days=int(days),
        lag_unit=counted,
        done=w._("Link added"),
    ):
        st.rerun()
