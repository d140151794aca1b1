"""The page of messages: a choice is made, a trial arrives, what was refused is shown and tried again."""

import asyncio
import datetime as dt

import pytest
from sqlmodel import Session, select

from db.models import OutboxMessage, Subscription
from db.unit_of_work import unit_of_work
from pages._kit import installation
from pages._kit.sending import sending
from tests.factories import make
from tests.pages.helpers import installed, open_page
from tests.support.mailbox import Mailbox
from tests.support.server import free_port
from tracker.messages.addresses import Channel

# Among the plugins that Apprise imports is one that asks for a module which Python 3.13 has no more.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def button(at, label):
    return next(each for each in at.button if each.label == label)


def has_button(at, label) -> bool:
    return any(each.label == label for each in at.button)


def use_mail(monkeypatch, server: str) -> None:
    monkeypatch.setenv("TRACKER_MAIL", server)
    installation.settings.cache_clear()


def said(at) -> str:
    return "\n".join(each.value for each in (*at.toast, *at.error, *at.info, *at.markdown))


def test_a_choice_is_made_tried_and_stopped(sample_engine, monkeypatch, tmp_path):
    with Mailbox() as mailbox, installed(monkeypatch, sample_engine, tmp_path):
        at = open_page("messages")
        assert "This installation sends no e-mail yet" in said(at)
        assert "You are told nothing yet" in said(at)
        # The preview says what the overview says, before anybody chose anything.
        preview = at.code[0].value
        assert "! Draft 6 has been in finance review for 8 working days" in preview
        assert "- “视觉艺术高端研讨班” is 6.5 class hours behind its plan" in preview
        assert "陈工" not in preview
        # Eighteen things are due: four come one by one, and the fifth message lists the rest.
        assert len(at.expander) == 5
        assert at.expander[4].label.endswith(" Reminders of 14 things, in one message")

        use_mail(monkeypatch, mailbox.server)
        at.text_input[0].set_value("lead@example")
        button(at, "Save my choice").click().run()
        assert "This is no e-mail address" in said(at)
        at.text_input[0].set_value("lead@example.cn")
        button(at, "Save my choice").click().run()
        assert not at.exception
        assert "A digest every week: Monday, 08:00 · reminders at 08:00" in said(at)
        assert at.text_input[0].placeholder == "l***@example.cn"

        at.number_input[1].set_value(1)
        button(at, "Save my choice").click().run()
        [only] = at.expander
        assert only.label.endswith(" Reminders of 18 things, in one message")

        button(at, "Send a test message").click().run()
        assert not at.exception
        assert "The message was taken" in said(at)
        assert [mail.to for mail in mailbox.mails] == ["lead@example.cn"]
        assert mailbox.mails[0].subject == "[示例区图书馆新馆开馆] A test message"

        button(at, "Stop my messages").click().run()
        assert "Your messages are stopped." in said(at)
        assert not has_button(at, "Send a test message")
        button(at, "Resume my messages").click().run()
        assert has_button(at, "Send a test message")


def test_a_refused_message_says_why_and_a_muted_topic_leaves_the_preview(
    sample_engine, monkeypatch, tmp_path
):
    with installed(monkeypatch, sample_engine, tmp_path):
        use_mail(monkeypatch, f"mailto://127.0.0.1:{free_port()}?from=k@example.cn&mode=insecure")
        at = open_page("messages", language="zh")
        at.segmented_control[0].set_value(Channel.CHAT).run()
        at.text_input[0].set_value("https://127.0.0.1/hook")
        button(at, "保存选择").click().run()
        assert "“127.0.0.1”位于本单位内部网络" in said(at)
        at.segmented_control[0].set_value(Channel.MAIL).run()
        at.text_input[0].set_value("lead@example.cn")
        at.button_group[1].set_value([each for each in at.button_group[1].value if each != "tasks"])
        button(at, "保存选择").click().run()
        assert not at.exception
        assert "已晚 12 个工作日" not in at.code[0].value
        button(at, "发送测试消息").click().run()

        assert not at.exception
        table = at.dataframe[0].value
        assert table.iloc[:, 0].tolist() == ["待发送"]
        assert "ConnectionRefusedError" in table.to_numpy()[0][4]
    with Session(sample_engine) as session:
        assert session.exec(select(Subscription.muted)).one() == "tasks"
        assert session.exec(select(OutboxMessage.attempts)).one() == 1


def test_the_running_app_sends_what_waits(sqlite_engine, monkeypatch, tmp_path):
    with unit_of_work(sqlite_engine) as session:
        row = make(
            "subscription", session, address="lead@example.cn", wants_digest=False, wants_reminders=False
        )
        make(
            "outbox_message",
            session,
            project_id=row.project_id,
            subscription_id=row.id,
            message_key="<1@kaiguan>",
            subject="任务延误",
            next_try_at=dt.datetime.now(dt.UTC),
        )

    async def until_it_arrived(mailbox: Mailbox) -> bool:
        async with sending(first_seconds=0):
            return await asyncio.to_thread(mailbox.arrived.wait, 20)

    with Mailbox() as mailbox, installed(monkeypatch, sqlite_engine, tmp_path):
        use_mail(monkeypatch, mailbox.server)
        assert asyncio.run(until_it_arrived(mailbox))

    assert [(mail.message_id, mail.subject) for mail in mailbox.mails] == [("<1@kaiguan>", "任务延误")]
