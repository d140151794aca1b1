"""The command line of whoever runs the tracker: `python -m db upgrade | sample | check | export | …`."""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col, func, select

from db import cli_more
from db.check import problems
from db.engine import engine_for
from db.export import export
from db.files import file_store
from db.migrate import current, head, new_migration, upgrade
from db.models import Project
from db.search.index import fill_if_missing
from db.unit_of_work import reading, unit_of_work
from tracker.errors import TrackerError
from tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[1]

SAMPLE_ZONE = ZoneInfo("Asia/Shanghai")
"""The time zone of the sample library decides what its "today" is."""


def main(arguments: Sequence[str] | None = None, env: Mapping[str, str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 `check` found a problem, 2 refused.

    Args:
        arguments: the words after `python -m db`; those of the process by default.
        env: where the settings are read from; the environment by default.
    """
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.from_env(os.environ if env is None else env, root=ROOT)
        return int(options.run(options, settings))
    except TrackerError as error:
        facts = ", ".join(f"{name}={value}" for name, value in error.facts.items())
        print(f"refused: {error.code} ({facts})", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m db", description="Look after the tracker's database.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    upgrade_ = commands.add_parser("upgrade", help="bring the database to the newest schema")
    upgrade_.set_defaults(run=_upgrade)

    sample = commands.add_parser("sample", help="add the sample library, to the newest schema")
    sample.add_argument(
        "--as-of", type=dt.date.fromisoformat, metavar="DATE", help="the day the sample is laid out from"
    )
    sample.add_argument("--if-empty", action="store_true", help="only if the database has no project yet")
    sample.set_defaults(run=_sample)

    check = commands.add_parser(
        "check", help="say whether schema, triggers, references, audit and files are whole"
    )
    check.set_defaults(run=_check)

    export_ = commands.add_parser("export", help="write all rows into one zip file")
    export_.add_argument("--out", type=Path, metavar="FILE", help="the file; named by the time by default")
    export_.add_argument("--files", action="store_true", help="with the stored photos and files")
    export_.set_defaults(run=_export)

    cli_more.add_commands(commands)

    migration = commands.add_parser("migration", help="for developers: write the migration to the models")
    migration.add_argument("message", help="what it does, in a few words")
    migration.set_defaults(run=_migration)
    return parser


def _upgrade(_options: argparse.Namespace, settings: Settings) -> int:
    engine = engine_for(settings.database_url)
    before = current(engine)
    upgrade(engine)
    with unit_of_work(engine) as session:
        fill_if_missing(session)
    after = head()
    already = f"{_name(engine)}: already at schema {after}"
    print(already if before == after else f"{_name(engine)}: schema {before or 'none'} -> {after}")
    return 0


def _sample(options: argparse.Namespace, settings: Settings) -> int:
    engine = engine_for(settings.database_url)
    if current(engine) != head():
        upgrade(engine)
    with reading(engine) as session:
        projects = session.exec(select(func.count(col(Project.id)))).one()
    if options.if_empty and projects:
        print(f"{_name(engine)}: has {projects} project(s); no sample added")
        return 0
    # Here, because it brings the whole domain with it: a second start is faster without.
    from db.seeds import sample  # noqa: PLC0415 (see above)

    as_of = options.as_of or settings.today or dt.datetime.now(SAMPLE_ZONE).date()
    sample.load(engine, as_of=as_of, files=settings.files)
    print(f"{_name(engine)}: sample library added, as of {as_of}")
    return 0


def _check(_options: argparse.Namespace, settings: Settings) -> int:
    engine = engine_for(settings.database_url)
    found = problems(engine, file_store(settings.files))
    for line in found:
        print(line)
    if not found:
        print(f"{_name(engine)}: schema {head()}, triggers, references, audit chains and files are whole")
    return 1 if found else 0


def _export(options: argparse.Namespace, settings: Settings) -> int:
    engine = engine_for(settings.database_url)
    out = options.out or Path(f"kaiguan-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}.zip")
    counts = export(engine, out, file_store(settings.files) if options.files else None)
    print(f"{out}: {sum(counts.values())} rows of {len(counts)} tables")
    return 0


def _migration(options: argparse.Namespace, _settings: Settings) -> int:
    print(new_migration(options.message))
    return 0


def _name(engine: sa.Engine) -> str:
    """The database as a line may show it: without a password."""
    return engine.url.render_as_string(hide_password=True)
