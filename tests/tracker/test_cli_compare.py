"""The `compare` command: its JSON to the last key, its table, and its refusals."""

import argparse
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.support.shared_data import DRAFTS, TRUTH, needs_shared_data
from tracker import cli_compare

HEADINGS = ("序号", "类别", "名称", "规格型号", "单位", "数量", "单价(元)", "金额(元)", "存放位置")


def workbook(path: Path, rows: list[tuple]) -> Path:
    """A draft with headings in row 1 and the given lines from row 2 on."""
    book = Workbook()
    sheet = book.active
    sheet.title = "清单"
    sheet.append(HEADINGS)
    for number, row in enumerate(rows, start=1):
        sheet.append((number, *row))
    book.save(path)
    return path


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    cli_compare.register(parser.add_subparsers())
    args = parser.parse_args(["compare", *map(str, arguments)])
    return args.run(args)


@pytest.fixture
def two_drafts(tmp_path):
    table = ("家具", "阅览桌", "橡木", "张", 40, 4_280, 171_200, "二层")
    before = workbook(
        tmp_path / "before.xlsx",
        [
            table,
            ("家具", "书架", "六层", "组", 26, 780, 20_280, "三层"),
            ("设备", "高拍仪", "A3", "台", 4, 1_980, 7_920, "采编部"),
            ("设备", "图书消毒柜", None, "台", 1.5, 2_000, 3_000, "一层大厅"),
        ],
    )
    after = workbook(
        tmp_path / "after.xlsx",
        [
            ("软件", "移动图书馆", "三年服务", "套", 1, 68_000, 68_000, "机房"),
            table,
            ("家具", "书架", "六层", "组", 18, 800, 14_400, "三层"),
            ("设备", "文档高拍仪", "A3", "台", 4, 1_980, 7_920, "采编部"),
        ],
    )
    return before, after


def test_json_names_every_change_in_the_order_of_the_later_draft(two_drafts, capsys):
    assert run(*two_drafts, "--json") == 0

    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    renamed = found["changes"][2]
    assert 0.68 <= renamed.pop("confidence") <= 0.9
    assert found == {
        "total_before_fen": 20_240_000,
        "total_after_fen": 26_152_000,
        "unchanged": 1,
        "changes": [
            {
                "kind": "added",
                "before": [],
                "after": [{"sheet": "清单", "row": 2}],
                "fields": {},
                "price_effect_fen": 0,
                "quantity_effect_fen": 0,
                "joint_effect_fen": 0,
                "difference_fen": 6_800_000,
                "confidence": 1.0,
                "certain": True,
            },
            {
                "kind": "changed",
                "before": [{"sheet": "清单", "row": 3}],
                "after": [{"sheet": "清单", "row": 4}],
                "fields": {
                    "quantity": ["26", "18"],
                    "unit_price_fen": [78_000, 80_000],
                    "amount_fen": [2_028_000, 1_440_000],
                },
                "price_effect_fen": 52_000,  # 26 × 2,000
                "quantity_effect_fen": -624_000,  # −8 × 78,000
                "joint_effect_fen": -16_000,
                "difference_fen": -588_000,
                "confidence": 0.98,
                "certain": True,
            },
            {
                "kind": "renamed",
                "before": [{"sheet": "清单", "row": 4}],
                "after": [{"sheet": "清单", "row": 5}],
                "fields": {"name": ["高拍仪", "文档高拍仪"]},
                "price_effect_fen": 0,
                "quantity_effect_fen": 0,
                "joint_effect_fen": 0,
                "difference_fen": 0,
                "certain": False,
            },
            {
                "kind": "removed",
                "before": [{"sheet": "清单", "row": 5}],
                "after": [],
                "fields": {},
                "price_effect_fen": 0,
                "quantity_effect_fen": 0,
                "joint_effect_fen": 0,
                "difference_fen": -300_000,
                "confidence": 1.0,
                "certain": True,
            },
        ],
    }


def test_a_value_that_a_line_lacks_is_null_and_quantities_are_plain_decimals(tmp_path, capsys):
    before = workbook(tmp_path / "b.xlsx", [("设备", "消毒柜", None, "台", 1.5, 2_000, 3_000, "大厅")])
    after = workbook(tmp_path / "a.xlsx", [("设备", "消毒柜", "紫外", "台", 20, 2_000, 40_000, "大厅")])

    run(before, after, "--json")

    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert change["fields"] == {
        "specification": [None, "紫外"],
        "quantity": ["1.5", "20"],
        "amount_fen": [300_000, 4_000_000],
    }


def test_the_table_marks_what_to_confirm_and_ends_with_the_totals(two_drafts, capsys):
    assert run(*two_drafts) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "  added          +68,000.00  – → 清单!2  移动图书馆"
    assert (
        lines[1]
        == "  changed         -5,880.00  清单!3 → 清单!4  书架; quantity 26 → 18; unit price 780.00 → 800.00"
    )
    assert lines[2].startswith("? renamed ")
    assert lines[-2:] == [
        "4 changes (1 to confirm), 1 unchanged",
        "total before 202,400.00, after 261,520.00, difference +59,120.00",
    ]


@pytest.mark.parametrize("content", [None, b"", b"no workbook", b"PK\x03\x04 broken"])
def test_an_unreadable_file_is_refused_with_one_line_and_code_2(content, two_drafts, tmp_path, capsys):
    bad = tmp_path / "bad.xlsx"
    if content is not None:
        bad.write_bytes(content)

    assert run(two_drafts[0], bad, "--json") == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"cannot read {bad}: ")
    assert err.count("\n") == 1


@needs_shared_data
@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (2, {"changed": 5, "renamed": 1}),
        (3, {"changed": 4, "split": 1, "added": 1}),
        (4, {"changed": 5, "renamed": 1, "removed": 3}),
        (5, {"changed": 5, "merged": 1, "removed": 3}),
        (6, {"changed": 13, "added": 1, "removed": 1}),
    ],
)
def test_neighbouring_workbooks_show_the_changes_that_were_made(number, kinds, capsys):
    paths = [DRAFTS / f"draft-{number - 1}.xlsx", DRAFTS / f"draft-{number}.xlsx"]
    totals = [draft["total_fen"] for draft in json.loads(TRUTH.read_text())["drafts"]]

    assert run(*paths, "--json") == 0

    found = json.loads(capsys.readouterr().out)
    counts: dict[str, int] = {}
    for change in found["changes"]:
        counts[change["kind"]] = counts.get(change["kind"], 0) + 1
    assert counts == kinds
    assert [found["total_before_fen"], found["total_after_fen"]] == totals[number - 2 : number]
    difference = found["total_after_fen"] - found["total_before_fen"]
    assert sum(change["difference_fen"] for change in found["changes"]) == difference
