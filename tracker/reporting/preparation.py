"""The paragraphs on the move: plans and site, study tour, meetings, procurement."""

from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.i18n.official import bare, day, listed, money
from tracker.reporting.facts import BuyingFact, EventFact, Facts, GateFact
from tracker.reporting.model import Figure, Paragraph, Source, Span, run_on, sentence
from tracker.vocabulary import AcceptanceStage, DraftStatus, EventKind, SourceKind

_WORKS = (AcceptanceStage.CIVIL_WORKS, AcceptanceStage.FIT_OUT)

_SENT = N_("It has been sent to the finance bureau for review; government procurement follows shortly.")
_STANDINGS = {
    DraftStatus.SUBMITTED: _SENT,
    DraftStatus.IN_REVIEW: _SENT,
    DraftStatus.RETURNED: N_("The finance bureau has sent it back to be revised."),
    DraftStatus.ACCEPTED: N_("The finance bureau has accepted it; government procurement follows shortly."),
}


def paragraphs(words: Words, facts: Facts) -> list[Paragraph]:
    """The section on the move; what there is no fact for is not said."""
    found = [Paragraph("plans", _plans(words, facts)), Paragraph("site", _site(words, facts))]
    events = [*facts.events, *(event for stream in facts.streams for event in stream.events)]
    for event in sorted(filter(is_told, events), key=lambda each: (each.starts_on, each.id)):
        told = _tour(words, event) if event.kind is EventKind.STUDY_TOUR else _meeting(words, event)
        found.append(Paragraph(f"event-{event.id}", told))
    told_of = [plan for plan in facts.buying if plan.drafts]
    for at, plan in enumerate(told_of, 1):
        # The stock-taking stands before all procurement, and is told once.
        counted = _counted(words, facts.asset_ids) if at == 1 else ()
        found.append(Paragraph(f"buying-{at}", run_on(words, counted, _buying(words, plan))))
    return [paragraph for paragraph in found if paragraph.spans]


def is_told(event: EventFact) -> bool:
    """Whether an event has a paragraph of its own: a study tour, or a meeting that settled something."""
    if event.is_ahead:
        return False
    return event.kind is EventKind.STUDY_TOUR or (event.kind is EventKind.MEETING and bool(event.topics))


def _plans(words: Words, facts: Facts) -> tuple[Span, ...]:
    told: list[tuple[Span, ...]] = []
    if facts.plans:
        source = Source(SourceKind.PLANS, tuple(plan.id for plan in facts.plans))
        recipients = dict.fromkeys(name for plan in facts.plans for name in plan.recipients)
        told.append(
            sentence(
                words,
                N_("The library drew up {count} ({titles}) and submitted them to {recipients}.")
                if len(facts.plans) > 1
                else N_("The library drew up {count}, {titles}, and submitted it to {recipients}."),
                count=Figure(words._n("{n} plan document", "{n} plan documents", len(facts.plans)), source),
                titles=_titles(words, [plan.title for plan in facts.plans]),
                recipients=listed(words, list(recipients)),
            )
        )
    if facts.bulletin_ids:
        count = Figure(
            words._n("{n} issue", "{n} issues", len(facts.bulletin_ids)),
            Source(SourceKind.BULLETINS, facts.bulletin_ids),
        )
        told.append(sentence(words, N_("The information bulletin came out in {count}."), count=count))
    return run_on(words, *told)


def _titles(words: Words, titles: list[str]) -> str:
    """《甲》《乙》 / “A”, “B”."""
    if words.language == "zh":
        return "".join(f"《{title}》" for title in titles)
    return listed(words, [f"“{title}”" for title in titles])


def _site(words: Words, facts: Facts) -> tuple[Span, ...]:
    told: list[tuple[Span, ...]] = []
    if facts.round_ids:
        n = len(facts.round_ids)
        count = Figure(
            words._n("{n} time", "{n} times", n) if n > 1 else words._p("report", "once"),
            Source(SourceKind.ROUNDS, facts.round_ids),
        )
        message = (
            N_("The new building was inspected once every week, {count} in all.")
            if facts.weekly
            else N_("The new building was inspected {count}.")
        )
        told.append(sentence(words, message, count=count))
    works = [gate for gate in facts.gates if gate.stage in _WORKS]
    others = [gate for gate in facts.gates if gate.stage not in _WORKS]
    told.append(
        _passed(
            words,
            works,
            N_("Completion acceptance has been passed so far by {stages}."),
            N_("So far {stages} have passed completion acceptance."),
        )
    )
    message = N_("Passed besides: {stages}.") if works else N_("Passed so far: {stages}.")
    told.append(_passed(words, others, message, message))
    return run_on(words, *told)


