"""From what needs somebody to what arrives: choices, the outbox with its claims, and the sender over both databases."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from db.cli import main
from db.commands import subscriptions as commands
from db.commands.outbox import retry_message, send_trial_message
from db.messages import outbox
from db.messages.sender import Sender
from db.messages.writing import day_of, needs_of, reminders_ahead, write_due
from db.models import Account, AuditEntry, OutboxMessage, Subscription, Task
from db.queries import outbox as outbox_queries
from db.queries.subscriptions import own_subscription, subscribers
from db.unit_of_work import reading, unit_of_work
from tests.factories import INSTANT, make, make_project
from tests.support.mailbox import Mailbox, Webhook
from tracker.errors import Conflict, Invalid, NotFound
from tracker.messages.addresses import Channel
from tracker.messages.letters import Letter
from tracker.messages.states import TOO_OLD, MessageState
from tracker.messages.times import Wishes
from tracker.messages.topics import Topic
from tracker.permissions import Actor, Role, local_actor
from tracker.settings import Settings

# Among the plugins that Apprise imports is one that asks for a module which Python 3.13 has no more.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

LEAD = local_actor()
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
MONDAY = dt.datetime(2026, 3, 30, 0, 0, tzinfo=dt.UTC)
"""Eight o'clock of Monday 30 March in Chongqing."""

SECRET = "lead.secret@example.cn"


