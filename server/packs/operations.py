"""Loading and unloading a pack, and telling beforehand what that would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.metrics.agreed.registry import Registry
from server.packs.files import Pack, digest_of, packs
from server.packs.models import IndustryPack, PackItem, PackPart, PackState
from server.packs.parts import Item, Part, parts_of
from server.people.operations.access import Place, allow, link
from server.store.base import Row, change_row, stamp
from server.store.idempotency import once

SECONDS = 60.0


class PackAction(StrEnum):
    """What loading does with one thing: a conflict is the company's own, or was changed by it, and stays as it is."""

    ADD = "ADD"
    CHANGE = "CHANGE"
    RESTORE = "RESTORE"
    SAME = "SAME"
    CONFLICT = "CONFLICT"


@dataclass(frozen=True)
class Step:
    """What loading a pack would do with one thing; `why` in both languages."""

    part: PackPart
    key: str
    name: tuple[str, str]
    action: PackAction
    why: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Listed:
    """A pack there is, and how it stands; no state for one that was never loaded."""

    pack: Pack
    state: PackState | None = None
    loaded_on: date | None = None
    unloaded_on: date | None = None
    items: int = 0


OWN = ("已有同编码的记录，保留公司自己的", "There is one of this code already; the company's own stays")
EDITED = ("载入后被修改过，保留修改", "It was changed after it was loaded; the change stays")


def find_pack(code: str) -> Pack:
    found = packs().get(code.strip().lower())
    if found is None:
        raise not_found()
    return found


async def list_packs(ctx: Context) -> list[Listed]:
    """List every pack there is, with how it stands."""
    allow_read(ctx)
    return await listed(ctx)


def allow_read(ctx: Context) -> None:
    """Refuse who may not load packs to look at them either: they speak of how the house is set up."""
    allow(ctx, Place(), "loadPack")


async def listed(ctx: Context) -> list[Listed]:
    async def read() -> list[Listed]:
        known = {row.code: row for row in await IndustryPack.all()}
        counts = Counter(link(row, "pack_id") for row in await PackItem.filter(is_live=True))
        return [
            Listed(each, row.state, row.loaded_on, row.unloaded_on, counts[row.id])
            if (row := known.get(code))
            else Listed(each)
            for code, each in packs().items()
        ]

    return await ctx.store.write(read)


async def preview_pack(ctx: Context, *, code: str) -> list[Step]:
    """Tell what loading would do, and do nothing."""
    allow_read(ctx)
    return await steps_of(ctx, find_pack(code))


async def steps_of(ctx: Context, pack: Pack) -> list[Step]:
    parts = await parts_for(ctx)

    async def look() -> list[Step]:
        return [step for part in parts for step, *_ in await planned(pack, part)]

    return await ctx.store.write(look, seconds=SECONDS)


async def parts_for(ctx: Context) -> tuple[Part, ...]:
    known = (await Registry(ctx.store).governed(ctx)).dictionary
    return parts_of(known, ctx.store.settings.zone)


async def planned(pack: Pack, part: Part) -> list[tuple[Step, Item, Row | None]]:
    """Return what would become of each thing of a kind."""
    kept = await IndustryPack.get_or_none(code=pack.code)
    mine = {row.key: row for row in await PackItem.filter(part=part.kind, pack_id=kept.id)} if kept else {}
    out = []
    for item in await part.items(pack):
        row = await part.find(item.key)
        action, why = await action_for(part, item, row, mine.get(item.key))
        out.append((Step(part.kind, item.key, item.name, action, why), item, row))
    return out


async def action_for(
    part: Part, item: Item, row: Row | None, known: PackItem | None
) -> tuple[PackAction, tuple[str, str]]:
    none = ("", "")
    if row is not None and known is None:
        return PackAction.CONFLICT, OWN
    if row is None:
        trouble = await part.trouble(item)
        return (PackAction.CONFLICT, trouble) if trouble else (PackAction.ADD, none)
    if not part.is_live(row):
        return PackAction.RESTORE, none
    if known is not None and known.digest == digest_of(item.given):
        return PackAction.SAME, none
    if known is not None and known.row_version != row.version:
        return PackAction.CONFLICT, EDITED
    return PackAction.CHANGE, none


