"""Links as text in a cell: what is written, what is read, and how a fault is named."""

import pytest

from tracker.errors import Invalid
from tracker.link_text import link_text, link_texts, parse_links
from tracker.schedule.model import Dependency, LagUnit, LinkType

TITLES = {3: "Pack", 5: "Carry", 12: "Unpack", 40: "Open"}
DAYS = LagUnit.CALENDAR_DAYS


def read(text: str) -> tuple[Dependency, ...]:
    return parse_links(text, task_id=40, titles=TITLES)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", ()),
        ("  ", ()),
        ("3", (Dependency(3, 40),)),
        ("#3", (Dependency(3, 40),)),
        ("3fs", (Dependency(3, 40),)),
        ("3FS+2d, 5SS", (Dependency(3, 40, LinkType.FS, 2), Dependency(5, 40, LinkType.SS))),
        ("3FF-1d", (Dependency(3, 40, LinkType.FF, -1),)),
        ("3FF−1d", (Dependency(3, 40, LinkType.FF, -1),)),
        ("12SF+10ed", (Dependency(12, 40, LinkType.SF, 10, DAYS),)),
        ("3+1w", (Dependency(3, 40, LinkType.FS, 5),)),
        ("3FS+1ew", (Dependency(3, 40, LinkType.FS, 7, DAYS),)),
        (
            "3FS+2 个工作日、5SS;12",
            (Dependency(3, 40, LinkType.FS, 2), Dependency(5, 40, LinkType.SS), Dependency(12, 40)),
        ),
        ("3FS+2日历天,5", (Dependency(3, 40, LinkType.FS, 2, DAYS), Dependency(5, 40))),
    ],
)
def test_links_are_read_as_planners_write_them(text, links):
    assert read(text) == links


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("three", "link_unreadable", {"title": "Open", "text": "three"}),
        ("3FS+2 moons", "link_unreadable", {"title": "Open", "text": "3FS+2 moons"}),
        ("3, 5XX", "link_unreadable", {"title": "Open", "text": "5XX"}),
        ("1.2", "link_unreadable", {"title": "Open", "text": "1.2"}),
        ("3, 99FS", "link_unknown_task", {"title": "Open", "number": "99"}),
        ("40", "link_to_itself", {"title": "Open"}),
        ("3, 3SS", "link_twice", {"title": "Open", "other": "Pack"}),
        ("3FS+4h", "link_lag_not_days", {"title": "Open", "text": "3FS+4h"}),
        ("3FS+2001d", "link_lag_too_long", {"title": "Open", "text": "3FS+2001d", "longest": 2000}),
    ],
)
def test_a_fault_names_the_row_and_what_is_wrong_in_it(text, code, facts):
    with pytest.raises(Invalid) as refused:
        read(text)

    assert (refused.value.code, refused.value.facts) == (code, facts)


def test_links_are_written_by_number_with_only_what_they_need():
    links = [
        Dependency(12, 40, LinkType.SS, -1),
        Dependency(3, 40),
        Dependency(5, 40, LinkType.FS, 2, DAYS),
    ]

    assert link_text(links) == "3, 5FS+2ed, 12SS-1d"


def test_what_is_written_is_read_as_the_same_links():
    links = tuple(
        Dependency(3, 40, type_, lag, unit)
        for type_ in LinkType
        for lag in (-3, 0, 7)
        for unit in LagUnit
        if lag or unit is LagUnit.WORKING_DAYS
    )

    assert [read(link_text([link])) for link in links] == [(link,) for link in links]


def test_each_task_that_waits_has_its_text():
    links = [Dependency(3, 5), Dependency(3, 12), Dependency(5, 12, LinkType.FF)]

    assert link_texts(links) == {5: "3", 12: "3, 5FF"}
