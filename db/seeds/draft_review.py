"""The sample's finance review: what was asked on drafts 5 and 6, what was answered, and the first decisions on 6."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from db.models import Draft, LineReview, ReviewComment
from db.queries.procurement import lines_of
from db.seeds.layout import Layout
from tracker.vocabulary import CommentStatus, LineDecision


@dataclass(frozen=True, slots=True)
class SampleComment:
    """A comment of the sample: on which draft, which day (week and weekday of the layout), where, and its answer."""

    draft: int
    week: int
    weekday: int
    text: str
    name: str = ""
    zone: str = ""
    category: str = ""
    answer: str = ""
    answered_in: int | None = None
    status: CommentStatus = CommentStatus.OPEN


COMMENTS: tuple[SampleComment, ...] = (
    SampleComment(
        5, -3, 1, "四层按56位即可满足开馆需要,请核减。", "自习隔断桌", "四层自习室",
        answer="已由80位减为56位。", answered_in=6, status=CommentStatus.CLOSED,
    ),
    SampleComment(
        5, -3, 1, "古籍书柜请先核对旧馆存量。", "樟木古籍书柜", "古籍书库",
        answer="旧馆可用4组,已扣减。", answered_in=6, status=CommentStatus.ANSWERED,
    ),
    SampleComment(5, -3, 2, "请补充三家供应商报价。", "图书馆集成管理系统", "机房"),
    SampleComment(6, -1, 1, "检索平台与集成管理系统的功能是否重复?请说明。", "数字资源统一检索平台", "机房"),
    SampleComment(6, -1, 1, "请说明各类设备的使用年限和维保费用是否含在单价内。", category="自动化设备"),
    SampleComment(
        6, -1, 2, "录播系统是否可用移动设备代替?", "录播系统", "报告厅",
        answer="讲座须多机位直播,移动设备不能满足。", status=CommentStatus.REFUSED,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleDecision:
    """A decision of the sample on a line of draft 6; quantity in thousandths, price in fen."""

    name: str
    zone: str
    decision: LineDecision
    quantity_milli: int | None = None
    unit_price_fen: int | None = None
    text: str = ""


DECISIONS: tuple[SampleDecision, ...] = (
    SampleDecision("办公桌", "五层办公区", LineDecision.ACCEPT),
    SampleDecision("办公椅", "五层办公区", LineDecision.ACCEPT),
    SampleDecision("文件柜", "五层办公区", LineDecision.ACCEPT),
    SampleDecision("服务器", "机房", LineDecision.ACCEPT),
    SampleDecision(
        "单人沙发", "一层大厅", LineDecision.CUT_TO, quantity_milli=20_000, text="一层大厅按20张配置"
    ),
    SampleDecision("高拍仪", "采编部", LineDecision.CUT_TO, quantity_milli=3_000, text="按3个工位配置"),
    SampleDecision("数字资源统一检索平台", "机房", LineDecision.QUESTION, text="与集成管理系统是否重复"),
)


def load(session: Session, *, project_id: int, plan_id: int, layout: Layout) -> None:
    """Comments on drafts 5 and 6 with their answers, and the decisions taken so far on draft 6."""
    drafts = {
        draft.number: draft.id
        for draft in session.exec(
            select(Draft).where(Draft.project_id == project_id, Draft.plan_id == plan_id)
        )
        if draft.number is not None and draft.id is not None
    }
    lineages = {
        number: {
            (line.name, line.zone): line.lineage_id for line in lines_of(session, project_id, drafts[number])
        }
        for number in (5, 6)
    }
    session.add_all(_comment(project_id, drafts, lineages, layout, said) for said in COMMENTS)
    session.add_all(
        LineReview(
            project_id=project_id,
            draft_id=drafts[6],
            lineage_id=lineages[6][made.name, made.zone],
            decision=made.decision,
            quantity_milli=made.quantity_milli,
            unit_price_fen=made.unit_price_fen,
            text=made.text,
            decided_at=_moment(layout, -1, 2),
        )
        for made in DECISIONS
    )


def _comment(
    project_id: int,
    drafts: Mapping[int, int],
    lineages: Mapping[int, Mapping[tuple[str, str], int]],
    layout: Layout,
    said: SampleComment,
) -> ReviewComment:
    return ReviewComment(
        project_id=project_id,
        draft_id=drafts[said.draft],
        lineage_id=lineages[said.draft][said.name, said.zone] if said.name else None,
        category=said.category,
        text=said.text,
        answer=said.answer,
        status=said.status,
        answered_in_id=None if said.answered_in is None else drafts[said.answered_in],
        written_at=_moment(layout, said.week, said.weekday),
    )


def _moment(layout: Layout, week: int, weekday: int) -> dt.datetime:
    """Ten in the morning of a day, in Chongqing."""
    return dt.datetime.combine(layout.day(week, weekday), dt.time(2), dt.UTC)
