"""Why lines of the sample's drafts changed: the invented but plausible causes that the sample shows."""

from dataclasses import dataclass

from tracker.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class SampleCause:
    """Why one line changed: draft number, name and zone of the line (as before, where it was removed)."""

    draft: int
    name: str
    zone: str
    cause: Cause
    text: str


CAUSES: tuple[SampleCause, ...] = (
    SampleCause(2, "办公桌", "五层办公区", Cause.REUSE, "旧馆可用14张,不再购置"),
    SampleCause(2, "文件柜", "五层办公区", Cause.REUSE, "旧馆可用28个,不再购置"),
    SampleCause(2, "台式计算机", "五层办公区", Cause.REUSE, "旧馆可用22台,不再购置"),
    SampleCause(2, "办公椅", "五层办公区", Cause.REUSE, "旧馆可用12把,不再购置"),
    SampleCause(2, "书车", "全馆", Cause.REUSE, "旧馆可用8辆,不再购置"),
    SampleCause(2, "不间断电源(UPS)", "机房", Cause.WORDING, "名称改为规范用语"),
    SampleCause(3, "阅览桌(六人位)", "二层阅览区", Cause.MARKET_PRICE, "询价后调低单价"),
    SampleCause(3, "双面钢木书架", "二层阅览区", Cause.MARKET_PRICE, "询价后调低单价"),
    SampleCause(3, "双面钢木书架", "三层阅览区", Cause.MARKET_PRICE, "询价后调低单价"),
    SampleCause(3, "RFID自助借还机", "一层大厅", Cause.MARKET_PRICE, "询价后调低单价"),
    SampleCause(3, "台式计算机", "电子阅览室", Cause.LAYOUT, "16台改放少儿区"),
    SampleCause(3, "母婴室设施", "一层大厅", Cause.REQUIREMENT, "公共场所须设母婴室"),
    SampleCause(4, "服务器", "机房", Cause.STANDARD_CAP, "配置调低,并按标准由3台减为2台"),
    SampleCause(4, "录播系统", "报告厅", Cause.DEFERRED, "缓至开馆后"),
    SampleCause(4, "缩微阅读机", "地方文献室", Cause.DEFERRED, "缓至开馆后"),
    SampleCause(4, "LED显示屏", "报告厅", Cause.SPECIFICATION, "点间距由P2.5改为P3"),
    SampleCause(4, "RFID自助借还机", "一层大厅", Cause.STANDARD_CAP, "按标准减1台"),
    SampleCause(4, "移动盘点车", "全馆", Cause.STANDARD_CAP, "按标准减1台"),
    SampleCause(4, "数字资源统一检索平台", "机房", Cause.WORDING, "名称改为规范用语"),
    SampleCause(4, "台式计算机", "电子阅览室", Cause.STANDARD_CAP, "按座席标准减8台"),
    SampleCause(4, "多功能复印机", "五层办公区", Cause.STANDARD_CAP, "超出配置标准"),
    SampleCause(5, "阅览椅", "全馆", Cause.FINANCE_REVIEW, "两处合并为一项,评审核减80把"),
    SampleCause(5, "双面钢木书架", "二层阅览区", Cause.FINANCE_REVIEW, "评审核减40组"),
    SampleCause(5, "24小时自助还书机", "一层大厅", Cause.OTHER_BUDGET, "列入智慧城市项目"),
    SampleCause(5, "报告厅扩声系统", "报告厅", Cause.FINANCE_REVIEW, "评审核减单价"),
    SampleCause(5, "恒温恒湿空调", "古籍书库", Cause.OTHER_BUDGET, "列入土建机电预算"),
    SampleCause(5, "无线接入点", "全馆", Cause.FINANCE_REVIEW, "评审核减8个"),
    SampleCause(5, "手动密集架", "地下书库", Cause.FINANCE_REVIEW, "评审核减28立方米"),
    SampleCause(5, "移动图书馆(微信端)", "机房", Cause.DEFERRED, "缓至开馆后"),
    SampleCause(5, "投影仪", "培训室", Cause.FINANCE_REVIEW, "评审核减2台"),
    SampleCause(6, "录播系统", "报告厅", Cause.REQUIREMENT, "讲座须直播,降低配置后列回"),
    SampleCause(6, "自习隔断桌", "四层自习室", Cause.FINANCE_REVIEW, "评审核减24位"),
    SampleCause(6, "RFID图书标签", "采编部", Cause.MARKET_PRICE, "询价后调低单价"),
    SampleCause(6, "电子读报机", "一层大厅", Cause.FINANCE_REVIEW, "评审核减"),
    SampleCause(6, "监控补点", "全馆", Cause.FINANCE_REVIEW, "评审核减12点"),
    SampleCause(6, "阅览桌(四人位)", "三层阅览区", Cause.FINANCE_REVIEW, "评审核减8张"),
    SampleCause(6, "少儿书架", "少儿区", Cause.FINANCE_REVIEW, "评审核减10组"),
    SampleCause(6, "双面钢木书架", "三层阅览区", Cause.FINANCE_REVIEW, "评审核减40组"),
    SampleCause(6, "图书杀菌机", "一层大厅", Cause.STANDARD_CAP, "按标准减1台"),
    SampleCause(6, "接入交换机", "弱电间", Cause.FINANCE_REVIEW, "评审核减4台"),
    SampleCause(6, "阅览桌(六人位)", "二层阅览区", Cause.FINANCE_REVIEW, "评审核减6张"),
    SampleCause(6, "防火墙", "机房", Cause.MARKET_PRICE, "询价后调低单价"),
    SampleCause(6, "樟木古籍书柜", "古籍书库", Cause.REUSE, "旧馆可用4组,不再购置"),
    SampleCause(6, "会议椅", "五层会议室", Cause.REUSE, "旧馆可用12把,不再购置"),
    SampleCause(6, "导视标识系统", "全馆", Cause.FINANCE_REVIEW, "按核定工程量调整单价"),
)
