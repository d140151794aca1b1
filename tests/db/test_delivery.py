"""One message handed over to a real mail server and a real webhook on loopback: what arrives, and what is refused."""

import socket

import pytest

from db.messages.delivery import KEY_HEADER, NO_SERVER, Carrier
from db.messages.outbox import Claimed
from tests.support.mailbox import Mail, Mailbox, Webhook
from tests.support.server import free_port

# Among the plugins that Apprise imports is one that asks for a module which Python 3.13 has no more.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

KEY = "<0123456789abcdef@kaiguan>"
SUBJECT = "【城东图书馆】二层阅览区：3 项缺陷阻挡验收"
UNSAFE = "{{ 7*7 }} {% raw %} <script>alert(1)</script> =cmd() \\ & \"'"


def message(address: str = "lead@example.cn", subject: str = SUBJECT, body: str = "正文") -> Claimed:
    return Claimed(1, KEY, subject, body, address, 1)


def deliver(given: Claimed, mail: str) -> str:
    """What came of one message on a line of its own."""
    with Carrier(mail) as carrier:
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
    assert deliver(message("nothing://x"), "") == "the address is not understood"
