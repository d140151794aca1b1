"""A package on its way to the contract as OCDS: its tender with method, periods, stages and papers, then its awards.

Each package is bought by a method and a contract of its own, so it is a contracting process of its own that names the
plan's as its planning (`relatedProcesses`). OCDS has four methods; the official name of ours stands in
`procurementMethodDetails`. What stands for which is our reading: a method that asks suppliers of the buyer's choice
to an offer is `limited`, one supplier alone is `direct`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.exports.ocds_awards import award_release_parts
from tracker.exports.ocds_items import item_object
from tracker.exports.ocds_process import BoughtPackage, Paper, Process, buyer_party, release_head
from tracker.exports.ocds_values import amount, without_blanks
from tracker.i18n import Words
from tracker.procurement.process import Stage
from tracker.procurement.stage_dates import Held
from tracker.procurement.thresholds import objects_of
from tracker.vocabulary import ProcurementMethod

METHODS: Mapping[ProcurementMethod, str] = {
    ProcurementMethod.OPEN_TENDER: "open",
    ProcurementMethod.RESTRICTED_TENDER: "selective",
    ProcurementMethod.FRAMEWORK: "selective",
    ProcurementMethod.NEGOTIATION: "limited",
    ProcurementMethod.CONSULTATION: "limited",
    ProcurementMethod.QUOTATION: "limited",
    ProcurementMethod.SINGLE_SOURCE: "direct",
}

_MILESTONES: Mapping[Stage, str] = {
    Stage.REQUIREMENT: "preProcurement",
    Stage.FINANCE_REVIEW: "approval",
    Stage.INTENTION_NOTICE: "preProcurement",
    Stage.PLAN_FILING: "preProcurement",
    Stage.EVALUATION: "assessment",
    Stage.AWARD: "approval",
    Stage.DELIVERY: "delivery",
    Stage.INSTALLATION: "delivery",
    Stage.ACCEPTANCE: "approval",
    Stage.PAYMENT: "financing",
}
"""The milestone types of OCDS; the other stages have none."""

_PAPERS: Mapping[Stage, str] = {
    Stage.REQUIREMENT: "needsAssessment",
    Stage.INTENTION_NOTICE: "plannedProcurementNotice",
    Stage.PLAN_FILING: "procurementPlan",
    Stage.SOLICITATION: "tenderNotice",
    Stage.EVALUATION: "evaluationReports",
    Stage.AWARD_NOTICE: "awardNotice",
    Stage.CONTRACT: "contractSigned",
    Stage.CONTRACT_NOTICE: "contractNotice",
    Stage.ACCEPTANCE: "completionCertificate",
}
"""The document types of OCDS."""

_ORDER = {stage: place for place, stage in enumerate(Stage)}


def package_ocid(process: Process, package: BoughtPackage) -> str:
    """The package's own process, the same in every export."""
    return f"{process.ocid}-package-{package.id}"


def package_releases(process: Process, package: BoughtPackage, words: Words) -> list[dict[str, Any]]:
    """The tender, and what was bought so far where there is a contract."""
    releases = [_tender_release(process, package, words)]
    if package.awards:
        releases.append(_award_release(process, package, words))
    return releases


def _tender_release(process: Process, package: BoughtPackage, w: Words) -> dict[str, Any]:
    """The package as it is or will be tendered, dated by the last of its stages that happened."""
    held = dict(package.held)
    days = [said.actual_on for stage, said in held.items() if said.actual_on and not _is_late(stage, package)]
    status = _status(package, held)
    tags = ["planning"] if status == "planned" else ["tender"]
    head = release_head(process, package_ocid(process, package), "tender", max(days, default=None), tags, w)
    early = {stage: said for stage, said in held.items() if not _is_late(stage, package)}
    budget = sum(item.line.amount_fen for item in _items(process, package).values())
    details = {
        "id": f"{package_ocid(process, package)}-tender",
        "title": package.title,
        "status": status,
        "value": amount(budget, process.currency),
        "procurementMethod": METHODS[package.method] if package.method else None,
        "procurementMethodDetails": w.label(package.method) if package.method else None,
        "procurementMethodRationale": package.method_reason,
        "mainProcurementCategory": _category(process, package),
        "tenderPeriod": _tender_period(process, held),
        "items": [item_object(item, process.currency, w) for item in _items(process, package).values()],
        "documents": _documents([each for each in package.papers if not _is_late(each.stage, package)], w),
        "milestones": _milestones(process, early, w),
    }
    return {
        **head,
        "parties": [buyer_party(process)],
        "relatedProcesses": [_planned_by(process)],
        "tender": without_blanks(details),
    }


