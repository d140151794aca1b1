"""The items of an evaluation standard in a workbook or a CSV file, as our own export writes them."""

from tracker.imports.record_sheet import Field, Records, one_of, quantity, read_records, text
from tracker.vocabulary import IndicatorDirection

LONGEST_SECTION = 160
LONGEST_CODE = 40
LONGEST_ITEM = 300

DIRECTIONS = {
    "越多越好": IndicatorDirection.UP,
    "越高越好": IndicatorDirection.UP,
    "正向": IndicatorDirection.UP,
    "themorethebetter": IndicatorDirection.UP,
    "up": IndicatorDirection.UP,
    "越少越好": IndicatorDirection.DOWN,
    "越低越好": IndicatorDirection.DOWN,
    "逆向": IndicatorDirection.DOWN,
    "thelessthebetter": IndicatorDirection.DOWN,
    "down": IndicatorDirection.DOWN,
}
ANSWERS = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}

FIELDS = (
    Field("section", "部分 分组 类别 一级指标 section group", text(LONGEST_SECTION)),
    Field("code", "编号 指标编号 序号 code number", text(LONGEST_CODE), required=True),
    Field("name", "指标 指标名称 项目 名称 item name indicator", text(LONGEST_ITEM), required=True),
    Field("unit", "单位 计量单位 unit", text(40)),
    Field("direction", "方向 direction", one_of(DIRECTIONS)),
    Field("target_milli", "目标 目标值 标准值 target", quantity),
    Field("points_milli", "分值 满分 points", quantity),
    Field("is_prerequisite", "必备条件 必备 prerequisite", one_of(ANSWERS)),
)


def read_evaluation_items(data: bytes) -> Records:
    """The items in an .xlsx or .csv file, one for each code; target and points are thousandths, blank cells None.

    Raises:
        UnreadableFile: as `tracker.imports.record_sheet.read_records`.
    """
    return read_records(data, FIELDS, key=("code",))
