"""The paragraphs on the move: plans and site, study tour, meetings, procurement; then the direction and the goals."""

from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.i18n.official import day, money
from tracker.reporting.facts import BuyingFact, EventFact, Facts
from tracker.reporting.model import Figure, Paragraph, Source, Span, run_on, sentence
from tracker.vocabulary import AcceptanceStage, DirectionKind, DraftStatus, EventKind, SourceKind

MONTHS_A_YEAR = 12

_WORKS = (AcceptanceStage.CIVIL_WORKS, AcceptanceStage.FIT_OUT)


def paragraphs(words: Words, facts: Facts) -> list[Paragraph]:
    """The section on the move; what there is no fact for is not said."""
    found = [Paragraph("plans", _plans(words, facts)), Paragraph("site", _site(words, facts))]
    events = [event for stream in facts.streams for event in stream.events if is_told(event)]
    for event in events:
        told = _tour(words, event) if event.kind is EventKind.STUDY_TOUR else _meeting(words, event)
        found.append(Paragraph(f"event-{event.id}", told))
    for at, plan in enumerate(facts.buying, 1):
        found.append(Paragraph(f"buying-{at}", _buying(words, plan, facts.asset_ids)))
    return [paragraph for paragraph in found if paragraph.spans]


def is_told(event: EventFact) -> bool:
    """Whether an event has a paragraph of its own: a study tour, or a meeting that settled something."""
    if event.is_ahead:
        return False
    return event.kind is EventKind.STUDY_TOUR or (event.kind is EventKind.MEETING and bool(event.topics))


def direction(words: Words, facts: Facts) -> list[Paragraph]:
    """The mission, speciality and highlight, and the goals with their horizon."""
    found: list[Paragraph] = []
    said = dict(facts.direction)
    parts: list[str] = []
    if DirectionKind.MISSION in said:
        parts.append(words._("the mission is {text}", text=_bare(said[DirectionKind.MISSION])))
    if DirectionKind.SPECIALITY in said:
        parts.append(words._("the speciality is {text}", text=_bare(said[DirectionKind.SPECIALITY])))
    if DirectionKind.HIGHLIGHT in said:
        parts.append(words._("the highlight is {text}", text=_bare(said[DirectionKind.HIGHLIGHT])))
    if parts:
        joined = ("，" if words.language == "zh" else "; ").join(parts)
        found.append(
            Paragraph(
                "direction", sentence(words, N_("The direction of work is settled: {parts}."), parts=joined)
            )
        )
    if facts.goals:
        goals: list[Span] = []
        for goal in facts.goals:
            if goals:
                goals.append("；" if words.language == "zh" else "; ")
            source = Source(SourceKind.GOALS, (goal.id,))
            if goal.stated_on is None:
                within = words._("by {year}", year=str(goal.horizon_on.year))
            else:
                months = (goal.horizon_on.year - goal.stated_on.year) * MONTHS_A_YEAR + (
                    goal.horizon_on.month - goal.stated_on.month
                )
                within = words._n(
                    "within {n} year", "within {n} years", max(1, round(months / MONTHS_A_YEAR))
                )
            goals += sentence(words, N_("{within}: {goal}"), within=Figure(within, source), goal=goal.title)
        found.append(
            Paragraph("goals", sentence(words, N_("The goals are set: {goals}."), goals=tuple(goals)))
        )
    return found


def _plans(words: Words, facts: Facts) -> tuple[Span, ...]:
    told: list[tuple[Span, ...]] = []
    if facts.plans:
        source = Source(SourceKind.PLANS, tuple(plan.id for plan in facts.plans))
        titles = words.listed([f"《{plan.title}》" for plan in facts.plans]).replace("》、《", "》《")
        recipients = words.listed(
            list(dict.fromkeys(name for plan in facts.plans for name in plan.recipients))
        )
        told.append(
            sentence(
                words,
                N_("The library drew up {count} ({titles}) and submitted them to {recipients}."),
                count=Figure(words._n("{n} plan document", "{n} plan documents", len(facts.plans)), source),
                titles=titles,
                recipients=recipients,
            )
        )
    if facts.bulletin_ids:
        count = Figure(
            words._n("{n} issue", "{n} issues", len(facts.bulletin_ids)),
            Source(SourceKind.BULLETINS, facts.bulletin_ids),
        )
        told.append(sentence(words, N_("The information bulletin came out in {count}."), count=count))
    return run_on(words, *told)


