"""One message handed over to a real mail server and a real webhook on loopback: what arrives, and what is refused."""

import io
import logging
import socket

import pytest

from db.messages.chats import KEY_HEADER, refuse_inside, stands_inside, without_secrets
from db.messages.delivery import Carrier
from db.messages.outbox import Claimed
from tests.support.mailbox import Mail, Mailbox, Webhook
from tests.support.server import free_port
from tracker.errors import Invalid
from tracker.messages.states import INSIDE, NO_SERVER

# Among the plugins that Apprise imports is one that asks for a module which Python 3.13 has no more.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

KEY = "<0123456789abcdef@kaiguan>"
SUBJECT = "【城东图书馆】二层阅览区：3 项缺陷阻挡验收"
UNSAFE = "{{ 7*7 }} {% raw %} <script>alert(1)</script> =cmd() \\ & \"'"


def message(address: str = "lead@example.cn", subject: str = SUBJECT, body: str = "正文") -> Claimed:
    return Claimed(1, KEY, subject, body, address, 1)


def deliver(given: Claimed, mail: str, *, inside: bool = True) -> str:
    """What came of one message on a line of its own; webhooks of these tests stand on this machine."""
    with Carrier(mail, inside=inside) as carrier:
        return carrier.deliver(given)


def test_an_e_mail_arrives_in_chinese_under_the_stored_message_id():
    body = "需立即处理（1）\n! 二层阅览区：3 项缺陷阻挡验收\n\n本周（0）"

    with Mailbox() as mailbox:
        assert deliver(message(body=body), mailbox.server) == ""

    assert mailbox.mails == [Mail(KEY, "lead@example.cn", SUBJECT, body)]


def test_unsafe_and_endless_text_goes_through_an_e_mail_as_text():
    body = UNSAFE + "\n" + "字" * 10_000

    with Mailbox() as mailbox:
        assert (
            deliver(message(subject=f"[A]\r\nBcc: all@example.cn {UNSAFE}", body=body), mailbox.server) == ""
        )

    [mail] = mailbox.mails
    assert mail.text == body
    assert mail.subject == f"[A] Bcc: all@example.cn {UNSAFE}"
    assert mail.to == "lead@example.cn"


def test_what_the_mail_server_says_is_kept():
    with (
        Mailbox(["451 4.3.0 try later", "550 5.7.1 not wanted here"]) as mailbox,
        Carrier(mailbox.server) as line,
    ):
        said = [line.deliver(message()) for _ in range(3)]

    assert said == ["451 4.3.0 try later", "550 5.7.1 not wanted here", ""]
    assert len(mailbox.mails) == 1


def test_several_e_mails_go_over_one_line_and_a_line_that_broke_is_opened_again():
    with Mailbox() as mailbox, Carrier(mailbox.server) as line:
        first, second = line.deliver(message(body="1")), line.deliver(message(body="2"))
        lines_before = mailbox.lines
        mailbox.drop_lines()
        third = line.deliver(message(body="3"))

    assert [first, second, third] == ["", "", ""]
    assert [mail.text for mail in mailbox.mails] == ["1", "2", "3"]
    assert (lines_before, mailbox.lines) == (1, 2)


def test_a_mail_server_that_is_not_there_is_a_failure_of_the_message():
    said = deliver(message(), f"mailto://127.0.0.1:{free_port()}?from=k@example.cn&mode=insecure")

    assert said.startswith("ConnectionRefusedError")


def test_without_a_mail_server_no_e_mail_goes_out():
    assert deliver(message(), "") == NO_SERVER


def test_a_webhook_gets_subject_and_body_as_text_and_the_message_id_in_a_header():
    with Webhook() as hook:
        assert deliver(message(hook.address, body=UNSAFE), "") == ""

    [(path, headers, posted)] = hook.posts
    assert path == "/bot"
    assert headers[KEY_HEADER] == KEY
    assert (posted["title"], posted["message"]) == (SUBJECT, UNSAFE)


def test_a_webhook_that_refuses_is_a_failure_with_its_status():
    with Webhook(503) as hook:
        said = deliver(message(hook.address), "")

    assert len(hook.posts) == 1
    assert "503" in said


def test_a_webhook_that_is_not_there_is_a_failure():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        said = deliver(message(f"json://127.0.0.1:{closed.getsockname()[1]}/bot"), "")

    assert "onnection" in said


def test_an_address_that_is_not_understood_is_a_failure():
    assert deliver(message("nothing://x"), "") == "The address is not understood."


