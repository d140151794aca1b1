"""The text of a digest, a reminder and a test: one line of subject, and a body of plain text.

Text of users goes in as text, cut where it is long; no person's name goes in.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from tracker.i18n import Words
from tracker.i18n.countdown import countdown
from tracker.i18n.need_words import need_sentence
from tracker.overview import Need

LONGEST_SUBJECT = 200
LONGEST_TEXT = 120
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it goes out; the subject is one line."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sender:
    """What every message of a project says of where it comes from.

    Attributes:
        project: its name.
        opening_on: the announced day.
        today: the day the message is written for.
        language: in which it is written.
        site: the address of the tracker without a slash at its end; empty where the installation does not say.
        project_id: for links.
    """

    project: str
    opening_on: dt.date
    today: dt.date
    language: str
    project_id: int
    site: str = ""

    @property
    def words(self) -> Words:
        """The words of the message."""
        return Words.of(self.language)


def one_line(text: str, longest: int = LONGEST_TEXT) -> str:
    """Text without line breaks and other control signs, cut with an ellipsis when longer than `longest`."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def digest(sender: Sender, needs: Sequence[Need]) -> Letter:
    """What needs somebody this week, urgent things first; also when nothing does."""
    w = sender.words
    if needs:
        state = w._n("{n} thing needs somebody this week", "{n} things need somebody this week", len(needs))
    else:
        state = w._("Nothing needs anybody this week")
    urgent = [need for need in needs if need.urgent]
    calm = [need for need in needs if not need.urgent]
    shown = [*urgent, *calm][:MOST_LINES]
    parts = [_head(sender)]
    for title, group in ((w._("Now"), urgent), (w._("This week"), calm)):
        lines = [_line(sender, need) for need in group if need in shown]
        if lines:
            parts.append("\n".join([w._("{title} ({n})", title=title, n=w.number(len(group))), *lines]))
    if not needs:
        parts.append(w._("Nothing waits, nothing is late, nothing blocks."))
    if len(needs) > len(shown):
        rest = len(needs) - len(shown)
        parts.append(w._n("and {n} more, on the overview", "and {n} more, on the overview", rest))
    parts.append(_foot(sender))
    return Letter(_subject(sender, state), "\n\n".join(parts))


def reminder(sender: Sender, need: Need, number: int, most: int) -> Letter:
    """One thing that needs somebody; `number` of at most `most` reminders of it."""
    w = sender.words
    said = need_sentence(w, need, one_line)
    if number < most:
        turn = w._(
            "Reminder {number} of {most}: the next one comes tomorrow, unless this is settled by then.",
            number=w.number(number),
            most=w.number(most),
        )
    else:
        turn = w._("This was the last reminder of it; the overview goes on to show it.")
    return Letter(
        _subject(sender, said), "\n\n".join([_head(sender), _line(sender, need), turn, _foot(sender)])
    )


def reminder_list(sender: Sender, needs: Sequence[Need], most: int, left_out: int = 0) -> Letter:
    """Several things that need somebody in one message, each told of at most `most` times.

    `left_out` things are due too, and only counted.
    """
    w = sender.words
    n = len(needs) + left_out
    lines = [_line(sender, need) for need in needs]
    if left_out:
        lines.append(w._n("and {n} more, on the overview", "and {n} more, on the overview", left_out))
    turn = w._n(
        "Each is told of on {n} day; the overview goes on to show it.",
        "Each is told of on at most {n} days, unless it is settled by then; the overview goes on to show it.",
        most,
    )
    said = w._n("Reminder of {n} thing", "Reminders of {n} things, in one message", n)
    return Letter(_subject(sender, said), "\n\n".join([_head(sender), "\n".join(lines), turn, _foot(sender)]))


def shortened(body: str, longest: int, size: Callable[[str], int] = len) -> str:
    """A body of at most `longest` (as `size` measures), cut between two lines; its last paragraph, the foot, stays.

    What is cut is marked by an ellipsis; the foot has the way to the tracker. A body whose foot alone is too long is
    cut anywhere.
    """
    if size(body) <= longest:
        return body
    text, _, foot = body.rpartition("\n\n")
    ending = f"\n…\n\n{foot}"
    lines = text.split("\n")
    while lines and size("\n".join(lines) + ending) > longest:
        lines.pop()
    if lines:
        return "\n".join(lines) + ending
    while size(body + "…") > longest and body:
        body = body[:-1]
    return body + "…"


def trial_letter(sender: Sender) -> Letter:
    """A message that only shows that messages arrive."""
    w = sender.words
    body = [_head(sender), w._("Messages of the tracker arrive here."), _foot(sender)]
    return Letter(_subject(sender, w._("A test message")), "\n\n".join(body))


def _subject(sender: Sender, said: str) -> str:
    text = sender.words._("[{project}] {text}", project=one_line(sender.project, 60), text=said)
    return one_line(text, LONGEST_SUBJECT)


def _head(sender: Sender) -> str:
    w = sender.words
    return w._(
        "{project} · {countdown} · announced {date}",
        project=one_line(sender.project),
        countdown=countdown(w, (sender.opening_on - sender.today).days),
        date=w.date(sender.opening_on, today=sender.today),
    )


def _line(sender: Sender, need: Need) -> str:
    """The sentence of a need, and below it the way to the record where the installation says its address."""
    mark = "! " if need.urgent else "- "
    said = mark + need_sentence(sender.words, need, one_line)
    if not sender.site:
        return said
    query = {"project": str(sender.project_id), "lang": sender.language}
    if need.parameter is not None and need.record_id is not None:
        query[need.parameter] = str(need.record_id)
    return f"{said}\n  {sender.site}/{need.page}?{urlencode(query)}"


def _foot(sender: Sender) -> str:
    w = sender.words
    said = w._("You chose to be told; the page “Messages” changes when, what and where, or stops it.")
    if not sender.site:
        return said
    query = urlencode({"project": str(sender.project_id), "lang": sender.language})
    return f"{said}\n{sender.site}/messages?{query}"
