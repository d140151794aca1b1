"""The iCalendar feed against the rules of RFC 5545, worked out by hand."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exports.calendar_feed import FeedEntry, FeedKind, calendar_feed, escaped, folded

WRITTEN = dt.datetime(2026, 11, 2, 9, 30, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
OPENING = FeedEntry(
    FeedKind.MILESTONE, "42", 3, "开馆; 第一天, all", dt.date(2026, 12, 31), dt.date(2026, 12, 31)
)


def feed(*entries, **more):
    settings = {"project_id": 7, "domain": "kaiguan.example", "written_at": WRITTEN} | more
    return calendar_feed("东湖馆", entries, **settings)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_milestone_is_an_all_day_event_of_one_day():
    # RFC 5545 3.6.1: DTEND of an event of dates is the day after; 3.8.2.7: DTSTAMP is in UTC
    assert feed(OPENING) == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//Kaiguan//Opening a public library//ZH\r\n"
        "CALSCALE:GREGORIAN\r\n"
        "METHOD:PUBLISH\r\n"
        "X-WR-CALNAME:东湖馆\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:milestone-42.project-7@kaiguan.example\r\n"
        "DTSTAMP:20261102T013005Z\r\n"
        "SEQUENCE:3\r\n"
        "DTSTART;VALUE=DATE:20261231\r\n"
        "DTEND;VALUE=DATE:20270101\r\n"
        "SUMMARY:开馆\\; 第一天\\, all\r\n"
        "CATEGORIES:MILESTONE\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def test_a_task_of_three_days_ends_on_the_fourth():
    task = FeedEntry(FeedKind.TASK, "5", 0, "搬书", dt.date(2028, 2, 27), dt.date(2028, 2, 29))

    assert "DTSTART;VALUE=DATE:20280227\r\nDTEND;VALUE=DATE:20280301\r\n" in feed(task)


def test_the_uid_stays_when_the_dates_and_the_title_change():
    later = FeedEntry(FeedKind.MILESTONE, "42", 4, "推迟", dt.date(2027, 1, 8), dt.date(2027, 1, 8))

    def uids(text):
        return re.findall("UID:(.+)\r", text)

    assert uids(feed(OPENING)) == uids(feed(later, written_at=WRITTEN + dt.timedelta(days=9)))


def test_records_of_the_same_number_have_their_own_uids():
    days = (dt.date(2026, 11, 2), dt.date(2026, 11, 2))
    kinds = [FeedEntry(kind, "1", 0, "x", *days) for kind in FeedKind]
    text = feed(*kinds) + feed(*kinds, project_id=8)

    assert len(set(re.findall("UID:.+", text))) == 2 * len(FeedKind)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a\\b;c,d", "a\\\\b\\;c\\,d"),
        ("one\r\ntwo\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("bell\x07 tab\there", "bell tab\there"),
        ('colon: "quote"', 'colon: "quote"'),
    ],
)
def test_text_is_escaped(text, value):
    assert escaped(text) == value


def test_a_line_of_75_octets_stays_whole_and_one_more_is_folded():
    assert folded("a" * 75) == "a" * 75
    assert folded("a" * 76) == "a" * 75 + "\r\n a"
    # a continuation begins with its blank: 74 further octets fit in it
    assert folded("a" * 149) == "a" * 75 + "\r\n " + "a" * 74
    assert folded("a" * 150) == "a" * 75 + "\r\n " + "a" * 74 + "\r\n a"


def test_a_chinese_character_of_three_octets_is_never_cut():
    assert folded("馆" * 26) == "馆" * 25 + "\r\n 馆"
    assert folded("a" + "馆" * 25) == "a" + "馆" * 24 + "\r\n 馆"


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
@settings(deadline=None)
def test_no_text_breaks_out_of_its_line(title, notes):
    entry = FeedEntry(
        FeedKind.DEADLINE, "1", 1, title, dt.date(2026, 11, 2), dt.date(2026, 11, 2), notes, title, notes
    )
    text = feed(entry)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search("[\r\n]", text.replace("\r\n", ""))
    lines = unfolded(text)
    assert sum(line.startswith("BEGIN:") for line in lines) == 2
    summary = next(line for line in lines if line.startswith("SUMMARY:"))
    assert summary == f"SUMMARY:{escaped(title)}"


def test_a_last_day_before_the_first_still_lasts_a_day():
    back = FeedEntry(FeedKind.TASK, "1", 0, "x", dt.date(2026, 11, 3), dt.date(2026, 11, 2))

    assert "DTEND;VALUE=DATE:20261104" in feed(back)


def test_an_empty_feed_is_a_calendar_without_events():
    assert unfolded(feed())[-2:] == ["END:VCALENDAR", ""]
    assert "BEGIN:VEVENT" not in feed()