def _site(words: Words, facts: Facts) -> tuple[Span, ...]:
    told: list[tuple[Span, ...]] = []
    if facts.round_ids:
        count = Figure(
            words._n("{n} time", "{n} times", len(facts.round_ids)),
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
    for passed, message in (
        (works, N_("So far {stages} have passed completion acceptance.")),
        (others, N_("Passed besides: {stages}.")),
    ):
        if passed:
            names = words.listed([_works(words, gate.stage) for gate in passed])
            source = Source(SourceKind.GATES, tuple(gate.id for gate in passed))
            told.append(sentence(words, message, stages=Figure(names, source)))
    return run_on(words, *told)


def _works(words: Words, stage: AcceptanceStage) -> str:
    """What passed: the works themselves where a stage is named after them."""
    if stage is AcceptanceStage.CIVIL_WORKS:
        return words._("the civil works")
    return words._("the interior fit-out") if stage is AcceptanceStage.FIT_OUT else words.label(stage)


def _tour(words: Words, event: EventFact) -> tuple[Span, ...]:
    source = Source(SourceKind.EVENTS, (event.id,))
    visited = sentence(
        words,
        N_("From {day} on a group of {people} from {organisations} visited {place}; the tour took {days}."),
        day=Figure(day(words, event.starts_on), source),
        people=Figure(words._n("{n} member", "{n} members", event.people), source),
        organisations=words.listed(list(event.organisations)),
        place=event.place,
        days=Figure(words._n("{n} running day", "{n} running days", event.days), source),
    )
    learned = (words._("What was learned: {text}.", text=_bare(event.learned)),) if event.learned else ()
    return run_on(words, visited, learned)


def _meeting(words: Words, event: EventFact) -> tuple[Span, ...]:
    source = Source(SourceKind.EVENTS, (event.id,))
    return sentence(
        words,
        N_("On {day} the library held the {title}, which settled {count}: {topics}."),
        day=Figure(day(words, event.starts_on), source),
        title=event.title,
        count=Figure(words._n("{n} matter", "{n} matters", len(event.topics)), source),
        topics=words.listed(list(event.topics)),
    )


def _buying(words: Words, plan: BuyingFact, asset_ids: tuple[int, ...]) -> tuple[Span, ...]:
    if not plan.drafts:
        return ()
    told: list[tuple[Span, ...]] = []
    if asset_ids:
        count = Figure(
            words._n("{n} item", "{n} items", len(asset_ids)), Source(SourceKind.ASSETS, asset_ids)
        )
        told.append(
            sentence(
                words,
                N_(
                    "A first stock-taking counted the fixed assets ({count}), so that nothing owned is bought again."
                ),
                count=count,
            )
        )
    first, last = plan.drafts[0], plan.drafts[-1]
    drafts = Source(SourceKind.DRAFTS, tuple(draft.id for draft in plan.drafts))
    count = Figure(words._n("{n} successive draft", "{n} successive drafts", len(plan.drafts)), drafts)
    if len(plan.drafts) > 1:
        told.append(
            sentence(
                words,
                N_("The {title} went through {count}; its total went from {first} to {last}."),
                title=plan.title,
                count=count,
                first=Figure(money(words, first.total_fen), Source(SourceKind.DRAFTS, (first.id,))),
                last=Figure(money(words, last.total_fen), Source(SourceKind.DRAFTS, (last.id,))),
            )
        )
    else:
        told.append(
            sentence(
                words,
                N_("The {title} stands in {count} with a total of {last}."),
                title=plan.title,
                count=count,
                last=Figure(money(words, last.total_fen), drafts),
            )
        )
    if last.status in {DraftStatus.SUBMITTED, DraftStatus.IN_REVIEW}:
        told.append(
            (
                words._(
                    "It has been sent to the finance bureau for review; government procurement follows shortly."
                ),
            )
        )
    elif last.status is DraftStatus.ACCEPTED:
        told.append((words._("The finance bureau has accepted it; government procurement follows shortly."),))
    return run_on(words, *told)


def _bare(text: str) -> str:
    """Somebody's text in one line, without its full stop."""
    return " ".join(text.split()).rstrip("。.;；")
