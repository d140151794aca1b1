"""An evidence pack as one ZIP file: written member by member, with an index to read and a list of SHA-256 to check.

Only the file that is being written is in memory. The same data gives the same bytes, but for the moment of the build,
which the index says; so the times of the members are those of the days that they speak of.
"""

import datetime as dt
import hashlib
import zipfile
from dataclasses import dataclass, field
from typing import IO

from tracker.evidence import EvidenceSection, PackFile, file_name
from tracker.exports.evidence_index import PackHead, index_html, index_xlsx
from tracker.exports.settled_office import member_of, settled
from tracker.i18n import Words

INDEX_HTML, INDEX_XLSX, SUMS = "index.html", "index.xlsx", "SHA256SUMS"

PACKED = frozenset(
    {"jpg", "jpeg", "png", "webp", "docx", "xlsx", "pptx", "odt", "ods", "odp", "ofd", "zip", "pdf"}
)
"""Files that are compressed inside already: they are stored as they are."""

OFFICE = frozenset({"docx", "xlsx"})


@dataclass(slots=True)
class PackWriter:
    """Writes one pack; `close` ends it with index and sums.

    Attributes:
        out: a file opened for writing bytes.
        head: what the index says of the pack as a whole.
        words: the language of the pack.
        files: what was written so far, in order.
    """

    out: IO[bytes]
    head: PackHead
    words: Words
    files: list[PackFile] = field(default_factory=list)
    _archive: zipfile.ZipFile = field(init=False)
    _taken: set[str] = field(default_factory=set)
    _sums: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._archive = zipfile.ZipFile(self.out, "w", allowZip64=True)

    def add(
        self,
        section: EvidenceSection,
        place: tuple[str, ...],
        ending: str,
        data: bytes,
        *,
        title: str,
        day: dt.date | None = None,
        made: bool = False,
    ) -> PackFile:
        """Write a file into the folder of a section; gives its line of the index.

        Args:
            section: whose folder it goes into.
            place: names of folders below that one, and the file's own name without its ending, in our words.
            ending: without the dot.
            data: its bytes; kept files go in as they are.
            title: what the index calls it; may hold what people typed.
            day: the day it speaks of.
            made: whether the tracker made it just now; then the moment is taken out of it.
        """
        at = day or self.head.last
        content = settled(data, at) if made and ending in OFFICE else data
        path = self._free_path(section, place, ending)
        sha256 = self._write(path, content, at, ending)
        written = PackFile(section, title, day, path, len(content), sha256)
        self.files.append(written)
        return written

    def lacking(self, section: EvidenceSection, *, title: str, day: dt.date | None = None) -> None:
        """Say in the index that a file belongs here which the store has lost."""
        self.files.append(PackFile(section, title, day))

    def close(self) -> None:
        """Write the index and the sums, and end the file."""
        last = self.head.last
        page = index_html(self.head, self.files, self.words).encode()
        self._write(INDEX_HTML, page, last, "html")
        table = settled(index_xlsx(self.files, self.words), last)
        self._write(INDEX_XLSX, table, last, "xlsx")
        self._archive.writestr(
            member_of(SUMS, last, zipfile.ZIP_DEFLATED), "".join(f"{line}\n" for line in self._sums)
        )
        self._archive.close()

    def _write(self, path: str, content: bytes, day: dt.date, ending: str) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        compression = zipfile.ZIP_STORED if ending in PACKED else zipfile.ZIP_DEFLATED
        self._archive.writestr(member_of(path, day, compression), content)
        self._sums.append(f"{sha256}  {path}")
        return sha256

    def _free_path(self, section: EvidenceSection, place: tuple[str, ...], ending: str) -> str:
        """The path of a new file; a number tells it from one that some file system takes for the same."""
        folders = [section_folder(section, self.words), *(file_name(part) for part in place[:-1])]
        number = 1
        while True:
            name = file_name(place[-1], number=number, ending=ending)
            path = "/".join([*folders, name])
            if path.casefold() not in self._taken:
                self._taken.add(path.casefold())
                return path
            number += 1


def section_folder(section: EvidenceSection, words: Words) -> str:
    """The folder of a section: its number and its name in the language of the pack."""
    number = list(EvidenceSection).index(section) + 1
    return file_name(f"{number:02d}", words.label(section))
