"""What became of a message."""

from enum import StrEnum


class MessageState(StrEnum):
    """Where a message is."""

    WAITS = "waits"
    SENT = "sent"
    GIVEN_UP = "given_up"
