"""The one installation this process serves: its settings, its engine and its files."""

import os
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from db.engine import engine_for
from db.files import FileStore
from db.files import file_store as store_at
from tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@cache
def settings() -> Settings:
    """The settings, read from the environment once."""
    return Settings.from_env(os.environ, root=ROOT)


def engine() -> sa.Engine:
    """The engine of the configured database."""
    return engine_for(settings().database_url)


def file_store() -> FileStore:
    """Where photos and files are kept."""
    return store_at(settings().files)
