"""Figures, units of money and headings, each by itself."""

import datetime as dt
from decimal import Decimal

import pytest

from tracker.imports.headings import EXACT, LIKELY, Meaning, read_heading
from tracker.imports.labels import is_note, is_section_number, named_by_total, total_kind
from tracker.imports.numbers import (
    NotANumberError,
    UnknownUnitError,
    capital_amount_fen,
    money_fen,
    number_of,
    quantity_and_unit,
)
from tracker.imports.units import fen_per_unit, stated_unit


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, "12"),
        (1.05, "1.05"),
        (17.119999999999997, "17.12"),
        ("1,200.00", "1200.00"),
        ("１２", "12"),
        ("１，２００．５０", "1200.50"),
        ("￥3,650.00", "3650.00"),
        ("¥ 3650", "3650"),
        ("RMB 3650", "3650"),
        ("3650元", "3650"),
        ("1 200", "1200"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("-¥5", "-5"),
        ("(1,200.00)", "-1200.00"),
        (".5", "0.5"),
        ("1.2E+5", "1.2E+5"),
    ],
)
def test_a_figure_is_read_exactly(value, expected):
    assert number_of(value) == Decimal(expected)


@pytest.mark.parametrize("value", [None, "-", "—", "/", "无", "N/A", " "])
def test_signs_for_nothing_are_no_figure(value):
    assert number_of(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "若干",
        "约40",
        "40余",
        "3-5",
        "1,20",
        "12%",
        "1.2.3",
        "#REF!",
        "十二",
        True,
        dt.date(2026, 1, 1),
        float("inf"),
        6901234567890,
        "9e99",
        ",",
    ],
)
def test_what_is_no_figure_is_refused(value):
    with pytest.raises(NotANumberError):
        number_of(value)


@pytest.mark.parametrize("value", ["40余", "40多", "3-5", "约40张", "40张左右桌"])
def test_an_approximate_quantity_is_refused(value):
    with pytest.raises(NotANumberError):
        quantity_and_unit(value)


def test_a_quantity_may_carry_its_unit():
    assert quantity_and_unit("1,200 枚") == (Decimal(1200), "枚")
    assert quantity_and_unit(45) == (Decimal(45), None)


@pytest.mark.parametrize(
    ("value", "unit", "fen"),
    [
        (4.032, 1_000_000, 4_032_000),
        (1680, 100, 168_000),
        ("3.5万元", 100, 3_500_000),
        ("1200元/张", 1_000_000, 120_000),
        ("0.005", 100, 1),
        (None, 100, None),
    ],
)
def test_money_is_whole_fen(value, unit, fen):
    assert money_fen(value, unit) == fen


def test_money_in_an_unknown_unit_is_refused():
    with pytest.raises(UnknownUnitError):
        money_fen("300美元", 100)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("合计人民币(大写):肆佰玖拾捌万陆仟叁佰元整", 498_630_000),
        ("叁佰伍拾万元整", 350_000_000),
        ("肆佰陆拾陆万零肆佰元整", 466_040_000),
        ("壹亿零伍仟万零叁元贰角壹分", 15_000_000_321),
        ("壹拾元零伍分", 1_005),
        ("阅览家具", None),
    ],
)
def test_an_amount_in_capitals_is_read(text, fen):
    assert capital_amount_fen(text) == fen


@pytest.mark.parametrize(
    ("unit", "fen"),
    [
        ("元", 100),
        ("人民币元", 100),
        ("人民币万元", 1_000_000),
        ("RMB", 100),
        ("CNY", 100),
        ("万元", 1_000_000),
        ("千元", 100_000),
        ("百万元", 100_000_000),
        ("亿元", 10_000_000_000),
        ("元/台", 100),
        ("10k CNY", 1_000_000),
        ("10,000 yuan", 1_000_000),
        ("美元", None),
        ("USD", None),
        ("含税", None),
    ],
)
def test_units_of_money_are_known_or_not(unit, fen):
    assert fen_per_unit(unit) == fen


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位:元", "元"),
        ("单位：万元", "万元"),
        ("金额单位:万元", "万元"),
        ("(单位: 千元)", "千元"),
        ("金额单位:贯", "贯"),
        ("单位:美元", "美元"),
        ("Unit: CNY", "CNY"),
        ("编制单位:某图书馆", None),
        ("单位:某图书馆", None),
        ("万元以上设备清单", None),
    ],
)
def test_a_line_above_the_table_states_the_unit_of_money(line, unit):
    assert stated_unit(line) == unit


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("序号", Meaning.SERIAL),
        ("货物名称", Meaning.NAME),
        ("品 名", Meaning.NAME),
        ("名称及规格型号", Meaning.NAME),
        ("规格型号及技术要求", Meaning.SPECIFICATION),
        ("单位", Meaning.UNIT),
        ("拟购数量", Meaning.QUANTITY),
        ("预算单价(元)", Meaning.UNIT_PRICE),
        ("单价（含税）", Meaning.UNIT_PRICE),
        ("总价(元)=单价×数量", Meaning.AMOUNT),
        ("小计(元)", Meaning.AMOUNT),
        ("Line total", Meaning.AMOUNT),
        ("UNIT_PRICE", Meaning.UNIT_PRICE),
        ("使用部位", Meaning.ZONE),
        ("Remarks", Meaning.REMARK),
        ("采购品目", Meaning.CODE),
        ("取得日期", None),
        ("现有数量", None),
    ],
)
def test_headings_are_mapped_by_meaning(heading, meaning):
    assert read_heading(heading).meaning == meaning


def test_a_heading_names_its_unit_and_how_sure_its_meaning_is():
    assert (read_heading("金额(万元)").money_unit, read_heading("金额(万元)").fen_per_unit) == (
        "万元",
        1_000_000,
    )
    assert read_heading("金额(含税, 千元)").money_unit == "千元"
    assert read_heading("金额(含税)").money_unit is None
    assert (read_heading("单价").strength, read_heading("市场参考单价").strength) == (EXACT, LIKELY)


def test_labels_of_sums_are_told_apart():
    assert [
        total_kind(text, priced=False) for text in ("小计", "本页小计", "家具小计", "合计", "总计", "书桌")
    ] == [
        "subtotal",
        "page",
        "named",
        "total",
        "grand",
        None,
    ]
    assert total_kind("家具合计", priced=True) is None
    assert (
        named_by_total("一、阅览家具小计"),
        named_by_total("Total for chairs"),
        named_by_total("小计"),
    ) == (
        "阅览家具",
        "chairs",
        None,
    )


def test_section_numbers_and_notes_are_recognised():
    assert [text for text in ("一", "(二)", "III", "A", "1", "12") if is_section_number(text)] == [
        "一",
        "(二)",
        "III",
        "A",
    ]
    assert [text for text in ("注:含税", "审核人：某某", "书桌", "说明书架") if is_note(text)] == [
        "注:含税",
        "审核人：某某",
    ]
