"""Everybody keeps their own dashboards; nobody sees another's."""

from __future__ import annotations

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, NotFound
from server.metrics.governance.boards import MOST_TILES, Tile, boards_of, delete_board, save_board
from tests.metrics.governance.acts import caller

TILE = Tile("csat", "last:12", "department", "line")


async def test_a_board_is_kept_changed_and_thrown_away(hands):
    board = await save_board(hands.hr, hands.registry, name="一", tiles=[TILE])
    await save_board(hands.hr, hands.registry, name="二", tiles=[], is_pinned=True)
    await save_board(hands.hr, hands.registry, name="三", tiles=[], board_id=board, version=1)

    found = await boards_of(hands.hr)
    assert [(each.name, each.is_pinned, each.version, each.tiles) for each in found] == [
        ("二", True, 1, ()), ("三", False, 2, ()),
    ]  # fmt: skip
    await delete_board(hands.hr, hands.registry, board_id=board)
    assert [each.name for each in await boards_of(hands.hr)] == ["二"]


async def test_a_board_changed_meanwhile_is_not_overwritten(hands):
    board = await save_board(hands.hr, hands.registry, name="一", tiles=[TILE])
    await save_board(hands.hr, hands.registry, name="二", tiles=[TILE], board_id=board, version=1)

    with pytest.raises(Conflict):
        await save_board(hands.hr, hands.registry, name="三", tiles=[], board_id=board, version=1)

    assert [(each.name, each.tiles) for each in await boards_of(hands.hr)] == [("二", (TILE,))]


async def test_anothers_board_is_as_one_that_does_not_exist(hands):
    board = await save_board(hands.hr, hands.registry, name="一", tiles=[])

    assert await boards_of(hands.stranger) == []
    with pytest.raises(NotFound):
        await save_board(hands.stranger, hands.registry, name="x", tiles=[], board_id=board)
    with pytest.raises(NotFound):
        await delete_board(hands.stranger, hands.registry, board_id=board)
    assert [each.name for each in await boards_of(hands.hr)] == ["一"]


@pytest.mark.parametrize(
    ("name", "tiles"),
    [
        (" ", []),
        ("x", [Tile("nope", "2025-03")]),
        ("x", [Tile("csat", "2025-03", view="pie")]),
        ("x", [TILE] * (MOST_TILES + 1)),
    ],
)
async def test_a_board_that_makes_no_sense_is_refused(hands, name, tiles):
    with pytest.raises(InvalidInput):
        await save_board(hands.hr, hands.registry, name=name, tiles=tiles)


async def test_the_administrator_has_none(hands):
    with pytest.raises(Denied):
        await save_board(caller(hands.hr.store, "a", "administrator"), hands.registry, name="x", tiles=[])
