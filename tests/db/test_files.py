"""Stored bytes, addressed by their content: the same facts of a folder and of a bucket, and what each adds."""

import hashlib
import os

import pytest

from db.files import PART, FilesUnavailable, FolderStore, file_store
from tests.support.s3_server import CREDENTIALS, serving
from tracker.errors import Invalid, NotFound

HELLO = b"hello"
SHA = hashlib.sha256(HELLO).hexdigest()
NO_SHA = ["../../etc/passwd", "", SHA.upper(), SHA + "0", SHA[:-1] + "/"]


@pytest.fixture
def s3(monkeypatch):
    """A running S3 server whose key this process has."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with serving() as server:
        yield server


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path, s3):
    """An empty store of each kind."""
    return file_store(tmp_path / "files" if request.param == "folder" else s3.address("photos/2026"))


def test_what_is_put_comes_back_by_its_sha256(store):
    assert not store.has(SHA)
    assert store.put(HELLO) == SHA
    assert store.put(HELLO) == SHA
    assert store.get(SHA) == HELLO
    assert store.has(SHA)


def test_a_thumbnail_lies_beside_its_file_and_without_one_the_file_is_given(store):
    store.put(HELLO)

    assert store.thumbnail(SHA) == HELLO
    store.put_thumbnail(SHA, b"small")
    assert store.thumbnail(SHA) == b"small"
    assert store.get(SHA) == HELLO


@pytest.mark.parametrize("name", [*NO_SHA, SHA])
def test_what_is_not_kept_is_not_found_whatever_it_is_called(store, name):
    assert not store.has(name)
    for ask in (store.get, store.thumbnail):
        with pytest.raises(NotFound):
            ask(name)


@pytest.mark.parametrize("name", NO_SHA)
def test_no_thumbnail_is_written_under_a_name_that_is_no_sha256(store, name):
    with pytest.raises(NotFound):
        store.put_thumbnail(name, b"small")


def test_a_file_of_several_megabytes_comes_back_whole(store):
    data = os.urandom(6_000_000)

    assert store.get(store.put(data)) == data


def test_a_large_file_is_kept_and_given_in_parts(store, tmp_path):
    data = os.urandom(PART) * 3 + b"end"
    path = tmp_path / "pack.zip"
    path.write_bytes(data)
    going = []

    sha256 = store.put_file(path, lambda: going.append(1))
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert len(going) >= 4, "once for each part at least"
    assert store.size(sha256) == len(data)
    pieces = list(store.parts(sha256, PART - 1, len(data)))
    assert b"".join(pieces) == data[PART - 1 :]
    assert max(map(len, pieces)) == PART
    assert b"".join(store.parts(sha256, 5, 9)) == data[5:9]
    assert list(store.parts(sha256, 7, 7)) == []
    assert store.put_file(path) == sha256


def test_a_small_file_is_kept_as_its_bytes_are(store, tmp_path):
    (tmp_path / "small").write_bytes(HELLO)
    assert store.put_file(tmp_path / "small") == SHA
    assert store.get(SHA) == HELLO


def test_a_file_that_is_not_kept_has_neither_size_nor_parts(store):
    for sha256 in [*NO_SHA, SHA]:
        with pytest.raises(NotFound):
            store.size(sha256)
        with pytest.raises(NotFound):
            list(store.parts(sha256, 0, 1))


def test_keeping_that_is_stopped_midway_keeps_nothing(store, tmp_path, s3):
    path = tmp_path / "pack.zip"
    path.write_bytes(bytes(PART * 3))
    seen = []

    def going():
        seen.append(1)
        if len(seen) == 3:
            raise InterruptedError("not wanted any more")

    with pytest.raises((InterruptedError, FilesUnavailable)):
        store.put_file(path, going)
    assert not store.has(hashlib.sha256(path.read_bytes()).hexdigest())
    assert (s3.objects, s3.uploads) == ({}, {})
    assert [each for each in (tmp_path / "files").rglob("*") if each.is_file()] == []


# A folder


def test_the_same_bytes_are_kept_once_and_nothing_else_lies_about(tmp_path):
    store = FolderStore(tmp_path)
    store.put(HELLO)
    store.put(HELLO)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "2c" / "f2" / SHA]


def test_a_write_that_fails_leaves_no_file(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        FolderStore(tmp_path).put(HELLO)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# A bucket


def test_a_bucket_holds_the_same_keys_as_a_folder_under_the_prefix(s3):
    store = file_store(s3.address("photos/2026"))
    store.put(HELLO)
    store.put_thumbnail(SHA, b"small")

    assert s3.objects == {
        f"photos/2026/2c/f2/{SHA}": HELLO,
        f"photos/2026/2c/f2/{SHA}.thumbnail": b"small",
    }


def test_a_failure_that_passes_is_tried_again(s3):
    store = file_store(s3.address())
    s3.failures = 2

    assert store.put(HELLO) == SHA
    assert s3.objects == {f"2c/f2/{SHA}": HELLO}
    assert len(s3.requests) == 3


def test_a_key_that_the_store_does_not_know_is_told_as_unavailable(s3, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    store = file_store(s3.address("wrong"))

    for ask in (lambda: store.put(HELLO), lambda: store.get(SHA), lambda: store.has(SHA)):
        with pytest.raises(FilesUnavailable):
            ask()
    assert s3.objects == {}


def test_a_bucket_that_is_not_there_keeps_nothing_silently(s3):
    with pytest.raises(FilesUnavailable):
        file_store(s3.address().replace("//library", "//other")).put(HELLO)


@pytest.mark.parametrize(
    "address",
    ["s3://", "s3:///photos", "s3://key:secret@library/photos", "s3://library?endpiont=http://127.0.0.1"],
)
def test_an_address_that_names_no_bucket_or_says_too_much_is_refused(address):
    with pytest.raises(Invalid) as refused:
        file_store(address)
    assert refused.value.code == "bad_files_address"
