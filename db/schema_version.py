"""Which schema a database is at, and which is the newest: asked at every start, so without Alembic's own modules."""

import re
from pathlib import Path

import sqlalchemy as sa

VERSIONS = Path(__file__).parent / "migrations" / "versions"

_REVISION = re.compile(r'^revision = "(\d+)"$', re.MULTILINE)


def head() -> str:
    """The newest revision; they are numbered one after the other (`db.migrate.new_migration`)."""
    scripts = "\n".join(path.read_text("utf-8") for path in VERSIONS.glob("*.py"))
    return max(str(number) for number in _REVISION.findall(scripts))


def current(engine: sa.Engine) -> str | None:
    """The revision a database is at; None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return found
