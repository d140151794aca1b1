"""The one installation this process serves: its settings and its engine."""

import os
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from db.engine import engine_for
from tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@cache
def settings() -> Settings:
    """The settings, read from the environment once."""
    return Settings.from_env(os.environ, root=ROOT)


def engine() -> sa.Engine:
    """The engine of the configured database."""
    return engine_for(settings().database_url)
