"""What the sample's rounds and findings say. Invented; people appear as 某 and organisations as 示例."""

from dataclasses import dataclass

from tracker.vocabulary import OrganisationRole, Severity, Trade

ORGANISATIONS: dict[str, OrganisationRole] = {
    "区文化局(示例)": OrganisationRole.CLIENT,
    "宏筑建设公司(示例)": OrganisationRole.CONTRACTOR,
    "雅匠装饰公司(示例)": OrganisationRole.CONTRACTOR,
    "安正监理公司(示例)": OrganisationRole.SUPERVISOR,
    "远图设计院(示例)": OrganisationRole.DESIGNER,
}
BUILDER, FITTER = "宏筑建设公司(示例)", "雅匠装饰公司(示例)"

FLOORS: dict[str, tuple[str, ...]] = {
    "地下一层": ("地下书库", "设备机房"),
    "一层": ("一层大厅", "少儿区", "报刊区", "报告厅", "母婴室"),
    "二层": ("二层阅览区", "电子阅览室"),
    "三层": ("三层阅览区", "地方文献室", "古籍书库", "古籍修复室"),
    "四层": ("四层自习室", "培训室"),
    "五层": ("五层办公区", "五层会议室", "采编部", "员工更衣室"),
}

ATTENDEES: dict[str, str | None] = {
    "馆长李某(示例)": None,
    "馆员周某(示例)": None,
    "监理王某(示例)": "安正监理公司(示例)",
    "项目部陈某(示例)": BUILDER,
}
"""Who walks along in every round, with the organisation; the library's own people have none."""
SIGNER = "馆长李某(示例)"

CHECKLIST: tuple[str, ...] = (
    "消防通道、疏散门畅通,没有堆放材料",
    "临边、洞口有防护,警示标志在位",
    "配电箱上锁,临时线架空,无私拉乱接",
    "动火有审批,灭火器在旁,有人看护",
    "墙面、顶面无渗水、开裂、空鼓",
    "成品有保护,无磕碰、污损",
    "材料分类码放,有产品合格证",
    "垃圾当天清走,地面无积水",
)
"""What each round asks in every room."""
SERIES = "新馆现场每周检查"


@dataclass(frozen=True, slots=True)
class RoundText:
    """What one round of the sample says; `notes` by zone."""

    weather: str
    progress: str
    decisions: str
    next_week: str
    notes: dict[str, str]


