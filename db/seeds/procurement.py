"""The sample's equipment plan: six drafts from workbooks, why they changed, and what the library owns."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from db.commands.draft_import import import_draft
from db.commands.draft_rows import previous_draft_id
from db.commands.procurement import create_procurement_plan, open_working_copy, update_draft
from db.models import Asset, Draft, LineReason
from db.queries.procurement import LineRow, lines_of
from db.seeds import draft_review, procurement_checks
from db.seeds.draft_causes import CAUSES
from db.seeds.layout import Layout
from tracker.imports.drafts import read_draft
from tracker.imports.workbook import open_workbook
from tracker.money import FEN_PER_YUAN, MILLI
from tracker.permissions import Actor
from tracker.procurement.inheritance import by_position, inherit
from tracker.procurement.match import match
from tracker.procurement.proposals import Proposal, Relation
from tracker.vocabulary import AssetCondition, DraftStatus

DRAFTS = Path(__file__).parent / "drafts"
TITLE = "设施设备配置方案(示例)"


@dataclass(frozen=True, slots=True)
class Handed:
    """When a draft was handed in, as week and weekday of the layout, and where it stands."""

    number: int
    week: int
    weekday: int
    status: DraftStatus


HANDED: tuple[Handed, ...] = (
    Handed(1, -13, 4, DraftStatus.RETURNED),
    Handed(2, -11, 4, DraftStatus.RETURNED),
    Handed(3, -9, 4, DraftStatus.RETURNED),
    Handed(4, -7, 4, DraftStatus.RETURNED),
    Handed(5, -4, 4, DraftStatus.RETURNED),
    Handed(6, -2, 4, DraftStatus.IN_REVIEW),
)

CONFIRMED: frozenset[tuple[int, Relation, str, str]] = frozenset(
    {
        (3, Relation.SPLIT, "台式计算机", "台式计算机"),
        (4, Relation.SAME, "服务器", "服务器"),
        (4, Relation.SAME, "数字资源发现平台", "数字资源统一检索平台"),
        (4, Relation.SAME, "LED显示屏", "LED显示屏"),
        (5, Relation.MERGED, "阅览椅", "阅览椅"),
    }
)
"""The proposals that a person was asked about and confirmed: draft, relation, name before and name after."""

_CONDITIONS = {
    "良好": AssetCondition.GOOD,
    "一般": AssetCondition.FAIR,
    "较差": AssetCondition.POOR,
    "待报废": AssetCondition.TO_SCRAP,
}


def load(session: Session, *, actor: Actor, project_id: int, layout: Layout) -> int:
    """Import the six drafts with their causes, open a working copy from the last; gives the plan's id."""
    plan_id = create_procurement_plan(session, actor=actor, project_id=project_id, title=TITLE)
    for handed in HANDED:
        _import(session, actor, project_id, plan_id, handed, layout.day(handed.week, handed.weekday))
    newest = previous_draft_id(session, project_id, plan_id, len(HANDED) + 1)
    open_working_copy(session, actor=actor, project_id=project_id, plan_id=plan_id, from_draft_id=newest)
    session.add_all(_register(project_id))
    procurement_checks.load(session, actor=actor, project_id=project_id)
    draft_review.load(session, project_id=project_id, plan_id=plan_id, layout=layout)
    return plan_id


def _import(
    session: Session, actor: Actor, project_id: int, plan_id: int, handed: Handed, submitted_on: dt.date
) -> None:
    name = f"draft-{handed.number}.xlsx"
    data = (DRAFTS / name).read_bytes()
    file = read_draft(data)
    previous_id = previous_draft_id(session, project_id, plan_id, handed.number)
    before = [] if previous_id is None else lines_of(session, project_id, previous_id)
    matching = match([row.as_line() for row in before], by_position(file.lines))
    answers = [(proposal, _is_accepted(handed.number, proposal)) for proposal in matching.proposals]
    draft_id = import_draft(
        session,
        actor=actor,
        project_id=project_id,
        plan_id=plan_id,
        number=handed.number,
        file=file,
        inheritance=inherit(
            (proposal for proposal, accepted in answers if accepted),
            (proposal for proposal, accepted in answers if not accepted),
        ),
        previous_id=previous_id,
        drawn_up_on=submitted_on - dt.timedelta(days=2),
        submitted_on=submitted_on,
        file_name=name,
        file_sha256=hashlib.sha256(data).hexdigest(),
    )
    _set_status(session, actor, project_id, draft_id, handed.status)
    session.add_all(_reasons(session, project_id, draft_id, handed.number, before))


def _is_accepted(number: int, proposal: Proposal) -> bool:
    asked = (number, proposal.relation, proposal.before[0].name, proposal.after[0].name)
    return proposal.certain or asked in CONFIRMED


def _set_status(session: Session, actor: Actor, project_id: int, draft_id: int, status: DraftStatus) -> None:
    draft = session.get_one(Draft, draft_id)
    update_draft(
        session,
        actor=actor,
        project_id=project_id,
        draft_id=draft_id,
        expected_version=draft.version,
        original={"status": draft.status},
        changes={"status": status},
    )


def _reasons(
    session: Session, project_id: int, draft_id: int, number: int, before: Sequence[LineRow]
) -> list[LineReason]:
    """The causes of a draft's changes, each on the line it names: of the draft, or of the one before."""
    lines = [*before, *lines_of(session, project_id, draft_id)]
    lineages = {(line.name, line.zone): line.lineage_id for line in lines}
    return [
        LineReason(
            project_id=project_id,
            draft_id=draft_id,
            lineage_id=lineages[said.name, said.zone],
            cause=said.cause,
            text=said.text,
        )
        for said in CAUSES
        if said.draft == number
    ]


def _register(project_id: int) -> list[Asset]:
    """The old library's fixed-asset register, from its workbook."""
    sheet = open_workbook((DRAFTS / "asset-register.xlsx").read_bytes())[0]
    headings, *rows = sheet.rows.values()
    names = {heading: column for column, heading in headings.items()}

    def asset(row: Any) -> Asset:
        def cell(heading: str) -> Any:
            return row[names[heading]]

        return Asset(
            project_id=project_id,
            code=cell("资产编号"),
            name=cell("资产名称"),
            specification=cell("规格型号"),
            unit=cell("计量单位"),
            quantity_milli=cell("数量") * MILLI,
            usable_milli=cell("可继续使用数量") * MILLI,
            unit_price_fen=cell("单价") * FEN_PER_YUAN,
            acquired=cell("取得日期"),
            condition=_CONDITIONS[cell("使用状况")],
            location=cell("存放地点"),
        )

    return [asset(row) for row in rows]
