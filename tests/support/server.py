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

import psutil

from tests.support.nursery import HAS_FORK, ROOT, fork_streamlit

START_SECONDS = 60

SHARED = "KAIGUAN_TEST_RUN"
"""Environment variable: the folder that the processes of one test run share."""

OWNER = "KAIGUAN_TEST_OWNER"
"""Environment variable: the process whose end is the end of the run."""


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
        cold: whether it must start as a person's does, from nothing; else a test run gives it the imports (see
            `tests.support.nursery`). Outside a test run, every start is cold.
    """

    database_url: str
    files: Path
    log: Path
    today: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    cold: bool = False
    process: psutil.Process | None = None

    @property
    def url(self) -> str:
        """The address of the app, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "AppServer":
        """Start, and wait until the app says that it is healthy.

        Raises:
            RuntimeError: it ended, or said nothing for a minute; with its output.
        """
        self.process = self._begun()
        deadline = time.monotonic() + START_SECONDS
        while self.is_running() and time.monotonic() < deadline:
            if self.is_healthy():
                return self
            time.sleep(0.02)
        self.kill()
        message = f"the app did not start on {self.url}:\n{self.output()}"
        raise RuntimeError(message)

    def _begun(self) -> psutil.Process:
        options = {"server.port": str(self.port), "server.headless": "true", "server.address": "127.0.0.1"}
        arguments = ["run", "streamlit_app.py"]
        arguments += [part for name, value in options.items() for part in (f"--{name}", value)]
        environment = {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "TRACKER_FILES": str(self.files),
            "TRACKER_TODAY": self.today,
            **self.environment,
        }
        if HAS_FORK and SHARED in os.environ and not self.cold:
            shared, owner = Path(os.environ[SHARED]), int(os.environ[OWNER])
            return fork_streamlit(shared, owner, arguments, environment, self.log)
        with self.log.open("ab") as output:
            return psutil.Popen(
                [sys.executable, "-m", "streamlit", *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def is_running(self) -> bool:
        """Whether the process is there."""
        try:
            return self.process is not None and self.process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

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
            if self.process.is_running():
                self.process.kill()
            self.process.wait()
            self.process = None
