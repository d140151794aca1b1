"""Bringing a database to the newest schema, comparing it with the models, and writing the next migration."""

import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from db.engine import IMMEDIATE, engine_for
from db.models import metadata
from db.schema_version import head
from db.search.words import TABLE as SEARCH_WORDS

HERE = Path(__file__).parent


def config() -> Config:
    """Alembic's configuration without an ini file, so that it works from any folder."""
    made = Config()
    made.set_main_option("script_location", str(HERE / "migrations"))
    made.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    return made


def upgrade(engine: sa.Engine, revision: str = "head", *, using: Config | None = None) -> None:
    """Run the missing migrations up to `revision`; nothing happens on a database that is there already.

    `using` may name further migrations; by default it is `config()`.
    """
    made = using or config()
    # A second process that starts at the same time waits at BEGIN, and then finds nothing left to do.
    with engine.execution_options(**{IMMEDIATE: True}).connect() as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, revision)


def drift(engine: sa.Engine) -> list[object]:
    """What the models have that the database has not, or the other way round; empty when they agree."""
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_name": is_ours}
        there = MigrationContext.configure(connection, opts=opts)
        return list(compare_metadata(there, metadata))


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether the models know of it: the search's words stand in tables of each database's own kind."""
    return kind != "table" or name is None or not name.startswith(SEARCH_WORDS)


def new_migration(message: str) -> Path:
    """Write the migration from the newest revision to the models, numbered after it; gives its file."""
    made = config()
    number = f"{int(head()) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_for(f"sqlite:///{folder}/scratch.sqlite3")
        upgrade(engine)
        with engine.connect() as connection:
            made.attributes["connection"] = connection
            script = command.revision(made, message=message, autogenerate=True, rev_id=number)
        engine.dispose()
    assert script is not None  # noqa: S101 (one message, one script)
    assert not isinstance(script, list)  # noqa: S101 (likewise)
    return Path(script.path)
