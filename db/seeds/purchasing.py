"""The sample's two packages, furniture and automation: the lines of draft 6, nothing tendered yet (facts B1–B3)."""

from collections.abc import Collection

from sqlmodel import Session

from db.commands.package_stages import update_stage
from db.commands.packages import create_package
from db.queries.packages import plan_lines
from db.seeds.layout import Layout
from tracker.permissions import Actor
from tracker.procurement.process import Stage
from tracker.vocabulary import ProcurementMethod

FURNITURE = "家具采购包(示例)"
AUTOMATION = "自动化设备采购包(示例)"
REASON = "示例: 需求不能一次写尽, 拟用竞争性磋商; 待补充本地限额标准文件后确认。"

FURNITURE_LINES = frozenset({"书架", "办公家具", "阅览家具", "少儿家具"})
AUTOMATION_LINES = frozenset({"自动化设备", "计算机网络", "软件"})
"""The categories of each package; the other lines of draft 6 are in none yet."""

HAPPENED = ((Stage.REQUIREMENT, (-14, 4)), (Stage.INTENTION_NOTICE, (-9, 0)))
"""Stages that are over, as week and weekday of the layout; the finance bureau is still reviewing."""


def load(session: Session, *, actor: Actor, project_id: int, layout: Layout, plan_id: int) -> None:
    """Make the two packages of the newest draft's lines."""
    lines = plan_lines(session, project_id, plan_id)
    furniture = [line.lineage_id for line in lines if line.category in FURNITURE_LINES]
    automation = [line.lineage_id for line in lines if line.category in AUTOMATION_LINES]
    _package(session, actor, layout, (project_id, plan_id, FURNITURE), furniture, (12, 5))
    _package(session, actor, layout, (project_id, plan_id, AUTOMATION), automation, (15, 8))


def _package(
    session: Session,
    actor: Actor,
    layout: Layout,
    named: tuple[int, int, str],
    lineage_ids: Collection[int],
    days: tuple[int, int],
) -> None:
    project_id, plan_id, title = named
    package_id = create_package(
        session,
        actor=actor,
        project_id=project_id,
        plan_id=plan_id,
        title=title,
        lineage_ids=sorted(lineage_ids),
        method=ProcurementMethod.CONSULTATION,
        method_reason=REASON,
        delivery_days=days[0],
        installation_days=days[1],
    )
    for stage, slot in HAPPENED:
        update_stage(
            session,
            actor=actor,
            project_id=project_id,
            package_id=package_id,
            stage=stage,
            expected_version=1,
            original={"actual_on": None},
            changes={"actual_on": layout.day(*slot)},
            today=layout.as_of,
        )
