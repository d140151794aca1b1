"""A small server that speaks the part of S3 that the tracker uses: PUT, GET and HEAD of objects, by path.

Large objects come in parts ("Multipart upload" in the Amazon S3 user guide) and are given in ranges.

It holds what it is given in memory, asks for a signature by the one key it knows, and refuses a body that is not the
one that was signed. See "Authenticating Requests (AWS Signature Version 4)" in the Amazon S3 API reference.
"""

import hashlib
import hmac
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit

BUCKET = "library"
ACCESS_KEY = "test-key"
SECRET_KEY = "test-secret"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<scope>(?P<day>\d{8})/(?P<region>[^/]+)/s3/aws4_request), "
    r"SignedHeaders=(?P<headers>[^,]+), Signature=(?P<signature>[0-9a-f]{64})"
)


class S3Server(ThreadingHTTPServer):
    """The server; `objects` holds the bytes by key, `failures` how many of the next requests are answered by 500.

    `uploads` holds the parts of each upload that was neither completed nor aborted.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.failures = 0
        self.requests: list[str] = []

    @property
    def endpoint(self) -> str:
        """Where it listens, such as `http://127.0.0.1:49152`."""
        return f"http://127.0.0.1:{self.server_port}"

    def address(self, prefix: str = "") -> str:
        """The address of its bucket as `TRACKER_FILES` takes it."""
        return f"s3://{BUCKET}/{prefix}?endpoint={self.endpoint}"


@contextmanager
def serving() -> Iterator[S3Server]:
    """A running server, for as long as the block lasts."""
    server = S3Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: S3Server
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        """Keep an object, or a part of one."""
        body = self._body()
        key = self._key(body)
        if key is None:
            return
        asked = self._query()
        if "uploadId" in asked:
            self.server.uploads[asked["uploadId"]][int(asked["partNumber"])] = body
        else:
            self.server.objects[key] = body
        self._answer(200, headers={"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'})

    def do_POST(self) -> None:
        """Begin an upload in parts, or put its parts together."""
        key = self._key(self._body())
        if key is None:
            return
        upload = self._query().get("uploadId")
        if upload is None:
            upload = f"upload-{len(self.server.requests)}"
            self.server.uploads[upload] = {}
            name, said = "InitiateMultipartUploadResult", f"<UploadId>{upload}</UploadId>"
        else:
            parts = self.server.uploads.pop(upload)
            self.server.objects[key] = b"".join(part for _, part in sorted(parts.items()))
            name, said = "CompleteMultipartUploadResult", '<ETag>"whole"</ETag>'
        body = f"<{name}><Bucket>{BUCKET}</Bucket><Key>{key}</Key>{said}</{name}>".encode()
        self._answer(200, body, {"Content-Type": "application/xml"})

    def do_DELETE(self) -> None:
        """Abort an upload in parts."""
        if self._key(b"") is not None:
            self.server.uploads.pop(self._query()["uploadId"])
            self._answer(204)

    def do_GET(self) -> None:
        """Give an object, or a range of it."""
        key = self._key(b"")
        if key is None:
            return
        body = self.server.objects.get(key)
        if body is None:
            self._error(404, "NoSuchKey")
            return
        etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
        headers = {"ETag": f'"{etag}"', "Last-Modified": formatdate(usegmt=True)}
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if asked is None:
            self._answer(200, body, headers)
            return
        first, last = int(asked[1]), min(int(asked[2]), len(body) - 1)
        headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
        self._answer(206, body[first : last + 1], headers)

    def do_HEAD(self) -> None:
        """Say what `GET` would give."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class calls it so)
        """Say nothing."""

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def _query(self) -> dict[str, str]:
        found = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        return {name: values[0] for name, values in found.items()}

    def _key(self, body: bytes) -> str | None:
        """The key that a request names; None when it was answered with a refusal already."""
        self.server.requests.append(f"{self.command} {self.path}")
        if self.server.failures:
            self.server.failures -= 1
            self._error(500, "InternalError")
            return None
        if not self._is_signed(body):
            self._error(403, "SignatureDoesNotMatch")
            return None
        bucket, _, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        if bucket != BUCKET:
            self._error(404, "NoSuchBucket")
            return None
        return key

    def _is_signed(self, body: bytes) -> bool:
        found = _AUTHORIZATION.fullmatch(self.headers.get("Authorization", ""))
        if found is None or found["key"] != ACCESS_KEY:
            return False
        promised = self.headers["x-amz-content-sha256"]
        if promised not in {"UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()}:
            return False
        names = found["headers"].split(";")
        parts = urlsplit(self.path)
        request = "\n".join(
            [
                self.command,
                quote(unquote(parts.path)),
                "&".join(
                    sorted(f"{quote(name, '')}={quote(value, '')}" for name, value in self._query().items())
                ),
                *(f"{name}:{self.headers[name].strip()}" for name in names),
                "",
                found["headers"],
                promised,
            ]
        )
        text = "\n".join(
            [
                "AWS4-HMAC-SHA256",
                self.headers["x-amz-date"],
                found["scope"],
                hashlib.sha256(request.encode()).hexdigest(),
            ]
        )
        key = f"AWS4{SECRET_KEY}".encode()
        for part in (found["day"], found["region"], "s3", "aws4_request", text):
            key = hmac.digest(key, part.encode(), "sha256")
        return hmac.compare_digest(key.hex(), found["signature"])

    def _error(self, status: int, code: str) -> None:
        body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
        self._answer(status, body, {"Content-Type": "application/xml"})

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
