"""What the columns of a task list mean, by their headings in Chinese and English."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from tracker.imports.workbook import Sheet

_LAST_HEADING_ROW = 30
_LONGEST = 40


class Field(StrEnum):
    """What a column of a task list holds."""

    NUMBER = "number"
    OUTLINE = "outline"
    LEVEL = "level"
    NAME = "name"
    DURATION = "duration"
    START = "start"
    FINISH = "finish"
    PREDECESSORS = "predecessors"
    OWNER = "owner"
    PERCENT = "percent"
    DEADLINE = "deadline"
    MILESTONE = "milestone"
    NOTES = "notes"


_SYNONYMS = {
    Field.NUMBER: "序号 编号 标识号 任务编号 任务序号 任务号 工作编号 工序编号 代号 工作代号 no id # taskid number",
    Field.OUTLINE: "wbs wbs编码 wbs编号 wbs代码 大纲编号 大纲数字 outlinenumber wbscode",
    Field.LEVEL: "大纲级别 大纲层级 级别 层级 层次 任务级别 outlinelevel level",
    Field.NAME: (
        "任务 名称 任务名称 工作 工作名称 工作内容 工作任务 工作事项 工作项目 事项 工序 工序名称 活动 活动名称 "
        "task name taskname activity activityname title"
    ),
    Field.DURATION: "工期 历时 持续时间 计划工期 工作日 天数 所需天数 duration days workdays",
    Field.START: (
        "开始 开始时间 开始日期 计划开始 计划开始时间 计划开始日期 起始时间 起始日期 start startdate plannedstart begin"
    ),
    Field.FINISH: (
        "完成 完成时间 完成日期 结束 结束时间 结束日期 计划完成 计划完成时间 计划完成日期 计划结束 计划结束时间 "
        "计划结束日期 finish finishdate end enddate plannedfinish"
    ),
    Field.PREDECESSORS: (
        "前置任务 前置 前置工作 前置工序 紧前 紧前任务 紧前工作 紧前工序 predecessors predecessor dependson after"
    ),
    Field.OWNER: (
        "负责人 责任人 牵头人 经办人 资源名称 责任人员 owner assignee assignedto responsible resourcenames resources"
    ),
    Field.PERCENT: (
        "进度 进度% 完成% 完成百分比 完成率 完成比例 完成进度 完成度 %complete percentcomplete progress %done "
        "complete% %完成"
    ),
    Field.DEADLINE: "截止 期限 截止日期 截止时间 最后期限 完成期限 deadline due duedate",
    Field.MILESTONE: "里程碑 是否里程碑 milestone ismilestone",
    Field.NOTES: "备注 说明 附注 备注说明 remark remarks notes note comments",
}
_MEANINGS = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
_PLANNING = frozenset(Field) - {Field.NUMBER, Field.NAME, Field.NOTES, Field.OWNER}
_BRACKETS = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")


def field_of(heading: object) -> Field | None:
    """What a heading says its column holds, None where it says nothing known; brackets are not read."""
    plain = unicodedata.normalize("NFKC", str(heading)).lower()
    if len(plain) > _LONGEST:
        return None
    return _MEANINGS.get(re.sub(r"[\s_.:*\-]", "", _BRACKETS.sub("", plain)))


def unit_of(heading: object) -> str:
    """The unit that a heading names in brackets, 天 for 工期(天); "" where it names none."""
    found = _BRACKETS.search(unicodedata.normalize("NFKC", str(heading)).lower())
    return (found[1] or found[2] or "").strip() if found else ""


def find_headings(sheet: Sheet) -> tuple[int, Mapping[Field, int]] | None:
    """Row of the headings and the column of each field; None where the sheet is no list of tasks.

    The headings are the row among the first thirty that names most fields, a task's name and something of its
    planning among them. Of two columns with one meaning the first counts.
    """
    best: tuple[int, Mapping[Field, int]] | None = None
    for row, cells in sheet.rows.items():
        if row > _LAST_HEADING_ROW:
            break
        columns: dict[Field, int] = {}
        for column, value in cells.items():
            field = field_of(value)
            if field is not None:
                columns.setdefault(field, column)
        named = Field.NAME in columns and bool(_PLANNING & columns.keys())
        if named and (best is None or len(columns) > len(best[1])):
            best = row, columns
    return best
