"""The fixed-asset register: one asset at a time, or the whole of it from a workbook."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Asset
from tracker.errors import Invalid
from tracker.imports.asset_list import LONGEST_LIFE
from tracker.imports.record_steps import RecordStep, record_step
from tracker.permissions import Action, Actor
from tracker.procurement.asset_life import acquired_on

LONGEST = {"code": 60, "name": 200, "specification": 600, "unit": 20, "location": 120}
_REQUIRED = ("code", "name")
FIELDS = frozenset(LONGEST) | {
    "quantity_milli",
    "usable_milli",
    "unit_price_fen",
    "acquired",
    "condition",
    "life_years",
}
"""Columns that a person sets."""


@command(Action.EDIT_PROCUREMENT)
def create_asset(session: Session, *, actor: Actor, project_id: int, values: Mapping[str, Any]) -> int:
    """Add an asset; gives its id. `values` holds columns of FIELDS; condition, code, name and quantity are needed.

    Raises:
        Invalid: as `_check`; `text_missing`, without a quantity or a condition.
    """
    for field in ("quantity_milli", "condition"):
        if values.get(field) is None:
            raise Invalid("text_missing", field=field)
    asset = Asset(project_id=project_id, **{"usable_milli": 0, **_known(values)})
    _check(session, asset)
    session.add(asset)
    session.flush()
    assert asset.id is not None  # noqa: S101 (flushed)
    return asset.id


@command(Action.EDIT_PROCUREMENT)
def update_asset(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    asset_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change an asset.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`.
    """
    asset = get(session, Asset, project_id, asset_id)
    merge_edit(asset, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    _check(session, asset)
    session.add(asset)


@command(Action.EDIT_PROCUREMENT)
def archive_asset(session: Session, *, actor: Actor, project_id: int, asset_id: int) -> None:
    """Put an asset aside; it serves no line any more."""
    editing.archive(session, get(session, Asset, project_id, asset_id))


@command(Action.EDIT_PROCUREMENT)
def restore_asset(session: Session, *, actor: Actor, project_id: int, asset_id: int) -> None:
    """Bring an asset back."""
    editing.restore(session, get(session, Asset, project_id, asset_id))


@command(Action.EDIT_PROCUREMENT)
def import_assets(
    session: Session, *, actor: Actor, project_id: int, listed: Iterable[Mapping[str, Any]]
) -> Mapping[RecordStep, int]:
    """Bring the register up to a list that was read; gives how many assets each step was taken for.

    An asset is known by its code: importing the same list again changes nothing. A blank cell leaves what is
    stored, and what the list does not name stays. An archived asset that the list names is brought back.

    Raises:
        Invalid: as `_check`.
    """
    known = {row.code: row for row in session.exec(select(Asset).where(Asset.project_id == project_id))}
    steps: Counter[RecordStep] = Counter()
    for record in listed:
        given = {name: value for name, value in _known(record).items() if value is not None}
        asset = known.get(given["code"])
        step = record_step(asset, given)
        steps[step] += 1
        if asset is None:
            asset = known[given["code"]] = Asset(project_id=project_id, **{"usable_milli": 0, **given})
        for name, value in given.items():
            setattr(asset, name, value)
        _check(session, asset, alone=False)
        editing.restore(session, asset)
        session.add(asset)
    return steps


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    editing.only_fields(values, FIELDS)
    return dict(values)


def _check(session: Session, asset: Asset, *, alone: bool = True) -> None:
    """Tidy the texts of an asset, and refuse what cannot be.

    Raises:
        Invalid: `text_missing`, `text_too_long`, `asset_quantity_negative`, `usable_above_quantity`,
            `asset_life_out_of_range`, `asset_date_unreadable`, `asset_code_taken` (looked up where the asset is
            written `alone`).
    """
    for field, longest in LONGEST.items():
        text = (getattr(asset, field) or "").strip()
        if field in _REQUIRED:
            text = required_text(field, text, longest=longest)
        elif len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
        setattr(asset, field, text)
    asset.acquired = (asset.acquired or "").strip()
    if asset.acquired and (len(asset.acquired) > 10 or acquired_on(asset.acquired) is None):
        raise Invalid("asset_date_unreadable", text=asset.acquired)
    _check_figures(asset)
    if alone:
        _refuse_taken(session, asset)


def _check_figures(asset: Asset) -> None:
    if min(asset.quantity_milli, asset.usable_milli, asset.unit_price_fen or 0) < 0:
        raise Invalid("asset_quantity_negative", name=asset.name)
    if asset.usable_milli > asset.quantity_milli:
        raise Invalid("usable_above_quantity", text=asset.code)
    if asset.life_years is not None and not 0 < asset.life_years <= LONGEST_LIFE:
        raise Invalid("asset_life_out_of_range", longest=LONGEST_LIFE)


def _refuse_taken(session: Session, asset: Asset) -> None:
    with session.no_autoflush:  # the asset itself is not written before it is found good
        query = select(Asset.id).where(Asset.project_id == asset.project_id, Asset.code == asset.code)
        others = [found for found in session.exec(query) if found != asset.id]
    if others:
        raise Invalid("asset_code_taken", text=asset.code)
