"""Procurement drafts as other libraries might write them: every list here is built by the test."""

import pytest

from tests.tracker.draft_books import CHAIR, DESK, HEADER, book, problems, read
from tracker.imports.drafts import ReadLine, read_draft
from tracker.procurement.lines import Line, SourceRow


def test_a_plain_line_is_read_with_every_field():
    draft = read((*HEADER, "备注", "品目编码"), (*DESK, "急用", "A05010201"))

    assert draft.lines == (
        ReadLine(
            sheet="表1",
            row=2,
            category="家具",
            name="书桌",
            specification="1.2 m",
            unit="张",
            quantity_milli=4000,
            unit_price_fen=25000,
            amount_fen=100000,
            printed_amount_fen=100000,
            lump_sum=False,
            zone="二层",
            remark="急用",
            code="A05010201",
        ),
    )
    assert draft.problems == ()
    assert draft.printed_total_fen is None


def test_a_read_line_becomes_a_line_under_the_lineage_it_is_given():
    line = read(HEADER, DESK).lines[0].as_line("L1")

    assert line == Line(
        lineage="L1",
        category="家具",
        name="书桌",
        specification="1.2 m",
        unit="张",
        quantity_milli=4000,
        unit_price_fen=25000,
        amount_fen=100000,
        zone="二层",
        lump_sum=False,
        source=SourceRow("表1", 2),
    )


def test_figures_as_text_full_width_and_with_currency_signs_are_exact():
    draft = read(
        HEADER,
        (1, "家具", "书桌", None, "张", "１２", "￥3,650.00", "43,800.00", None),
        (2, "家具", "椅子", None, "把", "1 200", "¥ 99.50", "119，400.00", None),
    )

    assert [(line.quantity_milli, line.unit_price_fen, line.amount_fen) for line in draft.lines] == [
        (12_000, 365_000, 4_380_000),
        (1_200_000, 9_950, 11_940_000),
    ]
    assert draft.problems == ()


def test_merged_cells_give_their_value_to_each_row_of_any_column_used():
    draft = read(
        HEADER,
        (1, "家具", "书桌", "橡木", "张", 4, 250, 1000, "二层"),
        (2, None, "椅子", None, "张", 2, None, 500, None),
        merged=("B2:B3", "D2:D3", "G2:G3", "I2:I3"),
    )

    assert [(x.category, x.specification, x.unit_price_fen, x.zone) for x in draft.lines] == [
        ("家具", "橡木", 25000, "二层"),
        ("家具", "橡木", 25000, "二层"),
    ]
    assert draft.problems == ()


def test_a_category_written_once_without_merging_holds_for_the_rows_below():
    draft = read(HEADER, DESK, (2, None, *CHAIR[2:]), (3, "设备", "灯", None, "个", 1, 5, 5, None))

    assert [line.category for line in draft.lines] == ["家具", "家具", "设备"]


@pytest.mark.parametrize(
    "heading", ["一、阅览家具", "(一)阅览家具", "（一）阅览家具", "阅览家具:", "1. 阅览家具", "A. 阅览家具"]
)
def test_a_row_with_a_title_alone_is_the_category_of_the_rows_below(heading):
    draft = read(
        ("序号", "名称", "单位", "数量", "单价", "金额"),
        (heading,),
        (1, "书桌", "张", 4, 250, 1000),
        (None, "小计", None, None, None, 1000),
        ("二、书架",),
        (2, "期刊架", "组", 1, 300, 300),
    )

    assert [(line.category, line.name) for line in draft.lines] == [("阅览家具", "书桌"), ("书架", "期刊架")]
    assert draft.problems == ()


def test_a_category_row_may_print_the_sum_of_its_lines():
    rows = (
        ("序号", "名称", "单位", "数量", "单价", "金额"),
        ("一", "阅览家具", None, None, None, 1300),
        (1, "书桌", "张", 4, 250, 1000),
        (2, "椅子", "把", 3, 100, 300),
        ("二", "书架", None, None, None, 301),
        (1, "期刊架", "组", 1, 300, 300),
        ("合计", None, None, None, None, 1600),
    )

    draft = read(*rows)

    assert [(line.category, line.name) for line in draft.lines] == [
        ("阅览家具", "书桌"),
        ("阅览家具", "椅子"),
        ("书架", "期刊架"),
    ]
    assert draft.total_fen == 160_000
    assert problems(draft) == [("subtotal_differs", 5)]


