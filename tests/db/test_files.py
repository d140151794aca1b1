"""Stored bytes, addressed by their content."""

import hashlib
import os

import pytest

from db.files import FileStore
from tracker.errors import NotFound

HELLO = b"hello"
SHA = hashlib.sha256(HELLO).hexdigest()


def test_what_is_put_comes_back_by_its_sha256(tmp_path):
    store = FileStore(tmp_path / "files")

    assert store.put(HELLO) == SHA
    assert store.get(SHA) == HELLO
    assert store.path(SHA) == tmp_path / "files" / "2c" / "f2" / SHA


def test_the_same_bytes_are_kept_once_and_nothing_else_lies_about(tmp_path):
    store = FileStore(tmp_path)
    store.put(HELLO)
    store.put(HELLO)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [SHA]


def test_a_thumbnail_lies_beside_its_file_and_without_one_the_file_is_given(tmp_path):
    store = FileStore(tmp_path)
    store.put(HELLO)

    assert store.thumbnail(SHA) == HELLO
    store.put_thumbnail(SHA, b"small")
    assert store.thumbnail(SHA) == b"small"
    assert store.get(SHA) == HELLO


def test_a_write_that_fails_leaves_no_file(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        FileStore(tmp_path).put(HELLO)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", SHA.upper(), SHA + "0", SHA[:-1] + "/", SHA])
def test_what_is_not_kept_is_not_found_whatever_it_is_called(tmp_path, name):
    with pytest.raises(NotFound):
        FileStore(tmp_path).get(name)
