"""The sample's ordinary work beside the move: R1–R3, K1–K3, L1–L3, T3, P2, V1, M1, D1, D2 of the source document.

Figures are the source's own, qualified as it qualifies them (6000多 is "more than 6,000"). How the 49 rare books fall
on the three months, which days events took place, and who sent how many of the ten people, it does not say: that is
invented here, and marked (示例) where a name is.
"""

from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from sqlmodel import Session

from db.commands.bulletins import create_bulletin, issue_bulletin
from db.commands.events import add_event_party, add_event_topic, create_event
from db.commands.goals import create_direction, create_goal
from db.commands.readings import record_reading
from db.commands.workstreams import create_indicator, create_workstream
from db.models import EventTopic
from db.seeds.evaluation import load_evaluation
from db.seeds.layout import Layout
from tracker.bulletins import Manner, Recipient
from tracker.permissions import Actor
from tracker.vocabulary import DirectionKind, EventKind, IndicatorMode, Qualifier

Slot = tuple[int, int]
"""A day of the layout: (week, weekday)."""

_MONTHS: tuple[Slot, ...] = ((-9, 4), (-5, 4), (-1, 4))
"""The last Fridays of the quarter's three months of the layout."""
_END = _MONTHS[-1]


@dataclass(frozen=True, slots=True)
class SampleIndicator:
    """An indicator of a workstream with its readings: (day, value), all of one qualifier and source."""

    workstream: str
    name: str
    unit: str
    readings: tuple[tuple[Slot, int], ...]
    mode: IndicatorMode = IndicatorMode.CUMULATIVE
    qualifier: Qualifier = Qualifier.EXACT
    source: str = "本馆业务统计(示例)"
    target: int | None = None


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """An event with who took part (organisation, capacity, people) and its topics (title, outcome, task's id)."""

    kind: EventKind
    title: str
    starts: Slot
    ends: Slot | None = None
    workstream: str | None = None
    place: str = ""
    organiser: str = ""
    account: str = ""
    learned: str = ""
    parties: tuple[tuple[str, str, int], ...] = ()
    topics: tuple[tuple[str, str, str | None], ...] = ()


RARE_BOOKS = "古籍保护"
RELAY = "少儿爱心图书接力"
LOCAL = "地方文献"
TRAINING = "培训与讲座"
OPENING = "新馆筹备"

INDICATORS = (
    SampleIndicator(
        RARE_BOOKS,
        "古籍录入",
        "件",
        tuple(zip(_MONTHS, (15, 16, 18), strict=True)),
        mode=IndicatorMode.PER_PERIOD,
        source="古籍普查登记平台(示例)",
        target=60,
    ),
    SampleIndicator(RARE_BOOKS, "上报国家一至三级古籍", "件", ((_END, 30),), source="上报清单(示例)"),
    SampleIndicator(RARE_BOOKS, "有望列入国家保护名录", "件", ((_END, 1),), source="上报清单(示例)"),
    SampleIndicator(RARE_BOOKS, "有望列入市级保护名录", "件", ((_END, 6),), source="上报清单(示例)"),
    SampleIndicator(RELAY, "送书批次", "批", (((-11, 2), 1), ((-4, 2), 1)), mode=IndicatorMode.PER_PERIOD),
    SampleIndicator(
        RELAY, "送书册数", "册", (((-11, 2), 600), ((-4, 2), 600)), mode=IndicatorMode.PER_PERIOD
    ),
    SampleIndicator(RELAY, "读者人次", "人次", (((-5, 4), 3_800), (_END, 6_000)), qualifier=Qualifier.OVER),
    SampleIndicator(RELAY, "借阅册次", "册次", (((-5, 4), 5_200), (_END, 8_000)), qualifier=Qualifier.OVER),
    SampleIndicator(
        LOCAL, "征集地方文献", "册", (((-5, 4), 400), (_END, 1_000)), qualifier=Qualifier.OVER, target=3_000
    ),
    SampleIndicator(
        LOCAL, "承诺捐赠藏书", "册", ((_END, 20_000),), qualifier=Qualifier.OVER, source="捐赠意向书(示例)"
    ),
)

