"""Which meetings would be in one room at one time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Booking:
    """A room that a course keeps: from `starts_at` of `day` on for `minutes`; local time, an empty room is none."""

    course: str
    room: str
    day: dt.date
    starts_at: dt.time
    minutes: int

    @property
    def starts(self) -> dt.datetime:
        """When it begins, in local time."""
        return dt.datetime.combine(self.day, self.starts_at)

    @property
    def ends(self) -> dt.datetime:
        """When the room is free again; perhaps on the next day."""
        return self.starts + dt.timedelta(minutes=self.minutes)

    def overlaps(self, other: "Booking") -> bool:
        """Whether both keep one room at one time; one that begins when the other ends does not."""
        same_room = bool(_spelled(self.room)) and _spelled(self.room) == _spelled(other.room)
        return same_room and self.starts < other.ends and other.starts < self.ends


def clashes(wanted: Sequence[Booking], others: Iterable[Booking]) -> list[tuple[int, Booking]]:
    """The first of `others` that overlaps each of `wanted`, with the place of the latter in its list.

    The work grows with the number of bookings of a day in a room, not with their product.
    """
    by_day: dict[tuple[str, dt.date], list[Booking]] = {}
    for other in others:
        by_day.setdefault((_spelled(other.room), other.day), []).append(other)
    found = []
    for at, booking in enumerate(wanted):
        # A meeting shorter than a day reaches the next one at most.
        near = (booking.day + dt.timedelta(days=days) for days in (-1, 0, 1))
        rivals = (each for day in near for each in by_day.get((_spelled(booking.room), day), ()))
        first = next((each for each in rivals if booking.overlaps(each)), None)
        if first is not None:
            found.append((at, first))
    return found


def _spelled(room: str) -> str:
    """A room's name without the differences that are none."""
    return " ".join(room.split()).casefold()
