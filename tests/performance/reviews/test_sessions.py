"""A calibration session: what lies on its table, for whose eyes, what became of each card, and how it ends."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.performance.models import CalibrationItem, CalibrationSession
from server.performance.reviews.operations.calibration import calibrate_scorecard
from server.performance.reviews.operations.sessions import (
    close_calibration_session,
    keep_calibration_item,
    open_calibration_session,
)
from tests.people.town import refused, rows
from tests.performance.scored import anyone, card_of, rate, ready
from tests.plan.world import context, uid


@pytest.fixture
async def cycle(town):
    """E3 has 95 for service and so 89; E2 has 70 and no answers; the others are not handed in."""
    cycle = await ready(town)
    for person, points in (("E3", "95"), ("E2", "70")):
        await rate(town, person, points)
    return cycle


@pytest.fixture
def judge(town):
    return context(town, "performance_specialist")


async def opened(judge, cycle: str, **given) -> str:
    given = {"department_ids": [uid("D2")], "member_ids": [uid("E1")]} | given
    return await open_calibration_session(
        judge, cycle_id=cycle, name="二部校准", held_on=date(2025, 6, 30), **given
    )


async def item(town, person: str) -> CalibrationItem:
    found: CalibrationItem = await town.write(lambda: CalibrationItem.get(employee_id=uid(person)))
    return found


async def test_cards_that_wait_lie_on_the_table_and_each_ends_changed_or_kept(town, cycle, judge):
    session = await opened(judge, cycle)
    card = await card_of(town, "E3")

    await calibrate_scorecard(
        judge, scorecard_id=card.id, cells=[{"component_code": "SERVICE", "value": "85"}], reason="与同组口径一致",
        session_id=session,
    )  # fmt: skip
    await keep_calibration_item(judge, id=(await item(town, "E2")).id, note="证据充分")
    await close_calibration_session(judge, id=session, minutes="一人下调，一人维持")

    # the card came with 95 × 0.6 + 80 × 0.4 = 89 and is 85 × 0.6 + 80 × 0.4 = 83 now
    told = "select i.state,i.score_before,c.score,i.note from calibration_item i join scorecard c on c.id=scorecard_id"
    assert await rows(town, f"{told} order by i.state") == [
        ("CHANGED", "8900", "8300", "与同组口径一致"), ("KEPT", "7000", "7000", "证据充分"),
    ]  # fmt: skip
    assert (await town.write(lambda: CalibrationSession.get(id=session))).state == "CLOSED"
    assert await rows(town, "select employee_id,link from notice") == [
        (uid("E1"), f"/reviews/sessions/{session}")
    ]


async def test_what_is_not_on_the_table_or_over_is_refused_and_leaves_the_card(town, cycle, judge):
    session = await opened(judge, cycle)
    card, change = await rate(town, "E5", "90"), [{"component_code": "SERVICE", "value": "60"}]

    def calibrate(**given):
        return calibrate_scorecard(
            judge, **{"scorecard_id": card, "cells": change, "reason": "不在桌上"} | given
        )

    await refused(town, lambda: calibrate(session_id=session), NotFound)
    own = anyone(town, "E3", "performance_specialist")
    kept = (await item(town, "E3")).id
    await refused(town, lambda: keep_calibration_item(own, id=kept), NotFound)
    await close_calibration_session(judge, id=session, minutes="没有时间讨论")
    await refused(town, lambda: keep_calibration_item(judge, id=kept), InvalidState)
    await refused(
        town, lambda: close_calibration_session(judge, id=session, minutes="再结束一次"), InvalidState
    )
    assert (await item(town, "E3")).state == "WAITING"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"member_ids": []}, "memberIds"),
        ({"member_ids": [uid("E99")]}, "memberIds"),
        ({"department_ids": [uid("D4")]}, "departmentIds"),
    ],
    ids=["no_name", "nobody", "unknown", "no_cards"],
)
async def test_what_a_session_lacks_is_told_at_its_place(town, cycle, judge, given, field):
    asked = {"cycle_id": cycle, "name": "二部校准", "held_on": date(2025, 6, 30),
             "department_ids": [uid("D2")], "member_ids": [uid("E1")]} | given  # fmt: skip

    trouble = await refused(town, lambda: open_calibration_session(judge, **asked), InvalidInput)

    assert trouble.path == ("input", field)
