"""When messages are written and tried again, where they go, and what stands in them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tracker.errors import Invalid
from tracker.messages import letters
from tracker.messages.addresses import Channel, channel_of, is_public, masked, normal_address, own_host
from tracker.messages.letters import Sender, digest, one_line, reminder, shortened
from tracker.messages.reminders import day_letters
from tracker.messages.times import (
    Told,
    Wishes,
    digest_key,
    is_stale,
    next_reminder,
    next_try,
    reminders_due,
    reminders_key,
)
from tracker.messages.topics import TOPICS, Topic, read_stored, stored, wanted
from tracker.overview import Need, NeedKind
from tracker.site_attention import AttentionKind

CHONGQING = ZoneInfo("Asia/Shanghai")
MONDAY_EIGHT = Wishes(digest_weekday=0, digest_minute=480, reminder_minute=480)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A minute of March 2026, whose 2nd, 9th, 16th, 23rd and 30th are Mondays."""
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=CHONGQING)


@pytest.mark.parametrize(
    ("now", "key"),
    [
        (at(30, 7, 59), None),
        (at(30, 8), "digest:2026-W14"),
        (at(31, 7, 59), "digest:2026-W14"),  # the server was off: within a day it is made up for
        (at(31, 8), None),
        (at(29, 23), None),
    ],
)
def test_the_digest_is_due_from_its_time_for_a_day(now, key):
    assert digest_key(MONDAY_EIGHT, now) == key


def test_a_digest_late_on_sunday_belongs_to_the_week_of_that_sunday():
    sunday = Wishes(digest_weekday=6, digest_minute=23 * 60 + 45)

    assert digest_key(sunday, at(29, 23, 45)) == "digest:2026-W13"
    assert digest_key(sunday, at(30, 0, 5)) == "digest:2026-W13"


def test_reminders_are_due_from_their_time_until_the_day_ends():
    assert reminders_key(MONDAY_EIGHT, at(31, 7, 59)) is None
    assert reminders_key(MONDAY_EIGHT, at(31, 8)) == "day:2026-03-31"
    assert reminders_key(MONDAY_EIGHT, at(31, 23, 59)) == "day:2026-03-31"


def test_who_wants_neither_is_told_nothing():
    nothing = Wishes(wants_digest=False, wants_reminders=False)

    assert digest_key(nothing, at(30, 8)) is None
    assert reminders_key(nothing, at(30, 8)) is None


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


def test_an_event_is_told_once_a_day_and_three_times_in_all():
    assert next_reminder(None, march(2), 3) == 1
    assert next_reminder(Told(1, march(2)), march(2), 3) is None
    assert next_reminder(Told(1, march(2)), march(3), 3) == 2
    assert next_reminder(Told(2, march(3)), march(9), 3) == 3
    assert next_reminder(Told(3, march(9)), march(10), 3) is None


def test_a_clock_that_ran_ahead_keeps_nobody_from_being_told():
    assert next_reminder(Told(1, march(30)), march(2), 3) == 2


def test_a_message_that_nobody_tried_for_a_day_is_stale():
    assert not is_stale(at(30, 8), at(31, 8))
    assert is_stale(at(30, 8), at(31, 8, 1))


@pytest.mark.parametrize(
    ("now", "key"),
    [
        # In Berlin, 02:30 of Sunday 29 March does not exist, and 02:30 of Sunday 25 October 2026 comes twice.
        (dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC), None),
        (dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC), "day:2026-03-29"),
        (dt.datetime(2026, 10, 25, 0, 29, tzinfo=dt.UTC), None),
        (dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), "day:2026-10-25"),
        (dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), "day:2026-10-25"),
    ],
)
def test_a_time_that_summer_time_skips_or_repeats_comes_once(now, key):
    half_past_two = Wishes(reminder_minute=150)

    assert reminders_key(half_past_two, now.astimezone(ZoneInfo("Europe/Berlin"))) == key


def test_an_event_that_is_silent_does_not_silence_the_others():
    told = {"old": Told(3, march(4)), "yesterday": Told(1, march(4))}

    assert reminders_due(dict.fromkeys(["new", "old", "yesterday"]), told, march(5), 3) == {
        "new": 1,
        "yesterday": 2,
    }


