"""Where messages of a test arrive: a mail server and a webhook, both on loopback, both real."""

import json
import threading
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.server import free_port


class Mail(NamedTuple):
    """An e-mail as its reader has it."""

    message_id: str
    to: str
    subject: str
    text: str


class Mailbox:
    """A mail server that keeps what it takes; `answers` are given first, one to each message, before it takes any.

    The answer `close` is none: the server hangs up. `headers` are those of the mails, in their order. `arrived` is set
    when `full` messages are there.
    """

    def __init__(self, answers: list[str] | None = None, full: int = 1) -> None:
        self.mails: list[Mail] = []
        self.headers: list[Message] = []
        self.answers = answers or []
        self.full = full
        self.arrived = threading.Event()
        self.lines = 0
        self._open: list[SMTP] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def server(self) -> str:
        """What `TRACKER_MAIL` says of it."""
        return f"mailto://127.0.0.1:{self._controller.port}?from=kaiguan@example.cn&mode=insecure"

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Somebody calls."""
        session.host_name = hostname
        self.lines += 1
        self._open.append(server)
        return responses

    def drop_lines(self) -> None:
        """Hang up on everybody, as a mail server does that has waited long enough."""
        for server in self._open:
            if server.transport is not None:
                self._controller.loop.call_soon_threadsafe(server.transport.close)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take a message."""
        if self.answers:
            answer = self.answers.pop(0)
            if answer == "close":
                server.transport.close()
            return answer
        mail = message_from_bytes(envelope.content)
        # Mail has its own line ends, and one behind the last line.
        text = mail.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n").removesuffix("\n")
        subject = str(make_header(decode_header(mail["Subject"])))
        self.headers.append(mail)
        self.mails.append(Mail(mail["Message-ID"], envelope.rcpt_tos[0], subject, text))
        if len(self.mails) >= self.full:
            self.arrived.set()
        return "250 taken"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._controller.stop()


class Webhook:
    """A web server that keeps what is posted to it: (path, headers, JSON).

    It answers with `status` and `answer` (JSON); `location` is where it sends whoever comes.
    """

    def __init__(self, status: int = 200, answer: object = None, location: str = "") -> None:
        self.posts: list[tuple[str, dict[str, str], Any]] = []
        posts = self.posts

        class Hook(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                posts.append((self.path, dict(self.headers), json.loads(body)))
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.end_headers()
                if answer is not None:
                    self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_words: object) -> None:
                """Say nothing in the output of the tests."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        """As a subscription keeps it."""
        return f"json://127.0.0.1:{self._server.server_port}/bot"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
