"""How far opening day is."""

from tracker.i18n.words import Words


def countdown(w: Words, days: int) -> str:
    """How far opening day is: 86 days to opening, opening day is today, or opened 3 days ago."""
    if days > 0:
        return w._n("{n} day to opening", "{n} days to opening", days)
    if days == 0:
        return w._("Opening day is today")
    return w._n("Opened {n} day ago", "Opened {n} days ago", -days)
