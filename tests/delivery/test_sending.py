"""From a notice or an event to its receivers, tried again until it arrives, and never with more than it may say."""

from __future__ import annotations

import orjson
from standardwebhooks.webhooks import Webhook

from server.delivery import publish
from server.delivery.models import DeliveryChannel as To
from tests.delivery import rig
from tests.delivery.receivers import Http, Mail


async def test_what_names_pay_or_scores_leaves_only_word_that_it_is_there(store):
    with Mail() as mail:
        rig.may_call_home(store, mail_port=mail.port)
        await rig.choose(store, "e1", "EMAIL", family="incentive")
        await rig.tell(store, ["e1"], "11500", kind="payout")
        await rig.work(store)

    assert [each["Subject"] for each in mail.got] == ["You have news: Incentives"]


async def test_a_receiver_in_trouble_is_tried_again_and_knows_the_message_by_its_id(store):
    with Http() as http, Mail() as mail:
        rig.may_call_home(store, mail_port=mail.port)
        http.answers, mail.refusals = [(500, b""), (302, b"")], ["451 later"]
        await rig.choose(store, "e1", "EMAIL")
        await rig.endpoint(store, To.WEBHOOK, http.url("/in"), secret=rig.SECRET, events="feedback.*")
        await rig.endpoint(store, To.WEBHOOK, http.url("/other"), secret=rig.SECRET, events="support.changed")
        await rig.tell(store, ["e1"], "t1")
        await store.write(lambda: publish(rig.at(store), "feedback.received", "t1", {"id": "t1"}))
        await rig.work(store)
        assert {row[2] for row in await rig.log(store)} == {"WAITING"}
        for seconds in (5, 65):
            await rig.work(store, rig.later(seconds=seconds))

    assert [each.path for each in http.got] == ["/in", "/in", "/in"]
    assert len({each.headers["webhook-id"] for each in http.got}) == 1
    assert len(mail.got) == 1
    assert await rig.log(store) == [
        ("EMAIL", "feedback", "SENT", 2, ""), ("WEBHOOK", "feedback.received", "SENT", 3, "")
    ]  # fmt: skip
    sent = http.got[-1]
    assert orjson.loads(sent.body)["data"] == {"id": "t1"}
    moment = rig.later(seconds=65)
    assert (
        Webhook(rig.SECRET).sign(sent.headers["webhook-id"], moment, sent.body.decode())
        == sent.headers["webhook-signature"]
    )


async def test_after_the_last_try_a_message_is_given_up_and_kept(store):
    with Http() as http:
        rig.may_call_home(store)
        http.answers = [(500, b"")] * 20
        await rig.endpoint(store, To.WEBHOOK, http.url("/in"), secret=rig.SECRET)
        await store.write(lambda: publish(rig.at(store), "meeting.missed", "m1", {"id": "m1"}))
        for days in range(10):
            await rig.work(store, rig.later(days=days))

    assert await rig.log(store) == [("WEBHOOK", "meeting.missed", "FAILED", 8, "HTTP 500")]
    assert len(http.got) == 8


async def test_a_receiver_that_is_gone_is_switched_off(store):
    with Http() as http:
        rig.may_call_home(store)
        http.answers = [(410, b"")]
        await rig.endpoint(store, To.WEBHOOK, http.url("/in"), secret=rig.SECRET)
        for key in ("1", "2"):
            await store.write(lambda key=key: publish(rig.at(store), "meeting.missed", key, {"id": key}))
            await rig.work(store)

    assert await rig.log(store) == [("WEBHOOK", "meeting.missed", "FAILED", 1, "HTTP 410")]
    found = await store.reads.rows("select is_active, off_reason from delivery_endpoint")
    assert [(bool(active), why) for active, why in found] == [(False, "410")]
