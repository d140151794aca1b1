"""A document as it is sent: what kind of file it is, told by its ending and held to its first bytes.

The bytes are kept as they are: what was submitted is what is kept. Nothing is opened or shown by the tracker; a
file is only ever handed back to be saved.
"""

from collections.abc import Mapping

from tracker.errors import Invalid

LARGEST_BYTES = 25 * 1024 * 1024

_PDF = (b"%PDF-",)
_ZIP = (b"PK\x03\x04",)
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

KINDS: Mapping[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", _PDF),
    "ofd": ("application/ofd", _ZIP),
    "docx": (f"{_OFFICE}.wordprocessingml.document", _ZIP),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    "pptx": (f"{_OFFICE}.presentationml.presentation", _ZIP),
    "odt": (f"{_OPEN}.text", _ZIP),
    "ods": (f"{_OPEN}.spreadsheet", _ZIP),
    "odp": (f"{_OPEN}.presentation", _ZIP),
    "doc": ("application/msword", _OLE),
    "xls": ("application/vnd.ms-excel", _OLE),
    "ppt": ("application/vnd.ms-powerpoint", _OLE),
    "wps": ("application/vnd.ms-works", _OLE),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "webp": ("image/webp", (b"RIFF",)),
}
"""Ending → media type, and how such a file begins. OFD (GB/T 33190) is the format of Chinese official papers."""


def media_type_of(name: str, data: bytes) -> str:
    """The media type of a document, by the ending of its name.

    Raises:
        Invalid: `document_empty`; `document_too_large` (more than 25 MB); `document_kind` (an ending that is not
            kept); `document_not_its_kind` (its bytes do not begin as its ending says).
    """
    if not data:
        raise Invalid("document_empty", file=name)
    if len(data) > LARGEST_BYTES:
        raise Invalid("document_too_large", file=name, largest=LARGEST_BYTES // 1024**2)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in KINDS:
        raise Invalid("document_kind", file=name, kinds=list(KINDS))
    media_type, beginnings = KINDS[ending]
    if not data.startswith(beginnings):
        raise Invalid("document_not_its_kind", file=name, kind=ending)
    return media_type
