"""`python -m tracker read-draft`: what it prints and with which code it ends."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tracker.cli import main

ROOT = Path(__file__).parents[2]
DRAFT = str(ROOT / "db/seeds/drafts/draft-1.xlsx")


@pytest.fixture
def odd_draft(tmp_path):
    """A draft with a lump sum, a line without a price, and a wrong total."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "清单"
    for row in (
        ("名称", "单位", "数量", "单价", "金额"),
        ("书桌", "张", 2.5, 100, 250),
        ("安装", "项", None, None, 30),
        ("灯", "个", 3, None, None),
        ("合计", None, None, None, 281),
    ):
        workbook.active.append(row)
    path = tmp_path / "draft.xlsx"
    workbook.save(path)
    return path


def test_json_of_a_draft_without_problems(capsys):
    code = main(["read-draft", DRAFT, "--json"])
    printed = json.loads(capsys.readouterr().out)

    assert code == 0
    assert printed["lines"][0] == {
        "sheet": "采购清单",
        "row": 5,
        "category": "阅览家具",
        "name": "阅览桌(六人位)",
        "specification": "2400×1200×760mm,橡木贴面,带阅读灯",
        "unit": "张",
        "quantity": "40",
        "unit_price_fen": 428000,
        "amount_fen": 17120000,
        "zone": "二层阅览区",
    }
    assert len(printed["lines"]) == 64
    assert (printed["total_fen"], printed["printed_total_fen"], printed["problems"]) == (
        498630000,
        498630000,
        [],
    )


def test_json_of_a_draft_with_problems(odd_draft, capsys):
    code = main(["read-draft", str(odd_draft), "--json"])
    printed = json.loads(capsys.readouterr().out)

    assert code == 3
    assert [
        (x["name"], x["quantity"], x["unit_price_fen"], x["amount_fen"], x["zone"]) for x in printed["lines"]
    ] == [
        ("书桌", "2.5", 10000, 25000, None),
        ("安装", None, None, 3000, None),
        ("灯", "3", None, None, None),
    ]
    assert printed["problems"] == [
        {"code": "missing_price", "sheet": "清单", "row": 4, "name": "灯"},
        {
            "code": "total_differs",
            "sheet": "清单",
            "row": 5,
            "text": "合计",
            "printed_fen": 28100,
            "computed_fen": 28000,
        },
    ]


def test_the_table_is_aligned_by_the_width_of_wide_characters(odd_draft, capsys):
    assert main(["read-draft", str(odd_draft)]) == 3
    assert capsys.readouterr().out.splitlines() == [
        "Sheet  Row  Category  Name  Specification  Unit  Quantity  Unit price  Amount  Zone",
        "清单     2            书桌                 张         2.5      100.00  250.00",
        "清单     3            安装                 项                           30.00",
        "清单     4            灯                   个           3",
        "",
        "3 lines, total 280.00 yuan, printed total 281.00",
        "清单 row 4: missing price (name 灯)",
        "清单 row 5: total differs (text 合计, printed 281.00, computed 280.00)",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"plain text", "this is not an .xlsx workbook (not_a_workbook)"),
        (b"", "the workbook is damaged and cannot be opened (empty)"),
        (b"PK\x03\x04 cut", "the workbook is damaged and cannot be opened (BadZipFile)"),
        (
            bytes.fromhex("D0CF11E0") + "EncryptedPackage".encode("utf-16-le"),
            "the workbook is protected by a password; save it without one",
        ),
    ],
)
def test_an_unreadable_file_ends_with_one_clear_line(content, reason, tmp_path, capsys):
    path = tmp_path / "draft.xlsx"
    path.write_bytes(content)

    assert main(["read-draft", str(path), "--json"]) == 2
    assert capsys.readouterr() == ("", f"cannot read {path}: {reason}\n")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path, capsys):
    path = tmp_path / "draft.xlsx"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    assert main(["read-draft", str(path)]) == 2
    assert "too large: 100,000,000 bytes" in capsys.readouterr().err


def test_a_missing_file_ends_with_one_clear_line(tmp_path, capsys):
    path = tmp_path / "none.xlsx"

    assert main(["read-draft", str(path)]) == 2
    assert capsys.readouterr().err == f"cannot read {path}: No such file or directory\n"


def test_the_module_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "read-draft", DRAFT, "--json"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["total_fen"] == 498630000
