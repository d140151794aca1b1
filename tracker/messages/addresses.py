"""Where messages go: an e-mail address, or the webhook of a company chat. Addresses are secret: pages show a mask."""

import ipaddress
import re
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit

from tracker.errors import Invalid

LONGEST_ADDRESS = 1_000

_MAIL = re.compile(
    r"[^\s@,;:<>\"'()\[\]\\?&#%/]{1,64}@(?:[^\s@,;:<>\"'()\[\]\\?&#%/.]+\.)+[^\s@,;:<>\"'()\[\]\\?&#%/.]{2,}"
)

CHATS = frozenset(
    {
        *(
            "wecombot",
            "dingtalk",
            "feishu",
            "lark",
            "slack",
            "workflow",
            "workflows",
            "discord",
            "gchat",
            "webex",
        ),
        *("wxteams", "mmost", "mmosts", "rocket", "rockets", "tgram", "ntfy", "ntfys", "json", "jsons"),
    }
)
"""The addresses of Apprise that may be used, by their beginning: chats and plain webhooks, nothing on this machine."""

_WEBHOOKS = (
    (re.compile(r"https://oapi\.dingtalk\.com/robot/send"), "dingtalk", "access_token"),
    (re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/(?P<token>[\w-]+)/?"), "feishu", ""),
)
"""Webhooks as chats show them that Apprise does not know by themselves, and the parameter that has their key."""

_KNOWN_WEBHOOKS = (
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
    "https://open.larksuite.com/open-apis/bot/",
    "https://hooks.slack.com/services/",
    "https://discord.com/api/webhooks/",
    "https://chat.googleapis.com/v1/spaces/",
)
"""Webhooks as chats show them that Apprise takes as they are."""

_WORKFLOW = re.compile(r"https://[\w.-]+\.logic\.azure\.com(:\d+)?/workflows/")


_OWN_HOST = frozenset(
    {"workflow", "workflows", "mmost", "mmosts", "rocket", "rockets", "ntfy", "ntfys", "json", "jsons"}
)
"""Addresses that say which machine is posted to; the others are of a chat that has one of its own."""


class Channel(StrEnum):
    """How somebody is told."""

    MAIL = "mail"
    CHAT = "chat"


def channel_of(address: str) -> Channel:
    """The channel of a stored address."""
    return Channel.CHAT if "://" in address else Channel.MAIL


def own_host(address: str) -> str:
    """The machine that a stored address says is posted to; empty for a chat that has one of its own.

    Where the address says one, it is never empty.
    """
    scheme, _, rest = address.partition("://")
    return (urlsplit(address).hostname or rest) if scheme.lower() in _OWN_HOST else ""


def is_public(ip_address: str) -> bool:
    """Whether an IP address is one of the open network: neither of this machine, nor of a house, nor reserved.

    Raises:
        ValueError: it is no IP address.
    """
    ip = ipaddress.ip_address(ip_address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    return inner.is_global and not inner.is_multicast


def normal_address(channel: Channel, text: str) -> str:
    """An address as it is stored, from what a person typed or pasted.

    An e-mail address stays as it is; the webhook of a chat becomes the address by which Apprise knows it; any other
    `https://` address becomes a plain webhook that gets JSON.

    Raises:
        Invalid: `mail_address`, `chat_address`; `text_too_long`.
    """
    address = text.strip()
    if len(address) > LONGEST_ADDRESS:
        raise Invalid("text_too_long", field="address", longest=LONGEST_ADDRESS, length=len(address))
    if channel is Channel.MAIL:
        if _MAIL.fullmatch(address) is None:
            raise Invalid("mail_address")
        return address
    if any(char.isspace() or ord(char) < ord(" ") for char in address):
        raise Invalid("chat_address")
    if address.startswith("https://"):
        return _webhook(address)
    scheme, mark, rest = address.partition("://")
    if not mark or not rest or scheme.lower() not in CHATS:
        raise Invalid("chat_address")
    return address


def _webhook(address: str) -> str:
    for pattern, scheme, parameter in _WEBHOOKS:
        found = pattern.match(address)
        if found is None:
            continue
        token = dict(parse_qsl(urlsplit(address).query)).get(parameter, "") if parameter else found["token"]
        if not token:
            raise Invalid("chat_address")
        return f"{scheme}://{token}"
    if address.startswith(_KNOWN_WEBHOOKS) or _WORKFLOW.match(address):
        return address
    parts = urlsplit(address)
    if not parts.hostname:
        raise Invalid("chat_address")
    # Apprise passes on those parameters of a plain webhook whose names begin with a minus.
    query = urlencode([(f"-{name}", value) for name, value in parse_qsl(parts.query, keep_blank_values=True)])
    return f"jsons://{parts.netloc}{parts.path}" + (f"?{query}" if query else "")


def masked(address: str) -> str:
    """An address as it may be shown: enough to know it again, too little to use it."""
    if not address:
        return ""
    if channel_of(address) is Channel.MAIL:
        name, _, domain = address.partition("@")
        return f"{name[0]}***@{domain}"
    scheme, _, rest = address.partition("://")
    host = f"{urlsplit(address).hostname}/" if scheme in {"https", "json", "jsons"} else ""
    return f"{scheme}://{host}***{rest[-4:] if len(rest) >= 16 else ''}"
