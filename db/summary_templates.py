"""The library's own Word template from an upload to a document: looked at, kept, and read again."""

from sqlmodel import Session

from db.documents import StoredDocument, store_document
from db.files import FileStore
from db.queries.summary_templates import summary_template
from tracker.exports.summary_docx import check_template


def store_summary_template(files: FileStore, data: bytes, file_name: str, language: str) -> StoredDocument:
    """Keep an uploaded template, once it has been filled in with a sample.

    Raises:
        UnreadableFile: it cannot be a template (`tracker.exports.summary_docx.check_template`); nothing is kept.
        Invalid: it is no document (`tracker.documents.media_type_of`).
    """
    check_template(data, language)
    return store_document(files, data, file_name)


def template_bytes(session: Session, files: FileStore, project_id: int, language: str) -> bytes | None:
    """The template of a project for a language; None where it has none of its own.

    Raises:
        NotFound, FilesUnavailable: its file cannot be read.
    """
    kept = summary_template(session, project_id, language)
    return None if kept is None else files.get(kept.sha256)
