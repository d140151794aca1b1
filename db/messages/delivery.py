"""Handing messages over, through Apprise: to a mail server, or to a chat (`db.messages.chats`).

Apprise is imported at the first message: it takes the better part of a second, which no start of the app needs.
"""

import re
import smtplib
from contextlib import ExitStack
from email import message_from_string
from types import TracebackType
from typing import Any, Self

from db.messages import chats
from db.messages.chats import ChatRefusedError
from db.messages.outbox import Claimed
from tracker.messages.addresses import Channel, channel_of, masked
from tracker.messages.states import NO_SERVER, UNKNOWN_ADDRESS


class Carrier:
    """Hands messages over for as long as a `with` block lasts; the line to the mail server stays open in between.

    Args:
        mail: the mail server, as `Settings.mail`; empty where there is none.
        inside: whether webhooks may stand inside the house's own network, as `Settings.inner_webhooks`.
    """

    def __init__(self, mail: str, *, inside: bool = False) -> None:
        self._mail = mail
        self._inside = inside
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
        message, and does not stop the others. What is said of it does not tell the address.
        """
        try:
            if channel_of(message.address) is Channel.CHAT:
                return chats.post(message, inside=self._inside)
            return self._post(message) if self._mail else NO_SERVER
        except Exception as error:  # noqa: BLE001 (see above)
            self._hang_up()
            return _said(error, message.address)

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
        mail["Auto-Submitted"] = "auto-generated"  # so that nobody's machine answers (RFC 3834, 5)
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


def _said(error: Exception, address: str) -> str:
    """An error in a line, without the address: of a mail server or chat that refuses, its own words."""
    if channel_of(address) is Channel.CHAT:
        words = str(error) if isinstance(error, ChatRefusedError) else type(error).__name__
        return chats.without_secrets(words, address)
    return re.sub(re.escape(address), lambda _found: masked(address), _mail_words(error), flags=re.IGNORECASE)


def _mail_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {text.decode(errors='replace')}" for code, text in error.recipients.values()]
        return "; ".join(answers)
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return f"{error.smtp_code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
    return f"{type(error).__name__}: {error}"
