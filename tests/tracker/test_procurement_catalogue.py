"""The catalogue of procurement items: what it holds, what a search finds, what is proposed for a line."""

import csv
import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.support.shared_data import CATALOGUE, needs_shared_data
from tracker.procurement.catalogue import items, parents, propose, search

LOST = {"A07022001", "A07022002", "A07022003", "A02200100"} | {
    "C07020406",
    "C23130700",
    "C23140400",
    "C23140800",
}
"""Names of which only a piece is left, with no sign that says so."""


def source(name):
    with (CATALOGUE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cleaned(code, raw):
    """The rule of the catalogue's docstring, said once more."""
    first, *rest = raw.split(" ")
    kept = first
    for before, after in pairwise([first, *rest]):
        if not (re.fullmatch("[A-Za-z0-9]+", after) or re.search("[A-Za-z0-9]$", before)):
            break
        kept += after
    kept = kept.rstrip("（(、，及")
    is_note = re.search("^(包括|——)|[。；]$", kept)
    return "" if is_note or code in LOST else kept


@needs_shared_data
def test_every_code_of_the_source_is_there_with_its_name_cleaned_by_the_rule():
    rows = source("goods_services_2022.csv")
    assert len(rows) == 4272
    assert {code: item.name for code, item in items().items()} == {
        row["code"]: cleaned(row["code"], row["name"]) for row in rows
    }


@needs_shared_data
def test_levels_and_parents_follow_from_the_codes_as_the_source_says():
    for row in source("goods_services_2022.csv"):
        item = items()[row["code"]]
        assert item.level == int(row["level"]), item
        above = parents(item.code)
        # The source names one parent (A07050200) that it does not list.
        if row["parent_code"] in items():
            assert above[-1].code == row["parent_code"], item


@needs_shared_data
def test_the_52_codes_that_a_library_needs_have_their_names():
    rows = source("library_item_codes.csv")
    assert len(rows) == 52
    for row in rows:
        assert items()[row["code"]].name == row["catalogue_name"].split(" ")[0]


def test_the_counts_of_the_catalogue():
    assert Counter(item.level for item in items().values()) == {0: 3, 1: 43, 2: 316, 3: 1434, 4: 2476}
    assert sum(not item.name for item in items().values()) == 15


def test_no_name_carries_a_space_or_the_end_of_a_sentence():
    assert not [item for item in items().values() if re.search(r"[\s。；：]", item.name)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("服务器", "A02010104"),
        ("A02061504", "A02061504"),
        ("a05010602", "A05010602"),
        ("不间断电源", "A02061504"),
        ("LED显示屏", "A02021103"),
        ("led显示", "A02021103"),
        ("卡拉OK", "A02470600"),
        ("儿童图画书", "A04010105"),
    ],
)
def test_the_best_hit_is_the_item_meant(text, code):
    assert search(text)[0].code == code


def test_the_beginning_of_a_code_finds_what_is_below_it():
    assert [item.code for item in search("A050106")] == [
        "A05010600",
        "A05010601",
        "A05010602",
        "A05010699",
    ]


def test_nothing_is_found_for_nothing():
    assert search("  ") == []
    assert search("ŵŵŵ") == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("自助借还机", "A02049900"),
        ("双面钢制书架", "A05010602"),
        ("阅览椅", "A05010300"),
        ("台式计算机", "A02010105"),
        ("RFID图书标签", "A02021116"),
        ("图书消毒柜", "A02040200"),
    ],
)
def test_a_line_gets_the_item_that_its_name_says(name, code):
    assert propose(name)[0].code == code
