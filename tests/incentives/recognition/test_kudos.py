"""Thanks: to a colleague, only so often, never to oneself; what is reported stays until somebody else has looked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.incentives.models import KudosValue
from server.incentives.payouts.rules import KudosLimit
from server.incentives.recognition.operations import kudos
from server.kernel.errors import Denied, InvalidInput, InvalidState
from tests.incentives.fair import as_role, hr, set_up
from tests.people.town import rows

WALL = "select e.code,k.value,k.text,k.state from kudos k join employee e on e.id=k.employee_id order by k.id"
WORDS = "替我顶了两个小时，谢谢"


@pytest.fixture
async def fair(store):
    await set_up(store)
    return store


async def thank(store, sender="E3", to="E2", day=None, **given):
    ctx = as_role(store, sender)
    ctx = replace(ctx, today=day) if day else ctx
    return await kudos.give_kudos(
        ctx, **({"employee_code": to, "value": KudosValue.TEAMWORK, "text": WORDS} | given)
    )


async def test_thanks_are_kept_with_their_value_and_told(fair):
    await thank(fair)

    assert await rows(fair, WALL) == [("E2", "TEAMWORK", WORDS, "SHOWN")]
    assert await rows(fair, "select kind,link from notice where kind='kudos'") == [("kudos", "/honors")]


@pytest.mark.parametrize(
    "given",
    [
        {"employee_code": "E3"},
        {"employee_code": "E9"},
        {"employee_code": "E5"},
        {"text": "好"},
        {"text": "好" * 281},
    ],
    ids=["oneself", "nobody", "who_has_left", "too_short", "too_long"],
)
async def test_thanks_go_to_a_colleague_in_words(sqlite_store, given):
    await set_up(sqlite_store)
    with pytest.raises(InvalidInput):
        await thank(sqlite_store, **given)
    assert await rows(sqlite_store, WALL) == []


async def test_thanks_are_given_so_often_a_week_and_once_a_day_to_each(fair):
    await thank(fair)
    with pytest.raises(KudosLimit):
        await thank(fair)
    for to in ("E1", "E4", "E6"):
        await thank(fair, to=to)
    await thank(fair, day=date(2025, 7, 1))
    with pytest.raises(KudosLimit):
        await thank(fair, to="E1", day=date(2025, 7, 2))
    await thank(fair, to="E1", day=date(2025, 7, 8))

    assert len(await rows(fair, WALL)) == 6


async def test_reported_thanks_stay_until_hr_takes_them_down(fair):
    row = await thank(fair)
    await kudos.report_kudos(as_role(fair, "E4"), id=row, reason="含有客户隐私")
    assert await rows(fair, WALL) == [("E2", "TEAMWORK", WORDS, "REPORTED")]
    with pytest.raises(Denied):
        await kudos.settle_kudos(as_role(fair, "E4"), id=row, is_hidden=True)

    await kudos.settle_kudos(hr(fair), id=row, is_hidden=True)

    assert await rows(fair, WALL) == [("E2", "TEAMWORK", WORDS, "HIDDEN")]


async def test_nobody_settles_thanks_of_their_own(fair):
    row = await thank(fair, to="E6")
    await kudos.report_kudos(as_role(fair, "E4"), id=row, reason="含有客户隐私")

    with pytest.raises(InvalidState):
        await kudos.settle_kudos(hr(fair), id=row, is_hidden=False)
