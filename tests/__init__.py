"""The tests; a package so that helpers import as `tests.support…` from any folder."""
