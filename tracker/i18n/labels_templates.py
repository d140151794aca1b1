"""The words for how a template is laid out."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.templates.dates import Direction

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Direction: {
        Direction.BACKWARDS: NP_("direction", "Backwards from opening day"),
        Direction.FORWARDS: NP_("direction", "Forwards from a start"),
    },
}
"""Context and message of each member."""
