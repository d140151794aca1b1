"""What a summary announces for the next period, and what the next one says became of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.calendar import WorkCalendar
from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.i18n.official import bare, closed, day
from tracker.reporting.model import Figure, Paragraph, Source, Span, run_on, sentence
from tracker.vocabulary import PromiseVerdict, SourceKind


@dataclass(frozen=True, slots=True)
class PromisedTask:
    """A task that was announced, as it stands.

    Attributes:
        id: the task.
        finishes_on: its finish by the schedule; None where it has been put aside.
        is_done: whether it is finished.
        done_on: the day it was finished; None where that day is not known.
        archived: whether it, or its plan, has been put aside.
    """

    id: int
    finishes_on: dt.date | None
    is_done: bool
    done_on: dt.date | None
    archived: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that a summary announces.

    Attributes:
        id: the stored promise.
        text: what, in the words of the summary.
        due_on: by when; None where no day was named.
        task: the task that tells what became of it; None where a person says so.
        verdict, note: what a person said of it.
    """

    id: int
    text: str
    due_on: dt.date | None
    task: PromisedTask | None
    verdict: PromiseVerdict | None
    note: str

    @property
    def source(self) -> Source:
        """Where its day comes from: the task, or what was written."""
        if self.task is None:
            return Source(SourceKind.PROMISES, (self.id,))
        return Source(SourceKind.TASKS, (self.task.id,))


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of something announced.

    Attributes:
        verdict: done, slipped or dropped; None while it is under way, or where nobody said.
        on: the day it was done, or that it is planned for now.
        days_late: working days that `on` lies behind the day it was announced for; 0 when it does not.
    """

    verdict: PromiseVerdict | None
    on: dt.date | None = None
    days_late: int = 0


def standing(promise: Promise, calendar: WorkCalendar) -> Standing:
    """What became of a promise.

    A finished task is done and an archived one dropped, whatever a person said; an open one is dropped when a person
    says so, and slipped when it now finishes after the day it was announced for.
    """
    task = promise.task
    if task is None:
        return Standing(promise.verdict)
    if task.is_done:
        return Standing(PromiseVerdict.DONE, task.done_on, _late(promise.due_on, task.done_on, calendar))
    if task.archived or promise.verdict is PromiseVerdict.DROPPED:
        return Standing(PromiseVerdict.DROPPED)
    late = _late(promise.due_on, task.finishes_on, calendar)
    return Standing(PromiseVerdict.SLIPPED if late else None, task.finishes_on, late)


def said_last_time(
    words: Words, promises: Sequence[Promise], calendar: WorkCalendar, today: dt.date
) -> list[Paragraph]:
    """A paragraph for each thing that the last summary announced: done, slipped, dropped or not yet due."""
    return [
        Paragraph(f"said-{promise.id}", _told(words, promise, standing(promise, calendar), today))
        for promise in promises
    ]


def announced(words: Words, promises: Sequence[Promise]) -> list[Paragraph]:
    """A paragraph for each thing that this summary announces for the next period."""
    found = []
    for promise in promises:
        text = closed(words, promise.text)
        if promise.due_on is None:
            spans: tuple[Span, ...] = (text,)
        else:
            by = Figure(day(words, promise.due_on), promise.source)
            spans = sentence(words, N_("By {day}: {text}"), day=by, text=text)
        found.append(Paragraph(f"next-{promise.id}", spans))
    return found


def _late(due: dt.date | None, on: dt.date | None, calendar: WorkCalendar) -> int:
    if due is None or on is None:
        return 0
    one = dt.timedelta(days=1)
    return max(0, calendar.working_days_between(due + one, on + one))


def _told(words: Words, promise: Promise, now: Standing, today: dt.date) -> tuple[Span, ...]:
    """The sentence on one promise, and what a person noted on it behind."""
    note = (closed(words, promise.note),) if promise.note.strip() else ()
    facts: dict[str, Span | tuple[Span, ...]] = {"what": _what(words, promise)}
    if now.on is not None:
        facts["day"] = Figure(day(words, now.on), promise.source)
        late = words._n("{n} working day behind", "{n} working days behind", now.days_late)
        facts["late"] = Figure(late, promise.source)
    return run_on(words, sentence(words, _message(promise, now, today), **facts), note)


def _what(words: Words, promise: Promise) -> tuple[Span, ...]:
    """“Hang the signs” (announced for 30 June)."""
    text = bare(promise.text)
    if promise.due_on is None:
        return sentence(words, N_("“{text}”"), text=text)
    due = Figure(day(words, promise.due_on), Source(SourceKind.PROMISES, (promise.id,)))
    return sentence(words, N_("“{text}” (announced for {day})"), text=text, day=due)


def _message(promise: Promise, now: Standing, today: dt.date) -> str:
    """The sentence that fits; it asks for `what`, and for `day` and `late` only where they are known."""
    if now.verdict is PromiseVerdict.DONE:
        if now.on is None:
            return N_("{what}: done.")
        if now.days_late:
            return N_("{what}: done on {day}, {late}.")
        return N_("{what}: done on {day}.")
    if now.verdict is PromiseVerdict.SLIPPED:
        return N_("{what}: slipped.") if now.on is None else N_("{what}: slipped to {day}, {late}.")
    if now.verdict is PromiseVerdict.DROPPED:
        return N_("{what}: dropped.")
    if now.on is not None:
        return N_("{what}: under way, planned for {day}.")
    if promise.due_on is not None and promise.due_on <= today:
        return N_("{what}: due, and nothing is recorded of it yet.")
    return N_("{what}: not yet due.")
