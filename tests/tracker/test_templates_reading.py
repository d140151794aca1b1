"""A template that was edited by hand: each fault by its line and field, all of them at once."""

import pytest

from tracker.templates import read_template, read_text

GOOD = """[[plan]]
kind = "other"
zh = "搬迁"
en = "Moving"

[[task]]
id = "A"
plan = "other"
zh = "打包"
en = "Pack"
days = 5

[[task]]
id = "B"
plan = "other"
zh = "搬运"
en = "Carry"
days = 2
after = ["A +3cd"]
"""


def faults(text: str) -> list[tuple[str, int, str]]:
    """Code, line and field of each fault."""
    found = read_text(text)
    assert found.template is None
    return [(one.code, one.facts.get("line", 0), one.facts.get("name", "")) for one in found.problems]


def test_a_good_template_has_no_faults():
    found = read_text(GOOD)

    assert found.problems == ()
    assert [task.id for task in found.template.tasks] == ["A", "B"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("days = 5", "days = many", ("template_syntax", 11, "")),
        ("days = 5", 'days = "5"', ("template_days", 11, "days")),
        ("days = 5", "days = -1", ("template_days", 11, "days")),
        ("days = 5", "days = true", ("template_days", 11, "days")),
        ("days = 5", "days = 5.5", ("template_days", 11, "days")),
        ("days = 5", 'kind = "thing"', ("template_choice", 11, "kind")),
        ("days = 5", 'ends_on_opening = "yes"', ("template_value", 11, "ends_on_opening")),
        ('id = "B"', 'id = "A"', ("template_twice", 14, "id")),
        ('id = "B"', 'id = "B 1"', ("template_value", 14, "id")),
        ('id = "B"\n', "", ("template_field_missing", 13, "id")),
        ('plan = "other"\nzh = "搬运"', 'plan = "ceremony"\nzh = "搬运"', ("template_unknown", 15, "plan")),
        ("A +3cd", "C", ("template_unknown", 19, "after")),
        ("A +3cd", "B", ("template_unknown", 19, "after")),
        ("A +3cd", "A + 3 days", ("template_link", 19, "after")),
        ("A +3cd", "A +99999wd", ("template_link", 19, "after")),
        ('["A +3cd"]', '["A", "A +3cd"]', ("template_twice", 19, "after")),
        ('["A +3cd"]', '"A"', ("template_value", 19, "after")),
        ('en = "Carry"', f'en = "{"x" * 201}"', ("template_value", 17, "en")),
        ('kind = "other"\n', "", ("template_field_missing", 1, "kind")),
    ],
)
def test_a_fault_is_named_by_its_line_and_field(old, new, expected):
    assert faults(GOOD.replace(old, new, 1))[0] == expected


def test_all_faults_are_told_at_once_in_the_order_of_the_text():
    text = GOOD.replace("days = 5", "days = -1").replace('en = "Carry"\n', "").replace("A +3cd", "Z")

    assert faults(text) == [
        ("template_days", 11, "days"),
        ("template_field_missing", 13, "en"),
        ("template_unknown", 18, "after"),
    ]


def test_a_text_without_tasks_is_no_template():
    assert faults('[[plan]]\nkind = "other"\nzh = "x"\nen = "x"\n') == [("template_without", 1, "")]


def test_a_text_of_more_than_a_million_characters_is_not_read():
    assert faults("#" * 1_000_001) == [("template_too_large", 0, "")]


def test_a_nest_of_brackets_is_a_fault_and_no_crash():
    assert faults("a = " + "[" * 100_000)[0][0] == "template_syntax"


def test_a_thousand_faults_in_a_long_file_are_told_quickly():
    text = GOOD + "".join(
        f'\n[[task]]\nid = "T{n}"\nplan = "other"\nzh = "x"\nen = "x"\ndays = -1\n' for n in range(1, 1001)
    )

    assert len(faults(text)) == 1000


def test_the_template_that_comes_with_the_tracker_has_no_faults():
    assert len(read_template().tasks) > 30
