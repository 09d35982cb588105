"""Dashboards: each account keeps its own, and nobody else sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from server.kernel.context import Context
from server.kernel.errors import not_found
from server.metrics.agreed.registry import Registry
from server.metrics.agreed.standing import Reads
from server.metrics.governance.record import allow, invalid, operation, tell
from server.metrics.models import MetricBoard
from server.store.base import change_row, stamp

MOST_TILES = 40
VIEWS = ("number", "line", "bar", "table")


@dataclass(frozen=True)
class Tile:
    """One figure on a dashboard; `period` is a name, or `last:N`."""

    key: str
    period: str
    by: str | None = None
    view: str = "number"


@dataclass(frozen=True)
class Board:
    id: str
    name: str
    is_pinned: bool
    tiles: tuple[Tile, ...]
    version: int


@operation
async def save_board(
    ctx: Context,
    registry: Registry,
    *,
    name: str,
    tiles: Sequence[Tile],
    is_pinned: bool = False,
    board_id: str | None = None,
    version: int | None = None,
) -> str:
    """Make a dashboard, or change one's own; `version` is the one the caller saw."""
    allow(ctx, "Mutation.saveBoard")
    if not name.strip():
        raise invalid("name", "请填写名称。", "Give it a name.")
    if len(tiles) > MOST_TILES:
        raise invalid(
            "tiles", f"最多 {MOST_TILES} 个图块。", f"A dashboard holds at most {MOST_TILES} tiles."
        )
    known = await registry.current(ctx)
    for tile in tiles:
        if tile.key not in known.metrics:
            raise invalid("tiles", f"没有指标 {tile.key}。", f"There is no metric {tile.key}.")
        if tile.view not in VIEWS:
            raise invalid("tiles", f"没有图形 {tile.view}。", f"There is no view {tile.view}.")
    values: dict[str, Any] = {  # columns, of mixed types
        "name": name.strip(),
        "is_pinned": is_pinned,
        "tiles": orjson.dumps([asdict(tile) for tile in tiles]).decode(),
    }
    if board_id is None:
        made = await MetricBoard.create(**stamp(ctx), account_id=ctx.principal.account_id, **values)
        await tell(ctx, "save_board", "MetricBoard", made.id, {"name": (None, values["name"])})
        return made.id
    await own(ctx, board_id)
    await change_row(ctx, MetricBoard, board_id, version=version, **values)
    await tell(ctx, "save_board", "MetricBoard", board_id, {"name": (None, values["name"])})
    return board_id


@operation
async def delete_board(ctx: Context, registry: Registry, *, board_id: str) -> str:
    """Throw a dashboard of one's own away."""
    del registry
    allow(ctx, "Mutation.deleteBoard")
    row = await own(ctx, board_id)
    await row.delete()
    await tell(ctx, "delete_board", "MetricBoard", board_id, {"name": (row.name, None)})
    return board_id


async def own(ctx: Context, board_id: str) -> MetricBoard:
    """Return the caller's dashboard; somebody else's is as one that does not exist."""
    found = MetricBoard.filter(id=board_id, account_id=ctx.principal.account_id)
    row = await found.select_for_update().get_or_none()
    if row is None:
        raise not_found()
    return row


async def boards_of(ctx: Context, reads: Reads | None = None) -> list[Board]:
    """List the caller's dashboards, pinned ones first."""
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    sql = (
        f"select id, name, is_pinned, tiles, version from metric_board where account_id = {mark} order by id"
    )
    rows = await (reads or ctx.store.reads).rows(sql, [ctx.principal.account_id])
    found = [Board(row[0], row[1], bool(row[2]), tiles_of(row[3]), row[4]) for row in rows]
    return sorted(found, key=lambda board: not board.is_pinned)


def tiles_of(text: str) -> tuple[Tile, ...]:
    return tuple(Tile(**each) for each in orjson.loads(text))