ROUNDS: tuple[RoundText, ...] = (
    RoundText(
        "阴,8℃",
        "土建收尾:屋面防水完成,外墙脚手架拆至三层。",
        "地下书库渗水部位先查明原因再做面层。",
        "拆除剩余脚手架,准备土建竣工验收资料。",
        {"地下书库": "东北角墙面有湿痕,约 0.6 平方米。", "一层大厅": "石材铺贴完成七成。"},
    ),
    RoundText(
        "小雨,7℃",
        "外墙脚手架全部拆除,室外管网回填。",
        "渗水由后浇带引起,压浆处理方案经监理同意。",
        "各方预验收,核对土建资料。",
        {"地下书库": "压浆已做,连续观察。", "少儿区": "弧形墙放线与图纸一致。"},
    ),
    RoundText(
        "多云,9℃",
        "土建资料齐全,预验收提出的 11 项已改 10 项。",
        "本周组织土建工程竣工验收。",
        "土建竣工验收;内装进入饰面阶段。",
        {"报告厅": "疏散门闭门器未装,已要求当日整改。", "地下书库": "雨后复看,无新增湿痕。"},
    ),
    RoundText(
        "阴,6℃",
        "土建工程已通过竣工验收,工作面全部移交内装。",
        "内装按楼层自下而上验收。",
        "一层、二层吊顶封板。",
        {"一层大厅": "吊顶龙骨隐蔽验收合格。", "报刊区": "窗帘盒高度与设计不符,设计现场确认。"},
    ),
    RoundText(
        "晴,11℃",
        "二层吊顶封板,三层墙面基层完成。",
        "古籍书库恒温恒湿机组提前试运行。",
        "三层阅览区地板铺装。",
        {"古籍书库": "机组基础已做减振。", "三层阅览区": "墙面基层平整度抽测合格。"},
    ),
    RoundText(
        "晴,13℃",
        "三层地板铺装过半,四层隔断完成。",
        "加班时段报监理备案。",
        "五层隔断与机电末端安装。",
        {"四层自习室": "隔断隔声条未贴,下周补齐。", "设备机房": "配电柜标识齐全。"},
    ),
    RoundText(
        "多云,12℃",
        "五层隔断完成,机电末端安装过半。",
        "无。",
        "五层办公区地胶、报告厅吸声板。",
        {"报告厅": "吸声板基层完成。", "五层办公区": "插座面板部分歪斜,随手整改。"},
    ),
    RoundText(
        "小雨,10℃",
        "报告厅吸声板完成,五层地胶铺完。",
        "内装预验收定在下周。",
        "预验收问题清单逐项销项。",
        {"五层会议室": "地胶接缝平整。", "少儿区": "防撞护角漏装 3 处。"},
    ),
    RoundText(
        "晴,15℃",
        "内装预验收完成,提出 26 项,已改 18 项。",
        "影响使用的问题验收前必须改完。",
        "完成剩余 8 项整改。",
        {"母婴室": "换气扇风量实测合格。", "四层自习室": "插座回路测试,一路未通。"},
    ),
    RoundText(
        "多云,16℃",
        "内装整改基本完成,资料送监理审查。",
        "内装竣工验收按期进行。",
        "内装竣工验收。",
        {"二层阅览区": "灯具全部点亮,照度抽测合格。", "采编部": "门锁开启不畅,已换。"},
    ),
    RoundText(
        "晴,18℃",
        "内装工程已通过竣工验收;消防资料上报。",
        "保修期起算日以验收报告为准。",
        "消防设施联动调试。",
        {"一层大厅": "服务台石材修补完成。", "古籍书库": "湿度 58%,略高于要求,继续观察。"},
    ),
    RoundText(
        "小雨,14℃",
        "消防联动调试完成两层。",
        "二层空调问题由装饰公司牵头,厂家到场。",
        "继续联动调试,复查上周问题。",
        {"二层阅览区": "空调检修口下方有水渍。", "三层阅览区": "踢脚线局部脱胶。"},
    ),
    RoundText(
        "晴,20℃",
        "消防联动调试全部完成,等待验收。",
        "二层阅览区三项问题未改完前不进家具。",
        "复查二层阅览区;核对家具进场条件。",
        {"二层阅览区": "应急照明两处不亮,地面插座一组无电。", "地下书库": "密集架轨道预埋复测合格。"},
    ),
)


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding of the sample: the week it was found in, where, what, and how far it has come (`end`).

    `due` is a day of the layout (week, weekday) where one was agreed.
    """

    week: int
    zone: str
    severity: Severity
    trade: Trade
    description: str
    end: str
    organisation: str = ""
    due: tuple[int, int] | None = None
    reason: str = ""


FINDINGS: tuple[FindingText, ...] = (
    FindingText(
        -13,
        "地下书库",
        Severity.MAJOR,
        Trade.CIVIL,
        "东北角墙面渗水,湿痕约 0.6 平方米。",
        "closed",
        BUILDER,
        (-11, 4),
    ),
    FindingText(
        -12,
        "一层大厅",
        Severity.MINOR,
        Trade.FIT_OUT,
        "大厅石材地面空鼓 4 处。",
        "closed",
        FITTER,
        (-9, 4),
    ),
    FindingText(
        -11,
        "报告厅",
        Severity.CRITICAL,
        Trade.FIRE,
        "疏散门未装闭门器,门扇可被反锁。",
        "closed",
        BUILDER,
    ),
    FindingText(
        -10,
        "报刊区",
        Severity.MINOR,
        Trade.FIT_OUT,
        "窗帘盒比设计低 5 厘米。",
        "waived",
        FITTER,
        None,
        "设计院现场确认不影响使用,按现状接收。",
    ),
    FindingText(
        -6,
        "少儿区",
        Severity.MINOR,
        Trade.FIT_OUT,
        "墙角防撞护角漏装 3 处。",
        "closed",
        FITTER,
        (-4, 4),
    ),
    FindingText(
        -5,
        "四层自习室",
        Severity.MINOR,
        Trade.ELECTRICAL,
        "靠窗一排插座回路未通。",
        "reopened",
        FITTER,
        (-1, 4),
        "复测仍有两个插座无电。",
    ),
    FindingText(
        -4,
        "采编部",
        Severity.MINOR,
        Trade.FIT_OUT,
        "门锁开启不畅。",
        "closed",
        FITTER,
        (-3, 4),
    ),
    FindingText(
        -3,
        "古籍书库",
        Severity.OBSERVATION,
        Trade.HVAC,
        "相对湿度 58%,略高于要求,连续记录四周。",
        "open",
    ),
    FindingText(
        -2,
        "三层阅览区",
        Severity.MINOR,
        Trade.FIT_OUT,
        "踢脚线局部脱胶,约 6 米。",
        "rectified",
        FITTER,
        (1, 4),
    ),
    FindingText(
        -2,
        "二层阅览区",
        Severity.MAJOR,
        Trade.HVAC,
        "空调冷凝水滴漏,检修口下方有水渍。",
        "assigned",
        FITTER,
    ),
    FindingText(
        -1,
        "二层阅览区",
        Severity.MAJOR,
        Trade.FIRE,
        "应急照明两处不亮。",
        "assigned",
        FITTER,
        (0, 4),
    ),
    FindingText(
        -1,
        "二层阅览区",
        Severity.MAJOR,
        Trade.ELECTRICAL,
        "地面插座一组无电,影响阅览桌供电。",
        "open",
    ),
)
