"""A fixed-asset register in a workbook or a CSV file, as libraries keep it."""

from dataclasses import replace

from tracker.imports.record_sheet import (
    CellProblem,
    CellRefusedError,
    Field,
    Records,
    money,
    one_of,
    quantity,
    read_records,
    text,
    whole,
)
from tracker.procurement.asset_life import acquired_on
from tracker.vocabulary import AssetCondition

LONGEST_LIFE = 200
PROBLEM_CODES = ("cell_not_a_month", "row_usable_above_quantity")

CONDITIONS = {
    "良好": AssetCondition.GOOD,
    "完好": AssetCondition.GOOD,
    "好": AssetCondition.GOOD,
    "good": AssetCondition.GOOD,
    "一般": AssetCondition.FAIR,
    "尚可": AssetCondition.FAIR,
    "fair": AssetCondition.FAIR,
    "较差": AssetCondition.POOR,
    "差": AssetCondition.POOR,
    "poor": AssetCondition.POOR,
    "待报废": AssetCondition.TO_SCRAP,
    "报废": AssetCondition.TO_SCRAP,
    "tobescrapped": AssetCondition.TO_SCRAP,
    "scrap": AssetCondition.TO_SCRAP,
}


def _acquired(value: object) -> str:
    """A year, a month or a day of acquisition, as typed."""
    found = str(text(10)(value))
    if acquired_on(found) is None:
        raise CellRefusedError("cell_not_a_month")
    return found


FIELDS = (
    Field(
        "code", "资产编号 编号 资产编码 固定资产编号 code assetcode assetno number", text(60), required=True
    ),
    Field("name", "资产名称 名称 品名 name assetname", text(200), required=True),
    Field("specification", "规格型号 规格 型号 specification spec model", text(600)),
    Field("unit", "计量单位 单位 unit", text(20)),
    Field("quantity_milli", "数量 quantity qty", quantity, required=True),
    Field(
        "usable_milli",
        "可继续使用数量 可用数量 仍可使用 可调用数量 stillusable usable transferable",
        quantity,
    ),
    Field("unit_price_fen", "单价 unitprice price", money),
    Field("acquired", "取得日期 购置日期 购置时间 取得时间 acquired acquiredon purchased", _acquired),
    Field("life_years", "使用年限 预计使用年限 折旧年限 servicelife lifeyears life", whole(LONGEST_LIFE)),
    Field("condition", "使用状况 状况 使用状态 condition state", one_of(CONDITIONS), required=True),
    Field("location", "存放地点 存放位置 地点 位置 location place", text(120)),
)


def read_assets(data: bytes) -> Records:
    """The assets in an .xlsx or .csv file, one for each code; what is usable is never more than what is there.

    A file without a column for what is still usable says nothing of it, and the stored figure stays.

    Raises:
        UnreadableFile: as `tracker.imports.record_sheet.read_records`.
    """
    found = read_records(data, FIELDS, key=("code",))
    wrong = [
        CellProblem(found.sheet, record.row, 0, "row_usable_above_quantity", str(record.values.get("code")))
        for record in found.records
        if (record.values.get("usable_milli") or 0) > (record.values.get("quantity_milli") or 0)
    ]
    faulty = {problem.row for problem in found.problems}
    return replace(
        found, problems=(*found.problems, *(problem for problem in wrong if problem.row not in faulty))
    )
