"""A department has one digest of each rhythm; its robot is a group's, and its hour one of the day."""

from __future__ import annotations

from typing import Any

import pytest

from server.delivery.models import DeliveryChannel as To
from server.delivery.models import DigestRhythm
from server.delivery.operations.department_digests import save_department_digest
from server.kernel.errors import Denied, InvalidInput
from tests.delivery import rig
from tests.delivery.operations.test_endpoints import keeper
from tests.plan.world import context, plant


async def test_setting_a_digest_anew_changes_it_and_what_is_wrong_is_refused(sqlite_store):
    await plant(sqlite_store)
    ctx = keeper(sqlite_store)
    robot = await rig.endpoint(
        sqlite_store, To.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
    )
    hook = await rig.endpoint(sqlite_store, To.WEBHOOK, "https://93.184.216.34")
    given: dict[str, Any] = {"department_code": "D2", "rhythm": DigestRhythm.DAILY}

    await save_department_digest(ctx, **given)
    await save_department_digest(ctx, **given, hour=18, webhook_id=robot)
    for wrong, field in (
        ({"hour": 24}, "hour"),
        ({"webhook_id": hook}, "webhookId"),
        ({"department_code": "X"}, "departmentCode"),
    ):
        with pytest.raises(InvalidInput) as caught:
            await save_department_digest(ctx, **{**given, **wrong})
        assert caught.value.path == ("input", field)
    with pytest.raises(Denied):
        await save_department_digest(context(sqlite_store, "hr_manager"), **given)

    asked = await sqlite_store.reads.rows("select next_at from outbox_message where topic='delivery.digest'")
    assert [str(row[0]) for row in asked] == [
        "2025-06-30T10:00:00.000Z"
    ]  # this day's: 18:00 in Shanghai is ahead
    kept = await sqlite_store.reads.rows("select hour, endpoint_id, version from department_digest")
    assert [tuple(row) for row in kept] == [(18, robot, 2)]
