"""What is taken as a document: its ending, its first bytes, its size."""

import pytest

from tracker.documents import KINDS, LARGEST_BYTES, media_type_of
from tracker.errors import Invalid


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("方案.PDF", b"%PDF-1.7 ...", "application/pdf"),
        ("plan.odt", b"PK\x03\x04...", "application/vnd.oasis.opendocument.text"),
        (
            "plan.docx",
            b"PK\x03\x04...",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("scan.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    ],
)
def test_the_ending_gives_the_media_type(name, data, media_type):
    assert media_type_of(name, data) == media_type


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("plan.pdf", b"", "document_empty"),
        ("plan.exe", b"MZ", "document_kind"),
        ("plan", b"%PDF-", "document_kind"),
        ("page.html", b"<html>", "document_kind"),
        ("plan.pdf", b"MZ\x90", "document_not_its_kind"),
        ("plan.docx", b"%PDF-1.7", "document_not_its_kind"),
        ("plan.pdf", b"%PDF-" + bytes(LARGEST_BYTES - 4), "document_too_large"),
    ],
)
def test_other_files_are_refused(name, data, code):
    with pytest.raises(Invalid) as refusal:
        media_type_of(name, data)

    assert refusal.value.code == code


def test_a_file_of_exactly_25_mb_is_taken():
    assert media_type_of("plan.pdf", b"%PDF-" + bytes(LARGEST_BYTES - 5)) == "application/pdf"


def test_every_kind_is_known_by_how_it_begins():
    assert all(beginnings and all(beginnings) for _, beginnings in KINDS.values())
