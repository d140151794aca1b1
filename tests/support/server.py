"""The real app as a process of its own, on a free port, over a database of the test's own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class AppServer:
    """`streamlit run streamlit_app.py` under control of a test.

    Attributes:
        database_url: the database that the app serves.
        files: its folder of stored files.
        today: the day it believes it is (ISO); the real one when empty.
        log: the file that takes the server's output.
        environment: further variables.
        port: the loopback port; a free one unless given.
    """

    database_url: str
    files: Path
    log: Path
    today: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the app, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "AppServer":
        """Start, and wait until the app says that it is healthy.

        Raises:
            RuntimeError: it ended, or said nothing for a minute; with its output.
        """
        options = {"server.port": str(self.port), "server.headless": "true", "server.address": "127.0.0.1"}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *arguments],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATABASE_URL": self.database_url,
                    "TRACKER_FILES": str(self.files),
                    "TRACKER_TODAY": self.today,
                    **self.environment,
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            if self.is_healthy():
                return self
            time.sleep(0.05)
        self.kill()
        message = f"the app did not start on {self.url}:\n{self.output()}"
        raise RuntimeError(message)

    def is_healthy(self) -> bool:
        """Whether the app answers its health address."""
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.read() == b"ok")
        except (urllib.error.URLError, OSError):
            return False

    def output(self) -> str:
        """What the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def kill(self) -> None:
        """End the process at once, as a power cut would; nothing else is touched."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
