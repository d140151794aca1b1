"""The published OCDS 1.1 schema, as the tests hold exports against it, without the network."""

import json
from pathlib import Path

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

FOLDER = Path(__file__).parents[1] / "data/ocds"


def schema_errors(package):
    """Every breach of the release package schema, as `path: message`."""
    schemas = [
        json.loads((FOLDER / f"{name}.json").read_text())
        for name in ("release-schema", "release-package-schema")
    ]
    resources = [(schema["id"], Resource(schema, DRAFT4)) for schema in schemas]
    validator = Draft4Validator(
        schemas[1], registry=Registry().with_resources(resources), format_checker=FormatChecker()
    )
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in validator.iter_errors(package)
    ]
