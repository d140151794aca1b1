"""The command line of whoever runs the tracker: `python -m db upgrade | sample | check | export | …`.

A command's own modules are imported when it is given: every `make run` begins with one that has nothing to do.
"""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from db import cli_more
from db.cli_more import later
from db.engine import engine_for, shown
from db.schema_version import current, head
from tracker.errors import TrackerError
from tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


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
    upgrade_.set_defaults(run=later("db.cli_database", "upgrade"))

    sample = commands.add_parser("sample", help="add the sample library, to the newest schema")
    sample.add_argument(
        "--as-of", type=dt.date.fromisoformat, metavar="DATE", help="the day the sample is laid out from"
    )
    sample.add_argument("--if-empty", action="store_true", help="only if the database has no project yet")
    sample.set_defaults(run=_sample)

    check = commands.add_parser(
        "check", help="say whether schema, triggers, references, audit and files are whole"
    )
    check.set_defaults(run=later("db.cli_database", "check"))

    export_ = commands.add_parser("export", help="write all rows into one zip file")
    export_.add_argument("--out", type=Path, metavar="FILE", help="the file; named by the time by default")
    export_.add_argument("--files", action="store_true", help="with the stored photos and files")
    export_.set_defaults(run=later("db.cli_database", "export"))

    cli_more.add_commands(commands)

    migration = commands.add_parser("migration", help="for developers: write the migration to the models")
    migration.add_argument("message", help="what it does, in a few words")
    migration.set_defaults(run=later("db.cli_database", "migration"))
    return parser


def _sample(options: argparse.Namespace, settings: Settings) -> int:
    """Add the sample library; where there is a project already and `--if-empty` is given, say so at once."""
    engine = engine_for(settings.database_url)
    if current(engine) != head():
        import_module("db.migrate").upgrade(engine)
    with engine.connect() as connection:
        projects = connection.scalar(sa.select(sa.func.count()).select_from(sa.table("project")))
    if options.if_empty and projects:
        print(f"{shown(engine)}: has {projects} project(s); no sample added")
        return 0
    return later("db.cli_database", "sample")(options, settings)
