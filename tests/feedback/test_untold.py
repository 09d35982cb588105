"""Rules of a store and of an account catch what comes by a form and from a file, which name neither."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from server.feedback.models import (
    CustomerAccount,
    FeedbackChannel,
    FeedbackLinkKind,
    FeedbackTicket,
)
from server.feedback.operations.links import save_feedback_link
from server.feedback.operations.public import PUBLIC, new_stamp, send_form
from server.feedback.operations.teams import save_routing_rule
from server.feedback.operations.untold import account_of
from server.imports import Options, import_file
from server.kernel.context import SYSTEM
from server.people.models import Assignment
from tests.feedback.ticketing import member, town
from tests.people.town import rows
from tests.plan.world import NOW, PAST, TODAY, row, uid

FILE = (
    "feedback_id,customer_id,agent_id,received_at,kind,score,text\nF1,k7,E3,2025-06-30 09:00,survey,5,很好\n"
)


@pytest.fixture
async def hr(store):
    """The town; E3 works in the store L1, customer k7 has the account K7, and each has a rule."""
    hr = await town(store)

    async def made() -> None:
        await Assignment.filter(employee_id=uid("E3")).update(location_id=uid("L1"))
        await CustomerAccount.create(**account("X1", "K7", "k7"))

    await store.write(made)
    await save_routing_rule(hr, place=1, name="大客户", account="K7", employee_code="E6")
    await save_routing_rule(hr, place=2, name="门店", location_code="L1", team_code="REST")
    return hr


def account(place: str, code: str | None, customer: str, **more: Any) -> dict[str, Any]:
    known = {"recorded_at": PAST, "agent_id": uid("E3"), "started_on": date(2024, 1, 1)}
    return {**row(place), **known, "code": code, "customer_ref": customer, **more}


async def test_a_form_and_a_file_reach_the_rules_of_the_store_and_of_the_account(hr, store, tmp_path):
    await save_feedback_link(
        hr,
        code="E3",
        title="陈佳",
        kind=FeedbackLinkKind.AGENT,
        employee_code="E3",
        channel=FeedbackChannel.LINK,
    )
    ((token,),) = await rows(store, "select token from feedback_link")
    form = {"stamp": new_stamp(store, token, NOW - timedelta(seconds=9)), "text": "很好", "score": "5"}
    file = tmp_path / "feedback.csv"
    file.write_text(FILE, "utf-8")

    await send_form(
        member(store, "E3").acting_as(PUBLIC), token=token, sent=form, network="1.2.3.4", wall=NOW
    )
    await import_file(hr.acting_as(SYSTEM), "feedback", file, Options("other"))

    teams = dict(await rows(store, "select id,code from feedback_team"))
    found = await store.write(lambda: FeedbackTicket.all().order_by("customer_ref"))
    ways = [(each.customer_ref, each.account, place_of(each), whose(each, teams)) for each in found]
    assert ways == [("", None, "L1", "REST"), ("k7", "K7", "L1", "E6")]


def place_of(ticket: Any) -> str | None:
    return {uid("L1"): "L1"}.get(ticket.location_id)


def whose(ticket: Any, teams: dict[str, str]) -> str | None:
    return teams.get(ticket.team_id) or {uid("E6"): "E6"}.get(ticket.assignee_id)


async def test_the_account_is_the_one_of_that_day(hr, store):
    async def more() -> None:
        await CustomerAccount.create(**account("X2", "OLD", "k8", ended_on=TODAY - timedelta(days=1)))
        await CustomerAccount.create(**account("X3", "NEW", "k8", started_on=TODAY))
        await CustomerAccount.create(**account("X4", "GONE", "k9", superseded_at=PAST))
        await CustomerAccount.create(**account("X5", None, "k9"))

    await store.write(more)

    days = (TODAY - timedelta(days=1), TODAY)
    assert [await store.write(lambda day=day: account_of("k8", day)) for day in days] == ["OLD", "NEW"]
    assert await store.write(lambda: account_of("k9", TODAY)) is None
