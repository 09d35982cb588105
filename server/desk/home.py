"""Home as its reader has arranged it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from server.desk.models import HomeLayout
from server.desk.views import invalid
from server.kernel.context import Context
from server.kernel.rights import allow
from server.store.base import change_row, stamp
from server.store.idempotency import repeatable

MOST_WIDGETS = 40
LONGEST_NAME = 40


@dataclass(frozen=True)
class Layout:
    """Widgets in their order and those put away; one in neither list stands where the page puts it."""

    widgets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    version: int = 0


@repeatable
async def save_home_layout(
    ctx: Context, *, widgets: Sequence[str], hidden: Sequence[str] = (), version: int | None = None
) -> str:
    """Keep the order of one's home; both lists empty lay it out anew as it was made."""
    allow(ctx, "Mutation.saveHomeLayout", own=True)
    names = [*widgets, *hidden]
    if len(names) > MOST_WIDGETS or any(not is_name(name) for name in names):
        raise invalid("widgets", "组件名称无法识别。", "A widget's name can't be read.")
    if len(set(names)) != len(names):
        raise invalid("widgets", "同一组件只能放一处。", "A widget stands in one place only.")
    values: dict[str, Any] = {
        "widgets": orjson.dumps(list(widgets)).decode(),
        "hidden": orjson.dumps(list(hidden)).decode(),
    }
    row = await HomeLayout.filter(account_id=ctx.principal.account_id).select_for_update().get_or_none()
    if row is None:
        made = await HomeLayout.create(**stamp(ctx), account_id=ctx.principal.account_id, **values)
        return made.id
    await change_row(ctx, HomeLayout, row.id, version=version, **values)
    return row.id


async def layout_of(ctx: Context) -> Layout:
    """Return how the caller has arranged home; nobody else's is ever read."""
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    sql = f"select widgets, hidden, version from home_layout where account_id = {mark}"  # noqa: S608 (a mark)
    rows = await ctx.store.reads.rows(sql, [ctx.principal.account_id])
    if not rows:
        return Layout()
    widgets, hidden, version = rows[0]
    return Layout(tuple(orjson.loads(widgets)), tuple(orjson.loads(hidden)), version)


def is_name(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME and name.replace("-", "_").isidentifier()