async def load_pack(ctx: Context, *, code: str, idempotency_key: str | None = None) -> str:
    """Bring in what a pack holds and is not there yet; loaded again it changes nothing. Return the pack's id."""
    allow(ctx, Place(), "loadPack")
    pack = find_pack(code)
    parts = await parts_for(ctx)
    asked = {"operation": "load_pack", "code": pack.code}
    work = partial(once, ctx, idempotency_key, asked, lambda: bring_in(ctx, pack, parts))
    return await ctx.store.write(work, seconds=SECONDS)


async def bring_in(ctx: Context, pack: Pack, parts: Sequence[Part]) -> str:
    """Bring a pack in; inside store.write."""
    row = await IndustryPack.filter(code=pack.code).select_for_update().get_or_none()
    if row is None:
        values: dict[str, Any] = {"state": PackState.LOADED, "loaded_on": ctx.today}
        row = await IndustryPack.create(**stamp(ctx), code=pack.code, **values)
    elif row.state is PackState.UNLOADED:
        await change_row(
            ctx, IndustryPack, row.id, state=PackState.LOADED, loaded_on=ctx.today, unloaded_on=None
        )
    done: Counter[PackAction] = Counter()
    for part in parts:
        for step, item, before in await planned(pack, part):
            done[step.action] += 1
            if step.action in (PackAction.ADD, PackAction.CHANGE, PackAction.RESTORE):
                await part.put(ctx, item, before)
                await keep_item(ctx, row.id, part, item)
    told = {str(action).lower(): (None, number) for action, number in sorted(done.items())}
    await audit.record(ctx, "packs.load", subject_type="IndustryPack", subject_id=row.id, changes=told)
    return row.id


async def keep_item(ctx: Context, pack_id: str, part: Part, item: Item) -> None:
    """Note what the pack wrote, so that it is known again."""
    made = await part.find(item.key)
    if made is None:
        return
    values: dict[str, Any] = {  # columns, of mixed types
        "subject_id": made.id,
        "row_version": made.version,
        "digest": digest_of(item.given),
        "is_live": True,
    }
    known = await PackItem.get_or_none(part=part.kind, key=item.key)
    if known is None:
        await PackItem.create(**stamp(ctx), pack_id=pack_id, part=part.kind, key=item.key, **values)
    else:
        await change_row(ctx, PackItem, known.id, **values)


async def unload_pack(ctx: Context, *, code: str, idempotency_key: str | None = None) -> str:
    """Take out of use what a pack brought; what people did with it stays. Return the pack's id."""
    allow(ctx, Place(), "unloadPack")
    pack = find_pack(code)
    parts = await parts_for(ctx)
    asked = {"operation": "unload_pack", "code": pack.code}
    work = partial(once, ctx, idempotency_key, asked, lambda: take_out(ctx, pack, parts))
    return await ctx.store.write(work, seconds=SECONDS)


async def take_out(ctx: Context, pack: Pack, parts: Sequence[Part]) -> str:
    """Take a pack out of use, the last kinds first; inside store.write."""
    row = await IndustryPack.filter(code=pack.code).select_for_update().get_or_none()
    if row is None or row.state is PackState.UNLOADED:
        raise InvalidState("这个行业包没有载入。", "This pack is not loaded.")
    done = 0
    for part in reversed(parts):
        for item in await PackItem.filter(pack_id=row.id, part=part.kind, is_live=True).order_by("key"):
            found = await part.find(item.key)
            if found is not None and part.is_live(found):
                await part.retire(ctx, found)
                done += 1
            await change_row(ctx, PackItem, item.id, is_live=False)
    await change_row(ctx, IndustryPack, row.id, state=PackState.UNLOADED, unloaded_on=ctx.today)
    told = {"retired": (None, done)}
    await audit.record(ctx, "packs.unload", subject_type="IndustryPack", subject_id=row.id, changes=told)
    return row.id


# --- As the house itself, for commands and samples ---


async def load_as_house(ctx: Context, code: str) -> str:
    """Load a pack with the rights of the house."""
    work = partial(bring_in, ctx, find_pack(code), await parts_for(ctx))
    return await ctx.store.write(work, seconds=SECONDS)


async def unload_as_house(ctx: Context, code: str) -> str:
    work = partial(take_out, ctx, find_pack(code), await parts_for(ctx))
    return await ctx.store.write(work, seconds=SECONDS)
