"""In a line's life: what people took for one line is parted again, after a question; and what was parted, joined."""

from collections.abc import Iterator

import streamlit as st

from db.commands import line_parting as commands
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from pages.procurement._life_reads import History, history, parted_lines
from pages.procurement._returns import goods
from tracker.charts.procurement import draft_label
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.procurement.life import Life
from tracker.procurement.lines import Line, Lineage
from tracker.procurement.partings import Parting, partings

_ASKED = "_parting_asked"


def part_or_rejoin(plan_id: int, life: Life) -> None:
    """What may be parted or joined again in this life; nothing where the visitor may not, or there is nothing."""
    w, frame = words(), context()
    if not frame.may(Action.EDIT_PROCUREMENT):
        return
    known = history(plan_id)
    found = [each for each in partings(life, known.origins) if not each.same or frame.may(Action.DECIDE)]
    again = list(_parted(plan_id, life))
    if not found and not again:
        return
    with st.popover(w._("Not the same line?"), icon=":material/link_off:"):
        for parting in found:
            _offer(parting, known, w)
        for lineage, parents in again:
            _rejoin(lineage, parents, known, w)


def _offer(parting: Parting, known: History, w: Words) -> None:
    """The button, then what parting means and the button that does it."""
    key = f"part_{parting.after.lineage}_{parting.place}"
    label = w._(
        "Part {line} from {earlier}",
        line=goods(parting.after),
        earlier=w.listed([goods(line) for line in parting.before]),
    )
    if st.button(label, key=key):
        st.session_state[_ASKED] = key
    if st.session_state.get(_ASKED) != key:
        return
    st.warning(
        w._(
            "From {draft} on they are two lines: the earlier one is cut there, the later one is new. Reasons, "
            "decisions and comments of those drafts, the package and reused assets stay with the later one.",
            draft=draft_label(parting.number, w),
        ),
        icon=":material/call_split:",
    )
    if st.button(w._("Part them"), key=f"{key}_sure", type="primary") and _part(parting, known):
        del st.session_state[_ASKED]
        st.rerun()


def _part(parting: Parting, known: History) -> bool:
    w, project_id = words(), context().project_id
    done = w._("The lines are parted")
    if not parting.same:
        return run(commands.part_lines, project_id=project_id, lineage_id=parting.after.lineage, done=done)
    numbers = [draft.number for draft in known.drafts]
    return run(
        commands.part_line_at,
        project_id=project_id,
        lineage_id=parting.after.lineage,
        draft_id=known.ids[numbers.index(parting.number)],
        done=done,
    )


def _parted(plan_id: int, life: Life) -> Iterator[tuple[Lineage, tuple[Lineage, ...]]]:
    return ((line, parents) for line, parents in parted_lines(plan_id).items() if line in life.lineages)


def _rejoin(lineage: Lineage, parents: tuple[Lineage, ...], known: History, w: Words) -> None:
    lines = {line.lineage: line for draft in known.drafts for line in draft.lines}
    label = w._(
        "Join {line} with {earlier} again",
        line=_named(lines, lineage),
        earlier=w.listed([_named(lines, parent) for parent in parents]),
    )
    if st.button(label, key=f"rejoin_{lineage}", icon=":material/link:") and run(
        commands.rejoin_lines,
        project_id=context().project_id,
        lineage_id=lineage,
        done=w._("The lines are one from now on"),
    ):
        st.rerun()


def _named(lines: dict[Lineage, Line], lineage: Lineage) -> str:
    line = lines.get(lineage)
    return "—" if line is None else goods(line)