def test_a_message_is_tried_six_times_with_longer_and_longer_waits():
    noon = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)

    tries = [next_try(attempts, noon) for attempts in range(1, 7)]

    minutes = [None if again is None else (again - noon) // dt.timedelta(minutes=1) for again in tries]
    assert minutes == [1, 5, 30, 120, 720, None]


def test_every_kind_of_need_has_a_topic():
    assert TOPICS.keys() == {*NeedKind, *AttentionKind}


def test_topics_are_stored_in_their_order_and_read_back():
    text = stored({Topic.MONEY, Topic.ROUNDS})

    assert text == "rounds,money"
    assert read_stored(text + ",forgotten") == {Topic.ROUNDS, Topic.MONEY}
    assert read_stored("") == frozenset()


def test_what_somebody_muted_is_not_told():
    late, over = Need(NeedKind.TASK_LATE), Need(NeedKind.OVER_CEILING)

    assert wanted([late, over], {Topic.TASKS}) == [over]


WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa"
TEAMS = "https://prod-11.westeurope.logic.azure.com:443/workflows/0123abcd/triggers/manual/paths/invoke?sig=k"


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        (f"  {WECOM}\n", WECOM),
        ("https://oapi.dingtalk.com/robot/send?access_token=abcdef123456", "dingtalk://abcdef123456"),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/0a1b-2c3d", "feishu://0a1b-2c3d"),
        ("https://hooks.slack.com/services/T0/B0/Xx", "https://hooks.slack.com/services/T0/B0/Xx"),
        (TEAMS, TEAMS),
        ("https://chat.example.cn:8443/hook/7?room=3", "jsons://chat.example.cn:8443/hook/7?-room=3"),
        ("dingtalk://secret@token1234", "dingtalk://secret@token1234"),
        ("json://127.0.0.1:9000/bot", "json://127.0.0.1:9000/bot"),
    ],
)
def test_a_pasted_webhook_becomes_an_address_of_apprise(pasted, address):
    assert normal_address(Channel.CHAT, pasted) == address
    assert channel_of(address) is Channel.CHAT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "syslog://",
        "file:///etc/passwd",
        "mailto://a@b.cn",
        "https://",
        "https://a b.cn/x",
        "https://oapi.dingtalk.com/robot/send",
        "exec://rm",
    ],
)
def test_what_is_no_chat_is_refused(text):
    with pytest.raises(Invalid) as refusal:
        normal_address(Channel.CHAT, text)

    assert refusal.value.code == "chat_address"


@pytest.mark.parametrize(
    "text",
    ["", "name", "a@b", "a@b.cn,c@d.cn", "a@b.cn?cc=c@d.cn", "a@b.cn\nBcc: c@d.cn", "a b@c.cn", "<a@b.cn>"],
)
def test_what_is_not_one_e_mail_address_is_refused(text):
    with pytest.raises(Invalid) as refusal:
        normal_address(Channel.MAIL, text)

    assert refusal.value.code == "mail_address"


def test_an_e_mail_address_stays_as_it_is():
    assert normal_address(Channel.MAIL, " Guan.Zhang+kg@library.gov.cn ") == "Guan.Zhang+kg@library.gov.cn"
    assert channel_of("a@b.cn") is Channel.MAIL


@pytest.mark.parametrize(
    "inner",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::"),
    ],
)
def test_an_address_of_a_house_is_not_public(inner):
    assert not is_public(inner)


def test_an_address_of_the_open_network_is_public():
    assert is_public("8.8.8.8")
    assert is_public("2001:4860:4860::8888")


def test_only_an_address_that_names_a_machine_has_a_host_of_its_own():
    assert own_host("jsons://chat.example.cn:8443/hook/7") == "chat.example.cn"
    assert own_host("JSON://127.0.0.1/") == "127.0.0.1"
    assert own_host("mmosts://user@chat.example.cn/key") == "chat.example.cn"
    assert own_host("dingtalk://token") == ""
    assert own_host(WECOM) == ""


def test_a_mask_shows_too_little_to_be_used():
    assert masked("zhang@library.cn") == "z***@library.cn"
    assert masked(WECOM) == "https://qyapi.weixin.qq.com/***5aaa"
    assert masked("dingtalk://abcdef123456abcdef") == "dingtalk://***cdef"
    assert masked("dingtalk://short") == "dingtalk://***"
    assert masked("") == ""


def sender(**given) -> Sender:
    values = {
        "project": "城东图书馆",
        "opening_on": dt.date(2026, 6, 26),
        "today": dt.date(2026, 4, 1),
        "language": "en",
        "project_id": 4,
        **given,
    }
    return Sender(**values)


LATE = Need(NeedKind.TASK_LATE, {"title": "消防验收", "n": 3}, "tasks", "task", 12, urgent=True)
MISSING = Need(NeedKind.POSTS_MISSING, {"n": 2}, "posts")


def test_a_digest_says_what_is_urgent_first():
    letter = digest(sender(), [MISSING, LATE])

    assert letter.subject == "[城东图书馆] 2 things need somebody this week"
    assert letter.body == (
        "城东图书馆 · 86 days to opening · announced Fri 26 Jun\n"
        "\n"
        "Now (1)\n"
        "! “消防验收” is 3 working days late\n"
        "\n"
        "This week (1)\n"
        "- 2 posts have nobody by opening day\n"
        "\n"
        "You chose to be told; the page “Messages” changes when, what and where, or stops it."
    )


