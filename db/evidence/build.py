"""Building a pack: what goes in is gathered first, so that the whole is known; then one file after the other."""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlmodel import Session

from db.evidence.acceptance import gate_acceptance_parts, period_acceptance_parts, the_gate
from db.evidence.evaluation import evaluation_parts
from db.evidence.findings import period_finding_parts
from db.evidence.gate import gate_finding_parts, gate_round_parts
from db.evidence.issued import issued_parts
from db.evidence.parts import Gathering, Order, Part, Scope, once_each
from db.evidence.procurement import asset_parts, draft_parts
from db.evidence.purchases import purchase_parts
from db.evidence.rounds import round_parts
from db.evidence.work import attendance_parts, minutes_parts, plan_parts
from db.files import FileStore
from db.models import Project
from db.unit_of_work import reading
from tracker.errors import NotFound
from tracker.evidence import EvidenceSection, PackFile, file_name, readers, sections_for
from tracker.exports.evidence_index import PackHead
from tracker.exports.evidence_zip import PackWriter
from tracker.i18n import Words
from tracker.i18n.figures import period_name
from tracker.i18n.gate_names import gate_name
from tracker.periods import PeriodKind, period_of

log = logging.getLogger("kaiguan")

PERIOD: dict[EvidenceSection, Callable[[Gathering], list[Part]]] = {
    EvidenceSection.ACCEPTANCE: period_acceptance_parts,
    EvidenceSection.FINDINGS: period_finding_parts,
    EvidenceSection.ROUNDS: round_parts,
    EvidenceSection.DRAFTS: draft_parts,
    EvidenceSection.ASSETS: asset_parts,
    EvidenceSection.PURCHASES: purchase_parts,
    EvidenceSection.PLANS: plan_parts,
    EvidenceSection.MINUTES: minutes_parts,
    EvidenceSection.ATTENDANCE: attendance_parts,
    EvidenceSection.SUMMARIES: issued_parts,
    EvidenceSection.EVALUATION: evaluation_parts,
}
"""What gathers each section of a period's pack."""


class Progress(Protocol):
    """Is told how many of all files are written, and which section the next one belongs to."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """May raise, to stop the building."""


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A pack that was written: its files, the name it is offered under, and how many files the store had lost."""

    files: tuple[PackFile, ...]
    name: str

    @property
    def missing(self) -> int:
        """How many files the store had lost."""
        return sum(file.missing for file in self.files)


def build(
    engine: sa.Engine,
    files: FileStore,
    out: Path,
    order: Order,
    *,
    built_at: dt.datetime,
    progress: Progress = lambda _step, _done, _total: None,
) -> BuiltPack:
    """Write the pack that was asked for to `out`, a file that is made or replaced.

    All of it shows one moment: the session that reads stays open until the last file is written.

    Args:
        engine: the database.
        files: where kept files are.
        out: the ZIP file.
        order: which pack.
        built_at: the moment that the index names; nothing else depends on it.
        progress: called before each file, and once at the end.

    Raises:
        NotFound: the project or the gate is not there.
        FilesUnavailable: the store of files does not answer.
    """
    with reading(engine) as session, out.open("wb") as file:
        g = _gathering(session, files, order)
        head = PackHead(
            project=g.project,
            library=g.library if g.library != g.project else "",
            scope=scope_name(g),
            last=g.scope.last,
            built=g.words.instant(built_at, g.time_zone),
        )
        parts = gather(g)
        writer = PackWriter(file, head, g.words)
        for done, part in enumerate(parts):
            progress(part.section, done, len(parts))
            _write(writer, files, part)
        writer.close()
        progress("", len(parts), len(parts))
        name = file_name(g.words._("Evidence pack"), _short_name(g), ending="zip")
    return BuiltPack(tuple(writer.files), name)


def _gathering(session: Session, files: FileStore, order: Order) -> Gathering:
    """What the gathering needs: the project, the scope's days, the language, and who the pack lies open to."""
    project = session.get(Project, order.project_id)
    if project is None:
        raise NotFound(record="project", id=order.project_id)
    if order.gate_id is not None:
        # A day from the data, not today: the same gate gives the same pack.
        gate = the_gate(session, order.project_id, order.gate_id)
        scope = Scope(gate.standing.held_on or gate.planned_on or project.opening_on, gate_id=gate.id)
    else:
        scope = Scope(order.last or project.opening_on, order.first or project.starts_on)
    words = Words.of(order.language)
    library = project.library or project.name
    return Gathering(
        session=session,
        files=files,
        project_id=order.project_id,
        project=project.name,
        library=library,
        scope=scope,
        words=words,
        readers=readers(),
        time_zone=project.time_zone,
    )


def gather(g: Gathering) -> list[Part]:
    """The parts of the pack in the order of its folders: only sections that all its readers may see."""
    sources = PERIOD if g.scope.gate_id is None else _of_gate(g, g.scope.gate_id)
    open_to_all = sections_for(g.readers)
    return once_each(
        part
        for section in EvidenceSection
        if section in open_to_all and section in sources
        for part in sources[section](g)
    )


def scope_name(g: Gathering) -> str:
    """The period or the gate as the index says it."""
    if g.scope.gate_id is not None:
        return gate_name(g.words, the_gate(g.session, g.project_id, g.scope.gate_id))
    return named_period(g.words, g.scope)


def named_period(w: Words, scope: Scope) -> str:
    """The calendar period that a scope is, else its first and last day."""
    if scope.first is None:
        return w.date(scope.last)
    for kind in PeriodKind:
        period = period_of(scope.first, kind)
        if (period.first, period.last) == (scope.first, scope.last):
            return period_name(w, period)
    return w._("{first} to {last}", first=w.date(scope.first), last=w.date(scope.last))


def _of_gate(g: Gathering, gate_id: int) -> dict[EvidenceSection, Callable[[Gathering], list[Part]]]:
    gate = the_gate(g.session, g.project_id, gate_id)
    return {
        EvidenceSection.ACCEPTANCE: lambda each: gate_acceptance_parts(each, gate),
        EvidenceSection.FINDINGS: lambda each: gate_finding_parts(each, gate),
        EvidenceSection.ROUNDS: lambda each: gate_round_parts(each, gate),
    }


def _short_name(g: Gathering) -> str:
    """The scope in our own words, for the name of the file."""
    if g.scope.gate_id is not None:
        return g.words.label(the_gate(g.session, g.project_id, g.scope.gate_id).stage)
    return named_period(g.words, g.scope)


def _write(writer: PackWriter, files: FileStore, part: Part) -> None:
    try:
        data = part.make() if part.make is not None else files.get(part.sha256)
    except NotFound:
        if part.make is not None:
            raise
        writer.lacking(part.section, title=part.title, day=part.day)
        return
    made = part.make is not None
    if not made and hashlib.sha256(data).hexdigest() != part.sha256:
        log.warning("file %s of the store is damaged", part.sha256)
        writer.lacking(part.section, title=part.title, day=part.day)
        return
    writer.add(part.section, part.place, part.ending, data, title=part.title, day=part.day, made=made)
