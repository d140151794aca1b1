"""The sentence of everything that may need somebody: the overview, the site's reminders and messages say the same.

No sentence names a person.
"""

from collections.abc import Callable, Mapping

from tracker.i18n.words import Words
from tracker.overview import Need, NeedKind
from tracker.site_attention import AttentionKind
from tracker.vocabulary import AcceptanceStage

Text = Callable[[str], str]
"""What is done to the text of users inside a sentence: a page makes it safe for Markdown, a message cuts it."""

GATE_KINDS = frozenset(
    {
        AttentionKind.CONDITIONS_OVERDUE,
        AttentionKind.FILING_OVERDUE,
        AttentionKind.FILING_DUE,
        AttentionKind.AIR_RETEST,
    }
)
ROUND_KINDS = frozenset({AttentionKind.ROUND_MISSED, AttentionKind.ROUND_LATE, AttentionKind.ROUND_DUE})

Facts = Mapping[str, object]


def need_sentence(w: Words, need: Need, text: Text = str) -> str:
    """What is the matter, with its figures; `text` is applied to every text that a user wrote."""
    facts = need.facts
    n = int(str(facts.get("n", 0)))
    title = text(str(facts.get("title", "")))
    if isinstance(need.kind, AttentionKind):
        return _site_sentence(w, need.kind, facts, n, text)
    kind = NeedKind(need.kind)
    if kind in {NeedKind.POSTS_MISSING, NeedKind.POSTS_WITHOUT_ROUND}:
        return _posts_sentence(w, kind, facts, n)
    if kind in {NeedKind.COURSE_LATE, NeedKind.COURSE_BEHIND}:
        return _course_sentence(w, kind, facts, title)
    if kind in {NeedKind.PACKAGE_STAGE_LATE, NeedKind.ROUND_STAGE_LATE}:
        return w._n(
            "“{title}”: the latest safe date of “{stage}” is {date}; it comes {n} working day too late",
            "“{title}”: the latest safe date of “{stage}” is {date}; it comes {n} working days too late",
            n,
            title=title,
            stage=w.fact(facts["stage"]),
            date=w.fact(facts["latest_on"]),
        )
    if kind in {NeedKind.TASK_LATE, NeedKind.PLAN_UNANSWERED}:
        return _plan_sentence(w, kind, facts, n, text)
    return _draft_sentence(w, kind, facts, n)


def _plan_sentence(w: Words, kind: NeedKind, facts: Facts, n: int, text: Text) -> str:
    title = text(str(facts["title"]))
    if kind is NeedKind.TASK_LATE:
        return w._n("“{title}” is {n} working day late", "“{title}” is {n} working days late", n, title=title)
    return w._n(
        "“{title}”: the answer from {recipient}, expected by {date}, is {n} working day overdue",
        "“{title}”: the answer from {recipient}, expected by {date}, is {n} working days overdue",
        n,
        title=title,
        date=w.fact(facts["due_on"]),
        recipient=text(str(facts["recipient"])),
    )


def _draft_sentence(w: Words, kind: NeedKind, facts: Facts, n: int) -> str:
    """Drafts of a procurement plan: their number is all that is said of them."""
    if kind is NeedKind.REVIEW_UNANSWERED:
        return w._n(
            "Draft {number} has been in finance review for {n} working day",
            "Draft {number} has been in finance review for {n} working days",
            int(str(facts["waiting"])),
            number=facts["title"],
        )
    if kind is NeedKind.DRAFT_RETURNED:
        return w._(
            "Draft {number} was sent back; the answer is due by {date}",
            number=facts["number"],
            date=w.fact(facts["answer_by"]),
        )
    if kind is NeedKind.OVER_CEILING:
        return w._(
            "Draft {number} is {money} above the ceiling",
            number=facts["number"],
            money=w.money(int(str(facts["over_fen"]))),
        )
    return w._n(
        "{n} comment on draft {number} waits for an answer, expected by {date}",
        "{n} comments on draft {number} wait for an answer, the first expected by {date}",
        n,
        number=facts["number"],
        date=w.fact(facts["due_on"]),
    )


def _posts_sentence(w: Words, kind: NeedKind, facts: Facts, n: int) -> str:
    if kind is NeedKind.POSTS_MISSING:
        return w._n("{n} post has nobody by opening day", "{n} posts have nobody by opening day", n)
    return w._n(
        "{n} missing person is sought by no recruitment round; the last day to begin one is {date}",
        "{n} missing people are sought by no recruitment round; the last day to begin one is {date}",
        n,
        date=w.fact(facts["latest_on"]),
    )


def _course_sentence(w: Words, kind: NeedKind, facts: Facts, title: str) -> str:
    if kind is NeedKind.COURSE_LATE:
        return w._(
            "“{title}” will not finish before opening day, but on {date}",
            title=title,
            date=w.fact(facts["finishes_on"]),
        )
    return w._(
        "“{title}” is {hours} class hours behind its plan",
        title=title,
        hours=w.quantity(int(str(facts["behind_milli"]))),
    )


def _site_sentence(w: Words, kind: AttentionKind, facts: Facts, n: int, text: Text) -> str:
    if kind in ROUND_KINDS:
        return _round_sentence(w, kind, facts, text)
    if kind in GATE_KINDS:
        return _gate_sentence(w, kind, facts, n, text)
    if kind is AttentionKind.FINDINGS_BLOCK:
        return w._n(
            "{zone}: {n} finding blocks acceptance",
            "{zone}: {n} findings block acceptance",
            n,
            zone=text(str(facts["zone"])) or w._("Without a place"),
        )
    if kind is AttentionKind.FINDINGS_OVERDUE:
        return w._n(
            "{organisation}: {n} finding is overdue",
            "{organisation}: {n} findings are overdue",
            n,
            organisation=text(str(facts["organisation"])) or w._("Nobody assigned"),
        )
    if kind is AttentionKind.FINDINGS_DUE:
        return _due_sentence(w, facts, n, text)
    if kind is AttentionKind.FINDINGS_TO_VERIFY:
        return w._n(
            "{n} rectified finding waits to be verified", "{n} rectified findings wait to be verified", n
        )
    return w._n(
        "{n} room was not visited for {weeks} weeks",
        "{n} rooms were not visited for {weeks} weeks",
        n,
        weeks=str(facts["weeks"]),
    )


def _round_sentence(w: Words, kind: AttentionKind, facts: Facts, text: Text) -> str:
    title = text(str(facts["title"]))
    planned = w.fact(facts["planned_on"])
    if kind is AttentionKind.ROUND_DUE and facts.get("today"):
        return w._("“{title}”: today is the last day of the round that is due", title=title)
    if kind is AttentionKind.ROUND_DUE:
        return w._("“{title}”: this week's round is due", title=title)
    if kind is AttentionKind.ROUND_LATE:
        return w._("“{title}”: the round of {date} is late", title=title, date=planned)
    return w._("“{title}”: the round of {date} was missed", title=title, date=planned)


def _due_sentence(w: Words, facts: Facts, n: int, text: Text) -> str:
    """Whose findings are due this week, and how many of them today."""
    organisation = text(str(facts["organisation"])) or w._("Nobody assigned")
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


def _gate_sentence(w: Words, kind: AttentionKind, facts: Facts, n: int, text: Text) -> str:
    if kind is AttentionKind.CONDITIONS_OVERDUE:
        contract = text(str(facts["contract"]))
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