def test_lump_sums_numbered_in_chinese_stay_lines():
    draft = read(("序号", "名称", "金额"), ("一", "监控补点", 100), ("二", "布线", 50), ("合计", None, 150))

    assert [(line.name, line.lump_sum, line.amount_fen) for line in draft.lines] == [
        ("监控补点", True, 10000),
        ("布线", True, 5000),
    ]
    assert draft.problems == ()


@pytest.mark.parametrize(
    "label",
    ["小计", "小 计", "小   计:", "家具类小计", "家具合计", "本页小计", "Subtotal", "Furniture subtotal"],
)
def test_sums_of_groups_are_checked_and_never_lines(label):
    right = read(HEADER, DESK, CHAIR, (None, None, label, None, None, 14, None, 1995, None))
    wrong = read(HEADER, DESK, CHAIR, (None, None, label, None, None, 14, None, 1996, None))

    assert (len(right.lines), right.problems) == (2, ())
    assert problems(wrong) == [("subtotal_differs", 4)]
    assert wrong.problems[0].facts == {
        "text": " ".join(label.split()),
        "printed_fen": 199600,
        "computed_fen": 199500,
    }


@pytest.mark.parametrize(
    "label", ["合计", "合   计", "总计", "共计:", "合计(元)", "Total", "Grand total", "TOTAL:"]
)
def test_the_printed_total_is_checked_and_never_a_line(label):
    right = read(HEADER, DESK, CHAIR, (label, None, None, None, None, None, None, 1995, None))
    wrong = read(HEADER, DESK, CHAIR, (label, None, None, None, None, None, None, 1994, None))

    assert (len(right.lines), right.printed_total_fen, right.problems) == (2, 199500, ())
    assert (problems(wrong), wrong.printed_total_fen) == ([("total_differs", 4)], 199400)
    assert wrong.problems[0].facts == {
        "text": " ".join(label.split()),
        "printed_fen": 199400,
        "computed_fen": 199500,
    }


@pytest.mark.parametrize(
    "name", ["合计算机", "小计数器", "总计量仪", "Total station", "人民币验钞机", "大写字母卡片"]
)
def test_an_item_whose_name_only_looks_like_a_sum_is_kept(name):
    draft = read(HEADER, (1, "设备", name, None, "台", 1, 10, 10, None))

    assert [line.name for line in draft.lines] == [name]


def test_a_subtotal_of_a_page_does_not_end_the_category():
    draft = read(
        ("名称", "类别", "数量", "单价", "金额"),
        ("书桌", "家具", 1, 10, 10),
        ("本页小计", None, None, None, 10),
        ("椅子", None, 1, 20, 20),
        ("小计", None, None, None, 30),
        ("合计", None, None, None, 30),
    )

    assert [line.category for line in draft.lines] == ["家具", "家具"]
    assert draft.problems == ()


def test_totals_of_each_sheet_add_up_to_the_printed_total():
    header = ("名称", "数量", "单价", "金额")
    first = [header, ("书桌", 1, 10, 10), ("合计", None, None, 10)]
    second = [header, ("椅子", 1, 20, 20), ("合计", None, None, 20)]

    draft = read_draft(book(first, second))

    assert (draft.total_fen, draft.printed_total_fen, draft.problems) == (3000, 3000, ())


def test_a_total_that_forgets_an_earlier_sheet_differs():
    header = ("名称", "数量", "单价", "金额")

    draft = read_draft(
        book([header, ("书桌", 1, 10, 10)], [header, ("椅子", 1, 20, 20), ("合计", None, None, 20)])
    )

    assert [(p.code, p.sheet, p.row, p.facts["computed_fen"]) for p in draft.problems] == [
        ("total_differs", "表2", 3, 3000)
    ]


def test_a_total_in_capitals_counts_where_no_figure_is_printed():
    words = ("合计人民币(大写):壹仟玖佰玖拾伍元整",)

    assert read(HEADER, DESK, CHAIR, words).printed_total_fen == 199500
    assert problems(read(HEADER, DESK, words)) == [("total_differs", 3)]


def test_a_total_in_capitals_that_contradicts_the_figure_is_a_problem():
    total = ("合计", None, None, None, None, None, None, 1000, None)

    draft = read(HEADER, DESK, total, ("合计人民币(大写):壹仟零壹元整",))

    assert (problems(draft), draft.printed_total_fen) == ([("total_differs", 4)], 100000)