EVENTS = (
    SampleEvent(
        EventKind.TRAINING,
        "重庆市古籍普查培训",
        (-12, 1),
        (-12, 2),
        workstream=RARE_BOOKS,
        organiser="市古籍保护中心",
        account="组织专业技术人员参加全市古籍普查培训。",
        parties=(("本馆", "专业技术人员", 3),),
    ),
    SampleEvent(
        EventKind.TRAINING,
        "市古籍保护中心专家现场指导",
        (-8, 3),
        workstream=RARE_BOOKS,
        place="本馆古籍库",
        organiser="市古籍保护中心",
        account="邀请市古籍保护中心专家亲临现场指导。",
        parties=(("市古籍保护中心", "专家", 2),),
    ),
    SampleEvent(
        EventKind.AWARD,
        "全市文化馆图书馆工作会",
        (-2, 3),
        workstream=RELAY,
        organiser="市文化主管部门",
        account="少儿爱心图书接力活动受到表彰，本馆被评为先进集体。",
    ),
    SampleEvent(
        EventKind.MEDIA,
        "地方文献征集广告：都市报",
        (-9, 0),
        workstream=LOCAL,
        place="《示例都市报》",
        account="发布地方文献征集广告。",
    ),
    SampleEvent(
        EventKind.MEDIA,
        "地方文献征集广告：电视台",
        (-9, 2),
        workstream=LOCAL,
        place="示例电视台",
        account="发布地方文献征集广告。",
    ),
    SampleEvent(
        EventKind.MEDIA,
        "地方文献征集广告：户外",
        (-8, 0),
        workstream=LOCAL,
        place="文体中心外户",
        account="发布地方文献征集广告。",
    ),
    SampleEvent(
        EventKind.MEETING,
        "地方文献工作组走访区直各部门",
        (-7, 0),
        (-4, 4),
        workstream=LOCAL,
        account="成立专门工作小组，对区直各部门一一走访。",
    ),
    SampleEvent(
        EventKind.DONATION,
        "老干部承诺捐赠藏书",
        (-2, 1),
        workstream=LOCAL,
        account="一位老干部表示将自己2万余册藏书全部捐赠给本馆。",
        parties=(("区老干部", "捐赠人", 1),),
    ),
    SampleEvent(
        EventKind.LECTURE,
        "文化讲座《示例古镇的人文观察》",
        (2, 4),
        workstream=TRAINING,
        place="示例镇",
        organiser="示例镇人民政府",
        account="应镇里邀请，由本馆负责人以多媒体形式主讲，面向干部、职工和居民。",
    ),
    SampleEvent(
        EventKind.STUDY_TOUR,
        "外出考察区县图书馆",
        (-6, 0),
        (-6, 4),
        workstream=OPENING,
        place="市内多个区县图书馆",
        organiser="区文化主管部门、区财政局",
        account="由区文化主管部门和区财政局分管负责人带队，一行十人，历时五天。",
        learned="开阔了眼界，理清了思路，明确了目标；功能分区、设备配置和开馆组织的做法已整理成考察报告。",
        parties=(
            ("区文化主管部门", "分管负责人及工作人员", 2),
            ("区财政局", "分管负责人", 1),
            ("区财政局教科文科", "科室负责人及工作人员", 2),
            ("区财政局资金计划科", "科室负责人", 1),
            ("区政府采购中心", "中心负责人", 1),
            ("本馆", "馆负责人及工作人员", 3),
        ),
    ),
    SampleEvent(
        EventKind.MEETING,
        "新馆开馆筹备工作动员会",
        (-5, 2),
        workstream=OPENING,
        place="本馆会议室",
        organiser="本馆",
        account="贯彻落实图书馆工作专题会议精神，对八个方面逐一落实。",
        topics=(
            ("新馆建设情况", "土建和内装按期推进，每周现场检查一次。", None),
            ("功能分布计划", "按楼层和服务对象划分功能区。", None),
            ("部室设置", "设办公室、采编部、借阅部等部室，配套制定规章制度。", "F1"),
            ("新编制条件下的岗位计划", "按新编制的岗位方案启动公开招聘。", "D2"),
            ("图书馆工作方向", "确定宗旨、特色和亮点。", None),
            ("品牌服务", "延续少儿爱心图书接力等品牌。", None),
            ("阶段性工作目标", "三年内建成国家一级馆和区域性中心馆。", None),
            ("近期工作安排", "按资产清查结果修改设备配置方案。", "B3"),
        ),
    ),
)


DIRECTION = (
    (DirectionKind.MISSION, "传承文明、服务社会"),
    (DirectionKind.SPECIALITY, "地方文献资源中心建设"),
    (DirectionKind.HIGHLIGHT, "古籍保护"),
)
GOALS = ("国家一级馆", "重庆市区域性中心馆")
BULLETINS = (
    ("古籍普查工作启动", "组织专业技术人员参加全市古籍普查培训，古籍录入工作全面展开。"),
    ("地方文献征集全面启动", "征集广告见报，专门工作小组开始走访区直各部门。"),
    ("新馆每周现场检查", "新馆建设现场检查每周一次，问题当场登记、限期整改。"),
    ("外出考察收获", "考察组一行十人、历时五天，整理形成考察报告。"),
    ("开馆筹备动员", "动员会对新馆建设情况等八个方面逐一落实。"),
    ("采购方案送审", "设施设备配置方案历经六稿，已送财政局审核。"),
)
RECIPIENTS = (
    Recipient(Manner.REPORT, "区政府办公室"),
    Recipient(Manner.REPORT, "区文化主管部门"),
    Recipient(Manner.SEND, "区财政局"),
)


