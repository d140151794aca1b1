"""The items of an evaluation standard with what was found of them, as our own export writes both."""

from collections.abc import Mapping

from tracker.imports.record_sheet import (
    CellRefusedError,
    Field,
    Reader,
    Records,
    date,
    one_of,
    quantity,
    read_records,
    text,
)
from tracker.vocabulary import IndicatorDirection

LONGEST_SECTION = 160
LONGEST_CODE = 40
LONGEST_ITEM = 300
LONGEST_EVIDENCE = 4_000
"""Of what shows an assessment, in characters."""

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
    Field("value_milli", "数值 实际值 现状值 value", quantity),
    Field("reached_milli", "得分 自评得分 自评分 pointsreached", quantity),
    Field("is_met", "是否达标 达标 met", one_of(ANSWERS)),
    Field("assessed_on", "评估日期 自评日期 assessedon", date),
    Field("evidence", "佐证说明 佐证 whatshowsit evidence", text(LONGEST_EVIDENCE)),
)


def read_evaluation_items(data: bytes, indicators: Mapping[str, int]) -> Records:
    """The items in an .xlsx or .csv file, one for each code; figures are thousandths, blank cells None.

    `indicators` has the ids of those that an item may follow, by the name in the file ("workstream · indicator").

    Raises:
        UnreadableFile: as `tracker.imports.record_sheet.read_records`.
    """
    followed = Field("indicator_id", "关联指标 followsindicator", _named(indicators))
    return read_records(data, (*FIELDS, followed), key=("code",))


def _named(indicators: Mapping[str, int]) -> Reader:
    def read(value: object) -> int:
        found = indicators.get(str(value).strip())
        if found is None:
            raise CellRefusedError("cell_not_a_choice")
        return found

    return read
