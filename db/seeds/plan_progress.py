"""How far the sample's tasks are on the as-of day, and what they take; the template has the rest."""

from collections.abc import Mapping
from dataclasses import dataclass

Slot = tuple[int, int]
"""A day of the layout: (week, weekday)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task of the template is: its own duration, when it began and ended, what share is done."""

    days: int | None = None
    began: Slot | None = None
    ended: Slot | None = None
    percent: int = 0
    deadline: Slot | None = None


PROGRESS: Mapping[str, Progress] = {
    "A1": Progress(began=(-20, 0), ended=(-17, 4)),
    "A2": Progress(began=(-12, 0), ended=(-10, 2)),
    "A3": Progress(began=(-11, 0), ended=(-10, 2)),
    "A4": Progress(ended=(-9, 2)),
    "B1": Progress(began=(-17, 0), ended=(-16, 4)),
    "B2": Progress(began=(-15, 0), ended=(-14, 4)),
    "B3": Progress(days=55, began=(-13, 0), ended=(-2, 4)),
    "B4": Progress(days=10, began=(-2, 4), percent=80, deadline=(-1, 4)),
    "B5": Progress(ended=(-9, 0)),
    "B6": Progress(days=5),
    "B7": Progress(),
    "B8": Progress(days=5),
    "B9": Progress(days=3),
    "B10": Progress(days=20),
    "B11": Progress(days=7),
    "B12": Progress(days=2),
    "C1": Progress(ended=(-10, 3)),
    "C2": Progress(ended=(-3, 1)),
    "C3": Progress(began=(-3, 2), percent=60),
    "C5": Progress(began=(-3, 2), percent=50),
    "C6": Progress(days=6),
    "D1": Progress(began=(-10, 3), ended=(-6, 3)),
    "D2": Progress(days=65, began=(-5, 0), percent=40),
    "D3": Progress(days=8),
    "E1": Progress(began=(-9, 3), percent=60),
    "E2": Progress(began=(-4, 0), percent=70),
    "E4": Progress(days=6),
    "E5": Progress(days=2),
    "F1": Progress(began=(-6, 0), percent=50, deadline=(-1, 4)),
    "F2": Progress(days=4),
    "F4": Progress(days=5),
}
"""Tasks that have begun or differ from the template; the others stand as the template has them."""
