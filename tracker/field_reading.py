"""Reading what a phone sends: JSON values into the items of `tracker.field`, each refused precisely or taken whole.

The phone is not trusted: every name, number, text and instant is checked here before a command sees it. The rules
of rounds and findings themselves are those of the commands.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from tracker.errors import Invalid
from tracker.field import (
    HEAD_TEXTS,
    Attendance,
    Check,
    HeadField,
    Item,
    NewFinding,
    NewRound,
    Note,
    Observation,
    Signature,
    Withdrawal,
)
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade

LARGEST_ID = 2**63 - 1
"""Ids are BIGINT on both databases."""

MOST_ITEMS = 200
"""Items of one call; a phone that holds more sends several."""

E = TypeVar("E", bound=StrEnum)

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def item_of(data: object) -> Item:
    """The item that a JSON value says.

    Raises:
        Invalid: `field_malformed`; the fact `name` says which entry is missing or wrong.
    """
    entry = _object(data)
    read = _READERS.get(str(entry.get("kind")))
    if read is None:
        raise _malformed("kind")
    return read(entry)


def batch_of(data: object) -> tuple[str, list[object]]:
    """The device of a call and its items, still unread.

    Raises:
        Invalid: `field_malformed`, or `field_too_many_items`.
    """
    entry = _object(data)
    items = entry.get("items")
    if not isinstance(items, list):
        raise _malformed("items")
    if len(items) > MOST_ITEMS:
        raise Invalid("field_too_many_items", n=len(items), most=MOST_ITEMS)
    return uuid_in(entry, "device"), items


def round_of(data: object) -> NewRound:
    """The round that a JSON value asks to begin.

    Raises:
        Invalid: `field_malformed`.
    """
    entry = _object(data)
    return NewRound(
        client_id=uuid_in(entry, "client_id"),
        series_id=_id_or_none(entry, "series_id"),
        planned_on=_day(entry, "planned_on"),
        held_on=_day(entry, "held_on"),
    )


def signature_of(data: object) -> Signature:
    """Who a JSON value says signs.

    Raises:
        Invalid: `field_malformed`.
    """
    entry = _object(data)
    return Signature(uuid_in(entry, "client_id"), _text(entry, "name"))


def uuid_in(entry: Mapping[str, Any], name: str) -> str:
    """A UUID in its canonical spelling, in small letters.

    Raises:
        Invalid: `field_malformed`, when `name` is missing or holds none.
    """
    value = entry.get(name)
    if not isinstance(value, str) or not _UUID.fullmatch(value.lower()):
        raise _malformed(name)
    return value.lower()


def _check(entry: Mapping[str, Any]) -> Check:
    return Check(
        *_head(entry), _id(entry, "zone_id"), _id(entry, "item_id"), _choice(entry, "answer", CheckAnswer)
    )


def _observation(entry: Mapping[str, Any]) -> Observation:
    observation = _choice(entry, "observation", FindingObservation)
    return Observation(*_head(entry), _id(entry, "finding_id"), observation, _optional_text(entry, "text"))


def _note(entry: Mapping[str, Any]) -> Note:
    return Note(*_head(entry), _id_or_none(entry, "zone_id"), _text(entry, "text"))


def _finding(entry: Mapping[str, Any]) -> NewFinding:
    return NewFinding(
        *_head(entry),
        zone_id=_id_or_none(entry, "zone_id"),
        trade=_choice(entry, "trade", Trade),
        severity=_choice(entry, "severity", Severity),
        description=_text(entry, "description"),
        organisation_id=_id_or_none(entry, "organisation_id"),
        due_on=None if entry.get("due_on") is None else _day(entry, "due_on"),
    )


def _attendance(entry: Mapping[str, Any]) -> Attendance:
    return Attendance(*_head(entry), _text(entry, "name"), _id_or_none(entry, "organisation_id"))


def _head_field(entry: Mapping[str, Any]) -> HeadField:
    field = entry.get("field")
    if field == "held_on":
        original = _day(entry, "original") if entry.get("original") else None
        return HeadField(*_head(entry), "held_on", _day(entry, "value"), original)
    if not isinstance(field, str) or field not in HEAD_TEXTS:
        raise _malformed("field")
    value, original_text = _text(entry, "value"), _optional_text(entry, "original")
    return HeadField(*_head(entry), field, value, original_text)


def _withdrawal(entry: Mapping[str, Any]) -> Withdrawal:
    return Withdrawal(*_head(entry), uuid_in(entry, "of"))


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Item]] = MappingProxyType(
    {
        "check": _check,
        "observation": _observation,
        "note": _note,
        "finding": _finding,
        "attendee": _attendance,
        "head": _head_field,
        "withdraw": _withdrawal,
    }
)


def _head(entry: Mapping[str, Any]) -> tuple[str, dt.datetime]:
    return uuid_in(entry, "client_id"), _instant(entry, "at")


def _object(data: object) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise _malformed("object")
    return data


def _id(entry: Mapping[str, Any], name: str) -> int:
    value = entry.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= LARGEST_ID:
        raise _malformed(name)
    return value


def _id_or_none(entry: Mapping[str, Any], name: str) -> int | None:
    return None if entry.get(name) is None else _id(entry, name)


def _text(entry: Mapping[str, Any], name: str) -> str:
    """A text that both databases can hold: no NUL, no half of a surrogate pair. Its length is the commands' rule."""
    value = entry.get(name)
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise _malformed(name)
    return value.strip()


def _optional_text(entry: Mapping[str, Any], name: str) -> str:
    return "" if entry.get(name) is None else _text(entry, name)


def _day(entry: Mapping[str, Any], name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(_text(entry, name))
    except ValueError:
        raise _malformed(name) from None


def _instant(entry: Mapping[str, Any], name: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(_text(entry, name))
        if moment.tzinfo is None:
            raise _malformed(name)
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise _malformed(name) from None


def _choice(entry: Mapping[str, Any], name: str, kind: type[E]) -> E:
    try:
        return kind(str(entry.get(name)))
    except ValueError:
        raise _malformed(name) from None


def _malformed(name: str) -> Invalid:
    return Invalid("field_malformed", name=name)
