"""Receivers: kept sealed, their secret shown once, rotated with a day's grace, tried out, switched, resent."""

from __future__ import annotations

from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from server.delivery import publish
from server.delivery.models import DeliveryChannel as To
from server.delivery.operations.endpoints import (
    create_webhook,
    resend_delivery_entry,
    rotate_webhook_secret,
    switch_webhook,
    try_webhook,
    update_webhook,
)
from server.kernel.context import Context, Grant, Principal
from server.kernel.errors import Conflict, InvalidInput, InvalidState, NotFound
from server.store.store import Store
from tests.delivery import rig
from tests.delivery.receivers import Http
from tests.plan.world import NOW, POLICY, TODAY

KEEPER = Principal("a9", "admin", "管理员", None, (Grant("administrator"),))
ALL = "select name, host, address, secret, secret_before, events, is_active, version from delivery_endpoint"


def keeper(store: Store) -> Context:
    return Context(KEEPER, NOW, TODAY, POLICY, store)


async def test_a_webhook_lives_from_its_making_to_its_switching_off(store):
    with Http() as http:
        rig.may_call_home(store)
        ctx = keeper(store)
        row_id, secret = await create_webhook(
            ctx,
            channel=To.WEBHOOK,
            name=" 工单系统 ",
            address=http.url("/in?token=t0k"),
            events=("feedback.*",),
        )
        ((name, host, address, sealed, *_),) = await store.reads.rows(ALL)
        assert (name, host) == ("工单系统", "127.0.0.1")
        assert "t0k" not in address
        assert secret not in sealed
        assert (await try_webhook(ctx, id=row_id, moment=NOW)).arrived

        _, newer = await rotate_webhook_secret(ctx, id=row_id, moment=NOW)
        await store.write(lambda: publish(rig.at(store), "feedback.resolved", "1", {"id": "1"}))
        await rig.work(store)
        await store.write(lambda: publish(rig.at(store), "feedback.resolved", "2", {"id": "2"}))
        await rig.work(store, rig.later(hours=24))

        await update_webhook(ctx, id=row_id, name="新名", events=(), version=2)
        with pytest.raises(Conflict):
            await update_webhook(ctx, id=row_id, name="旧名", version=2)
        await switch_webhook(ctx, id=row_id, is_active=False)
        await store.write(lambda: publish(rig.at(store), "feedback.resolved", "3", {"id": "3"}))
        await rig.work(store)

    test, both, one = http.got
    for sent, secrets in ((test, [secret]), (both, [newer, secret]), (one, [newer])):
        at = NOW if sent is test else rig.NOW if sent is both else rig.later(hours=24)
        signs = [Webhook(each).sign(sent.headers["webhook-id"], at, sent.body.decode()) for each in secrets]
        assert sent.headers["webhook-signature"].split(" ") == signs
    told = await store.reads.rows("select changes from audit_entry")
    assert not any(secret in str(row) or newer in str(row) or "t0k" in str(row) for row in told)


WRONG: dict[str, tuple[To, str, dict[str, Any], str]] = {
    "a webhook without https": (To.WEBHOOK, "http://93.184.216.34/in", {}, "address"),
    "a webhook that is no address": (To.WEBHOOK, "ftp://x", {}, "address"),
    "a robot somewhere else": (To.WECOM, "https://evil.example/cgi-bin/webhook/send?key=1", {}, "address"),
    "mail": (To.EMAIL, "https://93.184.216.34", {}, "channel"),
    "an event nobody knows": (To.WEBHOOK, "https://93.184.216.34", {"events": ("pay.changed",)}, "events"),
    "a secret that signs nothing": (To.WEBHOOK, "https://93.184.216.34", {"secret": "x"}, "secret"),
    "no name": (To.WEBHOOK, "https://93.184.216.34", {"name": " "}, "name"),
}


async def test_what_cannot_be_a_receiver_is_refused_where_it_is_wrong(sqlite_store):
    for case, (channel, address, more, field) in WRONG.items():
        given: dict[str, Any] = {"channel": channel, "name": "x", "address": address, **more}
        with pytest.raises(InvalidInput) as caught:
            await create_webhook(keeper(sqlite_store), **given)
        assert caught.value.path == ("input", field), case

    assert list(await sqlite_store.reads.rows(ALL)) == []


async def test_the_robot_of_a_person_is_nobody_elses_business(sqlite_store):
    row_id = await rig.endpoint(
        sqlite_store, To.FEISHU, "https://open.feishu.cn/open-apis/bot/v2/hook/1", owner="e1"
    )

    for run in (
        lambda: update_webhook(keeper(sqlite_store), id=row_id, name="x"),
        lambda: switch_webhook(keeper(sqlite_store), id=row_id, is_active=False),
        lambda: rotate_webhook_secret(keeper(sqlite_store), id=row_id, moment=NOW),
        lambda: try_webhook(keeper(sqlite_store), id=row_id, moment=NOW),
    ):
        with pytest.raises(NotFound):
            await run()


async def test_what_was_given_up_is_sent_again_under_its_id_and_what_arrived_is_not(store):
    with Http() as http:
        rig.may_call_home(store)
        ctx = keeper(store)
        await create_webhook(ctx, channel=To.WEBHOOK, name="x", address=http.url("/in"))
        http.answers = [(500, b"")] * 8
        await store.write(lambda: publish(rig.at(store), "meeting.missed", "1", {}))
        for days in range(9):
            await rig.work(store, rig.later(days=days))
        ((entry,),) = await store.reads.rows("select id from delivery_entry where state='FAILED'")

        await resend_delivery_entry(ctx, id=entry)
        await rig.work(store, rig.later(days=10))
        with pytest.raises(InvalidState):
            await resend_delivery_entry(ctx, id=entry)
        with pytest.raises(NotFound):
            await resend_delivery_entry(ctx, id="none")

    assert len(http.got) == 9
    assert len({each.headers["webhook-id"] for each in http.got}) == 1
    assert [row[2:4] for row in await rig.log(store)] == [("SENT", 9)]
