"""`python -m db evidence`: an evidence pack as a ZIP file, without the app."""

import argparse
import datetime as dt
import hashlib
from pathlib import Path

from sqlmodel import col, select

from db.engine import engine_for
from db.evidence.build import build
from db.evidence.parts import Order
from db.files import file_store
from db.models import Project
from db.unit_of_work import reading
from tracker.errors import Invalid, NotFound
from tracker.i18n.words import LANGUAGES
from tracker.settings import Settings


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `evidence` to the commands of `python -m db`."""
    evidence = commands.add_parser(
        "evidence", help="write the evidence of a gate or a period as one zip file"
    )
    evidence.add_argument("--gate", type=int, metavar="ID", help="the acceptance gate")
    evidence.add_argument(
        "--from", dest="first", type=dt.date.fromisoformat, metavar="DATE", help="the first day of the period"
    )
    evidence.add_argument(
        "--to", dest="last", type=dt.date.fromisoformat, metavar="DATE", help="its last day"
    )
    evidence.add_argument("--language", choices=sorted(LANGUAGES), default="zh")
    evidence.add_argument("--out", type=Path, required=True, metavar="FILE", help="replaced if it is there")
    evidence.add_argument("--project", type=int, metavar="ID", help="the project; the newest one by default")
    evidence.set_defaults(run=_evidence)


def _evidence(options: argparse.Namespace, settings: Settings) -> int:
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
