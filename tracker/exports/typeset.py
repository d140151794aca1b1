"""Documents as PDF: a Typst template of ours, data and pictures in, bytes out.

    pdf("finding_list", {"title": "…", "zones": […]}, {"photo-12": jpeg})

The template `templates/<name>.typ` imports `data` and `picture` from `/templates/kit.typ`. Data travels as JSON: what
somebody typed arrives as a string, which Typst sets as it stands and never reads as markup. Templates and pictures lie
in a folder made for one document, and nothing outside of it can be read. Only the typefaces that come with the tracker
are used, so that a document looks the same on every machine.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tracker.exports.fonts import FOLDER
from tracker.exports.glyphs import with_glyphs

TEMPLATES = Path(__file__).parent / "templates"

NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


def pdf(template: str, data: Mapping[str, Any], images: Mapping[str, bytes] = NO_PICTURES) -> bytes:
    """A document as PDF.

    Args:
        template: name of a file in `templates/`, without its ending.
        data: what the template reads as `data`; anything JSON can say (dates and numbers as finished texts).
        images: pictures (JPEG, PNG or WebP) by the name under which the template calls `picture(name)`.

    Raises:
        typst.TypstError: the template asks for data or pictures that are not there, or a picture is broken.
    """
    import typst  # noqa: PLC0415 (20 MB that only a document needs)

    with tempfile.TemporaryDirectory(prefix="kaiguan-typeset-") as name:
        root = Path(name)
        shutil.copytree(TEMPLATES, root / "templates")
        files = _lay_out(root, images)
        inputs = {
            "data": with_glyphs(json.dumps(data, ensure_ascii=False)),
            "pictures": json.dumps(files, ensure_ascii=False),
        }
        document = typst.compile(
            root / "templates" / f"{template}.typ",
            root=root,
            font_paths=_fonts(),
            sys_inputs=inputs,
            format="pdf",
        )
    assert isinstance(document, bytes)  # noqa: S101 (one PDF, and no file to write it to)
    return document


def _lay_out(root: Path, images: Mapping[str, bytes]) -> dict[str, str]:
    """Write the pictures below `root`, numbered: a name may be any text. Gives each name's file."""
    folder = root / "pictures"
    folder.mkdir()
    files = {name: f"/pictures/{number}" for number, name in enumerate(images)}
    for name, data in images.items():
        (root / files[name].lstrip("/")).write_bytes(data)
    return files


@cache
def _fonts() -> Any:
    """Our typefaces and no others, read once."""
    import typst  # noqa: PLC0415 (as above)

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
