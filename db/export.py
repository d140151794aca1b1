"""A copy of all rows in one zip file: JSON lines per table, the files if wanted, and a manifest with checksums."""

import datetime as dt
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from db.files import FileStore, key_of
from db.models import metadata
from db.schema_version import head
from db.unit_of_work import reading
from tracker.errors import NotFound

ROWS_AT_A_TIME = 1_000


def export(engine: sa.Engine, out: Path, files: FileStore | None = None) -> dict[str, int]:
    """Write every table as it stands at one moment; gives the number of rows by table.

    With `files`, each stored file that an attachment names goes in too, under `files/`; what is missing is listed in
    the manifest. Thumbnails are left out: they can be made again.

    The file appears under its name only when it is whole; a file of that name is replaced.
    """
    part = out.with_name(out.name + ".part")
    out.parent.mkdir(parents=True, exist_ok=True)
    tables: dict[str, dict[str, Any]] = {}
    try:
        with (
            part.open("wb") as file,
            reading(engine) as session,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for table in metadata.sorted_tables:
                rows = _lines(session.connection(), table)
                tables[table.name] = _write(archive, f"tables/{table.name}.jsonl", rows)
            manifest = {"format": 1, "schema": head(), "database": engine.dialect.name, "tables": tables}
            if files is not None:
                manifest["files"] = _copy_files(archive, session.connection(), files)
            archive.writestr("manifest.json", json.dumps(manifest, indent=1))
        _to_disk(part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return {name: facts["rows"] for name, facts in tables.items()}


def _lines(connection: sa.Connection, table: sa.Table) -> Iterator[bytes]:
    """Each row as one line of JSON, in the order of the primary key."""
    query = sa.select(table).order_by(*table.primary_key.columns)
    options = {"yield_per": ROWS_AT_A_TIME}
    for row in connection.execute(query, execution_options=options).mappings():
        values = {name: _plain(value) for name, value in row.items()}
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date | dt.time | dt.datetime) else value


def _write(archive: zipfile.ZipFile, name: str, lines: Iterator[bytes]) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as member:
        for line in lines:
            member.write(line)
            digest.update(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _copy_files(archive: zipfile.ZipFile, connection: sa.Connection, files: FileStore) -> dict[str, Any]:
    attachment = metadata.tables["attachment"]
    names = sorted(set(connection.execute(sa.select(attachment.c.sha256)).scalars()))
    missing = []
    for sha256 in names:
        try:
            # Pictures are compressed already.
            archive.writestr(f"files/{key_of(sha256)}", files.get(sha256), zipfile.ZIP_STORED)
        except NotFound:
            missing.append(sha256)
    return {"count": len(names) - len(missing), "missing": missing}


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
