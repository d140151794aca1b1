"""One subject, one file: joining the words of every subject's module of this package."""

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def gathered(prefix: str, name: str, shared: Mapping[K, V]) -> Mapping[K, V]:
    """`shared` and the mapping `name` of every module here whose name begins with `prefix`.

    Raises:
        RuntimeError: two subjects define the same key.
    """
    joined = dict(shared)
    for module in sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])):
        if not module.startswith(prefix):
            continue
        own: Mapping[K, V] = getattr(importlib.import_module(f"tracker.i18n.{module}"), name)
        twice = joined.keys() & own.keys()
        if twice:
            message = f"{module} defines again: {sorted(map(str, twice))}"
            raise RuntimeError(message)
        joined.update(own)
    return joined