def load(
    session: Session, *, actor: Actor, project_id: int, layout: Layout, tasks: dict[str, int]
) -> dict[str, int]:
    """Lay out workstreams, indicators with readings, and events; `tasks` by template id. Gives streams by name."""
    streams = {
        name: create_workstream(session, actor=actor, project_id=project_id, name=name)
        for name in (RARE_BOOKS, RELAY, LOCAL, TRAINING, OPENING)
    }
    for sample in INDICATORS:
        _indicator(session, actor, project_id, layout, sample, streams[sample.workstream])
    for event in EVENTS:
        stream = None if event.workstream is None else streams[event.workstream]
        _event(session, actor, project_id, layout, event, stream, tasks)
    _direction(session, actor, project_id, layout)
    load_evaluation(session, actor=actor, project_id=project_id, layout=layout)
    _bulletins(session, actor, project_id, layout)
    return streams


def _direction(session: Session, actor: Actor, project_id: int, layout: Layout) -> None:
    """Facts D1 and D2: both goals within three years of the meeting that set them."""
    for kind, text in DIRECTION:
        create_direction(session, actor=actor, project_id=project_id, kind=kind, text=text)
    stated_on = layout.day(-5, 2)
    for title in GOALS:
        create_goal(
            session,
            actor=actor,
            project_id=project_id,
            title=title,
            stated_on=stated_on,
            horizon_on=stated_on + relativedelta(years=3),
        )


def _bulletins(session: Session, actor: Actor, project_id: int, layout: Layout) -> None:
    """Fact P2: six issues in the quarter, a fortnight apart; what they say is invented."""
    for week, (title, body) in zip(range(-12, 0, 2), BULLETINS, strict=True):
        on = layout.day(week, 4)
        bulletin_id = create_bulletin(
            session,
            actor=actor,
            project_id=project_id,
            title=title,
            body=body,
            on=on,
            recipients=RECIPIENTS,
        )
        issue_bulletin(
            session,
            actor=actor,
            project_id=project_id,
            bulletin_id=bulletin_id,
            expected_version=1,
            original={},
            changes={},
            on=on,
            today=layout.as_of,
        )


def _indicator(
    session: Session,
    actor: Actor,
    project_id: int,
    layout: Layout,
    sample: SampleIndicator,
    workstream_id: int,
) -> None:
    indicator_id = create_indicator(
        session,
        actor=actor,
        project_id=project_id,
        workstream_id=workstream_id,
        name=sample.name,
        unit=sample.unit,
        mode=sample.mode,
        target_milli=None if sample.target is None else sample.target * 1_000,
    )
    for slot, value in sample.readings:
        record_reading(
            session,
            actor=actor,
            project_id=project_id,
            indicator_id=indicator_id,
            on=layout.day(*slot),
            value_milli=value * 1_000,
            today=layout.as_of,
            qualifier=sample.qualifier,
            source=sample.source,
        )


def _event(
    session: Session,
    actor: Actor,
    project_id: int,
    layout: Layout,
    sample: SampleEvent,
    workstream_id: int | None,
    tasks: dict[str, int],
) -> None:
    event_id = create_event(
        session,
        actor=actor,
        project_id=project_id,
        kind=sample.kind,
        title=sample.title,
        starts_on=layout.day(*sample.starts),
        ends_on=None if sample.ends is None else layout.day(*sample.ends),
        place=sample.place,
        organiser=sample.organiser,
        workstream_id=workstream_id,
        account=sample.account,
        learned=sample.learned,
    )
    for organisation, capacity, people in sample.parties:
        add_event_party(
            session,
            actor=actor,
            project_id=project_id,
            event_id=event_id,
            organisation=organisation,
            capacity=capacity,
            people=people,
        )
    for title, outcome, task in sample.topics:
        topic_id = add_event_topic(
            session,
            actor=actor,
            project_id=project_id,
            event_id=event_id,
            title=title,
            outcome=outcome,
            is_settled=True,
        )
        if task is not None:
            session.get_one(EventTopic, topic_id).task_id = tasks[task]
