"""What became of a message, and why one was not sent where that is for the tracker to say."""

from enum import StrEnum

from tracker.i18n.marks import N_


class MessageState(StrEnum):
    """Where a message is."""

    WAITS = "waits"
    SENT = "sent"
    GIVEN_UP = "given_up"


NO_SERVER = N_("No mail server is set (TRACKER_MAIL).")
UNKNOWN_ADDRESS = N_("The address is not understood.")
INSIDE = N_("The address stands inside this house’s own network, where nothing may be sent to.")
TOO_OLD = N_("It waited for more than a day, and was too old to be sent.")

REASONS = frozenset({NO_SERVER, UNKNOWN_ADDRESS, INSIDE, TOO_OLD})
"""What the tracker itself says of a message that was not sent, as it is stored; anything else is a server's words."""