def test_formulas_without_cached_values_are_computed_from_quantity_and_price():
    draft = read(
        HEADER,
        (1, "家具", "书桌", None, "张", 4, 250, "=F2*G2", None),
        (None, None, "小计", None, None, None, None, "=SUM(H2:H2)", None),
        (None, None, "合计", None, None, None, None, "=H3", None),
    )

    assert [(line.amount_fen, line.printed_amount_fen, line.lump_sum) for line in draft.lines] == [
        (100000, None, False)
    ]
    assert (draft.printed_total_fen, draft.problems) == (None, ())


def test_an_amount_that_differs_is_named_with_both_figures_and_the_computed_one_counts():
    draft = read(HEADER, (*DESK[:7], 999.99, "二层"))

    assert problems(draft) == [("amount_differs", 2)]
    assert draft.problems[0].facts == {"name": "书桌", "printed_fen": 99999, "computed_fen": 100000}
    assert (draft.total_fen, draft.lines[0].printed_amount_fen) == (100000, 99999)


def test_the_product_is_rounded_half_up_to_the_fen():
    draft = read(("名称", "数量", "单价", "金额"), ("地毯", 2.5, 0.01, 0.03), ("折扣", -0.5, 0.01, -0.01))

    assert [line.amount_fen for line in draft.lines] == [3, -1]
    assert draft.problems == ()


def test_noise_of_floating_point_in_cached_results_is_no_difference():
    draft = read(("名称", "数量", "单价(元)", "金额(万元)"), ("沙发", 40, 4280, 17.119999999999997))

    assert (draft.lines[0].printed_amount_fen, draft.problems) == (17_120_000, ())


def test_a_price_below_the_fen_is_rounded_and_then_differs_from_the_printed_amount():
    draft = read(("名称", "数量", "单价", "金额"), ("标签", 1000, 0.035, 35))

    assert draft.lines[0].unit_price_fen == 4
    assert [p.facts["computed_fen"] for p in draft.problems] == [4000]


def test_an_amount_alone_is_a_lump_sum_also_a_negative_one():
    draft = read(
        HEADER,
        (1, "其他", "安装", None, "项", None, None, 500, None),
        (2, "其他", "优惠", *[None] * 4, -80, None),
    )

    assert [(line.lump_sum, line.quantity_milli, line.amount_fen) for line in draft.lines] == [
        (True, None, 50000),
        (True, None, -8000),
    ]
    assert draft.problems == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ((1, "家具", "书桌", None, "张", 4, None, None, None), "missing_price"),
        ((1, "家具", "书桌", None, "张", None, 250, None, None), "missing_quantity"),
        ((1, "家具", "书桌", None, "张", None, None, None, None), "missing_quantity"),
        ((1, "家具", None, None, "张", 4, 250, 1000, None), "missing_name"),
        ((1, "家具", "书桌", None, "张", "若干", 250, None, None), "not_a_number"),
        ((1, "家具", "书桌", None, "张", 4, "面议", 1000, None), "not_a_number"),
        ((1, "家具", "书桌", None, "张", 4, 250, "待定", None), "not_a_number"),
        ((1, "家具", "书桌", None, "张", "40余", 250, None, None), "not_a_number"),
        ((1, "家具", "书桌", None, "张", True, 250, None, None), "not_a_number"),
    ],
)
def test_a_line_that_lacks_a_figure_or_a_name_is_named(row, code):
    draft = read(HEADER, CHAIR, row)

    assert problems(draft) == [(code, 3)]
    assert len(draft.lines) == 2


def test_text_in_place_of_a_figure_is_quoted_with_its_column():
    assert read(HEADER, (*DESK[:6], "面议", 1000, None)).problems[0].facts == {
        "name": "书桌",
        "text": "面议",
        "column": "G",
        "heading": "单价(元)",
    }


def test_a_quantity_with_its_unit_is_a_quantity():
    draft = read(("名称", "数量", "单价"), ("书桌", "12张", 10), ("灯", "3 盏", 5))

    assert [(line.quantity_milli, line.unit) for line in draft.lines] == [(12000, "张"), (3000, "盏")]


def test_notes_and_signatures_under_the_table_are_no_lines():
    draft = read(
        HEADER,
        DESK,
        ("合计", *[None] * 6, 1000),
        ("注:以上价格均含税。",),
        ("编制人:某某", None, None, None, "审核人:某某", None, None, "日期:2026-11-22"),
    )

    assert (len(draft.lines), draft.problems) == (1, ())


def test_progress_rises_to_one():
    seen: list[float] = []

    read_draft(book([HEADER, *[DESK] * 900]), progress=seen.append)

    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) > 4
