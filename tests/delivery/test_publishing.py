"""Events reach those who listen, once for each key, however often they are told."""

from __future__ import annotations

import orjson
import pytest

from server.delivery import publish
from server.delivery.models import DeliveryChannel as To
from tests.delivery import rig
from tests.delivery.receivers import Http


@pytest.mark.parametrize("title", ["名单 | The list", ""])
async def test_a_groups_robot_tells_the_title_of_an_event_or_its_name(store, title):
    with Http() as http:
        rig.may_call_home(store, http.url())
        await rig.endpoint(store, To.WECOM, http.url("/w"), events="feedback.received")
        data = {"title": title, "link": "/feedback/1"} if title else {}
        await store.write(lambda: publish(rig.at(store), "feedback.received", "1", data))
        await rig.work(store)

    said = orjson.loads(http.got[0].body)["markdown"]["content"]
    assert said == (
        "**名单**\n\n[打开 Open](https://hr.example/feedback/1)"
        if title
        else "**收到客户反馈**\n\n[打开 Open](https://hr.example/)"
    )


async def test_an_event_told_twice_is_one_message_with_one_id_for_every_receiver(store):
    with Http() as http:
        rig.may_call_home(store)
        for path, events in (("/all", ""), ("/mine", "exit.approved"), ("/other", "feedback.*")):
            await rig.endpoint(store, To.WEBHOOK, http.url(path), secret=rig.SECRET, events=events)
        for _ in range(2):
            await store.write(lambda: publish(rig.at(store), "exit.approved", "e1", {"id": "e1"}))
        await rig.work(store)

    assert sorted(each.path for each in http.got) == ["/all", "/mine"]
    assert len({each.headers["webhook-id"] for each in http.got}) == 1
