"""Stored bytes, addressed by their content: the same file is kept once, and a name can never be forged."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import NotFound

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileStore:
    """Files under one folder, at `ab/cd/abcd….` by the SHA-256 of their bytes.

    A file appears whole or not at all, and is on the disk when `put` returns: it is written under another
    name in the same folder, synced, and renamed.
    """

    folder: Path

    def put(self, data: bytes) -> str:
        """Keep `data`; gives its SHA-256 in hexadecimal. Keeping the same bytes again changes nothing."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._write(self.path(sha256), data)
        return sha256

    def put_thumbnail(self, sha256: str, data: bytes) -> None:
        """Keep a small picture of the file `sha256` beside it."""
        self._write(self.thumbnail_path(sha256), data)

    def get(self, sha256: str) -> bytes:
        """The bytes.

        Raises:
            NotFound: no such file is kept, or `sha256` is no SHA-256.
        """
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound(record="file", id=sha256) from None

    def thumbnail(self, sha256: str) -> bytes:
        """The small picture of a file; the file itself where it has none.

        Raises:
            NotFound: as for `get`.
        """
        try:
            return self.thumbnail_path(sha256).read_bytes()
        except FileNotFoundError:
            return self.get(sha256)

    def path(self, sha256: str) -> Path:
        """Where a file lies.

        Raises:
            NotFound: `sha256` is not 64 lower-case hexadecimal digits.
        """
        if not _SHA256.fullmatch(sha256):
            raise NotFound(record="file", id=sha256)
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def thumbnail_path(self, sha256: str) -> Path:
        """Where the small picture of a file lies."""
        return self.path(sha256).with_suffix(".thumbnail")

    def _write(self, path: Path, data: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut; Windows has no such call and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
