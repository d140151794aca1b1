"""The parts of photos on the disk, until they are whole."""

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from pages._kit.installation import ROOT

KEPT_SECONDS = 7 * 24 * 3600
"""What a phone has not finished in a week, it sends anew."""

DONE = ".done"


def uploads_folder(files: str | Path) -> Path:
    """Where parts lie: beside the stored files of a folder; on this computer where the files are in a bucket."""
    address = str(files)
    return ROOT / "var" / "uploads" if "://" in address else Path(address) / "uploads"


@dataclass(frozen=True, slots=True)
class Part:
    """What has come of one photo. Not for two writers at a time."""

    path: Path

    @property
    def name(self) -> str:
        """Its name, which the server alone makes."""
        return self.path.name

    def size(self) -> int | None:
        """Bytes that have come; None before the first call."""
        return self.path.stat().st_size if self.path.exists() else None

    def append(self, data: bytes) -> None:
        """Add bytes at the end; they are on the disk when it returns."""
        if not self.path.exists():
            sweep(self.path.parent)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> bytes:
        """All that has come."""
        return self.path.read_bytes()

    def discard(self) -> None:
        """Forget it."""
        self.path.unlink(missing_ok=True)

    def finish(self, size: int) -> None:
        """The photo is hung: let go of its bytes, and remember that all `size` of them came."""
        self._done.write_text(str(size), encoding="ascii")
        self.discard()

    def finished_size(self) -> int | None:
        """The size of the photo, once it is hung; None before, and a week later."""
        return int(self._done.read_text(encoding="ascii")) if self._done.exists() else None

    @property
    def _done(self) -> Path:
        return self.path.with_suffix(DONE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The folder of parts."""

    folder: Path

    def part(self, project_id: int, client_id: str) -> Part:
        """The part of a photo of a project; the phone's name of it never becomes a file's."""
        return Part(self.folder / hashlib.sha256(f"{project_id}:{client_id}".encode()).hexdigest())


def sweep(folder: Path) -> None:
    """Remove what is older than a week."""
    oldest = time.time() - KEPT_SECONDS
    for path in folder.glob("*"):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except FileNotFoundError:
            continue  # another call was quicker
