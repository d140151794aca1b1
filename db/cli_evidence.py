"""`python -m db evidence`: an evidence pack as a ZIP file, without the app."""

import argparse
import datetime as dt
import hashlib

from sqlmodel import col, select

from db.engine import engine_for
from db.evidence.build import build
from db.evidence.parts import Order
from db.files import file_store
from db.models import Project
from db.unit_of_work import reading
from tracker.errors import Invalid, NotFound
from tracker.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Write the pack; gives the exit code 0.

    Raises:
        Invalid: neither a gate nor a period was named, or both (`evidence_scope`).
        NotFound: there is no such project or gate.
    """
    days = (options.first, options.last)
    of_days = None not in days
    if (options.gate is None) != of_days or (options.gate is not None and days != (None, None)):
        raise Invalid("evidence_scope")
    if of_days and options.last < options.first:
        raise Invalid("evidence_scope")
    engine = engine_for(settings.database_url)
    with reading(engine) as session:
        newest = select(Project.id).where(col(Project.archived_at).is_(None)).order_by(col(Project.id).desc())
        project_id = options.project if options.project is not None else session.exec(newest).first()
    if project_id is None:
        raise NotFound(record="project", id=None)
    part = options.out.with_name(options.out.name + ".part")
    try:
        pack = build(
            engine,
            file_store(settings.files),
            part,
            Order(project_id, options.language, options.gate, options.first, options.last),
            built_at=dt.datetime.now(dt.UTC),
        )
        with part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        part.replace(options.out)
    finally:
        part.unlink(missing_ok=True)
    lost = f", {pack.missing} missing from the store" if pack.missing else ""
    print(f"{options.out}: {len(pack.files)} files{lost}, SHA-256 {sha256}")
    return 0
