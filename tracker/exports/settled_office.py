"""An Office document without the moment it was made: the same content gives the same bytes.

DOCX and XLSX are ZIP files; the clock is in the times of their members and in two fields of `docProps/core.xml`
(ECMA-376 part 2, section 8.3).
"""

import datetime as dt
import io
import re
import zipfile

PROPERTIES = "docProps/core.xml"
EARLIEST, LATEST = dt.date(1980, 1, 1), dt.date(2107, 12, 31)
"""The days that the time of a ZIP member can say (MS-DOS date format)."""

_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_READABLE = 0o644 << 16
_UNIX = 3


def settled(data: bytes, day: dt.date) -> bytes:
    """The document as if it had been made at the beginning of `day`."""
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == PROPERTIES:
                content = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<3>", content)
            target.writestr(member_of(member.filename, day, zipfile.ZIP_DEFLATED), content)
    return out.getvalue()


def member_of(name: str, day: dt.date, compression: int) -> zipfile.ZipInfo:
    """A member of a ZIP file that says nothing of the machine and the moment that wrote it."""
    shown = min(max(day, EARLIEST), LATEST)
    member = zipfile.ZipInfo(name, (shown.year, shown.month, shown.day, 0, 0, 0))
    member.compress_type = compression
    member.create_system = _UNIX
    member.external_attr = _READABLE
    return member
