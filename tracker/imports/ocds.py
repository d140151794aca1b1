"""Open Contracting data (OCDS 1.1) as drafts: each release with tender items, or with a budget alone, is one draft.

Releases of awards and contracts carry no draft and are named as left out; so is a process that names another one of
the file as its planning: it buys what that one planned. Every problem is named with its release and item; reading
does not stop at one.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.errors import UnreadableFile
from tracker.imports.draft_types import DraftFile
from tracker.imports.ocds_items import ReleaseReader, part, parts
from tracker.vocabulary import Cause

LARGEST_FILE = 20_000_000
"""Bytes; a plan of 10,000 lines in a dozen releases stays below."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a release says about a change; `cause` and `items` are there where the tracker wrote the file.

    Attributes:
        date: as written, or empty.
        rationale: why.
        description: what changed.
        cause: the reason's cause, or None.
        text: the reason's own words.
        items: ids of the items it is about.
    """

    date: str
    rationale: str
    description: str
    cause: Cause | None
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadRelease:
    """A release that becomes a draft.

    Attributes:
        id: of the release.
        day: its date, in the offset it is written with.
        title: of the tender, or empty.
        items: the id of the item each line came from, in the order of the lines.
        file: lines and problems, as of any file.
        amendments: what it says about changes.
    """

    id: str
    day: dt.date
    title: str
    items: tuple[str, ...]
    file: DraftFile
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One contracting process read from a file.

    Attributes:
        ocid: the process.
        drafts: releases that become drafts, by date.
        left_out: ids of releases without planning or tender items, and of what was bought of the plan, by date.
    """

    ocid: str
    drafts: tuple[ReadRelease, ...]
    left_out: tuple[str, ...]


def read_releases(data: bytes, *, currency: str) -> ReleaseFile:
    """Reads a release package, a single release, or a record package (its releases, else what it compiled of them).

    Args:
        data: the whole file, JSON in UTF-8.
        currency: what the project counts in; another one in the file is a problem of its release.

    Raises:
        UnreadableFile: `file_too_large`; `ocds_broken` (not JSON); `ocds_wrong_kind` (no release in it);
            `ocds_several_processes` (facts: `ocids`); `ocds_release_incomplete` (facts: `release`, `field`) for a
            release without ocid, id or date.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile("file_too_large")
    releases = list(_releases(_parsed(data)))
    if not releases:
        raise UnreadableFile("ocds_wrong_kind")
    for release in releases:
        _require_head(release)
    releases.sort(key=lambda release: _instant(release).astimezone(dt.UTC))
    bought = _planned_elsewhere(releases)
    ocids = list(dict.fromkeys(ocid for release in releases if (ocid := str(release["ocid"])) not in bought))
    if len(ocids) > 1:
        raise UnreadableFile("ocds_several_processes", ocids=ocids[:5])
    read = [_read(release, currency) for release in releases if str(release["ocid"]) in ocids]
    drafts = tuple(draft for draft in read if draft.file.lines)
    taken = {draft.id for draft in drafts}
    return ReleaseFile(
        ocids[0], drafts, tuple(id_ for release in releases if (id_ := str(release["id"])) not in taken)
    )


def _planned_elsewhere(releases: list[Mapping[str, Any]]) -> set[str]:
    """The processes that buy what another process of the file planned."""
    ocids = {str(release["ocid"]) for release in releases}
    found = set()
    for release in releases:
        for related in parts(release, "relatedProcesses"):
            relationship, own = related.get("relationship"), str(release["ocid"])
            is_planning = isinstance(relationship, list) and "planning" in relationship
            if is_planning and related.get("identifier") in ocids - {own}:
                found.add(own)
    return found if found < ocids else set()


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("ocds_broken") from error


def _releases(content: Any) -> Iterator[Mapping[str, Any]]:
    """The releases of a package, of the records of a package, or the release that the file itself is."""
    if not isinstance(content, Mapping):
        return
    if "ocid" in content and "tag" in content:
        yield content
    yield from parts(content, "releases")
    for record in parts(content, "records"):
        # A record may only link to its releases; then what it compiled of them is its newest state.
        embedded = [each for each in parts(record, "releases") if "ocid" in each]
        compiled = part(record, "compiledRelease")
        yield from embedded or ([compiled] if compiled else [])


def _require_head(release: Mapping[str, Any]) -> None:
    for field in ("ocid", "id", "date"):
        if not release.get(field):
            raise UnreadableFile("ocds_release_incomplete", release=str(release.get("id", "?")), field=field)
    try:
        _instant(release)
    except ValueError as error:
        raise UnreadableFile("ocds_release_incomplete", release=str(release["id"]), field="date") from error


def _instant(release: Mapping[str, Any]) -> dt.datetime:
    moment = dt.datetime.fromisoformat(str(release["date"]))
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _read(release: Mapping[str, Any], currency: str) -> ReadRelease:
    reader = ReleaseReader(str(release["id"]), currency)
    tender = part(release, "tender")
    items = parts(tender, "items")
    if items:
        reader.read_items(items, tender.get("value"))
    else:
        reader.read_budget(part(part(release, "planning"), "budget"))
    return ReadRelease(
        id=str(release["id"]),
        day=_instant(release).date(),
        title=str(tender.get("title") or ""),
        items=tuple(reader.items),
        file=DraftFile((), tuple(reader.lines), reader.printed_total_fen, tuple(reader.problems)),
        amendments=tuple(_amendment(each) for each in parts(tender, "amendments")),
    )


def _amendment(fields: Mapping[str, Any]) -> Amendment:
    cause = fields.get("x_cause")
    items = fields.get("x_items")
    return Amendment(
        date=str(fields.get("date") or ""),
        rationale=str(fields.get("rationale") or ""),
        description=str(fields.get("description") or ""),
        cause=Cause(cause) if cause in set(Cause) else None,
        text=str(fields.get("x_text") or ""),
        items=tuple(str(item) for item in items) if isinstance(items, list) else (),
    )
