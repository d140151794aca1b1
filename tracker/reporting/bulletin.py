"""A bulletin from chosen facts of a period: each fact in the summary's own sentence, numbered through the text.

A fact is composed by `compose` from the facts of the period narrowed down to it, so that a figure reads alike in the
summary and in the bulletin.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.i18n.numerals import number_at_head, numbered
from tracker.i18n.official import day, period_said
from tracker.periods import Period, PeriodKind, period_of
from tracker.reporting.compose import compose
from tracker.reporting.facts import Facts
from tracker.reporting.model import Figure, Paragraph, Source, Span, run_on, sentence
from tracker.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Item(Paragraph):
    """A fact that a bulletin can tell; `subject` is the workstream, or the part of the work that it belongs to."""

    subject: str

    @property
    def sources(self) -> list[Source]:
        """The records behind it, each source once."""
        return list(dict.fromkeys(figure.source for figure in self.figures))


def items(words: Words, facts: Facts, period: Period) -> tuple[Item, ...]:
    """The facts of a period that a bulletin can tell, in the order of the summary."""
    found = []
    for key, subject, part in _parts(words, facts):
        summary = compose(words, part, period)
        told = [paragraph.spans for section in summary.sections for paragraph in section.paragraphs]
        if spans := run_on(words, *told):
            found.append(Item(key, spans, subject))
    return tuple(found)


USUAL_DELAY = dt.timedelta(days=10)
"""For so long after a month's end its bulletin is the one that is written."""


def usual_period(today: dt.date) -> Period:
    """The month that an issue begun today most likely tells of."""
    return period_of(today - USUAL_DELAY, PeriodKind.MONTH)


def period_between(first: dt.date | None, last: dt.date | None) -> Period | None:
    """The month, quarter or year with these days; None where they are those of none."""
    if first is None or last is None:
        return None
    found = (period_of(first, kind) for kind in PeriodKind)
    return next((period for period in found if (period.first, period.last) == (first, last)), None)


@dataclass(frozen=True, slots=True)
class OutcomeFact:
    """How many matters an event settled that tasks carry out, and how many of these tasks are done and late today."""

    event_id: int
    title: str
    starts_on: dt.date
    carried: int
    done: int
    late: int


def outcomes(words: Words, facts: Sequence[OutcomeFact]) -> tuple[Item, ...]:
    """What became of what events settled, an item for each event that tasks came of."""
    return tuple(
        Item(f"outcomes-{fact.event_id}", _outcome(words, fact), words._("What was settled"))
        for fact in facts
        if fact.carried
    )


def _outcome(words: Words, fact: OutcomeFact) -> tuple[Span, ...]:
    source = Source(SourceKind.EVENTS, (fact.event_id,))
    told: dict[str, Span] = {
        "title": fact.title,
        "day": Figure(day(words, fact.starts_on), source),
        "carried": Figure(words._n("{n} task", "{n} tasks", fact.carried), source),
        "done": Figure(words.number(fact.done), source),
    }
    message = N_("Of the {carried} that came of the {title} on {day}: {done} done.")
    if fact.late:
        message = N_("Of the {carried} that came of the {title} on {day}: {done} done, {late} late.")
        told["late"] = Figure(words.number(fact.late), source)
    return sentence(words, message, **told)


def headline(words: Words, period: Period) -> str:
    """The title of an issue on a period, unless somebody writes another one."""
    return words._("The work of {period}", period=period_said(words, period))


def tells(body: str, text: str) -> bool:
    """Whether a text has a sentence in it already, however its lines are broken."""
    return "".join(text.split()) in "".join(body.split())


def put_in(words: Words, body: str, sentences: Iterable[str]) -> str:
    """A bulletin's text with sentences at its end, each a numbered item; what it tells already is not repeated.

    The numbers go on from the highest one that a line of the text begins with.
    """
    lines = body.rstrip().splitlines()
    at = max((number_at_head(line) or 0 for line in lines), default=0)
    for text in sentences:
        if tells("\n".join(lines), text):
            continue
        at += 1
        lines.append(numbered(words, at, text))
    return "\n".join(lines)


def _parts(words: Words, facts: Facts) -> Iterator[tuple[str, str, Facts]]:
    """Each fact by itself: its key, its subject, and the facts narrowed down to it."""
    bare = Facts(facts.library, facts.first, facts.last, facts.until)
    for stream in facts.streams:
        alone = replace(stream, indicators=(), events=())
        for event in stream.events:
            yield f"event-{event.id}", stream.name, replace(bare, streams=(replace(alone, events=(event,)),))
        # What was read of a workstream is one sentence: singly, each would repeat the period.
        read = replace(alone, indicators=stream.indicators)
        yield f"readings-{stream.id}", stream.name, replace(bare, streams=(read,))
    for course in facts.courses:
        yield f"course-{course.id}", words._("Training"), replace(bare, courses=(course,))
    subject = words._("Other work")
    for event in facts.events:
        yield f"event-{event.id}", subject, replace(bare, events=(event,))
    subject = words._("Preparing the move")
    yield "plans", subject, replace(bare, plans=facts.plans)
    yield "rounds", subject, replace(bare, round_ids=facts.round_ids, weekly=facts.weekly)
    yield "gates", subject, replace(bare, gates=facts.gates)
    for at, plan in enumerate((plan for plan in facts.buying if plan.drafts), 1):
        # The stock-taking stands before all procurement, and is told once.
        asset_ids = facts.asset_ids if at == 1 else ()
        yield f"buying-{at}", subject, replace(bare, buying=(plan,), asset_ids=asset_ids)
    subject = words._("Goals")
    yield "direction", subject, replace(bare, direction=facts.direction)
    yield "goals", subject, replace(bare, goals=facts.goals)
    for standard in facts.standards:
        yield f"standard-{standard.id}", subject, replace(bare, standards=(standard,))
