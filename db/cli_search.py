"""`python -m db search`: what the search of the app finds, for a terminal or another program."""

import argparse
import json
import sys
from urllib.parse import urlencode

from sqlmodel import Session, col, select

from db.engine import engine_for
from db.models import Project
from db.queries.search import Hit, find, hits
from db.search.index import rebuild
from db.unit_of_work import reading, unit_of_work
from tracker.errors import NotFound
from tracker.permissions import Role, can, local_actor
from tracker.search import Query, marked, query_of
from tracker.settings import Settings

SHOWN_CHARACTERS = 120


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print what is found; gives the exit code 0, also when nothing is.

    With `--json` it is one array of objects: `kind` (the record's table), `id`, `title`, `text` (around the first
    hit) and `address` (path and query of the page that opens it), hits in titles first, each the newest first.
    Otherwise a line each of kind, title and address, divided by tabs.

    Raises:
        NotFound: there is no such project.
    """
    engine = engine_for(settings.database_url)
    if options.rebuild:
        with unit_of_work(engine) as session:
            print(f"{rebuild(session)} records in the index", file=sys.stderr)
        if not options.text:
            return 0
    query = query_of(options.text)
    actor = local_actor(Role(options.role))
    with reading(engine) as session:
        project_id = _project_id(session, options.project)
        found = find(session, project_id, query, may=lambda action: can(actor, action, project_id))
        rows = [_row(hit, project_id, query) for hit in hits(session, found.ids[: max(0, options.limit)])]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print("\t".join(" ".join(str(row[name]).split()) for name in ("kind", "title", "address")))
    if not rows:
        print("nothing found", file=sys.stderr)
    return 0


def _project_id(session: Session, wanted: int | None) -> int:
    query = select(Project.id).order_by(col(Project.id).desc())
    query = query.where(col(Project.archived_at).is_(None) if wanted is None else Project.id == wanted)
    project_id = session.exec(query).first()
    if project_id is None:
        raise NotFound(table="project", id=wanted)
    return project_id


def _row(hit: Hit, project_id: int, query: Query) -> dict[str, object]:
    text = "".join(part.text for part in marked(hit.body, query, length=SHOWN_CHARACTERS))
    parameters = {"project": str(project_id), **hit.parameters}
    return {
        "kind": hit.record_table,
        "id": hit.record_id,
        "title": hit.title,
        "text": text,
        "address": f"/{hit.page}?{urlencode(parameters)}",
    }
