"""What people choose for themselves: channels that exist, hours that are hours, robots and calendars of their own."""

from __future__ import annotations

from typing import Any

import pytest

from server.delivery.models import DeliveryChannel as To
from server.delivery.operations.feeds import create_calendar_feed
from server.delivery.operations.preferences import (
    Choice,
    preference_of,
    remove_own_robot,
    save_notification_preference,
    save_own_robot,
    try_own_channel,
)
from server.kernel.errors import Conflict, Denied, InvalidInput, NotFound
from tests.delivery import rig
from tests.delivery.operations.test_endpoints import keeper
from tests.delivery.receivers import Http, Mail
from tests.plan.world import NOW, context

ROBOT = "/open-apis/bot/v2/hook/abc-1"


async def test_choices_are_kept_and_read_back_and_an_old_page_overwrites_nothing(store):
    rig.may_call_home(store, mail_port=25)
    me, other = context(store, "employee"), context(store, "hr_manager")
    await save_notification_preference(
        me, choices=[Choice("feedback", ("EMAIL", "EMAIL")), Choice("training", ())], quiet_from=1320, quiet_to=420,
        zone="Europe/Berlin", version=0,
    )  # fmt: skip

    found = await preference_of(me)
    assert {each.family: each.channels for each in found.choices if each.channels} == {"feedback": ("EMAIL",)}
    assert (found.quiet_from, found.quiet_to, found.zone, found.version) == (1320, 420, "Europe/Berlin", 1)
    assert list(found.open_channels) == [To.EMAIL]
    assert (await preference_of(other)).version == 0
    with pytest.raises(Conflict):
        await save_notification_preference(me, choices=[], version=0)
    await save_notification_preference(me, choices=[], version=1)
    assert (await preference_of(me)).quiet_from is None


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a family nobody knows": ({"choices": [Choice("pay", ("EMAIL",))]}, "choices"),
    "a channel for systems": ({"choices": [Choice("feedback", ("WEBHOOK",))]}, "choices"),
    "a beginning without an end": ({"quiet_from": 60}, "quietTo"),
    "a time that is none": ({"quiet_from": -1, "quiet_to": 60}, "quietFrom"),
    "the end of the day": ({"quiet_from": 60, "quiet_to": 1440}, "quietFrom"),
    "no zone": ({"zone": "Mars/Olympus"}, "zone"),
}


async def test_what_cannot_be_chosen_is_refused_where_it_is_wrong(sqlite_store):
    for case, (given, field) in WRONG.items():
        with pytest.raises(InvalidInput) as caught:
            await save_notification_preference(context(sqlite_store, "employee"), **given)
        assert caught.value.path == ("input", field), case


async def test_who_has_no_record_has_nothing_to_choose(sqlite_store):
    for run in (preference_of, create_calendar_feed, save_notification_preference):
        with pytest.raises(Denied):
            await run(keeper(sqlite_store))


async def test_a_robot_of_ones_own_is_sealed_tried_replaced_and_removed(store):
    me = context(store, "employee")
    with Http() as http, Mail() as mail:
        rig.may_call_home(store, http.url(), mail.port)
        for secret in ("SEC1", "SEC2"):
            await save_own_robot(me, channel=To.FEISHU, address=http.url(ROBOT), secret=secret)
        ((address, sealed),) = await store.reads.rows("select address, secret from delivery_endpoint")
        assert (await try_own_channel(me, channel=To.FEISHU, moment=NOW, known=rig.reader)).arrived
        assert (await try_own_channel(me, channel=To.EMAIL, moment=NOW, known=rig.reader)).arrived

    assert "abc-1" not in address
    assert "SEC" not in sealed
    assert [each.path for each in http.got] == [ROBOT]
    assert len(mail.got) == 1
    assert list((await preference_of(me)).robots) == [To.FEISHU]
    await remove_own_robot(me, channel=To.FEISHU)
    with pytest.raises(NotFound):
        await remove_own_robot(me, channel=To.FEISHU)
    with pytest.raises(NotFound):
        await try_own_channel(me, channel=To.FEISHU, moment=NOW, known=rig.reader)
    with pytest.raises(InvalidInput):
        await save_own_robot(me, channel=To.WEBHOOK, address="https://93.184.216.34")
