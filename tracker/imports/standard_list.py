"""A table of standards in a workbook or a CSV file: what may be held or paid, and the source that says so."""

from tracker.imports.record_sheet import (
    Field,
    Records,
    date,
    money,
    one_of,
    quantity,
    read_records,
    text,
    whole,
)
from tracker.vocabulary import StandardBasis

LONGEST_LIFE = 200

BASES = {
    "每人": StandardBasis.PER_PERSON,
    "在岗人员": StandardBasis.PER_PERSON,
    "按在岗人数": StandardBasis.PER_PERSON,
    "perperson": StandardBasis.PER_PERSON,
    "perpersoninpost": StandardBasis.PER_PERSON,
    "每平方米": StandardBasis.PER_AREA,
    "按面积": StandardBasis.PER_AREA,
    "perarea": StandardBasis.PER_AREA,
    "persquaremetre": StandardBasis.PER_AREA,
    "每座": StandardBasis.PER_SEAT,
    "每座位": StandardBasis.PER_SEAT,
    "按座位": StandardBasis.PER_SEAT,
    "按座席": StandardBasis.PER_SEAT,
    "perseat": StandardBasis.PER_SEAT,
    "固定数量": StandardBasis.FIXED,
    "固定": StandardBasis.FIXED,
    "fixed": StandardBasis.FIXED,
    "fixedquantity": StandardBasis.FIXED,
}

FIELDS = (
    Field("name", "标准名称 标准 名称 name standard", text(200), required=True),
    Field("applies_code", "适用品目 品目编码 品目 cataloguecode code", text(20)),
    Field("applies_to", "适用名称 关键词 适用 appliesto words goods", text(300)),
    Field("basis", "计量依据 数量依据 依据 basis countedby", one_of(BASES)),
    Field("quantity_milli", "数量上限 上限数量 数量 quantity quantitycap", quantity),
    Field("basis_milli", "每单位 每 per", quantity),
    Field("department", "部门 部室 department", text(120)),
    Field("zone", "区域 房间 zone room", text(120)),
    Field("price_cap_fen", "单价上限 价格上限 pricecap unitpricecap", money),
    Field("minimum_life_years", "最低使用年限 使用年限 minimumlife minimumlifeyears", whole(LONGEST_LIFE)),
    Field("source", "标准出处 出处 来源 依据文件 source document", text(2000), required=True),
    Field("source_version", "版本 文号 version edition", text(60)),
    Field("valid_from", "生效日期 施行日期 validfrom from", date),
    Field("valid_to", "失效日期 有效期至 validto until", date),
)


def read_standards(data: bytes) -> Records:
    """The standards in an .xlsx or .csv file, one for each name and version.

    Raises:
        UnreadableFile: as `tracker.imports.record_sheet.read_records`.
    """
    return read_records(data, FIELDS, key=("name", "source_version"))