def _passed(words: Words, gates: list[GateFact], one: str, several: str) -> tuple[Span, ...]:
    """What passed acceptance; a stage that passed for several contracts is named once."""
    if not gates:
        return ()
    names = list(dict.fromkeys(_works(words, gate.stage) for gate in gates))
    source = Source(SourceKind.GATES, tuple(gate.id for gate in gates))
    return sentence(words, several if len(names) > 1 else one, stages=Figure(listed(words, names), source))


def _works(words: Words, stage: AcceptanceStage) -> str:
    """What passed: the works themselves where a stage is named after them."""
    if stage is AcceptanceStage.CIVIL_WORKS:
        return words._("the civil works")
    return words._("the interior fit-out") if stage is AcceptanceStage.FIT_OUT else words.label(stage)


def _tour(words: Words, event: EventFact) -> tuple[Span, ...]:
    """Who visited what and for how long, and what was learned; without a place the tour's title stands for it."""
    source = Source(SourceKind.EVENTS, (event.id,))
    message = (
        N_("From {day} on {group} visited {place}; the tour took {days}.")
        if event.days > 1
        else N_("On {day} {group} visited {place}.")
    )
    if not event.place:
        message = N_("From {day} on {group} made the study tour “{title}”, which took {days}.")
    visited = sentence(
        words,
        message,
        day=Figure(day(words, event.starts_on), source),
        group=_group(words, event, source),
        place=event.place,
        title=bare(event.title),
        days=Figure(words._n("{n} running day", "{n} running days", event.days), source),
    )
    learned = sentence(words, N_("What was learned: {text}."), text=bare(event.learned))
    return run_on(words, visited, learned if bare(event.learned) else ())


def _group(words: Words, event: EventFact, source: Source) -> tuple[Span, ...]:
    if not event.organisations:
        return (words._("a group"),)
    return sentence(
        words,
        N_("a group of {people} from {organisations}"),
        people=Figure(words._n("{n} member", "{n} members", event.people), source),
        organisations=listed(words, list(dict.fromkeys(event.organisations))),
    )


def _meeting(words: Words, event: EventFact) -> tuple[Span, ...]:
    source = Source(SourceKind.EVENTS, (event.id,))
    return sentence(
        words,
        N_("On {day} the library held the {title}, which settled {count}: {topics}."),
        day=Figure(day(words, event.starts_on), source),
        title=bare(event.title),
        count=Figure(words._n("{n} matter", "{n} matters", len(event.topics)), source),
        topics=listed(words, [bare(topic) for topic in event.topics]),
    )


def _counted(words: Words, asset_ids: tuple[int, ...]) -> tuple[Span, ...]:
    if not asset_ids:
        return ()
    count = Figure(words._n("{n} item", "{n} items", len(asset_ids)), Source(SourceKind.ASSETS, asset_ids))
    return sentence(
        words,
        N_("A first stock-taking counted the fixed assets ({count}), so that nothing owned is bought again."),
        count=count,
    )


def _buying(words: Words, plan: BuyingFact) -> tuple[Span, ...]:
    """The drafts of a plan from the first total to the last, and where the last one is."""
    first, last = plan.drafts[0], plan.drafts[-1]
    drafts = Source(SourceKind.DRAFTS, tuple(draft.id for draft in plan.drafts))
    n = len(plan.drafts)
    if n == 1:
        message = N_("The {title} is drawn up, in {count}, with a total of {last}.")
    elif first.total_fen == last.total_fen:
        message = N_("The {title} went through {count}; its total stayed at {last}.")
    else:
        message = N_("The {title} went through {count}; its total went from {first} to {last}.")
    told = sentence(
        words,
        message,
        title=plan.title,
        count=Figure(words._n("{n} draft so far", "{n} successive drafts", n), drafts),
        first=Figure(money(words, first.total_fen), Source(SourceKind.DRAFTS, (first.id,))),
        last=Figure(money(words, last.total_fen), Source(SourceKind.DRAFTS, (last.id,))),
    )
    standing = _STANDINGS.get(last.status)
    return run_on(words, told, (words._(standing),) if standing else ())