class Library:
    """A project with a task that cannot be ready by opening day, and a choice of messages."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        with unit_of_work(engine) as session:
            project = make_project(session, starts_on=dt.date(2026, 3, 2), opening_on=dt.date(2026, 4, 30))
            self.project_id = project.id
            plan = make("plan", session, project_id=project.id)
            task = make(
                "task", session, project_id=project.id, plan_id=plan.id, title="消防验收", duration_days=90
            )
            self.task_id = task.id

    def do(self, command, actor: Actor = LEAD, **arguments):
        with unit_of_work(self.engine) as session:
            return command(session, actor=actor, project_id=self.project_id, **arguments)

    def subscribe(
        self,
        address: str = SECRET,
        channel: Channel = Channel.MAIL,
        actor: Actor = LEAD,
        language: str = "zh",
        muted: tuple[Topic, ...] = (),
        **wishes,
    ) -> int:
        return self.do(
            commands.subscribe,
            actor,
            channel=channel,
            address=address,
            language=language,
            muted=muted,
            wishes=Wishes(**wishes),
        )

    def own(self, role: Role = Role.LEAD):
        with reading(self.engine) as session:
            return own_subscription(session, self.project_id, "local:0", role)

    def rows(self) -> list[OutboxMessage]:
        """What was put in, notes too, in order."""
        with Session(self.engine) as session:
            return list(session.exec(select(OutboxMessage).order_by(OutboxMessage.id)))

    def listed(self, subscription_id: int):
        with reading(self.engine) as session:
            return outbox_queries.messages(session, self.project_id, subscription_id)

    def put(self, subscription_id: int, event_key: str = "task_late:1::", nth: int = 1, now=MONDAY) -> int:
        with unit_of_work(self.engine) as session:
            return outbox.put(
                session,
                project_id=self.project_id,
                subscription_id=subscription_id,
                event_key=event_key,
                letter=Letter("主题", "正文"),
                now=now,
                nth=nth,
            )

    def claim(self, now: dt.datetime, lease: dt.timedelta = 2 * MINUTE):
        with unit_of_work(self.engine) as session:
            return outbox.claim(session, now, lease)

    def late_tasks(self, n: int) -> None:
        """More tasks that cannot be ready by opening day."""
        with unit_of_work(self.engine) as session:
            plan_id = session.get(Task, self.task_id).plan_id
            for i in range(n):
                make(
                    "task",
                    session,
                    project_id=self.project_id,
                    plan_id=plan_id,
                    title=f"设备 {i}",
                    duration_days=60,
                )

    def settle(self) -> None:
        """The task that was late is done."""
        with unit_of_work(self.engine) as session:
            session.get(Task, self.task_id).archived_at = INSTANT


@pytest.fixture
def library(engine) -> Library:
    return Library(engine)


@pytest.fixture
def simple(sqlite_engine) -> Library:
    """A library for rules that do not depend on the kind of database."""
    return Library(sqlite_engine)


SERVER = "mailto://mail.example.cn?from=kaiguan@example.cn"


def settings(mail: str = SERVER) -> Settings:
    """Webhooks of these tests stand on this machine."""
    return Settings("", "", None, mail, inner_webhooks=True)


def test_a_choice_is_stored_as_it_was_made(library):
    library.subscribe(
        digest_weekday=4,
        digest_minute=990,
        most_reminders=2,
        most_a_day=1,
        muted=(Topic.MONEY,),
        language="en",
    )

    row = library.own()
    assert (row.address, row.language, row.muted) == (SECRET, "en", {Topic.MONEY})
    assert (row.wishes.digest_weekday, row.wishes.digest_minute) == (4, 990)
    assert (row.wishes.most_reminders, row.wishes.most_a_day) == (2, 1)


def test_no_audit_entry_tells_an_address(simple):
    subscription_id = simple.subscribe()
    simple.do(
        commands.update_subscription,
        subscription_id=subscription_id,
        expected_version=1,
        original={},
        changes={},
        channel=Channel.CHAT,
        address="dingtalk://token-of-the-group",
    )

    with Session(simple.engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.record_table == "subscription")).all()
    assert [json.loads(entry.changes)["address"] for entry in entries] == [["changed"], ["changed"]]
    assert not any(SECRET in entry.changes or "token" in entry.changes for entry in entries)


def test_an_address_stays_when_none_is_typed_and_is_asked_for_when_the_channel_changes(simple):
    subscription_id = simple.subscribe()
    edit = {"subscription_id": subscription_id, "expected_version": 1, "original": {"most_reminders": 3}}
    simple.do(
        commands.update_subscription, **edit, changes={"most_reminders": 5}, channel=Channel.MAIL, address=" "
    )

    with pytest.raises(Invalid) as refusal:
        simple.do(commands.update_subscription, **edit, changes={}, channel=Channel.CHAT, address="")

    assert refusal.value.code == "chat_address"
    assert (simple.own().address, simple.own().wishes.most_reminders) == (SECRET, 5)


def test_two_windows_that_change_the_same_wish_meet_in_a_conflict(simple):
    subscription_id = simple.subscribe()
    edit = {"subscription_id": subscription_id, "expected_version": 1, "original": {"most_reminders": 3}}
    simple.do(commands.update_subscription, **edit, changes={"most_reminders": 5})

    with pytest.raises(Conflict):
        simple.do(commands.update_subscription, **edit, changes={"most_reminders": 1})


def test_a_wish_that_cannot_be_kept_is_refused(simple):
    for wish, code in (
        ({"digest_weekday": 7}, "message_weekday"),
        ({"digest_minute": 1440}, "message_time"),
        ({"reminder_minute": -1}, "message_time"),
        ({"most_reminders": 0}, "most_reminders"),
        ({"most_reminders": 21}, "most_reminders"),
        ({"most_a_day": 0}, "most_a_day"),
        ({"most_a_day": 21}, "most_a_day"),
        ({"language": "fr"}, "invalid"),
    ):
        with pytest.raises(Invalid) as refusal:
            simple.subscribe(**wish)
        assert refusal.value.code == code

    assert simple.own() is None


def test_a_role_chooses_once_and_each_role_of_the_local_visitor_for_itself(simple):
    simple.subscribe()
    simple.do(commands.subscribe, local_actor(Role.VIEWER), channel=Channel.MAIL, address="v@example.cn")

    with pytest.raises(Invalid) as refusal:
        simple.subscribe()

    assert refusal.value.code == "already_subscribed"
    assert simple.own(Role.VIEWER).address == "v@example.cn"


def test_nobody_touches_the_choice_or_the_messages_of_somebody_else(simple):
    subscription_id = simple.subscribe()
    message_id = simple.put(subscription_id)
    stranger = Actor(9, "account", roles={simple.project_id: frozenset({Role.LEAD})})

    for command, which in (
        (commands.archive_subscription, {"subscription_id": subscription_id}),
        (commands.restore_subscription, {"subscription_id": subscription_id}),
        (send_trial_message, {"subscription_id": subscription_id, "subject": "S", "body": "B"}),
        (retry_message, {"message_id": message_id}),
    ):
        with pytest.raises(NotFound):
            simple.do(command, stranger, **which)


def test_whoever_signs_in_is_told_only_while_they_have_the_role(library):
    with unit_of_work(library.engine) as session:
        account = make("account", session)
        member = make(
            "membership", session, project_id=library.project_id, account_id=account.id, role=Role.STAFF
        )
        account_id, member_id = account.id, member.id
    person = Actor(account_id, "account", roles={library.project_id: frozenset({Role.STAFF})})
    library.do(commands.subscribe, person, channel=Channel.MAIL, address="s@example.cn")

    def told() -> list[Role]:
        with reading(library.engine) as session:
            return [row.role for row in subscribers(session)]

    library.subscribe("local@example.cn")  # from before there was any account
    with Session(library.engine) as session:
        subscription_id = session.exec(select(Subscription.id).where(Subscription.role == Role.STAFF)).one()
    library.put(subscription_id)

    assert told() == [Role.STAFF]
    with unit_of_work(library.engine) as session:
        session.get(Account, account_id).disabled_at = INSTANT
    assert told() == []
    assert library.claim(MONDAY) is None
    with unit_of_work(library.engine) as session:
        session.get(Account, account_id).disabled_at = None
        session.get(type(member), member_id).archived_at = INSTANT
    assert told() == []
    assert library.claim(MONDAY) is None


def test_who_stopped_the_messages_is_told_nothing_until_they_resume(library):
    subscription_id = library.subscribe()
    library.put(subscription_id)
    library.do(commands.archive_subscription, subscription_id=subscription_id)

    assert write_due(library.engine, settings(), MONDAY) == 0
    assert library.claim(MONDAY) is None
    library.do(commands.restore_subscription, subscription_id=subscription_id)
    assert library.claim(MONDAY) is not None


def test_a_late_task_is_told_in_the_digest_and_in_a_reminder(simple):
    simple.subscribe()

    assert write_due(simple.engine, settings(), MONDAY) == 2

    digest, note, reminder = simple.rows()
    assert (digest.event_key, note.event_key) == ("digest:2026-W14", "day:2026-03-30")
    assert reminder.event_key == f"task_late:{simple.task_id}::"
    assert reminder.subject.startswith("【城东图书馆】“消防验收”已晚 ")
    assert "! “消防验收”已晚 " in digest.body
    assert len({row.message_key for row in (digest, note, reminder)}) == 3


def test_nothing_is_written_twice_however_often_one_looks(library):
    library.subscribe()
    write_due(library.engine, settings(), MONDAY)

    assert write_due(library.engine, settings(), MONDAY + MINUTE) == 0
    assert len(library.rows()) == 3


def test_the_same_event_is_told_on_three_days_and_then_no_more(library):
    library.subscribe(wants_digest=False)

    written = [write_due(library.engine, settings(), MONDAY + n * DAY) for n in range(5)]

    assert written == [1, 1, 1, 0, 0]
    reminders = [row for row in library.rows() if row.subject]
    assert [row.nth for row in reminders] == [1, 2, 3]


def test_what_is_more_than_one_wants_a_day_stands_in_one_message_and_counts_as_told(library):
    library.late_tasks(3)
    subscription_id = library.subscribe(wants_digest=False, most_a_day=2, most_reminders=2)

    written = [write_due(library.engine, settings(), MONDAY + n * DAY) for n in range(3)]
    again = write_due(library.engine, settings(), MONDAY + DAY + MINUTE)

    assert (written, again) == ([2, 2, 0], 0)
    rows = library.rows()
    told = [(row.event_key.split(":")[0], row.nth, bool(row.subject)) for row in rows]
    day, listed = ("day", 1, False), ("list", 1, True)
    first = [day, ("task_late", 1, True), listed, *[("task_late", 1, False)] * 3]
    second = [day, ("task_late", 2, True), listed, *[("task_late", 2, False)] * 3]
    assert told == [*first, *second, day]
    assert len({row.event_key for row in rows if row.event_key.startswith("task_late")}) == 4
    assert [row.subject for row in library.listed(subscription_id)][-1].startswith("【城东图书馆】“消防验收”")
    assert rows[2].subject == "【城东图书馆】3 件事的提醒，合为一条"


def test_the_preview_shows_what_is_written_then_and_the_day_after(simple):
    simple.late_tasks(3)
    simple.subscribe(wants_digest=False, most_a_day=2, most_reminders=2)

    for n in range(3):
        now = MONDAY + n * DAY
        with reading(simple.engine) as session:
            [person] = subscribers(session)
            needs = needs_of(session, person, day_of(person, settings(), now))
            ahead = reminders_ahead(session, person, needs, settings(), now)
        before = len(simple.rows())
        write_due(simple.engine, settings(), now)
        written = [(row.subject, row.body) for row in simple.rows()[before:] if row.subject]
        assert [(each.letter.subject, each.letter.body) for each in ahead] == written
    with reading(simple.engine) as session:
        assert reminders_ahead(session, person, needs, settings(), MONDAY + DAY + MINUTE) == []


def test_after_three_days_away_one_digest_and_the_reminders_of_one_day_are_sent(simple):
    subscription_id = simple.subscribe()
    write_due(simple.engine, settings(), MONDAY)  # and the server goes off before anything is sent
    back = MONDAY + 10 * DAY + 5 * 60 * MINUTE  # Thursday of the next week

    with Mailbox() as mailbox:
        assert run_at(simple, back, mailbox.server) == (1, 0)

    assert [mail.subject.startswith("【城东图书馆】“消防验收”") for mail in mailbox.mails] == [True]
    stale = [row for row in simple.listed(subscription_id) if row.state is MessageState.GIVEN_UP]
    assert {row.error for row in stale} == {TOO_OLD}
    assert len(stale) == 2


def test_a_clock_that_ran_ahead_holds_no_message_up(library):
    subscription_id = library.subscribe(wants_digest=False, wants_reminders=False)
    library.put(subscription_id, now=MONDAY + 300 * DAY)
    library.put(subscription_id, "task_late:2::", now=MONDAY + 300 * DAY)
    library.claim(MONDAY + 300 * DAY, lease=DAY)  # and that sender dies

    assert library.claim(MONDAY) is not None
    assert library.claim(MONDAY) is not None
    assert library.claim(MONDAY) is None


def test_what_is_settled_is_told_no_more(simple):
    simple.subscribe(wants_digest=False)
    write_due(simple.engine, settings(), MONDAY)
    simple.settle()

    assert write_due(simple.engine, settings(), MONDAY + DAY) == 0


def test_a_muted_topic_and_what_the_role_may_not_see_are_not_told(simple):
    simple.subscribe(muted=(Topic.TASKS,), wants_digest=False)
    reviewer = local_actor(Role.REVIEWER)
    simple.subscribe("r@example.cn", actor=reviewer, wants_digest=False)

    assert write_due(simple.engine, settings(), MONDAY) == 0


def test_a_project_that_cannot_be_scheduled_keeps_nobody_else_from_being_told(simple):
    simple.subscribe()
    with unit_of_work(simple.engine) as session:
        one, two = (make("task", session, project_id=simple.project_id, plan_id=1) for _ in range(2))
        for before, after in ((one, two), (two, one)):
            make(
                "dependency",
                session,
                project_id=simple.project_id,
                predecessor_id=before.id,
                successor_id=after.id,
            )

    assert write_due(simple.engine, settings(), MONDAY) == 0
    assert simple.rows() == []


def test_the_outbox_holds_one_message_of_an_event_and_its_number(library):
    subscription_id = library.subscribe()
    library.put(subscription_id)

    with pytest.raises(IntegrityError):
        library.put(subscription_id)
    library.put(subscription_id, nth=2)

    assert len(library.rows()) == 2


def test_two_senders_never_claim_the_same_message(library):
    subscription_id = library.subscribe()
    ids = [library.put(subscription_id, f"task_late:{n}::") for n in range(2)]

    claimed = [library.claim(MONDAY) for _ in range(3)]

    assert [message and message.id for message in claimed] == [*ids, None]


def test_two_senders_at_the_same_moment_write_and_send_everything_once(library):
    subscription_id = library.subscribe()
    for n in range(12):
        library.put(subscription_id, f"finding:{n}::")
    both = Barrier(2)

    def run(mail: str) -> tuple[int, int]:
        both.wait()
        return run_at(library, MONDAY, mail)

    with Mailbox() as mailbox, ThreadPoolExecutor(2) as pool:
        done = list(pool.map(run, [mailbox.server] * 2))

    assert sum(sent for sent, _ in done) == 14  # twelve, the digest and the reminder of the late task
    assert sum(refused for _, refused in done) == 0
    assert len({mail.message_id for mail in mailbox.mails}) == len(mailbox.mails) == 14


def test_a_claim_ends_with_its_lease_and_the_message_keeps_its_id(library):
    library.put(library.subscribe())
    first = library.claim(MONDAY)

    assert library.claim(MONDAY + MINUTE) is None
    again = library.claim(MONDAY + 2 * MINUTE)
    assert (again.message_key, again.attempts) == (first.message_key, 2)


def run_at(library: Library, now: dt.datetime, mail: str) -> tuple[int, int]:
    """Messages taken and refused by a sender at an instant."""
    done = Sender(library.engine, settings(mail), clock=lambda: now).run()
    return done.sent, done.refused


def test_a_refused_message_waits_and_is_given_up_after_six_tries(simple):
    subscription_id = simple.subscribe(wants_digest=False, wants_reminders=False)
    simple.put(subscription_id)
    waits = [0, 1, 5, 30, 120, 720]
    now = MONDAY

    with Mailbox(["451 later"] * 6) as mailbox:
        for wait in waits:
            now += wait * MINUTE
            assert run_at(simple, now - dt.timedelta(seconds=1), mailbox.server) == (0, 0) or wait == 0
            assert run_at(simple, now, mailbox.server) == (0, 1)
        assert run_at(simple, now + DAY, mailbox.server) == (0, 0)

        [row] = simple.listed(subscription_id)
        assert (row.state, row.attempts, row.error) == (MessageState.GIVEN_UP, 6, "451 later")
        key = simple.rows()[0].message_key
        simple.do(retry_message, message_id=row.id)
        later = dt.datetime.now(dt.UTC) + MINUTE
        assert run_at(simple, later, mailbox.server) == (1, 0)

    assert [mail.message_id for mail in mailbox.mails] == [key]
    with pytest.raises(Invalid):
        simple.do(retry_message, message_id=row.id)


def test_a_sender_writes_and_sends_what_is_due(simple):
    subscription_id = simple.subscribe()

    with Mailbox() as mailbox:
        assert run_at(simple, MONDAY, mailbox.server) == (2, 0)
        assert run_at(simple, MONDAY + MINUTE, mailbox.server) == (0, 0)

    sent = {row.message_key: row.subject for row in simple.rows() if row.subject}
    assert {mail.message_id: mail.subject for mail in mailbox.mails} == sent
    assert {mail.to for mail in mailbox.mails} == {SECRET}
    assert {row.state for row in simple.listed(subscription_id)} == {MessageState.SENT}


def test_the_command_line_sends_what_waits_and_says_how_much(simple, capsys):
    simple.put(simple.subscribe(wants_digest=False, wants_reminders=False), now=dt.datetime.now(dt.UTC))

    with Mailbox() as mailbox:
        url = simple.engine.url.render_as_string(hide_password=False)
        assert main(["send", "--once"], {"DATABASE_URL": url, "TRACKER_MAIL": mailbox.server}) == 0

    assert capsys.readouterr().out == "0 written, 1 sent, 0 refused\n"
    assert [mail.subject for mail in mailbox.mails] == ["主题"]


def test_a_mail_server_of_another_kind_is_refused_without_telling_its_password(capsys):
    assert main(["send", "--once"], {"TRACKER_MAIL": "smtp://user:password@mail.example.cn"}) == 2

    assert "TRACKER_MAIL" in (told := capsys.readouterr().err)
    assert "password" not in told


def test_a_chat_is_told_without_any_mail_server(simple):
    with Webhook() as hook:
        simple.subscribe(hook.address, Channel.CHAT, wants_digest=False)
        assert run_at(simple, MONDAY, "") == (1, 0)

    [(_path, _headers, posted)] = hook.posts
    assert posted["title"].startswith("【城东图书馆】“消防验收”已晚 ")


def test_without_a_mail_server_nobody_is_written_to_by_e_mail_and_what_is_there_waits(simple):
    subscription_id = simple.subscribe()
    simple.put(subscription_id)

    assert run_at(simple, MONDAY, "") == (0, 0)
    [waiting] = simple.rows()
    assert (waiting.attempts, waiting.sent_at) == (0, None)


def test_neither_a_trial_nor_another_try_is_made_while_messages_are_stopped(simple):
    subscription_id = simple.subscribe()
    message_id = simple.put(subscription_id)
    simple.do(commands.archive_subscription, subscription_id=subscription_id)

    for command, which in (
        (send_trial_message, {"subscription_id": subscription_id, "subject": "S", "body": "B"}),
        (retry_message, {"message_id": message_id}),
    ):
        with pytest.raises(Invalid) as refusal:
            simple.do(command, **which)
        assert refusal.value.code == "nobody_to_tell"


def test_looking_costs_two_small_statements_when_nobody_is_to_be_told(simple):
    seen: list[str] = []
    sa.event.listen(simple.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))

    Sender(simple.engine, settings(), clock=lambda: MONDAY).run()

    selects = [statement for statement in seen if statement.lstrip().startswith("SELECT")]
    assert len(selects) == 2  # who is to be told, and what waits