def test_nothing_is_posted_inside_the_house_unless_it_is_allowed():
    with Webhook() as hook:
        assert deliver(message(hook.address), "", inside=False) == INSIDE
        assert deliver(message("json://[::1]:9/bot"), "", inside=False) == INSIDE
        assert hook.posts == []
        assert deliver(message(hook.address), "", inside=True) == ""


def test_nobody_is_followed_to_another_address():
    with Webhook() as inner, Webhook(302, location=inner.address.replace("json:", "http:")) as hook:
        said = deliver(message(f"{hook.address}?redirect=yes"), "")

    assert "302" in said
    assert (len(hook.posts), inner.posts) == (1, [])


@pytest.mark.parametrize("typed", ["https://localhost/hook", "json://127.0.0.1:9000/bot", "https://[::1]/x"])
def test_a_webhook_inside_the_house_is_refused_when_it_is_typed(typed):
    with pytest.raises(Invalid) as refusal:
        refuse_inside(typed)

    assert refusal.value.code == "chat_inside"


def test_a_chat_with_a_machine_of_its_own_is_not_looked_up():
    refuse_inside("dingtalk://127.0.0.1")
    assert not stands_inside("")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"errcode": 93000, "errmsg": "invalid webhook url"}, "93000 invalid webhook url"),
        ({"code": 19024, "msg": "Key Words Not Found"}, "19024 Key Words Not Found"),
        ({"errcode": 0, "errmsg": "ok"}, ""),
    ],
)
def test_a_chat_that_refuses_under_status_200_is_heard(monkeypatch, answer, said):
    from apprise.plugins.wecombot import NotifyWeComBot

    with Webhook(answer=answer) as hook:
        monkeypatch.setattr(NotifyWeComBot, "notify_url", hook.address.replace("json:", "http:"))
        assert deliver(message("wecombot://abcdefgh-1234"), "") == said

    assert len(hook.posts) == 1


def test_a_long_message_goes_to_a_chat_in_one_piece_with_the_way_to_the_tracker_at_its_end(monkeypatch):
    from apprise.plugins.wecombot import NotifyWeComBot

    lines = "\n".join(f"! 第 {n} 项任务已晚 3 个工作日" for n in range(200))
    with Webhook(answer={"errcode": 0}) as hook:
        monkeypatch.setattr(NotifyWeComBot, "notify_url", hook.address.replace("json:", "http:"))
        body = f"{lines}\n\nhttps://kaiguan.example.cn/messages"
        assert deliver(message("wecombot://abcdefgh-1234", body=body), "") == ""

    [(_path, _headers, posted)] = hook.posts
    content = posted["text"]["content"]
    assert 1_900 < len(content.encode()) <= 2_048
    assert content.startswith(SUBJECT)
    assert content.endswith("工作日\n…\n\nhttps://kaiguan.example.cn/messages")


def test_what_is_said_of_a_failure_does_not_tell_the_address(capfd):
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    try:
        with Mailbox(["550 <Lead@example.cn> has no mailbox here"]) as mailbox:
            by_mail = deliver(message(), mailbox.server)
        by_chat = deliver(message("feishu://not a valid token!"), "")
    finally:
        logging.getLogger().removeHandler(handler)

    assert by_mail == "550 <l***@example.cn> has no mailbox here"
    assert by_chat == "The address is not understood."
    assert "valid token" not in log.getvalue() + "".join(capfd.readouterr())


def test_no_part_of_an_address_that_may_be_a_key_is_told():
    said = without_secrets("no bot 0a1b-2c3d-4e5f in room 7", "feishu://0a1b-2c3d-4e5f")

    assert said == "no bot *** in room 7"


def test_a_mail_server_that_hangs_or_closes_in_the_middle_is_a_failure_of_the_message():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        said = deliver(message(), f"mailto://127.0.0.1:{port}?from=k@example.cn&mode=insecure&cto=0.1")
    with Mailbox(["close"]) as mailbox, Carrier(mailbox.server) as line:
        broken, after = line.deliver(message()), line.deliver(message())

    assert said == "SMTPServerDisconnected: Connection unexpectedly closed: timed out"
    assert broken.startswith("SMTPServerDisconnected")
    assert after == ""
    assert [mail.message_id for mail in mailbox.mails] == [KEY]


def test_an_e_mail_says_that_no_machine_need_answer():
    with Mailbox() as mailbox:
        deliver(message(), mailbox.server)

    assert mailbox.headers[0]["Auto-Submitted"] == "auto-generated"
