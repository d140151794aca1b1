"""The review's comments: what is asked of a line, a category or the draft, and which draft answered it."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st

from db.commands import comments as commands
from db.queries.procurement import DraftRow, LineRow, PlanRow
from db.queries.review import CommentRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.procurement._changes import change_title
from pages.procurement._data import line_rows
from pages.procurement._life import show_life
from pages.procurement._pick import chosen, settle, widget_key
from pages.procurement._review_reads import comment_rows, place_name
from tracker.charts.procurement import draft_label
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.vocabulary import CommentStatus

_ROUND = "_comments_round"
_COLOURS: dict[CommentStatus, tuple[Literal["orange", "green", "gray", "red"], str]] = {
    CommentStatus.OPEN: ("orange", "schedule"),
    CommentStatus.ANSWERED: ("green", "check"),
    CommentStatus.CLOSED: ("gray", "done_all"),
    CommentStatus.REFUSED: ("red", "block"),
}
PARAMETER = "comments"
OPEN, UNANSWERED, ANSWERED, ALL, ARCHIVED = "open", "unanswered", "answered", "all", "archived"


def comment_section(plan: PlanRow, newest: DraftRow, *, draft: DraftRow | None = None) -> None:
    """The comments of a plan with their filter, and (on a numbered draft) the form for another one."""
    w, frame = words(), context()
    rows = comment_rows(plan.id)
    st.subheader(w._("Review comments"), anchor=False)
    if frame.may(Action.REVIEW_DRAFTS) and draft is not None and draft.number is not None:
        _new(draft)
    if not rows:
        st.caption(w._("Nobody has commented yet. A comment stays with its line over all drafts."))
        return
    shown = _filtered(rows, newest)
    for row in shown:
        _draw(row)
    if not shown:
        st.caption(w._("No comment of this kind."))


def open_count(plan_id: int) -> int:
    """How many comments wait for an answer."""
    return sum(row.status is CommentStatus.OPEN and not row.archived for row in comment_rows(plan_id))


def _filtered(rows: Sequence[CommentRow], newest: DraftRow) -> list[CommentRow]:
    w, number = words(), newest.number or 0
    alive = [row for row in rows if not row.archived]
    kinds = {
        OPEN: [row for row in alive if row.status is CommentStatus.OPEN],
        UNANSWERED: [row for row in alive if row.is_unanswered_in(number)],
        ANSWERED: [row for row in alive if row.status is CommentStatus.ANSWERED],
        ALL: alive,
        ARCHIVED: [row for row in rows if row.archived],
    }
    names = {
        OPEN: w.label(CommentStatus.OPEN),
        UNANSWERED: w._("Unanswered in draft {number}", number=number),
        ANSWERED: w.label(CommentStatus.ANSWERED),
        ALL: w._("All"),
        ARCHIVED: w._("Archived"),
    }
    offered = [kind for kind in names if kinds[kind] or kind == ALL]
    # Bound by hand: a widget that is bound by itself would put its label, with the count, into the address.
    picked = settle(PARAMETER, offered, ALL)
    st.segmented_control(
        w._("Comments"),
        offered,
        required=True,
        format_func=lambda kind: f"{names[kind]} {len(kinds[kind])}",
        key=widget_key(PARAMETER),
        on_change=chosen,
        args=(PARAMETER,),
        label_visibility="collapsed",
    )
    return kinds[picked]


def _new(draft: DraftRow) -> None:
    """The form of a new comment on a draft."""
    w, frame = words(), context()
    lines = {row.lineage_id: row for row in line_rows(draft.id)}
    categories = list(dict.fromkeys(row.category for row in lines.values() if row.category))
    key = f"comment_{draft.id}_{st.session_state.get(_ROUND, 0)}"
    with st.container(border=True, key="new_comment", gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            place = st.selectbox(
                w._("Comment on"),
                [None, *categories, *lines],
                format_func=lambda each: _place(each, lines, draft, w),
                key=f"{key}_place",
                width=340,
            )
            text = st.text_area(w._("Comment"), key=f"{key}_text", height=80)
        if text:
            form_is_open()
        sent = st.button(
            w._("Add the comment"),
            key=f"{key}_save",
            disabled=not text.strip(),
            icon=":material/add_comment:",
        )
    if sent and run(
        commands.add_comment,
        project_id=frame.project_id,
        draft_id=draft.id,
        text=text,
        lineage_id=place if isinstance(place, int) else None,
        category=place if isinstance(place, str) else "",
        done=w._("Comment added"),
    ):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.rerun()


def _place(place: int | str | None, lines: dict[int, LineRow], draft: DraftRow, w: Words) -> str:
    """A choice of the place: the draft, a category, a line."""
    if place is None:
        return w._("{draft} as a whole", draft=draft_label(draft.number, w))
    if isinstance(place, str):
        return w._("Category: {category}", category=place)
    row = lines[place]
    return f"{row.name} · {row.zone}" if row.zone else row.name


def _draw(row: CommentRow) -> None:
    """One comment: where it stands, what was asked, what was answered, what may be done."""
    w, frame = words(), context()
    colour, icon = _COLOURS[row.status]
    where = plain(place_name(w, row.lineage_id, row.line_name, row.category))
    with st.container(border=True, key=f"comment_row_{row.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(w.label(row.status), color=colour, icon=f":material/{icon}:")
            st.markdown(f"**{where}**", width="stretch")
            st.caption(
                f"{draft_label(row.draft_number, w)} · {w.instant(row.written_at, frame.project.time_zone)}",
                width="content",
            )
        st.markdown(plain(row.text))
        if row.answer:
            st.markdown(f":material/reply: {_answer(row, w)}")
        _actions(row)


def _answer(row: CommentRow, w: Words) -> str:
    """The draft that answered, its words, and the change that answers."""
    said = plain(row.answer)
    if row.answered_in_id is not None:
        where = w._("Answered in {draft}", draft=draft_label(row.answered_in_number, w))
        said = f"**{where}** {said}"
    elif row.status is CommentStatus.REFUSED:
        said = f"**{w.label(CommentStatus.REFUSED)}** {said}"
    if row.cause is not None:
        said += f"  \n:small[{change_title(w)}: **{w.label(row.cause)}** {plain(row.change_text)}]"
    return said


def _actions(row: CommentRow) -> None:
    w, frame = words(), context()
    if row.archived:
        if frame.may(Action.REVIEW_DRAFTS):
            _button(row, commands.restore_comment, w._("Restore"), "unarchive", w._("Comment restored"))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if frame.may(Action.ANSWER_COMMENTS) and row.status in {CommentStatus.OPEN, CommentStatus.REFUSED}:
            _reply(row)
        if frame.may(Action.REVIEW_DRAFTS):
            if row.status is not CommentStatus.CLOSED:
                _button(
                    row, commands.close_comment, w._p("comment", "Close"), "done_all", w._("Comment closed")
                )
            if row.status is not CommentStatus.OPEN:
                _button(row, commands.reopen_comment, w._("Ask again"), "undo", w._("Comment opened again"))
            if row.status is CommentStatus.OPEN:
                _edit(row)
            _button(row, commands.archive_comment, w._("Archive"), "archive", w._("Comment archived"))
        if row.lineage_id is not None and st.button(
            w._("Over all drafts"), key=f"life_{row.id}", icon=":material/timeline:", type="tertiary"
        ):
            show_life(row.lineage_id)
            st.rerun()


def _button(row: CommentRow, command: Callable[..., None], label: str, icon: str, done: str) -> None:
    key = f"{command.__name__}_{row.id}"
    pressed = st.button(label, key=key, icon=f":material/{icon}:", type="tertiary")
    if pressed and run(command, project_id=context().project_id, comment_id=row.id, done=done):
        st.rerun()


def _edit(row: CommentRow) -> None:
    """Other words for what is asked, as long as nobody answered."""
    w = words()
    place = st.popover(
        w._("Change"),
        icon=":material/edit:",
        key=f"edit_comment_{row.id}",
        type="tertiary",
        on_change="rerun",
    )
    if not place.open:
        return
    with place:
        form_is_open()
        row = as_seen(row)
        text = st.text_area(
            w._("Comment"), value=row.text, key=f"comment_text_{row.id}_{row.version}", height=100
        )
        saved = st.button(
            w._("Save the comment"),
            key=f"save_comment_{row.id}",
            type="primary",
            disabled=not text.strip() or text.strip() == row.text,
        )
    if saved and run(
        commands.update_comment,
        project_id=context().project_id,
        comment_id=row.id,
        expected_version=row.version,
        original={"text": row.text},
        changes={"text": text},
        done=w._("Comment saved"),
        names={"text": w._("Comment")},
    ):
        st.rerun()


def _reply(row: CommentRow) -> None:
    """Answer in the working copy, or say why not."""
    w, frame = words(), context()
    with st.popover(w._p("comment", "Answer"), icon=":material/reply:", key=f"reply_{row.id}"):
        text = st.text_area(w._p("comment", "Answer"), key=f"reply_text_{row.id}_{row.version}", height=100)
        st.caption(w._("The working copy, once it is submitted, is the draft that answers."))
        if text:
            form_is_open()
        given: dict[str, Any] = {"project_id": frame.project_id, "comment_id": row.id, "answer": text}
        with st.container(horizontal=True):
            answered = st.button(
                w._("Answer in the working copy"),
                key=f"answer_{row.id}",
                type="primary",
                disabled=not text.strip(),
            )
            refused = row.status is CommentStatus.OPEN and st.button(
                w._("Refuse"), key=f"refuse_{row.id}", disabled=not text.strip()
            )
        if answered and run(commands.answer_comment, done=w._("Answer saved"), **given):
            st.rerun()
        if refused and run(commands.refuse_comment, done=w._("Refusal saved"), **given):
            st.rerun()
