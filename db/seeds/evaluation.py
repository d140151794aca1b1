"""The sample's evaluation standard and the goals' indicators: all invented, and marked (示例).

No item, target or point of it is taken from any real round; the title and the source say so.
"""

from dataclasses import dataclass

from sqlmodel import Session, select

from db.commands.evaluation import create_evaluation_item, create_evaluation_standard
from db.commands.goal_indicators import tie_indicator
from db.commands.self_assessments import record_self_assessment
from db.models import Goal, Indicator
from db.seeds.layout import Layout
from tracker.permissions import Actor
from tracker.vocabulary import IndicatorDirection

TITLE = "图书馆评估自评表(示例)"
SOURCE = "示例：指标、目标和分值均为编造，只供试用，不是任何一次评估定级的正式标准。"
SERVICE, CRAFT, MEANS = "服务效能(示例)", "业务建设(示例)", "保障条件(示例)"


@dataclass(frozen=True, slots=True)
class SampleItem:
    """An item with the newest assessment as (value, points, met, evidence); None where nobody has assessed it."""

    section: str
    code: str
    name: str
    unit: str
    target: int | None
    points: int
    assessed: tuple[int | None, int, bool, str] | None = None
    direction: IndicatorDirection = IndicatorDirection.UP
    is_prerequisite: bool = False
    indicator: str | None = None


ITEMS = (
    SampleItem(SERVICE, "1.1", "年外借册次", "册次", 30_000, 120, (24_000, 90, False, "流通统计(示例)")),
    SampleItem(SERVICE, "1.2", "年到馆人次", "人次", 50_000, 120, (52_000, 120, True, "门禁计数(示例)")),
    SampleItem(
        SERVICE,
        "1.3",
        "读者意见平均答复时间",
        "天",
        4,
        60,
        (6, 30, False, "意见登记簿(示例)"),
        direction=IndicatorDirection.DOWN,
    ),
    SampleItem(
        CRAFT,
        "2.1",
        "征集地方文献",
        "册",
        3_000,
        150,
        (None, 50, False, "征集台账(示例)"),
        indicator="征集地方文献",
    ),
    SampleItem(
        CRAFT, "2.2", "古籍录入", "件", 60, 150, (None, 122, False, "普查登记(示例)"), indicator="古籍录入"
    ),
    SampleItem(CRAFT, "2.3", "馆员年人均培训学时", "学时", 60, 100),
    SampleItem(MEANS, "3.1", "新馆阅览座席", "席", 400, 150),
    SampleItem(MEANS, "3.2", "计算机等设备到位", "", None, 150),
    SampleItem(
        MEANS,
        "3.3",
        "应急预案和安全制度",
        "",
        None,
        0,
        (None, 0, True, "预案文本(示例)"),
        is_prerequisite=True,
    ),
    SampleItem(MEANS, "3.4", "消防验收合格", "", None, 0, is_prerequisite=True),
)

TIES = (
    ("国家一级馆", "古籍录入", 60),
    ("国家一级馆", "征集地方文献", 3_000),
    ("重庆市区域性中心馆", "读者人次", 20_000),
)
"""(goal, indicator, the value that reaches it); the values are invented."""


def load_evaluation(session: Session, *, actor: Actor, project_id: int, layout: Layout) -> None:
    """Lay out the standard with its assessments on the quarter's last Friday, and tie indicators to the goals."""
    indicators = dict(
        session.exec(select(Indicator.name, Indicator.id).where(Indicator.project_id == project_id)).all()
    )
    goals = dict(session.exec(select(Goal.title, Goal.id).where(Goal.project_id == project_id)).all())
    standard_id = create_evaluation_standard(
        session,
        actor=actor,
        project_id=project_id,
        title=TITLE,
        source=SOURCE,
        edition="试用(示例)",
        goal_id=goals["国家一级馆"],
    )
    for item in ITEMS:
        indicator_id = None if item.indicator is None else indicators[item.indicator]
        _item(session, actor, project_id, layout, standard_id, item, indicator_id)
    for goal, indicator, target in TIES:
        goal_id, tied_id = goals[goal], indicators[indicator]
        assert goal_id is not None  # noqa: S101 (both are stored)
        assert tied_id is not None  # noqa: S101 (both are stored)
        tie_indicator(
            session,
            actor=actor,
            project_id=project_id,
            goal_id=goal_id,
            indicator_id=tied_id,
            target_milli=target * 1_000,
        )


def _item(
    session: Session,
    actor: Actor,
    project_id: int,
    layout: Layout,
    standard_id: int,
    item: SampleItem,
    indicator_id: int | None,
) -> None:
    item_id = create_evaluation_item(
        session,
        actor=actor,
        project_id=project_id,
        evaluation_standard_id=standard_id,
        section=item.section,
        code=item.code,
        name=item.name,
        unit=item.unit,
        direction=item.direction,
        target_milli=None if item.target is None else item.target * 1_000,
        points_milli=item.points * 1_000,
        is_prerequisite=item.is_prerequisite,
        indicator_id=indicator_id,
    )
    if item.assessed is None:
        return
    value, points, is_met, evidence = item.assessed
    record_self_assessment(
        session,
        actor=actor,
        project_id=project_id,
        evaluation_item_id=item_id,
        on=layout.day(-1, 4),
        points_milli=points * 1_000,
        is_met=is_met,
        today=layout.as_of,
        value_milli=None if value is None else value * 1_000,
        evidence=evidence,
    )
