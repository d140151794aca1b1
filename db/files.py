"""Stored bytes, addressed by their content: the same file is kept once, and a name can never be forged.

Where they lie is one address: a folder, or a bucket of any S3-compatible store (`db.bucket`). Both lay their files out
alike, at `ab/cd/abcd….` by the SHA-256 of their bytes, so that a folder can be copied into a bucket and back.
"""

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from tracker.errors import NotFound, TrackerError

_SHA256 = re.compile(r"[0-9a-f]{64}")

THUMBNAIL = ".thumbnail"

PART = 5 * 1024**2
"""Bytes of a large file that are in memory at once; no S3 store takes smaller parts."""


class FilesUnavailable(TrackerError):
    """The store of files does not answer, or refuses this installation; the files themselves may be well."""

    code = "files_unavailable"


class FileStore(Protocol):
    """Files by their SHA-256 in hexadecimal, each with at most one small picture of it.

    Every method may raise `FilesUnavailable` where the store is another machine.
    """

    def put(self, data: bytes) -> str:
        """Keep `data`; gives its SHA-256. When it returns, the file is kept whole; keeping it again changes nothing."""
        ...

    def put_file(self, path: Path, going: Callable[[], None] = lambda: None) -> str:
        """Keep a file of any size as `put` does, a part of it in memory at a time; gives its SHA-256.

        `going` is called before each part. What it raises stops the keeping, and nothing is kept.
        """
        ...

    def put_thumbnail(self, sha256: str, data: bytes) -> None:
        """Keep a small picture of the file `sha256` beside it."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes.

        Raises:
            NotFound: no such file is kept, or `sha256` is no SHA-256.
        """
        ...

    def size(self, sha256: str) -> int:
        """How many bytes a file has.

        Raises:
            NotFound: as for `get`.
        """
        ...

    def parts(self, sha256: str, first: int, end: int) -> Iterator[bytes]:
        """The bytes from `first` up to `end`, which is not given any more, in pieces of at most `PART`.

        Raises:
            NotFound: as for `get`, when the first piece is asked for.
        """
        ...

    def thumbnail(self, sha256: str) -> bytes:
        """The small picture of a file; the file itself where it has none.

        Raises:
            NotFound: as for `get`.
        """
        ...

    def has(self, sha256: str) -> bool:
        """Whether a file is kept; False for what is no SHA-256."""
        ...


def file_store(address: str | Path) -> FileStore:
    """The store at an address: a folder, or `s3://bucket/prefix?endpoint=…&region=…` (see `db.bucket`).

    Raises:
        Invalid: `bad_files_address`, for an S3 address that names no bucket or has an option it does not know.
    """
    if isinstance(address, str) and address.startswith("s3://"):
        # Here, because a folder needs nothing of the S3 client.
        from db.bucket import BucketStore  # noqa: PLC0415 (see above)

        return BucketStore.at(address)
    return FolderStore(Path(address))


def key_of(sha256: str) -> str:
    """Where a file lies under its store's root, with slashes.

    Raises:
        NotFound: `sha256` is not 64 lower-case hexadecimal digits.
    """
    if not _SHA256.fullmatch(sha256):
        raise NotFound(record="file", id=sha256)
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Files under one folder.

    A file appears whole or not at all, and is on the disk when `put` returns: it is written under another
    name in the same folder, synced, and renamed.
    """

    folder: Path

    def put(self, data: bytes) -> str:
        """Keep `data`; gives its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        _write(self.folder / key_of(sha256), in_parts(io.BytesIO(data)))
        return sha256

    def put_file(self, path: Path, going: Callable[[], None] = lambda: None) -> str:
        """Keep a file of any size, read in parts; gives its SHA-256."""
        sha256 = digest_of(path)
        with path.open("rb") as file:
            _write(self.folder / key_of(sha256), in_parts(file, going))
        return sha256

    def put_thumbnail(self, sha256: str, data: bytes) -> None:
        """Keep a small picture of the file `sha256` beside it."""
        _write(self.folder / (key_of(sha256) + THUMBNAIL), in_parts(io.BytesIO(data)))

    def get(self, sha256: str) -> bytes:
        """The bytes; `NotFound` as the protocol says."""
        try:
            return (self.folder / key_of(sha256)).read_bytes()
        except FileNotFoundError:
            raise NotFound(record="file", id=sha256) from None

    def size(self, sha256: str) -> int:
        """How many bytes a file has; `NotFound` as the protocol says."""
        try:
            return (self.folder / key_of(sha256)).stat().st_size
        except FileNotFoundError:
            raise NotFound(record="file", id=sha256) from None

    def parts(self, sha256: str, first: int, end: int) -> Iterator[bytes]:
        """The bytes from `first` up to `end`, in pieces; `NotFound` as the protocol says."""
        try:
            file = (self.folder / key_of(sha256)).open("rb")
        except FileNotFoundError:
            raise NotFound(record="file", id=sha256) from None
        with file:
            file.seek(first)
            while first < end and (piece := file.read(min(PART, end - first))):
                first += len(piece)
                yield piece

    def thumbnail(self, sha256: str) -> bytes:
        """The small picture of a file; the file itself where it has none."""
        try:
            return (self.folder / (key_of(sha256) + THUMBNAIL)).read_bytes()
        except FileNotFoundError:
            return self.get(sha256)

    def has(self, sha256: str) -> bool:
        """Whether a file is kept."""
        return bool(_SHA256.fullmatch(sha256)) and (self.folder / key_of(sha256)).is_file()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file of any size, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_parts(file: IO[bytes], going: Callable[[], None] = lambda: None) -> Iterator[bytes]:
    """What is left of a file, in pieces of at most `PART`; `going` is called before each."""
    while True:
        going()
        piece = file.read(PART)
        if not piece:
            return
        yield piece


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
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
