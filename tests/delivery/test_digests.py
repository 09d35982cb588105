"""Digests go to a department's leaders and robot on its days, once a day, and say nothing when nothing is open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import orjson
import pytest

from server.delivery.digests import Line, ask_digests, at_hour, sentence
from server.delivery.models import DeliveryChannel as To
from server.delivery.models import DepartmentDigest
from server.store.base import stamp
from tests.delivery import rig
from tests.delivery.receivers import Http


async def plan(store, department: str, robot: str | None = None, **given) -> None:
    values: dict[str, Any] = {"rhythm": "DAILY", "weekday": 1, "hour": 17} | given
    ctx = rig.at(store)
    await store.write(
        lambda: DepartmentDigest.create(**stamp(ctx), department_id=department, endpoint_id=robot, **values)
    )


async def test_leaders_and_robot_are_told_once_a_day_at_the_hour(store):
    with Http() as http:
        rig.may_call_home(store, http.url())
        robot = await rig.endpoint(store, To.WECOM, http.url("/w"), events="exit.approved")
        await plan(store, "d1", robot)
        await plan(store, "d1", rhythm="WEEKLY", weekday=2)
        await plan(store, "d2")
        for _ in range(2):
            await ask_digests(rig.at(store))
        await rig.work(store, rig.later(minutes=59))
        early = len(http.got)
        await rig.work(store, rig.later(minutes=60))
        await ask_digests(rig.at(store, rig.later(minutes=61)))
        await rig.work(store, rig.later(minutes=61))

    assert (early, [each.path for each in http.got]) == (0, ["/w"])
    said = orjson.loads(http.got[0].body)["markdown"]["content"]
    assert said == (
        "**客服部每日摘要：待答复 3**\n\n[待答复 3](https://hr.example/feedback)\n\n[打开 Open](https://hr.example/feedback)"
    )
    told = await store.reads.rows("select employee_id, kind, title_en, link from notice order by 1")
    assert [tuple(row) for row in told] == [
        (person, "digest", "Daily digest of 客服部: to answer 3", "/feedback") for person in ("e1", "e2")
    ]


def test_a_sentence_counts_in_both_languages():
    lines = [Line("待答复", "to answer", 3, "/feedback"), Line("逾期", "overdue", 1, "/training")]

    assert sentence("客服部", "WEEKLY", lines) == (
        "客服部每周摘要：待答复 3，逾期 1", "Weekly digest of 客服部: to answer 3, overdue 1"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "hour", "zone", "expected"),
    [
        ("2025-06-30", 9, "Asia/Shanghai", "2025-06-30T01:00:00+00:00"),
        ("2025-03-30", 9, "Europe/Berlin", "2025-03-30T07:00:00+00:00"),
        ("2025-03-30", 2, "Europe/Berlin", "2025-03-30T01:00:00+00:00"),
        ("2025-10-26", 2, "Europe/Berlin", "2025-10-26T00:00:00+00:00"),
    ],
)
def test_an_hour_is_one_of_the_local_day(day, hour, zone, expected):
    assert at_hour(date.fromisoformat(day), hour, zone) == datetime.fromisoformat(expected)
