"""Something that several pytest-xdist workers share and exactly one of them makes."""

import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 120


def once(folder: Path, name: str, make: Callable[[], str]) -> str:
    """What `make` gave to the first caller of this name; the others wait for it.

    Args:
        folder: the folder that the workers of one run share.
        name: what is made.
        make: makes it, and gives a text (a path, a URL) that the others need.

    Raises:
        RuntimeError: making it failed, here or in the worker that went first.
    """
    done, failed = folder / f"{name}.done", folder / f"{name}.failed"
    try:
        os.close(os.open(folder / f"{name}.claimed", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return _wait(done, failed)
    try:
        text = make()
    except Exception as error:
        _publish(failed, f"{type(error).__name__}: {error}")
        raise
    _publish(done, text)
    return text


def _publish(path: Path, text: str) -> None:
    # Under its final name only when it is whole: the others read as soon as it is there.
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _wait(done: Path, failed: Path) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if done.exists():
            return done.read_text(encoding="utf-8")
        if failed.exists():
            raise RuntimeError(failed.read_text(encoding="utf-8"))
        time.sleep(0.02)
    message = f"{done.stem} was not made by another worker within {PATIENCE_SECONDS} s"
    raise RuntimeError(message)
