"""Every refusal of the tracker: a code and the facts, never prose; the page finds the words.

`tracker.i18n.problems` turns a code and its facts into a sentence in the person's language.
"""

from collections.abc import Mapping
from typing import Any


class TrackerError(Exception):
    """Base of all refusals.

    Attributes:
        code: stable, lower-case name of what was refused; the key of its sentence in each language.
        facts: what the sentence needs (names, numbers, dates), by name.
    """

    code = "refused"

    def __init__(self, code: str | None = None, **facts: Any) -> None:
        self.code = code or type(self).code
        self.facts: dict[str, Any] = facts
        super().__init__(self.code, facts)


class NotAllowed(TrackerError):
    """The actor's roles do not include the action."""

    code = "not_allowed"


class NotFound(TrackerError):
    """The record is not there, or belongs to another project."""

    code = "not_found"


class Invalid(TrackerError):
    """An input breaks a rule; the facts name the field."""

    code = "invalid"


class Conflict(TrackerError):
    """Somebody else changed the same field since the person opened it.

    Attributes:
        base: the values the person started from, by field.
        mine: the values the person wants.
        theirs: the values stored now.
        version: the version stored now; saving over it must name it.
        record_id: the row it is about, where several were saved together.
    """

    code = "conflict"

    def __init__(
        self,
        *,
        base: Mapping[str, Any],
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        version: int,
        record_id: int | None = None,
    ) -> None:
        self.base = dict(base)
        self.mine = dict(mine)
        self.theirs = dict(theirs)
        self.version = version
        self.record_id = record_id
        super().__init__(fields=sorted(self.mine))


class UnreadableFile(TrackerError):
    """A file that cannot be taken at all: broken, encrypted, too large, or of another kind."""

    code = "unreadable_file"
