"""A procurement plan as it is published: what its releases are made of, and what every release begins with."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from tracker.exports.ocds_awards import Award
from tracker.exports.ocds_items import Item
from tracker.i18n import Words
from tracker.procurement.ancestry import Origins
from tracker.procurement.explained import GivenReason
from tracker.procurement.lines import Lineage
from tracker.procurement.process import Stage
from tracker.procurement.stage_dates import Held
from tracker.procurement.thresholds import ProcurementObject
from tracker.vocabulary import ProcurementMethod


@dataclass(frozen=True, slots=True)
class SubmittedDraft:
    """A draft that has been handed in; `submitted_on` is None where nobody noted the day."""

    number: int
    submitted_on: dt.date | None
    items: tuple[Item, ...]

    @property
    def total_fen(self) -> int:
        """The sum of its lines."""
        return sum(item.line.amount_fen for item in self.items)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a stage: its name, what it is, its type; the file itself stays with the library."""

    id: int
    stage: Stage
    file_name: str
    caption: str
    media_type: str


@dataclass(frozen=True, slots=True)
class BoughtPackage:
    """What is bought together, by one method: a contracting process of its own.

    Attributes:
        id: of the package.
        title: of the package.
        method: how it is bought, or None while nobody chose.
        method_reason: why, or empty.
        object: goods, works or services where somebody said so, else None: then the codes of its lines say.
        lineages: the lines it buys.
        held: what was said of its stages.
        papers: the papers of its stages.
        awards: its contracts.
    """

    id: int
    title: str
    method: ProcurementMethod | None
    method_reason: str
    object: ProcurementObject | None
    lineages: tuple[Lineage, ...]
    held: tuple[tuple[Stage, Held], ...] = ()
    papers: tuple[Paper, ...] = ()
    awards: tuple[Award, ...] = ()


@dataclass(frozen=True, slots=True)
class Process:
    """A procurement plan with its drafts and what was bought.

    Attributes:
        ocid: identifies the process for ever; see `ocid_of`.
        title: of the plan.
        buyer: the library.
        buyer_id: identifies the library among what this installation publishes.
        currency: ISO 4217.
        time_zone: of the project: a day begins there.
        ceiling_fen: what the plan may cost, or None.
        drafts: the submitted drafts by number.
        given: reasons for changes.
        origins: lineages born from a split or a merge.
        packages: what is bought of it.
        published_at: the instant of the export.
    """

    ocid: str
    title: str
    buyer: str
    buyer_id: str
    currency: str
    time_zone: str
    ceiling_fen: int | None
    drafts: tuple[SubmittedDraft, ...]
    given: tuple[GivenReason, ...]
    origins: Origins
    packages: tuple[BoughtPackage, ...]
    published_at: dt.datetime

    def instant(self, day: dt.date | None) -> str:
        """The beginning of a day where the project is; the instant of the export where no day is known."""
        if day is None:
            return self.published_at.isoformat(timespec="seconds")
        return dt.datetime.combine(day, dt.time(), ZoneInfo(self.time_zone)).isoformat()


def ocid_of(project_id: int, plan_id: int, prefix: str = "kaiguan") -> str:
    """The process's identifier, the same in every export.

    `prefix` is the publisher's own one, registered with the Open Contracting Partnership (ocds-xxxxxx); the default
    says only which program made the file.
    """
    return f"{prefix}-{project_id}-{plan_id}"


def release_head(
    process: Process, ocid: str, ending: str, day: dt.date | None, tags: list[str], words: Words
) -> dict[str, Any]:
    """What every release begins with; `ocid` is that of the plan or of one of its packages."""
    return {
        "ocid": ocid,
        "id": f"{ocid}-{ending}",
        "date": process.instant(day),
        "tag": tags,
        "initiationType": "tender",
        "language": words.language,
        "buyer": {"id": process.buyer_id, "name": process.buyer},
    }


def buyer_party(process: Process) -> dict[str, Any]:
    """The library among the parties of a release."""
    return {"id": process.buyer_id, "name": process.buyer, "roles": ["buyer", "procuringEntity"]}
