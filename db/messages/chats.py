"""Handing a message over to the webhook of a chat, through Apprise, in one piece and not into the house's own network.

Apprise is imported at the first message: it takes the better part of a second, which no start of the app needs.
"""

import importlib
import logging
import re
import socket
from collections.abc import Callable
from functools import cache
from typing import Any

from db.messages.outbox import Claimed
from tracker.errors import Invalid
from tracker.messages.addresses import Channel, is_public, normal_address, own_host
from tracker.messages.letters import shortened
from tracker.messages.states import INSIDE, UNKNOWN_ADDRESS

KEY_HEADER = "X-Message-ID"

COUNTED_IN_BYTES = frozenset({"wecombot", "dingtalk", "feishu", "lark"})
"""Chats that measure a message in bytes: three to a Chinese character.

https://developer.work.weixin.qq.com/document/path/91770 (2048 bytes of text).
"""

MARGIN = 60
"""What Apprise puts between subject and body, and leaves free."""

REFUSE_WITH_200 = ("wecombot", "dingtalk", "feishu", "lark")
"""Chats that refuse with a code in their answer, under the status 200, which Apprise takes for success."""

SHORTEST_SECRET = 6


class ChatRefusedError(Exception):
    """A chat said why it does not take a message."""


def stands_inside(host: str) -> bool:
    """Whether a host is found at an address that is not public: this machine, its network, a cloud's own services.

    A host that is not found is not inside. Asks the name service, which may take seconds.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(not is_public(str(address[0])) for *_, address in found)


def refuse_inside(address: str) -> None:
    """Refuse a chat's address, as a person typed it, that stands inside the house's own network.

    Not part of a command: the name service may take seconds, for which no transaction should be open.

    Raises:
        Invalid: `chat_inside`; as `normal_address`.
    """
    host = own_host(normal_address(Channel.CHAT, address))
    if host and stands_inside(host):
        raise Invalid("chat_inside", host=host)


def post(message: Claimed, *, inside: bool) -> str:
    """Hand a message over; gives why it failed, empty when it was taken.

    It goes in one piece: cut to what the chat takes, so that a try again repeats nothing. A plain webhook gets the
    Message-ID as a header. Nobody is followed to another address, and an address `inside` the house is refused
    unless it is allowed.

    Raises:
        ChatRefusedError: with the chat's own words.
        Exception: whatever Apprise and the network raise.
    """
    apprise = _apprise()
    bot = apprise.Apprise.instantiate(message.address)
    if bot is None:
        return UNKNOWN_ADDRESS
    # What Apprise has read out of the address is where it will post to.
    if not inside and own_host(message.address) and stands_inside(bot.host or ""):
        return INSIDE
    bot.redirects = False
    if bot.secure_protocol == "jsons":
        bot.headers[KEY_HEADER] = message.message_key
    capture: Any = apprise.LogCapture  # it has no types
    with capture(level=logging.WARNING, fmt="%(message)s") as said:
        taken = bot.notify(
            title=message.subject,
            body=_fitting(bot, message),
            body_format=apprise.NotifyFormat.TEXT,
            overflow=apprise.OverflowMode.TRUNCATE,
        )
        text = "" if taken else (said.getvalue().strip().splitlines() or [UNKNOWN_ADDRESS])[-1]
    return without_secrets(text, message.address)


def without_secrets(text: str, address: str) -> str:
    """What was said of a chat, without any part of its address that may be a key."""
    for part in re.split(r"[/?&=@:]+", address):
        if len(part) >= SHORTEST_SECRET:
            text = text.replace(part, "***")
    return text


def _fitting(bot: Any, message: Claimed) -> str:
    """The body as long as the chat takes it beside the subject."""
    size: Callable[[str], int] = _in_bytes if bot.secure_protocol in COUNTED_IN_BYTES else len
    return shortened(message.body, bot.body_maxlen - size(message.subject) - MARGIN, size)


def _in_bytes(text: str) -> int:
    return len(text.encode())


@cache
def _apprise() -> Any:
    """Apprise, prepared once: its words stay out of the log, where a key could stand, and refusals are heard."""
    import apprise  # noqa: PLC0415 (at the first message)

    logging.getLogger("apprise").propagate = False
    for name in REFUSE_WITH_200:
        plugin: Any = importlib.import_module(f"apprise.plugins.{name}")
        plugin.requests = _Hearing(plugin.requests)
    return apprise


class _Hearing:
    """The library `requests` as a plugin uses it, that listens to the code in an answer."""

    def __init__(self, requests: Any) -> None:
        self._requests = requests

    def __getattr__(self, name: str) -> Any:
        return getattr(self._requests, name)

    def post(self, *given: Any, **named: Any) -> Any:
        """Post, and raise what the chat refuses.

        Raises:
            ChatRefusedError: the answer has a code that is not 0.
        """
        answer = self._requests.post(*given, **named)
        refusal = refusal_in(answer)
        if refusal:
            raise ChatRefusedError(refusal)
        return answer


def refusal_in(answer: Any) -> str:
    """Code and words of an answer (of `requests`) that refuses in its JSON; empty for any other."""
    try:
        told = answer.json()
    except ValueError:
        return ""
    if not isinstance(told, dict):
        return ""
    code = told.get("errcode", told.get("code", 0))
    return "" if code in {0, None} else f"{code} {told.get('errmsg', told.get('msg', ''))}"
