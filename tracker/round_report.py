"""The facts of the record of one round, as the documents of `tracker.exports.round_report` say them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.photos import PhotoPurpose
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade


@dataclass(frozen=True, slots=True)
class ReportPhoto:
    """A photo: the name of its picture, and of a finding's photo whether it shows before or after."""

    name: str
    purpose: PhotoPurpose = PhotoPurpose.NONE
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ReportAttendee:
    """Who walked along; the name is empty for readers who may not see names, the organisation where none is known."""

    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """A question asked in a place, with the answers of all devices: more than one where they disagree."""

    place: str
    question: str
    answers: tuple[CheckAnswer, ...]


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """An earlier finding that was looked at, with what the devices saw and wrote: several where they disagree."""

    number: int
    place: str
    severity: Severity
    description: str
    observations: tuple[FindingObservation, ...]
    texts: tuple[str, ...] = ()
    photos: tuple[ReportPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class RaisedFinding:
    """A finding raised in the round; of a signed round as it was at the signing."""

    number: int
    place: str
    trade: Trade
    severity: Severity
    description: str
    organisation: str
    due_on: dt.date | None
    photos: tuple[ReportPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A note on a place (empty: the building as a whole); an addendum was written after the signing."""

    place: str
    text: str
    is_addendum: bool = False
    photos: tuple[ReportPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundReport:
    """All that the record of a round says.

    Attributes:
        title: of the series; empty for an extra round.
        number: which round of its series it is, counted by planned day from 1.
        attendees_text: those at the round who were written down as one text.
        signed_at: None while the round is not signed.
        signed_by: who signed; empty where that is not known, or the reader may not see names.
    """

    project: str
    time_zone: str
    title: str
    number: int
    planned_on: dt.date
    held_on: dt.date | None
    weather: str = ""
    progress: str = ""
    decisions: str = ""
    next_week: str = ""
    attendees: tuple[ReportAttendee, ...] = ()
    attendees_text: str = ""
    checks: tuple[ReportCheck, ...] = ()
    seen: tuple[SeenFinding, ...] = ()
    raised: tuple[RaisedFinding, ...] = ()
    notes: tuple[ReportNote, ...] = ()
    photos: tuple[ReportPhoto, ...] = ()
    signed_at: dt.datetime | None = None
    signed_by: str = ""

    @property
    def picture_names(self) -> list[str]:
        """The names of all pictures that the record shows, each once."""
        owners: Sequence[Any] = (self, *self.seen, *self.raised, *self.notes)
        return list(dict.fromkeys(photo.name for owner in owners for photo in owner.photos))
