"""A matter is told each person once, settled for all together, and marked as read by its owner alone."""

from __future__ import annotations

from datetime import date

import orjson
import pytest

from server.desk import notify, settle_notices
from server.desk.notices import mark_notices_read
from server.kernel.context import Context, Grant, Principal
from server.kernel.errors import Denied, NotFound
from tests.conftest import make_context
from tests.plan.world import context, uid

TITLE = "请假待批 | A leave request waits"
SQL = "select employee_id, key, title_zh, title_en, read_at is not null, done_at is not null from notice order by 1, 2"


async def tell(ctx: Context, *people: str, key: str = "absence:1") -> None:
    await ctx.store.write(
        lambda: notify(
            ctx, people, "absence", title=TITLE, link="/approvals/1", key=key, due_on=date(2025, 6, 1)
        )
    )


async def told(ctx: Context) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await ctx.store.reads.rows(SQL)]


async def test_a_matter_is_told_each_person_once(ctx):
    await tell(ctx, "e1", "e2", "e1")
    await tell(ctx, "e2", "e3")

    assert [row[0] for row in await told(ctx)] == ["e1", "e2", "e3"]
    assert (await told(ctx))[0][1:4] == ("absence:1", "请假待批", "A leave request waits")


async def test_the_floor_above_is_told_of_new_notices_in_the_same_transaction(sqlite_store):
    ctx = make_context(sqlite_store)
    await tell(ctx, "e1", "e2")
    await tell(ctx)

    told = await ctx.store.reads.rows("select topic, payload from outbox_message")
    ids = [row[0] for row in await ctx.store.reads.rows("select id from notice order by employee_id")]
    assert [(topic, orjson.loads(payload)) for topic, payload in told] == [("desk.told", {"notices": ids})]


async def test_settling_closes_a_matter_for_all_and_leaves_the_others(ctx):
    await tell(ctx, "e1", "e2")
    await tell(ctx, "e1", key="absence:2")

    settled = await ctx.store.write(lambda: settle_notices(ctx, "absence:1"))

    assert settled == 2
    assert [bool(row[5]) for row in await told(ctx)] == [True, False, True]


@pytest.mark.parametrize("link", ["https://elsewhere", "//elsewhere", "approvals"])
async def test_a_notice_leads_nowhere_outside(ctx, link):
    with pytest.raises(ValueError, match="page of ours"):
        await ctx.store.write(lambda: notify(ctx, ["e1"], "k", title=TITLE, link=link, key="k"))

    assert await told(ctx) == []


async def test_only_their_owner_marks_notices_as_read(store):
    me, other = context(store, "employee"), context(store, "hr_manager")
    await tell(me, uid("E3"))
    ((notice_id,),) = await store.reads.rows("select id from notice")

    with pytest.raises(NotFound):
        await mark_notices_read(other, ids=[notice_id])
    assert not (await told(me))[0][4]

    assert await mark_notices_read(me, ids=[notice_id]) == "1"
    assert await mark_notices_read(me) == "0"
    assert (await told(me))[0][4]


async def test_the_administrator_has_no_notices_to_mark(store):
    keeper = context(store, "employee").acting_as(
        Principal("a9", "admin", "管理员", None, (Grant("administrator"),))
    )

    with pytest.raises(Denied):
        await mark_notices_read(keeper)
