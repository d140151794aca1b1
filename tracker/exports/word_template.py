"""A Word template that the library can edit (docxtpl): looked at, and filled in.

A template is a DOCX with fields in double braces. What people typed is put in as text: braces in it are not read as
fields, and markup is escaped. A template runs in Jinja's sandbox: it can lay the text out, and reach nothing else.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from tracker.errors import UnreadableFile

LARGEST_TEMPLATE = 5_000_000
"""Bytes; a letterhead with a picture has a tenth of it."""

LARGEST_UNPACKED = 50_000_000
"""Bytes of all its parts."""

LONGEST_PLACE = 120
_FIELD = re.compile(r"{{.*?}}|{%.*?%}|{{.*|{%.*")
_UNKNOWN = re.compile(r"'([^']+)' is undefined|has no (?:attribute|element) '?([^']+)'?")
_FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, SyntaxError)
"""What a template that cannot be filled in raises: Jinja's own errors, those of its expressions, broken XML."""

_MACROS = re.compile(r"vbaProject|vbaData|activeX|\.bin$", re.IGNORECASE)
_HYPERLINK = "/hyperlink"


def filled(data: bytes, title: str, fields: Callable[[DocxTemplate], Mapping[str, Any]]) -> bytes:
    """A template with its fields filled in, as DOCX.

    Args:
        data: the template.
        title: the document's title among its properties.
        fields: gives each field's value; it takes the paper that pictures are bound to.

    Raises:
        UnreadableFile: the template cannot be used (as `check_package`), asks for something that is not there
            (`word_template_unknown`, facts: name, place), or cannot be filled in (`word_template_broken`, facts:
            place, message).
    """
    check_package(data)
    try:
        return _rendered(data, title, fields)
    except UndefinedError as error:
        found = _UNKNOWN.search(str(error))
        name = (found[1] or found[2]) if found else str(error)
        raise UnreadableFile("word_template_unknown", name=name, place=_place_of(data, name)) from error
    except _FAULTS as error:
        place = _place_told(error)
        raise UnreadableFile("word_template_broken", place=place, message=str(error)) from error


def check_package(data: bytes) -> None:
    """Refuse what cannot be a template, or could do more than lay out text.

    Raises:
        UnreadableFile: it is no DOCX (`word_template_not_docx`), too large packed or unpacked
            (`word_template_too_large`), holds macros or controls (`word_template_macros`), or draws in something from
            elsewhere (`word_template_external`, facts: target). A hyperlink that a reader may click is none of these.
    """
    if len(data) > LARGEST_TEMPLATE:
        raise UnreadableFile("word_template_too_large", largest=LARGEST_TEMPLATE // 1_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
    except (zipfile.BadZipFile, SyntaxError, RuntimeError) as error:
        raise UnreadableFile("word_template_not_docx") from error


def _check_parts(parts: zipfile.ZipFile) -> None:
    names = parts.namelist()
    if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
        raise UnreadableFile("word_template_too_large", largest=LARGEST_UNPACKED // 1_000_000)
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise UnreadableFile("word_template_not_docx")
    if any(_MACROS.search(name) for name in names) or b"macroEnabled" in parts.read("[Content_Types].xml"):
        raise UnreadableFile("word_template_macros")
    for name in names:
        if name.endswith(".rels"):
            for target in _external(parts.read(name)):
                raise UnreadableFile("word_template_external", target=target[:200])


def _external(relations: bytes) -> Iterator[str]:
    """What a part draws in from outside the file."""
    for relation in parse_xml(relations):
        is_external = relation.get("TargetMode", "").lower() == "external"
        if is_external and not relation.get("Type", "").endswith(_HYPERLINK):
            yield relation.get("Target", "")


class _Environment(SandboxedEnvironment):
    """Jinja's sandbox, which also refuses the two operators that make something huge out of something small."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        del context, left, right
        raise SecurityError(f"{operator} is refused")


def _rendered(data: bytes, title: str, fields: Callable[[DocxTemplate], Mapping[str, Any]]) -> bytes:
    paper = DocxTemplate(io.BytesIO(data))
    environment = _Environment(autoescape=True, undefined=StrictUndefined)
    # Pictures are bound to the paper that they are laid into, which opens with the first of them.
    paper.init_docx()
    paper.render(dict(fields(paper)), environment)
    paper.docx.core_properties.title = title[:255]
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _place_of(data: bytes, name: str) -> str:
    """The first field of the template that has a name in it; the name itself where none is found."""
    for line in lines_of(data):
        for field in _FIELD.findall(line):
            if re.search(rf"\b{re.escape(name)}\b", field):
                return str(field)[:LONGEST_PLACE]
    return name


def lines_of(data: bytes) -> list[str]:
    """The lines of a Word file: body, tables and text boxes, headers and footers."""
    paper = Document(io.BytesIO(data))
    parts: list[Any] = [paper.element.body]
    for section in paper.sections:
        parts += [section.header._element, section.footer._element]
    return [
        "".join(text.text or "" for text in line.iterfind(".//{*}t"))
        for part in parts
        for line in part.iterfind(".//{*}p")
    ]


def _place_told(error: BaseException) -> str:
    """The line of the template that Jinja stopped at; empty where it told none."""
    line, around = getattr(error, "lineno", None), getattr(error, "docx_context", None)
    if line is None or around is None:
        return ""
    lines = list(around)
    at = min(line - 1 - max(line - 4, 0), len(lines) - 1)
    return str(lines[at]).strip()[:LONGEST_PLACE] if lines else ""
