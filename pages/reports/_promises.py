"""What a summary announces for the next period, and what became of what the last one had announced."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.commands import promises as commands
from db.queries.promises import PromiseRow
from db.queries.reports import ReportRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.reports import _reads
from pages.reports._sources import PAPER
from tracker.permissions import Action
from tracker.vocabulary import IssueStatus, PromiseVerdict


def promises(row: ReportRow) -> None:
    """Both lists of a summary, closed until somebody opens them."""
    w = words()
    own = _reads.promises(row.id)
    if row.status is IssueStatus.ISSUED:
        _judged(w._("What became of what it announced"), own, f"own_{row.id}")
        return
    before = _reads.announcing(row.id)
    if before is not None:
        title = w._("What “{title}” announced", title=plain(before.title))
        _judged(title, _reads.promises(before.id), f"before_{row.id}")
    if row.archived:
        return
    # A label that counts would be another expander after each save, and closed.
    label = w._("What is announced for the next period")
    opened = st.expander(label, key=f"promise_next_{row.id}", on_change="rerun", width=PAPER)
    if opened.open:
        with opened:
            _announced(row, own)


def _judged(title: str, rows: Sequence[PromiseRow], key: str) -> None:
    """How each announced matter stands, with the form that says what became of it."""
    live = [each for each in rows if not each.archived]
    if not live:
        return
    opened = st.expander(title, key=f"promise_{key}", on_change="rerun", width=PAPER)
    if not opened.open:
        return
    w, may_edit = words(), context().may(Action.EDIT_WORK)
    with opened:
        for each in live:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{_line(each)} · **{_state(each)}**", width="stretch")
                if may_edit:
                    form = st.popover(
                        w._("What became of it"),
                        type="tertiary",
                        key=f"judge_{each.id}",
                        on_change="rerun",
                    )
                    if form.open:
                        with form:
                            _judge(each)


def _line(row: PromiseRow) -> str:
    """What was announced, and for when."""
    w, promise = words(), row.promise
    text = plain(promise.text)
    if promise.due_on is None:
        return text
    return w._("{text}, by {day}", text=text, day=w.date(promise.due_on, today=context().today))


def _state(row: PromiseRow) -> str:
    w, now = words(), row.standing
    if now.verdict is None:
        return w._p("promise", "open")
    label = w.label(now.verdict)
    if now.on is None:
        return label
    return w._("{state}: {day}", state=label, day=w.date(now.on, today=context().today))


def _judge(row: PromiseRow) -> None:
    """The verdict and a word on it; of a task only that it was dropped."""
    row = as_seen(row)
    w, frame, promise = words(), context(), row.promise
    form_is_open()
    offered: list[PromiseVerdict | None] = [None, *PromiseVerdict]
    if promise.task is not None:
        st.caption(w._("A task tells by itself whether it is done or late; say only when it was dropped."))
        offered = [None, PromiseVerdict.DROPPED]
    key = f"judge_{promise.id}_{row.version}"
    verdict = st.selectbox(
        w._("What became of it"),
        offered,
        index=offered.index(promise.verdict),
        format_func=lambda each: w._p("promise", "open") if each is None else w.label(each),
        key=f"{key}_verdict",
    )
    note = st.text_input(
        w._("In a word: to when, or why"), promise.note, max_chars=commands.LONGEST_TEXT, key=f"{key}_note"
    )
    original = {"verdict": promise.verdict, "verdict_note": promise.note}
    if st.button(w._("Save"), type="primary", key=f"{key}_save") and run(
        commands.judge_promise,
        project_id=frame.project_id,
        promise_id=promise.id,
        expected_version=row.version,
        original=original,
        changes={"verdict": verdict, "verdict_note": note},
        done=w._("Saved: the next summary says so"),
        names={"verdict": w._("What became of it"), "verdict_note": w._("In a word: to when, or why")},
    ):
        st.rerun()


def _announced(row: ReportRow, rows: Sequence[PromiseRow]) -> None:
    """What is announced, each with its form; the plan's proposals; something of one's own."""
    w, may_edit = words(), context().may(Action.EDIT_WORK)
    archived = [each for each in rows if each.archived]
    with_archived = bool(archived) and st.toggle(w._("Show archived"), key=f"promise_archived_{row.id}")
    for each in rows:
        if each.archived and not with_archived:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_line(each), width="stretch")
            if may_edit:
                form = st.popover(
                    w._("Change"), type="tertiary", key=f"promise_edit_{each.id}", on_change="rerun"
                )
                if form.open:
                    with form:
                        _change(each)
    if not rows:
        st.caption(
            w._("The next summary says of each matter whether it was done, slipped or was dropped, and when.")
        )
    if may_edit:
        _propose(row, rows)
        _write(row)


def _change(row: PromiseRow) -> None:
    row = as_seen(row)
    w, frame, promise = words(), context(), row.promise
    form_is_open()
    key = f"promise_{promise.id}_{row.version}"
    target: dict[str, Any] = {"project_id": frame.project_id, "promise_id": promise.id}
    if row.archived:
        if st.button(w._("Restore"), key=f"{key}_restore") and run(
            commands.restore_promise, **target, done=w._("Announced again")
        ):
            st.rerun()
        return
    text = st.text_input(w._("Matter"), promise.text, max_chars=commands.LONGEST_TEXT, key=f"{key}_text")
    due_on = st.date_input(w._("Due"), promise.due_on, key=f"{key}_due")
    with st.container(horizontal=True):
        saved = st.button(w._("Save"), type="primary", key=f"{key}_save")
        taken_out = st.button(w._("Take out"), type="tertiary", key=f"{key}_archive")
    if saved and run(
        commands.update_promise,
        **target,
        expected_version=row.version,
        original={"text": promise.text, "due_on": promise.due_on},
        changes={"text": text, "due_on": due_on},
        done=w._("Matter saved"),
        names={"text": w._("Matter"), "due_on": w._("Due")},
    ):
        st.rerun()
    if taken_out and run(commands.archive_promise, **target, done=w._("Taken out of the summary")):
        st.rerun()


def _propose(row: ReportRow, rows: Sequence[PromiseRow]) -> None:
    """What the plan finishes in the next period, to be chosen."""
    w, frame = words(), context()
    taken = {each.promise.task.id for each in rows if each.promise.task and not each.archived}
    offered = {
        each.task_id: each for each in _reads.proposals(row.period.after()) if each.task_id not in taken
    }
    if not offered:
        return
    form_is_open()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            w._("From the plan: due in the next period"),
            list(offered),
            format_func=lambda id_: _proposal(offered[id_].title, w.date(offered[id_].finishes_on)),
            placeholder=w._("Choose tasks and milestones"),
            key=f"promise_tasks_{row.id}_{len(taken)}",
            width="stretch",
        )
        clicked = st.button(w._("Announce"), key=f"promise_announce_{row.id}", disabled=not chosen)

    def done(n: int) -> str:
        return w._n("{n} matter announced", "{n} matters announced", n)

    if clicked and run(
        commands.announce_tasks,
        project_id=frame.project_id,
        report_id=row.id,
        task_ids=chosen,
        today=frame.today,
        done=done,
    ):
        st.rerun()


def _proposal(title: str, day: str) -> str:
    return f"{title} · {day}"


def _write(row: ReportRow) -> None:
    """Something that no task stands for."""
    w, frame = words(), context()
    form_is_open()
    with (
        st.form(f"promise_new_{row.id}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        text = st.text_input(
            w._("Something else to announce"), max_chars=commands.LONGEST_TEXT, width="stretch"
        )
        due_on = st.date_input(w._("Due"), None, min_value=row.period.after().first, width=150)
        submitted = st.form_submit_button(w._("Announce it"), key=f"promise_add_{row.id}")
    if submitted and run(
        commands.add_promise,
        project_id=frame.project_id,
        report_id=row.id,
        text=text,
        due_on=due_on,
        done=w._n("{n} matter announced", "{n} matters announced", 1),
    ):
        st.rerun()
