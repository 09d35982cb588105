"""Notices reach whom they tell and nobody else; views and choices come back as they were kept."""

from __future__ import annotations

import pytest

from server.desk import notify, settle_notices
from server.store.store import Store
from tests.plan.world import uid
from tests.schema.world import World, planted

NOTICES = "{ notices(where: {readAt: {isNull: true}, doneAt: {isNull: true}}) { totalCount nodes { titleEn link } } }"
SAVE = "mutation Save($input: SaveViewInput!) { saveView(input: $input) { id isOwn isDefault } }"
CHOOSE = "mutation Choose($input: SaveListChoiceInput!) { saveListChoice(input: $input) { viewId size } }"


@pytest.fixture
async def world(store: Store) -> World:
    return await planted(store)


async def test_a_notice_is_seen_by_whom_it_tells_until_it_is_settled(world):
    ctx = world.context("hr_manager")
    await world.store.write(
        lambda: notify(
            ctx, [uid("E3")], "absence", title="请假已批 | Leave approved", link="/leave", key="a:1"
        )
    )

    told = {"totalCount": 1, "nodes": [{"titleEn": "Leave approved", "link": "/leave"}]}
    assert (await world.ask("employee", NOTICES))["data"] == {"notices": told}
    for other in ("hr_manager", "department_manager", "auditor", "administrator"):
        assert (await world.ask(other, NOTICES))["data"] == {"notices": {"totalCount": 0, "nodes": []}}

    await world.store.write(lambda: settle_notices(ctx, "a:1"))
    assert (await world.ask("employee", NOTICES))["data"]["notices"]["totalCount"] == 0


async def test_a_view_chosen_to_open_with_can_be_let_go_again(world):
    given = {"page": "people", "name": "离职中", "address": "status=NOTICE", "isDefault": True}
    saved = (await world.ask("employee", SAVE, {"input": given}))["data"]["saveView"]
    assert (saved["isOwn"], saved["isDefault"]) == (True, True)

    sized = await world.ask("employee", CHOOSE, {"input": {"page": "people", "size": 50}})
    assert sized["data"]["saveListChoice"] == {"viewId": saved["id"], "size": 50}

    plain = await world.ask("employee", CHOOSE, {"input": {"page": "people", "viewId": None}})
    assert plain["data"]["saveListChoice"] == {"viewId": None, "size": 50}
