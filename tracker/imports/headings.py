"""What a column heading means, in Chinese and English, and the unit of money that it names."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tracker.imports.units import fen_per_unit, names_money, unit_in


class Meaning(StrEnum):
    """What a column of a procurement draft holds."""

    SERIAL = "serial"
    CODE = "code"
    CATEGORY = "category"
    NAME = "name"
    SPECIFICATION = "specification"
    UNIT = "unit"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    AMOUNT = "amount"
    ZONE = "zone"
    FUNDING = "funding"
    EDITION = "edition"
    REMARK = "remark"


MONEY = frozenset({Meaning.UNIT_PRICE, Meaning.AMOUNT})
FIGURES = MONEY | {Meaning.QUANTITY}
JOINED = frozenset({Meaning.SPECIFICATION, Meaning.REMARK})
"""Meanings that several different columns may share (规格 beside 型号): their texts are joined."""

EXACT = 0
LIKELY = 1
POSSIBLE = 2

_SYNONYMS = {
    Meaning.SERIAL: (
        "序号 序 编号 行号 项次 项号 no no. num # sn s/n itemno itemno. serial serialno serialnumber "
        "line lineno ref ref."
    ),
    Meaning.CODE: (
        "采购品目 品目 品目编码 品目代码 采购品目编码 采购品目代码 采购目录 目录编码 采购目录编码 "
        "编码 代码 货物编码 物料编码 code itemcode categorycode cataloguecode catalogcode "
        "productcode cpvcode"
    ),
    Meaning.CATEGORY: (
        "类别 分类 类型 大类 种类 类目 物品类别 货物类别 设备类别 物资类别 采购类别 所属类别 品类 "
        "category class group type itemcategory itemgroup"
    ),
    Meaning.NAME: (
        "名称 物品名称 货物名称 品名 设备名称 产品名称 商品名称 物资名称 资产名称 标的名称 采购标的 "
        "采购内容 采购物品 采购货物 货物 物品 品名名称 设备设施名称 设施设备名称 家具名称 item items "
        "name itemname goods goodsname product productname article equipment equipmentname"
    ),
    Meaning.SPECIFICATION: (
        "规格 型号 规格型号 型号规格 规格型号及技术要求 技术参数 技术要求 参数 主要参数 规格参数 "
        "规格及参数 配置 技术规格 主要技术参数 规格及技术要求 参数要求 技术参数要求 规格型号及参数 "
        "规格尺寸 尺寸 配置要求 规格要求 性能参数 spec specs specification specifications model "
        "technicalspecification technicalspecifications technicalrequirements technicalrequirement "
        "technicalparameters parameters modelandspecification"
    ),
    Meaning.UNIT: (
        "单位 计量单位 数量单位 度量单位 unit units uom unitofmeasure unitofmeasurement measure measureunit"
    ),
    Meaning.QUANTITY: (
        "数量 拟购数量 采购数量 需求数量 申购数量 计划数量 购置数量 配置数量 预算数量 拟采购数量 "
        "数目 qty qty. quantity quantities count requiredquantity plannedquantity orderquantity"
    ),
    Meaning.UNIT_PRICE: (
        "单价 预算单价 采购单价 计划单价 参考单价 估算单价 单价预算 拟购单价 综合单价 单项单价 "
        "unitprice price unitcost priceperunit costperunit budgetunitprice estimatedunitprice "
        "unitrate rate"
    ),
    Meaning.AMOUNT: (
        "金额 预算金额 总价 小计 合计 总金额 合价 总额 总计 预算总价 采购金额 采购预算 预算总额 "
        "金额合计 金额小计 合计金额 小计金额 总预算 预算合计 预算小计 预算总金额 计划金额 估算金额 "
        "amount total totalprice totalamount totalcost linetotal lineamount subtotal sum "
        "extendedprice extendedcost budgetamount budgetedamount amounttotal"
    ),
    Meaning.ZONE: (
        "存放位置 使用部位 地点 存放地点 使用地点 放置位置 安装位置 安装地点 位置 区域 功能区 "
        "功能区域 使用区域 部位 摆放位置 所在区域 所在位置 放置地点 使用场所 布置区域 使用位置 "
        "配置区域 配置地点 zone area location place room site position usedin installationlocation "
        "placeofuse"
    ),
    Meaning.FUNDING: (
        "资金来源 资金渠道 经费来源 经费渠道 预算来源 funding fundingsource fundsource sourceoffunds sourceoffunding"
    ),
    Meaning.EDITION: (
        "品目版本 目录版本 品目目录版本 采购目录版本 采购品目版本 catalogueedition catalogedition codeedition"
    ),
    Meaning.REMARK: ("备注 说明 附注 备注说明 注 备考 remark remarks note notes comment comments memo"),
}
_EXACT = {word: meaning for meaning, words in _SYNONYMS.items() for word in words.split()}

_RULES: tuple[tuple[str, Meaning | None, int], ...] = (
    ("(?:year|年度|年份)$", None, LIKELY),
    ("名称.*(?:规格|型号|参数|要求|品牌)", Meaning.NAME, LIKELY),
    ("现有|库存|已有|在用|可继续|利旧|原有|核减|审减|existing|instock|onhand", None, LIKELY),
    ("单价|unitprice|unitcost", Meaning.UNIT_PRICE, LIKELY),
    ("数量|quantity|qty", Meaning.QUANTITY, LIKELY),
    ("金额|总价|合价|amount|totalprice|totalcost", Meaning.AMOUNT, LIKELY),
    ("规格|型号|参数|技术要求|配置要求|specification|technical", Meaning.SPECIFICATION, LIKELY),
    ("计量单位", Meaning.UNIT, LIKELY),
    ("位置|地点|部位|区域|场所|存放|location", Meaning.ZONE, LIKELY),
    ("类别|分类|category", Meaning.CATEGORY, LIKELY),
    ("备注|说明|remark|comment", Meaning.REMARK, LIKELY),
    ("编码|代码|code", Meaning.CODE, LIKELY),
    (
        "品名|(?:物品|货物|设备|产品|商品|物资|项目|标的|内容).*名称|itemname|productname|nameof",
        Meaning.NAME,
        LIKELY,
    ),
    ("序号|编号|serial", Meaning.SERIAL, LIKELY),
    ("楼层|房间|科室|部门|使用单位|需求单位|floor|department", Meaning.ZONE, POSSIBLE),
    ("预算|概算|估算|报价|限价|控制价|费用|造价|投资|budget|cost|price", Meaning.AMOUNT, POSSIBLE),
    ("description|尺寸|品牌|材质|brand", Meaning.SPECIFICATION, POSSIBLE),
    ("用途|purpose", Meaning.REMARK, POSSIBLE),
    ("名称", Meaning.NAME, POSSIBLE),
)
_RULES_COMPILED = tuple((re.compile(pattern), meaning, strength) for pattern, meaning, strength in _RULES)
_STAND_IN_NAMES = re.compile(
    r".*description.*|项目|项目名称|内容|品目|采购品目|品目名称|采购项目|设备|家具|细目|明细|subject|particulars"
)
"""Headings that give the name where no better column does."""

_LONGEST = 40
_BRACKETS = re.compile(r"[(\[【〔<{]([^)\]】〕>}]*)[)\]】〕>}]")
_UNIT_AT_END = re.compile(
    r"[\s/:,\-_]*(?:in\s+)?((?:人民币)?[十百千万亿美日港欧澳加]*元|yuan|rmb|cny|usd|eur|gbp|jpy|hkd|[¥$€£])$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading, read.

    Attributes:
        meaning: what the column holds, or None where the heading says nothing known.
        strength: EXACT for a known heading, LIKELY for one that contains a known word, POSSIBLE for a guess.
        may_be_name: True where the column can give the name if no better one does.
        money_unit: the unit of money it names as written, known or not, or None.
    """

    meaning: Meaning | None
    strength: int
    may_be_name: bool
    money_unit: str | None

    @property
    def fen_per_unit(self) -> int | None:
        """Fen in the named unit of money; None where none is named or it is unknown."""
        return None if self.money_unit is None else fen_per_unit(self.money_unit)


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """The meaning and the unit of money of a heading such as 金额(万元) or "Unit price (yuan)"."""
    plain = unicodedata.normalize("NFKC", text).lower().strip()
    if len(plain) > _LONGEST:
        return Heading(None, POSSIBLE, may_be_name=False, money_unit=None)
    unit = next((found for inner in _BRACKETS.findall(plain) if (found := unit_in(inner))), None)
    outer = _BRACKETS.sub("", plain).split("=")[0].strip(" *:;")
    if unit is None and (end := _UNIT_AT_END.search(outer)) and names_money(end[1]) and end.start() > 0:
        unit, outer = end[1], outer[: end.start()]
    word = re.sub(r"[\s_\-]|^(?:其中|本次):?", "", outer)
    meaning, strength = _meaning_of(word)
    return Heading(meaning, strength, bool(_STAND_IN_NAMES.fullmatch(word)), unit)


def _meaning_of(word: str) -> tuple[Meaning | None, int]:
    if word in _EXACT:
        return _EXACT[word], EXACT
    for pattern, meaning, strength in _RULES_COMPILED:
        if pattern.search(word):
            return meaning, strength
    return None, POSSIBLE
