"""Handing messages over: to a mail server, or to the webhook of a chat, both through Apprise.

Apprise is imported at the first message: it takes the better part of a second, which no start of the app needs.
"""

import logging
import smtplib
from contextlib import ExitStack
from email import message_from_string
from types import TracebackType
from typing import Any, Self

from db.messages.outbox import Claimed
from tracker.messages.addresses import Channel, channel_of

NO_SERVER = "no mail server is set (TRACKER_MAIL)"
UNKNOWN_ADDRESS = "the address is not understood"
KEY_HEADER = "X-Message-ID"


class Carrier:
    """Hands messages over for as long as a `with` block lasts; the line to the mail server stays open in between.

    Args:
        mail: the mail server, as `Settings.mail`; empty where there is none.
    """

    def __init__(self, mail: str) -> None:
        self._mail = mail
        self._line: Any = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def deliver(self, message: Claimed) -> str:
        """Hand a message over; gives why it failed, empty when it was taken.

        An e-mail carries `message_key` as its Message-ID, a plain webhook as the header `X-Message-ID`; chats know no
        such thing. Subject and body go as plain text. Whatever Apprise or the network raises is a failure of this
        message, and does not stop the others.
        """
        try:
            if channel_of(message.address) is Channel.CHAT:
                return _chat(message)
            return self._post(message) if self._mail else NO_SERVER
        except Exception as error:  # noqa: BLE001 (see above)
            self._hang_up()
            return _said(error)

    def _post(self, message: Claimed) -> str:
        """What `NotifyEmail.send` does, with our Message-ID instead of a new one, and with what the server says."""
        from apprise import NotifyFormat  # noqa: PLC0415 (at the first message)
        from apprise.plugins.email import NotifyEmail  # noqa: PLC0415 (likewise)

        plugin: Any = NotifyEmail  # half of it has no types
        settings = plugin.parse_url(self._mail)
        if not settings:
            return UNKNOWN_ADDRESS
        sender = plugin(**{**settings, "targets": [message.address], "cc": "", "bcc": ""})
        [prepared] = sender.prepare_emails(
            subject=message.subject,
            body=message.body,
            from_addr=sender.from_addr,
            to=sender.targets,
            reply_to=sender.reply_to,
            smtp_host=sender.smtp_host,
            notify_format=NotifyFormat.TEXT,
            names=sender.names,
        )
        mail = message_from_string(prepared.body)
        mail.replace_header("Message-ID", message.message_key)
        self._connected(sender).sendmail(sender.from_addr[1], [message.address], mail.as_string())
        return ""

    def _connected(self, sender: Any) -> Any:
        """The open line, if the server still answers on it, else a new one."""
        from apprise.plugins.email.smtp import AppriseSMTPController  # noqa: PLC0415 (at the first message)

        if self._line is not None and _answers(self._line):
            return self._line
        self._hang_up()
        controller = AppriseSMTPController(
            host=sender.smtp_host,
            port=sender.port,
            secure_mode=sender.secure_mode,
            user=sender.user,
            password=sender.password,
            verify_certificate=sender.verify_certificate,
            socket_connect_timeout=sender.socket_connect_timeout,
        )
        self._open.enter_context(controller)
        # The controller's own `sendmail` keeps the server's answer to itself.
        self._line = controller._socket
        return self._line

    def _hang_up(self) -> None:
        self._line = None
        self._open.close()


def _answers(line: smtplib.SMTP) -> bool:
    try:
        return line.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _chat(message: Claimed) -> str:
    import apprise  # noqa: PLC0415 (at the first message)
    from apprise.logger import LogCapture  # noqa: PLC0415 (likewise)
    from apprise.plugins.custom_json import NotifyJSON  # noqa: PLC0415 (likewise)

    bot = apprise.Apprise.instantiate(message.address)
    if bot is None:
        return UNKNOWN_ADDRESS
    if isinstance(bot, NotifyJSON):
        bot.headers[KEY_HEADER] = message.message_key
    capture: Any = LogCapture  # it has no types
    with capture(level=logging.WARNING, fmt="%(message)s") as said:
        # What is too long for a chat goes in parts.
        taken = bot.notify(
            title=message.subject,
            body=message.body,
            body_format=apprise.NotifyFormat.TEXT,
            overflow=apprise.OverflowMode.SPLIT,
        )
        return "" if taken else (said.getvalue().strip().splitlines() or [UNKNOWN_ADDRESS])[-1]


def _said(error: Exception) -> str:
    """An error in a line: of a mail server that refuses, its own words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {text.decode(errors='replace')}" for code, text in error.recipients.values()]
        return "; ".join(answers)
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return f"{error.smtp_code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
    return f"{type(error).__name__}: {error}"
