"""Keys of calendars: made and shown this once, revoked at will."""

from __future__ import annotations

from server import audit
from server.access.credentials import digest, new_secret
from server.delivery.models import CalendarFeed
from server.delivery.operations.preferences import mine
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.rights import allow
from server.store.base import stamp
from server.store.idempotency import repeatable

HINT = 6


async def create_calendar_feed(ctx: Context) -> tuple[str, str]:
    """Make the caller a new key and end the one before; return the row's id and the key, which is shown this once."""
    allow(ctx, "Mutation.createCalendarFeed", own=True)
    person, key = mine(ctx), new_secret()

    async def work() -> str:
        await _revoke(ctx, person)
        row = await CalendarFeed.create(**stamp(ctx), employee_id=person, digest=digest(key), hint=key[:HINT])
        await _record(ctx, "create_calendar_feed", person, {"hint": (None, row.hint)})
        return row.id

    return await ctx.store.write(work), key


@repeatable
async def revoke_calendar_feed(ctx: Context) -> str:
    """End the caller's key; calendars that hold it get nothing from now on."""
    allow(ctx, "Mutation.revokeCalendarFeed", own=True)
    person = mine(ctx)
    if not await _revoke(ctx, person):
        raise not_found()
    await _record(ctx, "revoke_calendar_feed", person, {"revoked": (False, True)})
    return person


async def _revoke(ctx: Context, person: str) -> int:
    live = CalendarFeed.filter(employee_id=person, revoked_at=None)
    return await live.update(revoked_at=ctx.now, updated_at=ctx.now)


async def _record(ctx: Context, act: str, person: str, changes: dict[str, tuple[object, object]]) -> None:
    await audit.record(
        ctx, f"delivery.{act}", subject_type="CalendarFeed", subject_id=person, changes=changes
    )
