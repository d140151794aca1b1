"""The commands of `python -m db` that look after the database itself."""

import argparse
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from db.check import problems
from db.engine import engine_for, shown
from db.export import export as export_rows
from db.files import file_store
from db.migrate import new_migration
from db.migrate import upgrade as upgrade_schema
from db.schema_version import current, head
from db.search.index import fill_if_missing
from db.seeds import sample as sample_library
from db.unit_of_work import unit_of_work
from tracker.settings import Settings

SAMPLE_ZONE = ZoneInfo("Asia/Shanghai")
"""The time zone of the sample library decides what its "today" is."""


def upgrade(_options: argparse.Namespace, settings: Settings) -> int:
    """Bring the database to the newest schema; gives the exit code 0."""
    engine = engine_for(settings.database_url)
    before = current(engine)
    upgrade_schema(engine)
    with unit_of_work(engine) as session:
        fill_if_missing(session)
    after = head()
    already = f"{shown(engine)}: already at schema {after}"
    print(already if before == after else f"{shown(engine)}: schema {before or 'none'} -> {after}")
    return 0


def sample(options: argparse.Namespace, settings: Settings) -> int:
    """Add the sample library to a database of the newest schema; gives the exit code 0."""
    engine = engine_for(settings.database_url)
    as_of = options.as_of or settings.today or dt.datetime.now(SAMPLE_ZONE).date()
    sample_library.load(engine, as_of=as_of, files=settings.files)
    print(f"{shown(engine)}: sample library added, as of {as_of}")
    return 0


def check(_options: argparse.Namespace, settings: Settings) -> int:
    """Say what is not whole; gives the exit code, 1 when something is not."""
    engine = engine_for(settings.database_url)
    found = problems(engine, file_store(settings.files))
    for line in found:
        print(line)
    if not found:
        print(f"{shown(engine)}: schema {head()}, triggers, references, audit chains and files are whole")
    return 1 if found else 0


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Write all rows into one ZIP file; gives the exit code 0."""
    engine = engine_for(settings.database_url)
    out = options.out or Path(f"kaiguan-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}.zip")
    counts = export_rows(engine, out, file_store(settings.files) if options.files else None)
    print(f"{out}: {sum(counts.values())} rows of {len(counts)} tables")
    return 0


def migration(options: argparse.Namespace, _settings: Settings) -> int:
    """Write the migration to the models; gives the exit code 0."""
    print(new_migration(options.message))
    return 0
