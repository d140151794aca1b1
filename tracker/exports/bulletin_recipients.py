"""The foot of a bulletin: whom it is reported to, sent to, distributed to."""

from collections.abc import Iterable

from tracker.bulletins import Manner, by_manner
from tracker.i18n import Words
from tracker.i18n.marks import N_

_LINES = {
    Manner.REPORT: N_("Reported to: {offices}"),
    Manner.SEND: N_("Sent to: {offices}"),
    Manner.DISTRIBUTE: N_("Distributed to: {offices}"),
}


def recipient_lines(words: Words, kept: Iterable[str]) -> list[str]:
    """What stands at the foot of the paper, a line for each manner that has an office (报：区政府办、区财政局).

    `kept` are recipients as `tracker.bulletins` has them.
    """
    return [
        words._(_LINES[manner], offices=words.listed(offices))
        for manner, offices in by_manner(kept).items()
        if offices
    ]
