"""The checklist of a round, zone by zone, with the answers of every device; the desk answers too."""

from collections.abc import Sequence

import streamlit as st

from db.queries.desk_round import DeskRound
from db.queries.inspections import RoundRow
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _desk
from pages.site._words import differs_badge
from tracker.desk_round import AskedQuestion, ZoneChecks
from tracker.vocabulary import CheckAnswer

SHOWN = 12
"""So many failed or differing answers stand above the zones; the zones have all of them."""


def checks_section(row: RoundRow, said: DeskRound, *, may: bool) -> None:
    """How far the checklist is, what failed or differs, and one zone's questions."""
    w = words()
    sheets = said.zones
    if not sheets and row.frozen:
        return
    st.subheader(w._("Checklist"), anchor=False)
    if not sheets:
        st.caption(
            w._("No questions are asked yet. Write them under “Checklist” on the page of all inspections.")
        )
        return
    st.markdown(_sentence(sheets))
    _worth_a_look(sheets, said.devices)
    names = {sheet.zone_id: sheet.place for sheet in sheets}
    zone_id = _zone(row.id, sheets, names)
    shown = next(sheet for sheet in sheets if sheet.zone_id == zone_id)
    st.caption(_sentence([shown]))
    for question in shown.questions:
        _question(row.id, zone_id, question, said.devices, may=may)


def _sentence(sheets: Sequence[ZoneChecks]) -> str:
    w = words()
    questions = sum(len(sheet.questions) for sheet in sheets)
    failed = sum(sheet.failed for sheet in sheets)
    differing = sum(sheet.differing for sheet in sheets)
    parts = [
        w._n(
            "{answered} of {n} question answered",
            "{answered} of {n} questions answered",
            questions,
            answered=w.number(sum(sheet.answered for sheet in sheets)),
        )
    ]
    if failed:
        parts.append(w._n("{n} failed", "{n} failed", failed))
    if differing:
        parts.append(w._n("{n} answered differently", "{n} answered differently", differing))
    return w.listed(parts)


def _worth_a_look(sheets: Sequence[ZoneChecks], devices: Sequence[str]) -> None:
    """What failed or was answered differently, from all zones."""
    w = words()
    lines = [
        f"- {plain(sheet.place)} · {_line(question, devices)}"
        for sheet in sheets
        for question in sheet.questions
        if question.failed or question.differs
    ]
    if lines:
        st.markdown("\n".join(lines[:SHOWN]))
    if len(lines) > SHOWN:
        st.caption(w._n("{n} more", "{n} more", len(lines) - SHOWN))


def _zone(round_id: int, sheets: Sequence[ZoneChecks], names: dict[int, str]) -> int:
    """The zone whose questions are shown; the button beside it leads to the next one."""
    w = words()
    key = f"checks_zone_{round_id}"
    options = list(names)
    if st.session_state.get(key) not in names:
        st.session_state[key] = next(
            (sheet.zone_id for sheet in sheets if sheet.answered < len(sheet.questions)), options[0]
        )
    at = options.index(st.session_state[key])

    def following() -> None:
        st.session_state[key] = options[(at + 1) % len(options)]

    with st.container(horizontal=True, vertical_alignment="bottom"):
        zone_id: int = st.selectbox(
            w._("Place"), options, format_func=names.__getitem__, key=key, width="stretch"
        )
        if len(options) > 1:
            st.button(
                w._("Next place"), icon=":material/arrow_forward:", key=f"{key}_next", on_click=following
            )
    return zone_id


def _line(question: AskedQuestion, devices: Sequence[str]) -> str:
    said = _desk.badges(CheckAnswer, question.sayings, devices)
    differs = f" {differs_badge(words())}" if question.differs else ""
    return f"{plain(question.text)} {said}{differs}"


def _question(
    round_id: int, zone_id: int, question: AskedQuestion, devices: Sequence[str], *, may: bool
) -> None:
    if not may:
        st.markdown(f"- {_line(question, devices)}")
        return
    key = f"check_{round_id}_{zone_id}_{question.item_id}"
    stored = _desk.of_desk(question.sayings)
    others = [saying for saying in question.sayings if saying is not stored]
    with st.container(border=True, key=key):
        left, right = st.columns(2, vertical_alignment="center", gap="small")
        differs = f" {differs_badge(words())}" if question.differs else ""
        left.markdown(f"{plain(question.text)} {_desk.badges(CheckAnswer, others, devices)}{differs}")
        with right:
            chosen = _desk.choice(CheckAnswer, question.text, stored, key)
    if chosen is None:
        if stored is not None and _desk.take_back(round_id, stored):
            _desk.saved(key)
    elif (stored is None or chosen != stored.said) and _desk.answer_check(
        round_id, zone_id, question.item_id, CheckAnswer(chosen)
    ):
        _desk.saved(key)
