"""The sample's decisions on old stock, and two illustrative standards; neither is anybody's real rule.

The seven reuses are those that drafts 2 and 6 took out of their lines (`db/seeds/draft_causes.py`), so that each
line of the working copy buys its net need. Service lives are usual figures, put in for the sample.
"""

from typing import Any

from sqlmodel import Session, select

from db.commands.reuse import decide_reuse
from db.commands.standards import create_standard, exempt_line
from db.models import Asset
from db.queries.assets import needs
from tracker.money import FEN_PER_YUAN, MILLI
from tracker.permissions import Actor
from tracker.vocabulary import StandardBasis

REUSED: tuple[tuple[str, str, str, int], ...] = (
    ("办公桌", "五层办公区", "GD00001", 14),
    ("文件柜", "五层办公区", "GD00003", 28),
    ("台式计算机", "五层办公区", "GD00004", 22),
    ("办公椅", "五层办公区", "GD00002", 12),
    ("书车", "全馆", "GD00006", 8),
    ("樟木古籍书柜", "古籍书库", "GD00011", 4),
    ("会议椅", "五层会议室", "GD00010", 12),
)
"""Line, its zone, the asset that serves it, and how many of it."""

REFUSED = ("激光打印机", "五层办公区", "GD00012", "不支持双面打印(示例)")

ELECTRONIC = ("计算机", "台式机", "投影机", "打印机", "摄像机")
ELECTRONIC_LIFE, OTHER_LIFE = 6, 15

SOURCE = "示例标准(非官方),仅供演示;请换成当地正式文件"
STANDARDS: tuple[dict[str, Any], ...] = (
    {
        "name": "办公桌配置(示例)",
        "applies_to": "办公桌",
        "basis": StandardBasis.PER_PERSON,
        "quantity_milli": MILLI,
        "basis_milli": MILLI,
        "price_cap_fen": 1_800 * FEN_PER_YUAN,
        "source": SOURCE,
        "source_version": "示例版",
    },
    {
        "name": "台式计算机配置(示例)",
        "applies_to": "台式计算机",
        "basis": StandardBasis.PER_PERSON,
        "quantity_milli": MILLI,
        "basis_milli": MILLI,
        "price_cap_fen": 5_000 * FEN_PER_YUAN,
        "minimum_life_years": 6,
        "source": SOURCE,
        "source_version": "示例版",
    },
)
EXEMPT = (("台式计算机", "电子阅览室"), ("台式计算机", "少儿区"))
EXEMPT_REASON = "读者用机,不属办公设备(示例)"


def load(session: Session, *, actor: Actor, project_id: int) -> None:
    """Record the decisions, the standards and the exemptions for the plan that was loaded."""
    session.flush()
    assets = {row.code: row for row in session.exec(select(Asset).where(Asset.project_id == project_id))}
    for asset in assets.values():
        asset.life_years = ELECTRONIC_LIFE if any(word in asset.name for word in ELECTRONIC) else OTHER_LIFE
        session.add(asset)
    lineages = {(row.need.name, row.zone): row.need.lineage for row in needs(session, project_id)}
    ids = {code: asset.id for code, asset in assets.items() if asset.id is not None}
    for name, zone, code, count in REUSED:
        decide_reuse(
            session,
            actor=actor,
            project_id=project_id,
            lineage_id=lineages[name, zone],
            asset_id=ids[code],
            is_reused=True,
            quantity_milli=count * MILLI,
        )
    name, zone, code, reason = REFUSED
    decide_reuse(
        session,
        actor=actor,
        project_id=project_id,
        lineage_id=lineages[name, zone],
        asset_id=ids[code],
        is_reused=False,
        reason=reason,
    )
    _standards(session, actor, project_id, lineages)


def _standards(session: Session, actor: Actor, project_id: int, lineages: dict[tuple[str, str], int]) -> None:
    ids = [
        create_standard(session, actor=actor, project_id=project_id, values=values) for values in STANDARDS
    ]
    for line in EXEMPT:
        exempt_line(
            session,
            actor=actor,
            project_id=project_id,
            standard_id=ids[-1],
            lineage_id=lineages[line],
            reason=EXEMPT_REASON,
        )
