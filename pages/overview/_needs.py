"""The sentence of everything that may need somebody."""

from collections.abc import Mapping

import streamlit as st

from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.navigation import page_at
from tracker.i18n import Words
from tracker.overview import Need, NeedKind
from tracker.permissions import Action
from tracker.site_attention import AttentionKind
from tracker.vocabulary import AcceptanceStage

GATE_KINDS = frozenset(
    {
        AttentionKind.CONDITIONS_OVERDUE,
        AttentionKind.FILING_OVERDUE,
        AttentionKind.FILING_DUE,
        AttentionKind.AIR_RETEST,
    }
)


def need_row(w: Words, need: Need, index: int) -> None:
    """One line of the list: whether it is urgent, the sentence, and the way to the record."""
    icon = ":red[:material/priority_high:]" if need.urgent else ":orange[:material/schedule:]"
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", key=f"need_{index}", gap="small"
    ):
        st.markdown(f"{icon} {sentence(w, need)}", width="stretch")
        st.page_link(
            page_at(need.page),
            label=w._("Open"),
            icon=":material/chevron_right:",
            query_params={need.parameter: str(need.record_id)} if need.parameter else None,
        )


def sentence(w: Words, need: Need) -> str:
    """What is the matter, with its figures."""
    facts = need.facts
    n = int(str(facts.get("n", 0)))
    title = plain(str(facts.get("title", "")))
    if isinstance(need.kind, AttentionKind):
        return _site_sentence(w, need.kind, need, n, title)
    if need.kind is NeedKind.TASK_LATE:
        return w._n("“{title}” is {n} working day late", "“{title}” is {n} working days late", n, title=title)
    if need.kind is NeedKind.PLAN_UNANSWERED:
        return w._n(
            "“{title}”: the answer from {recipient}, expected by {date}, is {n} working day overdue",
            "“{title}”: the answer from {recipient}, expected by {date}, is {n} working days overdue",
            n,
            title=title,
            date=w.fact(facts["due_on"]),
            recipient=plain(str(facts["recipient"])),
        )
    if need.kind is NeedKind.REVIEW_UNANSWERED:
        return w._n(
            "Draft {number} has been in finance review for {n} working day",
            "Draft {number} has been in finance review for {n} working days",
            int(str(facts["waiting"])),
            number=title,
        )
    if need.kind is NeedKind.DRAFT_RETURNED:
        return w._(
            "Draft {number} was sent back; the answer is due by {date}",
            number=facts["number"],
            date=w.fact(facts["answer_by"]),
        )
    if need.kind is NeedKind.OVER_CEILING:
        return w._(
            "Draft {number} is {money} above the ceiling",
            number=facts["number"],
            money=w.money(int(str(facts["over_fen"]))),
        )
    return w._n("{n} post has nobody by opening day", "{n} posts have nobody by opening day", n)


def _site_sentence(w: Words, kind: AttentionKind, need: Need, n: int, title: str) -> str:
    facts = need.facts
    if kind is AttentionKind.FINDINGS_BLOCK:
        return w._n(
            "{zone}: {n} finding blocks acceptance",
            "{zone}: {n} findings block acceptance",
            n,
            zone=plain(str(facts["zone"])) or w._("Without a place"),
        )
    if kind is AttentionKind.FINDINGS_OVERDUE:
        return w._n(
            "{organisation}: {n} finding is overdue",
            "{organisation}: {n} findings are overdue",
            n,
            organisation=plain(str(facts["organisation"])) or w._("Nobody assigned"),
        )
    if kind is AttentionKind.FINDINGS_DUE:
        return _due_sentence(w, facts, n)
    if kind is AttentionKind.FINDINGS_TO_VERIFY:
        return w._n(
            "{n} rectified finding waits to be verified", "{n} rectified findings wait to be verified", n
        )
    if kind is AttentionKind.ROOMS_NOT_VISITED:
        return w._n(
            "{n} room was not visited for {weeks} weeks",
            "{n} rooms were not visited for {weeks} weeks",
            n,
            weeks=str(facts["weeks"]),
        )
    if kind in GATE_KINDS:
        return _gate_sentence(w, kind, facts, n)
    said = _round_sentence(w, kind, facts, title)
    owner = str(facts["owner"]) if context().may(Action.SEE_NAMES) else ""
    return w._("{sentence} · {person}", sentence=said, person=plain(owner)) if owner else said


def _round_sentence(w: Words, kind: AttentionKind, facts: Mapping[str, object], title: str) -> str:
    planned = w.fact(facts["planned_on"])
    if kind is AttentionKind.ROUND_DUE and facts.get("today"):
        return w._("“{title}”: today is the last day of the round that is due", title=title)
    if kind is AttentionKind.ROUND_DUE:
        return w._("“{title}”: this week's round is due", title=title)
    if kind is AttentionKind.ROUND_LATE:
        return w._("“{title}”: the round of {date} is late", title=title, date=planned)
    return w._("“{title}”: the round of {date} was missed", title=title, date=planned)


def _due_sentence(w: Words, facts: Mapping[str, object], n: int) -> str:
    """Whose findings are due this week, and how many of them today."""
    organisation = plain(str(facts["organisation"])) or w._("Nobody assigned")
    today = int(str(facts["today"]))
    if today:
        return w._n(
            "{organisation}: {n} finding is due this week, {today} today",
            "{organisation}: {n} findings are due this week, {today} today",
            n,
            organisation=organisation,
            today=w.number(today),
        )
    return w._n(
        "{organisation}: {n} finding is due this week, on {date}",
        "{organisation}: {n} findings are due this week, the first on {date}",
        n,
        organisation=organisation,
        date=w.fact(facts["due_on"]),
    )


def _gate_sentence(w: Words, kind: AttentionKind, facts: Mapping[str, object], n: int) -> str:
    if kind is AttentionKind.CONDITIONS_OVERDUE:
        contract = plain(str(facts["contract"]))
        stage = w.label(AcceptanceStage(str(facts["stage"])))
        return w._n(
            "{gate}: {n} condition of the acceptance is overdue",
            "{gate}: {n} conditions of the acceptance are overdue",
            n,
            gate=f"{stage} · {contract}" if contract else stage,
        )
    if kind is AttentionKind.AIR_RETEST:
        return w._(
            "The air must be tested again: the furniture has been in since {date}",
            date=w.fact(facts["furniture_on"]),
        )
    due = w.fact(facts["due_on"])
    if kind is AttentionKind.FILING_OVERDUE:
        return w._n(
            "The completion filing was due on {date}, {n} day ago",
            "The completion filing was due on {date}, {n} days ago",
            n,
            date=due,
        )
    return w._n(
        "The completion filing is due on {date}, in {n} day",
        "The completion filing is due on {date}, in {n} days",
        n,
        date=due,
    )
