"""Sessions and stages in the calendar feed: hours in their time zone, as another program reads them."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from tracker.exports.calendar_feed import FeedEntry, FeedKind, calendar_feed
from tracker.exports.feed_zone import time_zone_lines
from tracker.exports.people_feed import FeedSession, FeedStage, session_entries, stage_entries
from tracker.i18n import Words
from tracker.vocabulary import RoundStage

WRITTEN = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
EVENING = FeedSession(7, "研讨班", dt.date(2026, 4, 7), dt.time(19, 0), 150, "多功能厅", dt.date(2026, 3, 31))
ADDRESS = "https://kaiguan.example"


def feed(entries, time_zone="Asia/Shanghai") -> list[str]:
    text = calendar_feed(
        "东湖馆",
        entries,
        project_id=7,
        domain="kaiguan.example",
        written_at=WRITTEN,
        time_zone=time_zone,
    )
    return text.replace("\r\n ", "").split("\r\n")


def test_a_session_has_its_hours_its_time_zone_and_its_room():
    lines = feed(session_entries([EVENING], Words.of("zh"), address=ADDRESS, revision=4))

    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    # 19:00 and 150 minutes: until 21:30.
    assert event == [
        "UID:session-7.project-7@kaiguan.example",
        "DTSTAMP:20260401T000000Z",
        "SEQUENCE:4",
        "DTSTART;TZID=Asia/Shanghai:20260407T190000",
        "DTEND;TZID=Asia/Shanghai:20260407T213000",
        "SUMMARY:课程：研讨班",
        "DESCRIPTION:由2026年3月31日 周二改来",
        "LOCATION:多功能厅",
        "URL:https://kaiguan.example/training?session=7",
        "CATEGORIES:SESSION",
        "TRANSP:TRANSPARENT",
    ]
    assert lines.index("BEGIN:VTIMEZONE") < lines.index("BEGIN:VEVENT")


def test_a_session_past_midnight_ends_on_the_next_day():
    late = FeedEntry(
        FeedKind.SESSION,
        "1",
        0,
        "x",
        dt.date(2026, 12, 31),
        dt.date(2027, 1, 1),
        starts_at=dt.time(23, 30),
        minutes=60,
    )

    assert "DTEND;TZID=Asia/Shanghai:20270101T003000" in feed([late])


def test_a_stage_is_a_whole_day_with_its_round():
    stage = FeedStage(3, 12, "2026年公开招聘", RoundStage.INTERVIEW, dt.date(2026, 6, 6))

    lines = feed(stage_entries([stage], Words.of("en"), address=ADDRESS, revision=1))

    assert "UID:stage-3.project-7@kaiguan.example" in lines
    assert "DTSTART;VALUE=DATE:20260606" in lines
    assert "SUMMARY:2026年公开招聘: Interview" in lines
    assert "URL:https://kaiguan.example/recruitment?round=12" in lines
    assert "BEGIN:VTIMEZONE" not in lines


@pytest.mark.parametrize(
    "name", ["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "UTC"]
)
def test_another_program_reads_from_the_description_the_offsets_of_the_zone(name):
    first, last = dt.date(2026, 1, 10), dt.date(2027, 11, 20)
    text = "\r\n".join(["BEGIN:VCALENDAR", *time_zone_lines(name, first, last), "END:VCALENDAR", ""])
    read = tzical(io.StringIO(text)).get(name)
    zone = ZoneInfo(name)

    # Noon of every day from the first to the last, and the hours around midnight of each.
    for days in range((last - first).days + 1):
        for hour in (0, 12, 23):
            wall = dt.datetime.combine(first + dt.timedelta(days=days), dt.time(hour))
            assert wall.replace(tzinfo=read).utcoffset() == wall.replace(tzinfo=zone).utcoffset(), wall


def test_a_zone_without_changes_is_described_once():
    lines = list(time_zone_lines("Asia/Shanghai", dt.date(2026, 1, 1), dt.date(2027, 12, 31)))

    assert lines == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_a_year_with_two_changes_is_described_by_the_clock_before_and_the_changes():
    # Central European time; from Sunday 29 March 2026, 2:00, to Sunday 25 October, 3:00, daylight saving.
    lines = list(time_zone_lines("Europe/Berlin", dt.date(2026, 1, 1), dt.date(2026, 12, 31)))

    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:19700101T000000",
        "DTSTART:20260329T020000",
        "DTSTART:20261025T030000",
    ]
