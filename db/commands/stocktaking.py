"""Stock-taking: what was found of an asset, on the day; the register follows the newest count."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.registry import command, get
from db.models import Asset, AssetCount
from db.photos import StoredPhoto, hang
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import AssetCondition

LONGEST_NOTE = 2000


@command(Action.EDIT_PROCUREMENT)
def record_asset_count(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    asset_id: int,
    counted_on: dt.date,
    quantity_milli: int,
    usable_milli: int,
    condition: AssetCondition,
    note: str = "",
    photos: Sequence[StoredPhoto] = (),
    client_id: str | None = None,
) -> int:
    """Record what was found of an asset, with photos; the register takes it over. Gives the count's id.

    A count that a device sends again under the same `client_id` is recorded once.

    Raises:
        Invalid: `asset_quantity_negative`, `usable_above_quantity`, `text_too_long`; `count_of_another_asset`
            when the `client_id` was used for another asset.
    """
    asset = get(session, Asset, project_id, asset_id)
    if client_id is not None and (known := _sent_before(session, project_id, client_id)) is not None:
        if known.asset_id != asset_id:
            raise Invalid("count_of_another_asset")
        assert known.id is not None  # noqa: S101 (read from the database)
        return known.id
    if min(quantity_milli, usable_milli) < 0:
        raise Invalid("asset_quantity_negative", name=asset.name)
    if usable_milli > quantity_milli:
        raise Invalid("usable_above_quantity", text=asset.code)
    if len(note.strip()) > LONGEST_NOTE:
        raise Invalid("text_too_long", field="note", longest=LONGEST_NOTE, length=len(note.strip()))
    count = AssetCount(
        project_id=project_id,
        asset_id=asset_id,
        counted_on=counted_on,
        quantity_milli=quantity_milli,
        usable_milli=usable_milli,
        condition=condition,
        note=note.strip(),
        client_id=client_id,
    )
    session.add(count)
    session.flush()
    assert count.id is not None  # noqa: S101 (flushed)
    hang(session, project_id, "asset_count", count.id, photos)
    _follow(session, asset)
    return count.id


@command(Action.EDIT_PROCUREMENT)
def archive_asset_count(session: Session, *, actor: Actor, project_id: int, count_id: int) -> None:
    """Put a count aside; the register follows the newest that is left."""
    count = get(session, AssetCount, project_id, count_id)
    editing.archive(session, count)
    session.flush()
    _follow(session, get(session, Asset, project_id, count.asset_id))


@command(Action.EDIT_PROCUREMENT)
def restore_asset_count(session: Session, *, actor: Actor, project_id: int, count_id: int) -> None:
    """Bring a count back; the register follows the newest."""
    count = get(session, AssetCount, project_id, count_id)
    editing.restore(session, count)
    session.flush()
    _follow(session, get(session, Asset, project_id, count.asset_id))


def _sent_before(session: Session, project_id: int, client_id: str) -> AssetCount | None:
    return session.exec(
        select(AssetCount).where(AssetCount.project_id == project_id, AssetCount.client_id == client_id)
    ).first()


def _follow(session: Session, asset: Asset) -> None:
    """The register takes over the newest count; without any it stays as it is."""
    newest = session.exec(
        select(AssetCount)
        .where(
            AssetCount.project_id == asset.project_id,
            AssetCount.asset_id == asset.id,
            col(AssetCount.archived_at).is_(None),
        )
        .order_by(col(AssetCount.counted_on).desc(), col(AssetCount.id).desc())
        .limit(1)
    ).first()
    if newest is not None:
        asset.quantity_milli = newest.quantity_milli
        asset.usable_milli = newest.usable_milli
        asset.condition = newest.condition
        session.add(asset)
