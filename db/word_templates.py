"""The library's own Word templates from an upload to a document: looked at, kept, and read again."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlmodel import Session

from db.documents import StoredDocument, store_document
from db.files import FileStore
from db.queries.word_templates import word_template
from tracker.exports.bulletin_docx import check_bulletin_template
from tracker.exports.summary_docx import check_template
from tracker.word_templates import TemplateKind

_CHECKS: Mapping[TemplateKind, Callable[[bytes, str], None]] = MappingProxyType(
    {TemplateKind.SUMMARY: check_template, TemplateKind.BULLETIN: check_bulletin_template}
)


def store_word_template(
    files: FileStore, data: bytes, file_name: str, kind: TemplateKind, language: str
) -> StoredDocument:
    """Keep an uploaded template, once it has been filled in with a sample.

    Raises:
        UnreadableFile: it cannot be a template (`tracker.exports.word_template.filled`); nothing is kept.
        Invalid: it is no document (`tracker.documents.media_type_of`).
    """
    _CHECKS[kind](data, language)
    return store_document(files, data, file_name)


def template_bytes(
    session: Session, files: FileStore, project_id: int, kind: TemplateKind, language: str
) -> bytes | None:
    """The template of a project; None where it has none of its own.

    Raises:
        NotFound, FilesUnavailable: its file cannot be read.
    """
    kept = word_template(session, project_id, kind, language)
    return None if kept is None else files.get(kept.sha256)
