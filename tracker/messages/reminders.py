"""The messages that remind on one day: the first things in messages of their own, and the rest together in one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.messages.letters import MOST_LINES, Letter, Sender, reminder, reminder_list
from tracker.messages.times import Told, Wishes, reminders_due
from tracker.overview import Need


@dataclass(frozen=True, slots=True)
class DayLetter:
    """A message of a day, and the events that it tells of, each with the number of its reminder.

    `is_list` is set for the one that lists what is more than the reader wants to have one by one.
    """

    letter: Letter
    events: Mapping[str, int]
    is_list: bool = False


def day_letters(
    sender: Sender, needs: Iterable[Need], told: Mapping[str, Told], today: dt.date, wishes: Wishes
) -> list[DayLetter]:
    """The messages of a day, at most `wishes.most_a_day`, in the order of `needs`: the urgent ones come first.

    Whoever wants one message a day has everything in it. What the list has no room for is counted there, and told of
    on another day: only what is named counts as told.

    Args:
        sender: what each message says of where it comes from.
        needs: what needs somebody, urgent things first.
        told: what was told before, by the key of the event.
        today: the day on which the messages go out, in the project's time zone.
        wishes: how much the reader wants.
    """
    events = {need.key: need for need in needs}
    most = wishes.most_reminders
    due = list(reminders_due(events, told, today, most).items())
    own = due if len(due) <= wishes.most_a_day else due[: wishes.most_a_day - 1]
    letters = [DayLetter(reminder(sender, events[key], nth, most), {key: nth}) for key, nth in own]
    rest = due[len(own) :]
    if rest:
        named = rest[:MOST_LINES]
        letter = reminder_list(sender, [events[key] for key, _ in named], most, len(rest) - len(named))
        letters.append(DayLetter(letter, dict(named), is_list=True))
    return letters
