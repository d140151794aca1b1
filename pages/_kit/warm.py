"""Importing what the first visitor would otherwise wait for."""

import importlib
import pkgutil

import db.commands
import db.queries
import tracker.charts
import tracker.exports
import tracker.imports
from tracker.calendar import WorkCalendar


def import_everything() -> None:
    """Import every query, command, chart and file module, and fill the tables of the work calendar."""
    for package in (db.commands, db.queries, tracker.charts, tracker.exports, tracker.imports):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)
    WorkCalendar()
