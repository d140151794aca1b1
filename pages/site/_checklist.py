"""The questions that every round asks: edited one by one, moved, put aside, or pasted as a list."""

from typing import Any

import streamlit as st

from db.commands import checklist as commands
from db.queries.checklist import ChecklistRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _reads
from pages.site._draft import draft_of
from pages.site._words import archived_badge
from pages.site._zones import zone_options
from tracker.checklist import LONGEST_QUESTION
from tracker.permissions import Action


def checklist_section() -> None:
    """The checklist in an expander; nothing is computed while it is closed."""
    w = words()
    opened = st.expander(w._("Checklist"), key="checklist", on_change="rerun", icon=":material/checklist:")
    if not opened.open:
        return
    with opened:
        rows = _reads.checklist()
        may = context().may(Action.HOLD_ROUNDS)
        st.markdown(
            w._(
                "A general question is asked in every room, on the phone and at the desk; a question of a zone in "
                "that zone alone. A failed answer leads to a finding."
            )
        )
        some_archived = any(row.archived for row in rows)
        with_archived = some_archived and st.toggle(w._("Show archived"), key="checklist_archived")
        _list([row for row in rows if with_archived or not row.archived], may=may)
        if may:
            _new()
            _paste()


def _list(rows: list[ChecklistRow], *, may: bool) -> None:
    """The general questions, then those of each zone in the order of the building."""
    w = words()
    places = zone_options(current=None)
    order = {zone_id: place for place, zone_id in enumerate(places)}
    titles: dict[int | None, str] = {None: w._("In every room")}
    titles |= {zone_id: place for zone_id, place in places.items()}  # noqa: C416 (widens the type of the key)
    groups: dict[int | None, list[ChecklistRow]] = {}
    for row in sorted(
        rows, key=lambda each: -1 if each.zone_id is None else order.get(each.zone_id, len(order))
    ):
        groups.setdefault(row.zone_id, []).append(row)
    elsewhere = w._("In an archived zone")
    for zone_id, group in groups.items():
        st.markdown(f"**{plain(titles.get(zone_id, elsewhere))}**")
        for row in group:
            _line(row, may=may, first=row is group[0], last=row is group[-1])


def _line(row: ChecklistRow, *, may: bool, first: bool, last: bool) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"question_{row.id}"):
        text = plain(row.text)
        st.markdown(f"{text} {archived_badge(w)}" if row.archived else text, width="stretch")
        if may:
            _menu(row, first=first, last=last)


def _menu(row: ChecklistRow, *, first: bool, last: bool) -> None:
    w = words()
    edit, archive, restore = w._("Edit"), w._("Archive"), w._("Restore")
    up, down = w._("Move up"), w._("Move down")
    options = (
        [restore] if row.archived else [edit, *([] if first else [up]), *([] if last else [down]), archive]
    )
    chosen = st.menu_button(w._("Change"), options, type="tertiary", key=f"question_menu_{row.id}")
    target: dict[str, Any] = {"project_id": context().project_id, "item_id": row.id}
    if chosen == edit:
        st.dialog(w._("Change the question"))(_edit)(row)
    moves = {up: -1, down: 1}
    if (
        (
            chosen in moves
            and run(commands.move_checklist_item, **target, by=moves[chosen], done=w._("Question moved"))
        )
        or (
            chosen == archive
            and run(commands.archive_checklist_item, **target, done=w._("Question archived"))
        )
        or (
            chosen == restore
            and run(commands.restore_checklist_item, **target, done=w._("Question restored"))
        )
    ):
        st.rerun()


def _edit(row: ChecklistRow) -> None:
    """Words and zone of a question; one that signed rounds answered is replaced, so that they keep theirs."""
    w = words()
    form_is_open()
    draft = draft_of(f"question_form_{row.id}", row.version, {"text": row.text, "zone_id": row.zone_id})
    start = draft.original
    text = st.text_area(
        w._("Question"), value=start["text"], key=draft.key("text"), max_chars=LONGEST_QUESTION, height=90
    )
    zone_id = _zone_input(draft.key("zone_id"), start["zone_id"])
    target: dict[str, Any] = {"project_id": context().project_id, "item_id": row.id}
    if row.signed:
        st.caption(w._("Signed rounds have answered it and keep it as it was; the new one takes its place."))
        if st.button(w._("Replace the question"), type="primary", key=f"question_save_{row.id}") and run(
            commands.replace_checklist_item,
            **target,
            text=text,
            zone_id=zone_id,
            done=w._("Question replaced"),
        ):
            st.rerun()
        return
    if st.button(w._("Save the question"), type="primary", key=f"question_save_{row.id}") and run(
        commands.update_checklist_item,
        **target,
        expected_version=draft.version,
        original=start,
        changes={"text": text, "zone_id": zone_id},
        names={"text": w._("Question"), "zone_id": w._("Place")},
        done=w._("Question changed"),
    ):
        draft.saved()
        st.rerun()


def _zone_input(key: str, current: int | None = None) -> int | None:
    w = words()
    zones = zone_options(current=current)
    options = list(zones)
    chosen: int | None = st.selectbox(
        w._("Place"),
        options,
        index=options.index(current) if current in options else None,
        format_func=zones.__getitem__,
        placeholder=w._("In every room"),
        key=key,
    )
    return chosen


def _new() -> None:
    w = words()
    with st.form("new_question", clear_on_submit=True):
        text = st.text_input(w._("Question"), key="new_question_text", max_chars=LONGEST_QUESTION)
        zone_id = _zone_input("new_question_zone")
        added = st.form_submit_button(w._("Add the question"))
    if added and run(
        commands.create_checklist_item,
        project_id=context().project_id,
        text=text,
        zone_id=zone_id,
        done=w._("Question added"),
    ):
        st.rerun()


def _paste() -> None:
    w = words()
    opened = st.popover(
        w._("Paste a list"), icon=":material/content_paste:", key="paste_questions", on_change="rerun"
    )
    if not opened.open:
        return
    form_is_open()
    with opened:
        nonce = st.session_state.setdefault("paste_nonce", 0)
        text = st.text_area(w._("One question a line"), key=f"paste_text_{nonce}", height=200)
        zone_id = _zone_input(f"paste_zone_{nonce}")
        if st.button(w._("Add the questions"), key="paste_save") and run(
            commands.import_checklist,
            project_id=context().project_id,
            text=text,
            zone_id=zone_id,
            done=lambda n: w._n("{n} question added", "{n} questions added", n),
        ):
            st.session_state["paste_nonce"] = nonce + 1
            st.rerun()