def test_a_digest_in_chinese_says_the_same():
    letter = digest(sender(language="zh"), [LATE])

    assert letter.subject == "【城东图书馆】本周有 1 件事需要处理"
    assert "! “消防验收”已晚 3 个工作日" in letter.body


def test_a_digest_comes_also_when_nothing_needs_anybody():
    letter = digest(sender(), [])

    assert letter.subject == "[城东图书馆] Nothing needs anybody this week"
    assert "Nothing waits, nothing is late, nothing blocks." in letter.body


def test_a_long_digest_ends_with_how_many_more_there_are():
    many = [Need(NeedKind.TASK_LATE, {"title": f"T{n}", "n": 1}, "tasks", "task", n) for n in range(1, 44)]

    body = digest(sender(), many).body

    assert "“T40”" in body
    assert "“T41”" not in body
    assert "This week (43)" in body
    assert "and 3 more, on the overview" in body


def test_links_lead_to_the_record_where_the_installation_says_its_address():
    body = digest(sender(site="https://kaiguan.example.cn"), [LATE, MISSING]).body

    assert "  https://kaiguan.example.cn/tasks?project=4&lang=en&task=12\n" in body
    assert "  https://kaiguan.example.cn/posts?project=4&lang=en\n" in body


def test_a_reminder_says_how_often_it_comes_and_when_it_is_the_last():
    second, last = reminder(sender(), LATE, 2, 3), reminder(sender(), LATE, 3, 3)

    assert second.subject == "[城东图书馆] “消防验收” is 3 working days late"
    assert "Reminder 2 of 3" in second.body
    assert "This was the last reminder of it" in last.body


def needs(n: int) -> list[Need]:
    return [Need(NeedKind.TASK_LATE, {"title": f"T{i}", "n": 1}, "tasks", "task", i) for i in range(1, n + 1)]


def written(n: int, told=None, **wishes) -> list[tuple[bool, list[str], list[int]]]:
    letters_of_day = day_letters(sender(), needs(n), told or {}, march(31), Wishes(**wishes))
    keys = [[key.split(":")[1] for key in each.events] for each in letters_of_day]
    return [
        (each.is_list, names, [*each.events.values()])
        for each, names in zip(letters_of_day, keys, strict=True)
    ]


def test_as_many_as_wanted_come_one_by_one():
    assert written(3, most_a_day=3) == [(False, ["1"], [1]), (False, ["2"], [1]), (False, ["3"], [1])]


def test_what_is_more_than_wanted_stands_in_the_last_message():
    told = {"task_late:4::": Told(2, march(30)), "task_late:1::": Told(3, march(30))}

    assert written(5, told, most_a_day=2) == [(False, ["2"], [1]), (True, ["3", "4", "5"], [1, 3, 1])]


def test_whoever_wants_one_message_a_day_has_everything_in_it():
    assert written(4, most_a_day=1) == [(True, ["1", "2", "3", "4"], [1, 1, 1, 1])]
    assert written(1, most_a_day=1) == [(False, ["1"], [1])]


def test_a_list_counts_only_what_it_names_as_told():
    [listed] = day_letters(sender(), needs(43), {}, march(31), Wishes(most_a_day=1))

    assert len(listed.events) == 40
    assert listed.letter.subject == "[城东图书馆] Reminders of 43 things, in one message"
    assert "“T40”" in listed.letter.body
    assert "“T41”" not in listed.letter.body
    assert "and 3 more, on the overview" in listed.letter.body
    assert "Each is told of on at most 3 days" in listed.letter.body


def test_a_body_is_cut_between_lines_and_keeps_its_foot():
    body = "head\n\nfirst line\nsecond line\n\nfoot\nlink"

    assert shortened(body, len(body)) == body
    assert shortened(body, len(body) - 1) == "head\n\nfirst line\n…\n\nfoot\nlink"
    assert shortened("长" * 10, 10, lambda text: len(text.encode())) == "长长…"


def test_text_of_users_stays_text_on_one_line_and_is_cut():
    title = "{{ 7*7 }} <script>alert(1)</script>\r\nBcc: all@example.cn {n} %s " + "长" * 10_000
    need = Need(NeedKind.TASK_LATE, {"title": title, "n": 1}, "tasks", "task", 1, urgent=True)

    letter = reminder(sender(project=title), need, 1, 3)

    assert "“{{ 7*7 }} <script>alert(1)</script> Bcc: all@example.cn {n} %s 长" in letter.body
    assert len(letter.subject) <= letters.LONGEST_SUBJECT
    assert "\n" not in letter.subject
    assert max(len(line) for line in letter.body.splitlines()) < 200


def test_one_line_keeps_what_fits():
    assert one_line("a\tb\n c") == "a b c"
    assert one_line("abcdef", 4) == "abc…"
