"""The field page's files without a tracker behind them, whose build a test can replace; the API answers one day."""

import gzip
import http.server
import json
import threading
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from pages._http.field_page import FOLDER, MEDIA_TYPES, PAGE, TOKEN, WORDS
from pages._http.field_words import in_both

DAY: dict[str, Any] = {
    "project": {"id": 1, "name": "城东图书馆", "today": "2026-04-01", "may_hold": True},
    "projects": [{"id": 1, "name": "城东图书馆"}],
    "rounds": [
        {
            "id": None,
            "client_id": None,
            "series_id": 1,
            "title": "每周检查",
            "planned_on": "2026-04-01",
            "window_ends_on": "2026-04-05",
            "held_on": None,
            "state": "due",
        }
    ],
    "zones": [{"id": 3, "parent_id": None, "kind": "room", "name": "少儿区", "path": "少儿区"}],
    "checklist": [{"id": 9, "zone_id": None, "text": "消防通道畅通"}],
    "findings": [],
    "organisations": [],
    "people": [],
    "severities": [{"code": "minor", "due_days": None}],
    "trades": ["other"],
    "limits": {"text": 20_000, "weather": 60, "photo_bytes": 26_214_400, "items": 200},
}


class Builds:
    """A loopback server of the page; only `/today` is answered, all other calls fail as a busy server does."""

    def __init__(self) -> None:
        self.name = "one"
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        """Answer nothing any more."""
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, media type and bytes of a GET."""
        if path == "/field/api/v1/today":
            return 200, "application/json", json.dumps(DAY).encode()
        name = PAGE if path == "/field" else path.removeprefix("/field/")
        if name == WORDS:
            return 200, "application/json", json.dumps(in_both()).encode()
        file = FOLDER / name
        if not file.is_file():
            return 503, "text/plain", b""
        return 200, MEDIA_TYPES[PurePath(name).suffix], file.read_bytes().replace(TOKEN, self.name.encode())

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        builds = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, media_type, data = builds.answer(urlsplit(self.path).path)
                packed = gzip.compress(data)
                self.send_response(status)
                for header, value in {
                    "Content-Type": media_type,
                    "Content-Encoding": "gzip",
                    "Content-Length": str(len(packed)),
                    "Cache-Control": "no-cache",
                    "Service-Worker-Allowed": "/field",
                    "Field-App": builds.name,
                }.items():
                    self.send_header(header, value)
                self.end_headers()
                self.wfile.write(packed)

            do_POST = do_GET  # noqa: N815 (the name http.server looks for)

            def log_message(self, *_: object) -> None:
                """Say nothing: the test's output is the browser's."""

        return Handler
