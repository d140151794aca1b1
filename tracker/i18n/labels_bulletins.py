"""The words for how a bulletin goes to an office."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.bulletins import Manner
from tracker.i18n.marks import NP_

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Manner: {
        Manner.REPORT: NP_("bulletin", "Reported to"),
        Manner.SEND: NP_("bulletin", "Sent to"),
        Manner.DISTRIBUTE: NP_("bulletin", "Distributed to"),
    },
}
