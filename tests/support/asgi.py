"""Calls to our plain routes in process, below any HTTP library: bodies in pieces, lines that break, any header."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.routing import BaseRoute

HOST = "127.0.0.1:8501"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, which must be JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.json["error"]["code"])


class Client:
    """Calls the routes of an app on one event loop of its own; close it at the end."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self.app = Starlette(routes=list(routes))
        self.runner = asyncio.Runner()

    def close(self) -> None:
        """End the loop."""
        self.runner.close()

    def call(self, method: str, path: str, **how: Any) -> Answer:
        """One call; see `send`."""
        return self.runner.run(self.send(method, path, **how))

    def together(self, *calls: tuple[str, str, dict[str, Any]]) -> list[Answer]:
        """Several calls at the same time, in the order given."""

        async def all_of_them() -> list[Answer]:
            return await asyncio.gather(*(self.send(method, path, **how) for method, path, how in calls))

        return self.runner.run(all_of_them())

    async def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: bytes | Sequence[bytes] = b"",
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        breaks_off: bool = False,
        falls_silent: bool = False,
        heard: Callable[[], None] = lambda: None,
    ) -> Answer:
        """Send `body` (in one piece, or in those given) or `data` as JSON.

        After it the line may break off, or stay open without another byte. `heard` is called whenever the app asks
        for more.
        """
        sent = {
            "host": HOST,
            **({} if data is None else {"content-type": "application/json"}),
            **(headers or {}),
        }
        if data is not None:
            body = json.dumps(data).encode()
        pieces = [body] if isinstance(body, bytes) else list(body)
        incoming = [
            {
                "type": "http.request",
                "body": piece,
                "more_body": breaks_off or falls_silent or index + 1 < len(pieces),
            }
            for index, piece in enumerate(pieces)
        ]
        outgoing: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            heard()
            if not incoming and falls_silent:
                await asyncio.Event().wait()
            return incoming.pop(0) if incoming else {"type": "http.disconnect"}

        async def answer(message: dict[str, Any]) -> None:
            outgoing.append(message)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": urlencode(query or {}).encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in sent.items()],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8501),
        }
        await self.app(scope, receive, answer)
        start, *rest = outgoing
        received = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
        return Answer(start["status"], received, b"".join(part.get("body", b"") for part in rest))
