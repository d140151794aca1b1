"""While no account exists, only this computer's own visitors are served, and nobody who comes through a proxy."""

import ipaddress

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from db.queries.projects import has_accounts
from db.unit_of_work import reading
from pages._kit.installation import engine

FORWARDING = frozenset({b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"via"})
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})

REFUSAL = (
    "此程序尚无账户,只接受本机访问。\n"
    "This tracker has no accounts yet and serves only visitors on its own computer.\n"
)


class LocalOnly:
    """ASGI middleware in front of pages, websockets and routes alike."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a local visitor on; answer 403 to others, and close their websockets before they open."""
        if scope["type"] in {"http", "websocket"} and not (is_local(scope) and not _accounts_exist()):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await PlainTextResponse(REFUSAL, status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_local(scope: Scope) -> bool:
    """Whether a connection is from this computer, directly, to a local name (a foreign name would be DNS rebinding)."""
    headers = dict(scope.get("headers") or [])
    if not FORWARDING.isdisjoint(headers):
        return False
    host = headers.get(b"host", b"localhost").decode("latin-1").lower()
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    client = scope.get("client")
    return name in LOCAL_HOSTS and client is not None and _is_loopback(client[0])


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _accounts_exist() -> bool:
    with reading(engine()) as session:
        return has_accounts(session)
