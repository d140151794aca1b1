"""Stored bytes in a bucket of any S3-compatible store, spoken to by the `obstore` package.

The address is `s3://bucket/prefix?endpoint=https://host:9000&region=cn-north-1`: without `endpoint` it is Amazon's own.
Who may read and write is told by the variables that every S3 tool reads (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
`AWS_SESSION_TOKEN`, `AWS_REGION`); the address holds no secret, so it may be shown and logged.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from db.files import PART, THUMBNAIL, FilesUnavailable, digest_of, in_parts, key_of
from tracker.errors import Invalid, NotFound

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config

log = logging.getLogger("kaiguan")

OPTIONS = frozenset({"endpoint", "region"})
CONNECTING = dt.timedelta(seconds=5)
ANSWERING = dt.timedelta(seconds=30)
"""A photo of 2 MB over a line of 1 Mbit/s takes half of it, a part of a large file over one of 2 Mbit/s two thirds."""

PARTS_AT_ONCE = 2
"""Of a large file; each is in memory while it is on its way."""

TRYING = dt.timedelta(seconds=20)
RETRIES = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BucketStore:
    """Files under a prefix of a bucket; the interface is `db.files.FileStore`.

    An S3 store shows an object whole or not at all, and answers only once it is kept.
    """

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""

    @classmethod
    def at(cls, address: str) -> "BucketStore":
        """The store at an `s3://` address.

        Raises:
            Invalid: `bad_files_address`, when it names no bucket, holds a password, or has an unknown option.
        """
        parts = urlsplit(address)
        options = parse_qs(parts.query)
        if (
            parts.scheme != "s3"
            or not parts.hostname
            or parts.hostname != parts.netloc
            or set(options) - OPTIONS
        ):
            raise Invalid("bad_files_address", setting="TRACKER_FILES")
        return cls(
            bucket=parts.hostname,
            prefix=parts.path.strip("/"),
            endpoint=options.get("endpoint", [""])[-1].rstrip("/"),
            region=options.get("region", [""])[-1],
        )

    def put(self, data: bytes) -> str:
        """Keep `data`; gives its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._put(key_of(sha256), data)
        return sha256

    def put_file(self, path: Path, going: Callable[[], None] = lambda: None) -> str:
        """Keep a file of any size, sent in parts where it has more than one; gives its SHA-256."""
        sha256 = digest_of(path)
        if path.stat().st_size <= PART:
            going()
            self._put(key_of(sha256), path.read_bytes())
        elif not self.has(sha256):
            with path.open("rb") as file:
                pieces = in_parts(file, going)
                self._kept(
                    lambda: obstore.put(
                        _client(self), key_of(sha256), pieces, chunk_size=PART, max_concurrency=PARTS_AT_ONCE
                    )
                )
        return sha256

    def put_thumbnail(self, sha256: str, data: bytes) -> None:
        """Keep a small picture of the file `sha256` beside it."""
        self._put(key_of(sha256) + THUMBNAIL, data)

    def get(self, sha256: str) -> bytes:
        """The bytes; `NotFound` as the protocol says."""
        data = self._get(key_of(sha256))
        if data is None:
            raise NotFound(record="file", id=sha256)
        return data

    def size(self, sha256: str) -> int:
        """How many bytes a file has; asks for its head alone. `NotFound` as the protocol says."""
        head = self._asked(lambda: obstore.head(_client(self), key_of(sha256)))
        if head is None:
            raise NotFound(record="file", id=sha256)
        return head["size"]

    def parts(self, sha256: str, first: int, end: int) -> Iterator[bytes]:
        """The bytes from `first` up to `end`, a question for each piece; `NotFound` as the protocol says."""
        key = key_of(sha256)
        for start in range(first, end, PART):
            piece = self._asked(partial(_piece, self, key, start, min(start + PART, end)))
            if piece is None:
                raise NotFound(record="file", id=sha256)
            yield piece

    def thumbnail(self, sha256: str) -> bytes:
        """The small picture of a file; the file itself where it has none."""
        small = self._get(key_of(sha256) + THUMBNAIL)
        return self.get(sha256) if small is None else small

    def has(self, sha256: str) -> bool:
        """Whether a file is kept; asks for its head alone."""
        try:
            key = key_of(sha256)
        except NotFound:
            return False
        return self._asked(lambda: obstore.head(_client(self), key)) is not None

    def _put(self, key: str, data: bytes) -> None:
        self._kept(lambda: obstore.put(_client(self), key, data, use_multipart=False))

    def _kept(self, put: Callable[[], object]) -> None:
        if self._asked(put) is None:
            raise FilesUnavailable(bucket=self.bucket)

    def _get(self, key: str) -> bytes | None:
        return self._asked(lambda: obstore.get(_client(self), key).bytes().to_bytes())

    def _asked(self, question: Callable[[], T]) -> T | None:
        """The store's answer; None when it has no such key (for `put`: no such bucket)."""
        try:
            return question()
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            log.warning("bucket %s: %s", self.bucket, error)
            raise FilesUnavailable(bucket=self.bucket) from error


def _piece(store: BucketStore, key: str, first: int, end: int) -> bytes:
    return obstore.get_range(_client(store), key, start=first, end=end).to_bytes()


@lru_cache(maxsize=8)
def _client(store: BucketStore) -> S3Store:
    """One client per address and process: it holds the open connections."""
    config: S3Config = {}
    options: ClientConfig = {"connect_timeout": CONNECTING, "timeout": ANSWERING}
    if store.endpoint:
        config["endpoint"] = store.endpoint
        options["allow_http"] = store.endpoint.startswith("http://")
    if store.region:
        config["region"] = store.region
    return S3Store(
        store.bucket,
        prefix=store.prefix or None,
        config=config,
        client_options=options,
        retry_config={"max_retries": RETRIES, "retry_timeout": TRYING},
    )