def _award_release(process: Process, package: BoughtPackage, w: Words) -> dict[str, Any]:
    """What was bought so far, dated by the last thing that happened."""
    items = _items(process, package)
    late = {stage: said for stage, said in package.held if _is_late(stage, package)}
    parts = award_release_parts(
        package.awards,
        title=package.title,
        currency=process.currency,
        instant=process.instant,
        item=lambda lineage: item_object(items[lineage], process.currency, w) if lineage in items else None,
    )
    if parts.contracts:
        papers = [each for each in package.papers if _is_late(each.stage, package)]
        about = {"documents": _documents(papers, w), "milestones": _milestones(process, late, w)}
        parts.contracts[0].update(without_blanks(about))
    days = [day for award in package.awards for day in award.days]
    days += [said.actual_on for said in late.values() if said.actual_on]
    head = release_head(
        process, package_ocid(process, package), "contract", max(days, default=None), parts.tags, w
    )
    parties = [buyer_party(process), *parts.parties]
    return {
        **head,
        "parties": parties,
        "relatedProcesses": [_planned_by(process)],
        "awards": parts.awards,
        "contracts": parts.contracts,
    }


def _planned_by(process: Process) -> dict[str, Any]:
    """The plan's process, under which this one was planned."""
    return {
        "id": "1",
        "relationship": ["planning"],
        "title": process.title,
        "scheme": "ocid",
        "identifier": process.ocid,
    }


def _items(process: Process, package: BoughtPackage) -> dict[Any, Any]:
    """The lines of the package as the newest draft that holds them has them, by lineage."""
    newest = {item.line.lineage: item for draft in process.drafts for item in draft.items}
    return {lineage: newest[lineage] for lineage in package.lineages if lineage in newest}


def _actual(held: Mapping[Stage, Held], stage: Stage) -> dt.date | None:
    return held.get(stage, Held()).actual_on


def _status(package: BoughtPackage, held: Mapping[Stage, Held]) -> str:
    if package.awards or _actual(held, Stage.AWARD):
        return "complete"
    return "active" if _actual(held, Stage.SOLICITATION) else "planned"


def _category(process: Process, package: BoughtPackage) -> str | None:
    """Goods, works or services: as somebody said, else as the codes of all lines say."""
    if package.object is not None:
        return package.object.value
    found = objects_of(item.catalogue_code for item in _items(process, package).values())
    return next(iter(found)).value if len(found) == 1 else None


def _tender_period(process: Process, held: Mapping[Stage, Held]) -> dict[str, Any]:
    deadline = held.get(Stage.BID_DEADLINE, Held())
    starts, ends = _actual(held, Stage.SOLICITATION), deadline.actual_on or deadline.planned_on
    return without_blanks(
        {
            "startDate": process.instant(starts) if starts else None,
            "endDate": process.instant(ends) if ends else None,
        }
    )


def _is_late(stage: Stage, package: BoughtPackage) -> bool:
    """Whether a stage stands with the contract: those from its signing on, once there is one."""
    return any(award.is_contract for award in package.awards) and _ORDER[stage] >= _ORDER[Stage.CONTRACT]


def _milestones(process: Process, held: Mapping[Stage, Held], w: Words) -> list[dict[str, Any]]:
    return [
        without_blanks(
            {
                "id": stage.value,
                "title": w.label(stage),
                "type": _MILESTONES.get(stage),
                "dueDate": process.instant(said.planned_on) if said.planned_on else None,
                "dateMet": process.instant(said.actual_on) if said.actual_on else None,
                "status": "met" if said.actual_on else "scheduled",
            }
        )
        for stage, said in sorted(held.items(), key=lambda each: _ORDER[each[0]])
        if said.planned_on or said.actual_on
    ]


def _documents(papers: Sequence[Paper], w: Words) -> list[dict[str, Any]]:
    """The papers by name: the files stay with the library, so no address is given."""
    return [
        without_blanks(
            {
                "id": str(each.id),
                "documentType": _PAPERS.get(each.stage),
                "title": each.file_name,
                "description": " · ".join(filter(None, [w.label(each.stage), each.caption])),
                "format": each.media_type,
            }
        )
        for each in papers
    ]
