"""Sources that have not loaded within their days: who answers for each is told, once a lateness."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from server.desk import notify, settle_notices
from server.imports.models import ImportSource
from server.kernel.clock import spell_instant
from server.kernel.context import Context, Principal
from server.kernel.labels import label
from server.people.operations.access import Place, decide, link

Everyone = Callable[[], Awaitable[list[Principal]]]
KIND = "imports.late"


def tell_late(everyone: Everyone) -> Callable[[Context], Awaitable[None]]:
    """Return the day's work of telling; `everyone` lists the people with an account."""

    async def tell(ctx: Context) -> None:
        """Tell of each source that a rhythm is expected of and that is late; of the same lateness no second time.

        Told is its keeper, or for want of one whoever may set sources.
        """
        able = setters(ctx, await everyone())

        async def write() -> None:
            for source in await ImportSource.exclude(fresh_days=None).order_by("name"):
                if (due := due_at(source)) < ctx.now:
                    await tell_one(ctx, source, due, able)

        await ctx.store.write(write)

    return tell


def due_at(source: ImportSource) -> datetime:
    """Return when the next file is due; one that never loaded is due its days after it was set up."""
    last: datetime = source.last_loaded_at or source.created_at
    return last + timedelta(days=source.fresh_days or 0)


def setters(ctx: Context, everyone: Sequence[Principal]) -> list[str]:
    """List the people who may set sources."""
    verb = "Mutation.saveImportSource"
    return [
        str(each.employee_id)
        for each in everyone
        if each.employee_id and decide(ctx.acting_as(each), Place(), verb, "write").allowed
    ]


async def tell_one(ctx: Context, source: ImportSource, due: datetime, able: Sequence[str]) -> None:
    title, days = source.title or source.name, source.fresh_days
    keeper = link(source, "keeper_id")
    words = label(
        f"来源“{title}”已逾期：应每 {days} 天导入一次，请上传或联系对方",
        f"The source '{title}' is late: it should load every {days} days; bring its file in or ask for it",
    )
    await notify(
        ctx, [keeper] if keeper else able, KIND, title=words, link="/data/sources",
        key=f"{key_of(source.id)}{spell_instant(due)}", due_on=due.date(),
    )  # fmt: skip


async def settle_late(ctx: Context, source_id: str) -> None:
    """Mark what was told of a source as done: it has loaded. Inside store.write."""
    await settle_notices(ctx, key_of(source_id))


def key_of(source_id: str) -> str:
    return f"source-late:{source_id}:"
