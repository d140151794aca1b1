"""From the facts of a period to the summary in official form: numbered sections of sentences, no lists of points."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.i18n.numerals import numbered
from tracker.i18n.official import amount, bare, class_hours, closed, day, period_said
from tracker.money import MILLI
from tracker.periods import Period
from tracker.reporting import aims, preparation
from tracker.reporting.facts import CourseFact, EventFact, Facts, StreamFact
from tracker.reporting.model import (
    Figure,
    Paragraph,
    Section,
    Source,
    Span,
    Summary,
    run_on,
    sentence,
)
from tracker.vocabulary import SourceKind

EVENING = 18
"""From this hour on a session is one of the evening."""


def compose(words: Words, facts: Facts, period: Period) -> Summary:
    """The summary of a period; sections without a fact are left out, and the others are numbered through.

    The ordinary work comes first, a section for each workstream that has something to tell, then the training, what
    else took place, the preparation of the opening, and the direction of work: the order of the source document.
    """
    name = period_said(words, period)
    found = [(f"stream-{each.id}", each.name, _stream(words, facts, each, name)) for each in facts.streams]
    found.append(
        (
            "training",
            words._("Training goes on in order"),
            [_course(words, each, name) for each in facts.courses],
        )
    )
    others = [event for event in facts.events if not preparation.is_told(event)]
    found.append(
        (
            "events",
            words._("Other work"),
            [Paragraph(f"event-{event.id}", _event(words, event)) for event in others],
        )
    )
    found.append(("preparation", words._("Preparing the move"), preparation.paragraphs(words, facts)))
    found.append(
        (
            "direction",
            words._("The direction of work is clear"),
            aims.paragraphs(words, facts),
        )
    )
    told = [part for part in found if part[2]]
    return Summary(
        title=words._("{library}: summary of work in {period}", library=facts.library, period=name),
        opening=Paragraph(
            "opening",
            sentence(
                words,
                N_(
                    "In {period} the work of {library} went forward steadily and in order. It is summed up as follows."
                ),
                period=name,
                library=facts.library,
            ),
        ),
        sections=tuple(
            Section(key, numbered(words, at, title), tuple(paragraphs))
            for at, (key, title, paragraphs) in enumerate(told, 1)
        ),
    )


def extended(
    words: Words, summary: Summary, key: str, title: str, paragraphs: Sequence[Paragraph]
) -> Summary:
    """The summary with one more section at its end, numbered on; as it was where there is nothing to tell."""
    if not paragraphs:
        return summary
    section = Section(key, numbered(words, len(summary.sections) + 1, title), tuple(paragraphs))
    return replace(summary, sections=(*summary.sections, section))


def _stream(words: Words, facts: Facts, stream: StreamFact, period: str) -> list[Paragraph]:
    """What took place in a workstream, and what it came to; large events are told with the preparation."""
    told = [_event(words, event) for event in stream.events if not preparation.is_told(event)]
    if stream.indicators:
        items: list[Span] = []
        for each in stream.indicators:
            if items:
                items.append("，" if words.language == "zh" else "; ")
            figure = Figure(
                amount(words, each.total.value_milli, each.unit, each.total.qualifier),
                Source(SourceKind.READINGS, each.total.reading_ids),
            )
            items.extend(sentence(words, N_("{indicator} {value}"), indicator=each.name, value=figure))
        told.append(_by_then(words, facts, period, tuple(items)))
    return [Paragraph(f"stream-{stream.id}-1", run_on(words, *told))] if told else []


def _by_then(words: Words, facts: Facts, period: str, figures: tuple[Span, ...]) -> tuple[Span, ...]:
    """What indicators came to by the end of the period; by today where it has not ended."""
    if facts.until is not None and facts.until < facts.last:
        return sentence(words, N_("By {day}: {figures}."), day=day(words, facts.until), figures=figures)
    return sentence(words, N_("By the end of {period}: {figures}."), period=period, figures=figures)


def _event(words: Words, event: EventFact) -> tuple[Span, ...]:
    """An event in a sentence, by its own account where it has one."""
    source = Source(SourceKind.EVENTS, (event.id,))
    on = Figure(day(words, event.starts_on), source)
    message = N_("Announced for {day}: {title}.") if event.is_ahead else N_("{day}: {title}.")
    account = closed(words, event.account)
    return run_on(
        words,
        sentence(words, message, day=on, title=bare(event.title)),
        (account,) if account else (),
    )


def _course(words: Words, course: CourseFact, period: str) -> Paragraph:
    """A course: since when, when it meets, how many take part, hours planned and given."""
    own = Source(SourceKind.COURSES, (course.id,))
    facts: dict[str, Span | tuple[Span, ...]] = {
        "title": course.title,
        "day": Figure(day(words, course.starts_on), own),
        "slot": _slot(words, course),
        "days": Figure(words._n("{n} running day", "{n} running days", course.runs_days), own),
        "people": Figure(
            _participants(words, len(course.participant_ids)),
            Source(SourceKind.PARTICIPANTS, course.participant_ids),
        ),
        "planned": Figure(class_hours(words, course.planned_milli), own),
        "given": Figure(
            class_hours(words, course.delivered_milli), Source(SourceKind.SESSIONS, course.session_ids)
        ),
        "period": period,
    }
    since = (
        N_("{title} has run since {day}, {slot}, for {days}, with {people}.")
        if course.participant_ids
        else N_("{title} has run since {day}, {slot}, for {days}.")
    )
    return Paragraph(
        f"course-{course.id}",
        run_on(words, sentence(words, since, **facts), sentence(words, _of_hours(course), **facts)),
    )


def _of_hours(course: CourseFact) -> str:
    """The sentence on the hours; English tells one from several."""
    if course.planned_milli == MILLI:
        return N_("{planned} is planned; in {period} {given} of it was given.")
    if course.delivered_milli == MILLI:
        return N_("{planned} are planned, of which {given} was given in {period}.")
    return N_("{planned} are planned, of which {given} were given in {period}.")


def _participants(words: Words, people: int) -> str:
    unit = words._p("report", "participant") if people == 1 else words._p("report", "participants")
    return amount(words, people * MILLI, unit)


def _slot(words: Words, course: CourseFact) -> str:
    """Every Tuesday evening / 每周二晚; on several weekdays just "regularly"."""
    if course.weekday is None:
        return words._p("report", "regularly")
    if words.language == "zh":
        evening = "晚" if course.starts_at.hour >= EVENING else ""
        return f"每周{'一二三四五六日'[course.weekday]}{evening}"
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    evening = " evening" if course.starts_at.hour >= EVENING else ""
    return f"every {names[course.weekday]}{evening}"
