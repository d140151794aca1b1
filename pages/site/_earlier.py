"""Findings of earlier rounds in this one: fixed, still there or worse, and the step that follows, in one click."""

import datetime as dt
from typing import Any

import streamlit as st

from db.commands import finding_steps
from db.commands import findings as finding_commands
from db.queries.desk_round import DeskRound, SeenFinding
from db.queries.findings import FindingRow
from db.queries.inspections import RoundRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.site import _desk, _reads
from pages.site._steps import ICONS, may_take
from pages.site._words import differs_badge, finding_title, severity_badge, status_badge
from tracker.desk_round import FollowUp, worse_than
from tracker.findings import Step, default_due
from tracker.permissions import Action
from tracker.vocabulary import FindingObservation, FindingStatus

PAGE = 10
STEPS = {FollowUp.RECTIFY: Step.RECTIFY, FollowUp.CLOSE: Step.CLOSE, FollowUp.REJECT: Step.REJECT}


def earlier_section(row: RoundRow, said: DeskRound, *, may: bool) -> None:
    """What was seen of earlier findings; while the round is held, those nobody has looked at yet too."""
    w = words()
    if not said.seen:
        return
    st.subheader(w._("Earlier findings"), anchor=False)
    looked_at = sum(bool(seen.sayings) for seen in said.seen)
    st.markdown(
        w._n(
            "{looked} of {n} looked at",
            "{looked} of {n} looked at",
            len(said.seen),
            looked=w.number(looked_at),
        )
    )
    pages = -(-len(said.seen) // PAGE)
    page = st.pagination(pages, key=f"earlier_page_{row.id}") if pages > 1 else 1
    for seen in said.seen[(page - 1) * PAGE : page * PAGE]:
        with st.container(border=True, key=f"earlier_{seen.finding.id}", gap="small"):
            _seen(row, seen, said, may=may)


def _seen(row: RoundRow, seen: SeenFinding, said: DeskRound, *, may: bool) -> None:
    asks = may and not row.frozen
    left, right = st.columns(2, gap="small") if asks else (st.container(gap="small"), None)
    with left:
        _what_was_said(seen, said, with_desk=not asks)
    if right is not None:
        with right:
            _observe(row, seen)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _follow_ups(row, seen)
        st.page_link(
            script_of("findings"),
            label=words()._("Open the finding"),
            icon=":material/arrow_forward:",
            query_params={"finding": str(seen.finding.id)},
        )


def _what_was_said(seen: SeenFinding, said: DeskRound, *, with_desk: bool) -> None:
    """The finding, and what each device saw of it; the desk's own word stands in its control where it is asked."""
    w = words()
    finding = seen.finding
    differs = f" {differs_badge(w)}" if seen.differs else ""
    st.markdown(
        f"{severity_badge(w, finding.severity)} {status_badge(w, finding.status)} "
        f"**{plain(finding_title(w, finding))}**{differs}  \n{plain(finding.description)}"
    )
    for saying in seen.sayings:
        if with_desk or saying is not _desk.of_desk(seen.sayings):
            added = f" {plain(saying.text)}" if saying.text else ""
            st.markdown(_desk.badges(FindingObservation, [saying], said.devices) + added)


def _observe(row: RoundRow, seen: SeenFinding) -> None:
    """The desk's own observation, with a few words beside it; each is saved at once."""
    w = words()
    stored = _desk.of_desk(seen.sayings)
    key = f"seen_{row.id}_{seen.finding.id}"
    chosen = _desk.choice(FindingObservation, finding_title(w, seen.finding), stored, key)
    if chosen is None:
        if stored is not None and _desk.take_back(row.id, stored):
            _desk.saved(key)
        return
    observation = FindingObservation(chosen)
    text = ""
    if stored is not None:
        text = st.text_input(
            w._("What was seen (optional)"), value=stored.text, key=f"{key}_text_{stored.client_id}"
        )
    before = (stored.said, stored.text) if stored else None
    if (observation, text.strip()) != before and _desk.observe(row.id, seen.finding.id, observation, text):
        _desk.saved(key)


def _follow_ups(row: RoundRow, seen: SeenFinding) -> None:
    """The steps that follow from what was seen; the finding's own rules decide who may take them."""
    w = words()
    finding = seen.finding
    if not context().may(Action.HOLD_ROUNDS):
        return
    fixed = any(saying.said == FindingObservation.FIXED for saying in seen.sayings)
    if fixed and finding.status is FindingStatus.OPEN:
        st.caption(
            w._("Nobody was asked to rectify it yet: open it and say who did, then mark it rectified.")
        )
    offered = [each for each in seen.follow_ups if each is FollowUp.RAISE or may_take(finding, STEPS[each])]
    for follow_up in offered:
        label, icon = _verb(finding, follow_up)
        key = f"follow_{finding.id}_{follow_up}"
        if st.button(label, icon=icon, key=key) and _take(row, seen, follow_up):
            st.rerun()


def _verb(finding: FindingRow, follow_up: FollowUp) -> tuple[str, str]:
    w = words()
    worse = worse_than(finding.severity)
    if follow_up is FollowUp.RAISE and worse is not None:
        return w._("Raise to “{severity}”", severity=w.label(worse)), ":material/arrow_upward:"
    step = STEPS[follow_up]
    return w.label(step), f":material/{ICONS[step]}:"


def _take(row: RoundRow, seen: SeenFinding, follow_up: FollowUp) -> bool:
    w = words()
    frame = context()
    finding = seen.finding
    given: dict[str, Any] = {"project_id": frame.project_id, "finding_id": finding.id, "today": frame.today}
    day = row.held_on or frame.today
    sentence = w._("Seen in the round of {date}", date=w.date(day, today=frame.today))
    said = " · ".join([sentence, *(saying.text for saying in seen.sayings if saying.text)])
    if follow_up is FollowUp.RECTIFY:
        done = w._("Finding marked rectified")
        on = max(day, finding.found_on)
        return run(finding_steps.mark_rectified, **given, rectified_on=on, note=said, done=done)
    if follow_up is FollowUp.CLOSE:
        return run(finding_steps.close_finding, **given, note=said, done=w._("Finding closed"))
    if follow_up is FollowUp.REJECT:
        return run(finding_steps.reject_finding, **given, reason=said, done=w._("Finding sent back"))
    return run(
        finding_commands.update_finding,
        **given,
        expected_version=finding.version,
        original={"severity": finding.severity, "due_on": finding.due_on},
        changes={"severity": worse_than(finding.severity), "due_on": _due(finding)},
        names={"severity": w._("Severity"), "due_on": w._("Due")},
        done=w._("Severity raised"),
    )


def _due(finding: FindingRow) -> dt.date | None:
    """When the finding is due at the next worse severity: as is usual from today, or on its own day if sooner."""
    frame = context()
    worse = worse_than(finding.severity) or finding.severity
    usual = default_due(
        worse, frame.today, completion_on=frame.project.opening_on, calendar=_reads.calendar()
    )
    return min((day for day in (usual, finding.due_on) if day is not None), default=None)
