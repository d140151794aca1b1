"""The Chromium that browser tests drive: the system's, else Debian's package, else Playwright's own.

`python -m tests.support.browser` finds or installs one and prints where it is; `make test` runs it first.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

MACOS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What Chromium is started with: no screen, and no talk with anybody but the app."""


def executable() -> str | None:
    """The system's Chromium or Chrome; None where there is none."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((str(path) for path in MACOS if path.exists()), None)


def playwright_executable() -> str | None:
    """The Chromium that Playwright has downloaded; None where it has not."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str:
    """A Chromium that is there.

    Raises:
        RuntimeError: there is none; the message says how to get one.
    """
    found = executable() or playwright_executable()
    if found:
        return found
    message = "No Chromium found: `python -m tests.support.browser` installs one, or install it yourself."
    raise RuntimeError(message)


def install() -> str:
    """A Chromium, installed if there is none.

    Raises:
        RuntimeError: there is none, and none could be installed.
    """
    if executable() is None and _can_use_apt():
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "chromium"]):
            subprocess.run(command, check=False, env=environment, stdin=subprocess.DEVNULL)
    if executable() is None and playwright_executable() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


def _can_use_apt() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


if __name__ == "__main__":
    sys.stdout.write(f"{install()}\n")
