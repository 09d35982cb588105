"""Sixteen approvals at once over HTTP, by two who may both say the last word: one counts, and the exit is told once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, datetime

import httpx
import pytest

from schema import root
from schema.call import Call
from server.access.models import Account, RoleGrant
from server.catalog import ROOTS, entities
from server.plan.engine import Engine
from tests.approvals.cast import LATER, resign, settled
from tests.people.test_exits import MIDNIGHT, work_off
from tests.people.town import one, rows
from tests.plan.world import context, row, uid
from tests.web.conftest import BASE, parts_of, running

APPROVE = "mutation Approve($input: DecideApprovalInput!) { decideApproval(input: $input) { id state } }"
EVENTS = "select topic,count(*) from outbox_message where topic like 'exit.%' group by topic order by 1"
STEPS = "select target,state,count(*) from exit_step group by target,state order by 1"


async def second_hr() -> None:
    """E1 holds the HR manager's role too: either of the two ends the chain."""
    account = await Account.create(**row("U9"), username="e1", display_name="E1", employee_id=uid("E1"))
    await RoleGrant.create(**row("G9"), account_id=account.id, role="hr_manager", valid_from=date(2020, 1, 1))


@pytest.fixture
async def served(town):
    """The whole application over the store, with a token for each who decides."""
    await town.write(second_hr)
    schema = root.build()
    parts = parts_of(
        town, schema=schema, make_call=lambda ctx, engine, accounts: Call(ctx, engine, accounts.everyone),
        make_engine=lambda built, store: Engine(built._schema, entities(), ROOTS, store),
    )  # fmt: skip
    async with running(parts) as app:
        admin = context(town, "administrator")
        yield (
            app,
            {who: await app.house.accounts.create_token(admin, username=who) for who in ("e1", "e2", "e6")},
        )


async def approve(app, token: str, request: str, key: str) -> str:
    """Approve over HTTP; return "won", or the code of the refusal."""
    transport = httpx.ASGITransport(app, client=("203.0.113.9", 1234))
    async with httpx.AsyncClient(
        transport=transport, base_url=BASE, headers={"authorization": f"Bearer {token}"}
    ) as client:
        given = {"id": request, "decision": "APPROVE", "idempotencyKey": key}
        said = await client.post("/graphql", json={"query": APPROVE, "variables": {"input": given}})
    errors = said.json().get("errors")
    return str(errors[0]["extensions"]["code"]) if errors else "won"


async def test_of_sixteen_last_words_by_two_over_http_one_counts(served, town):
    app, tokens = served
    request = await resign(town)
    assert await approve(app, tokens["e2"], request, "first") == "won"

    said = await asyncio.gather(
        *(approve(app, tokens[("e1", "e6")[number % 2]], request, f"k{number}") for number in range(16))
    )

    assert Counter(said) == {"won": 1, "INVALID_STATE": 15}
    assert await one(town, "select count(*) from audit_entry where action='approvals.decide'") == 2
    assert sorted(await asyncio.gather(*(settled(town, request) for _ in range(4)))) == [
        "APPROVED",
        *["settled before"] * 3,
    ]
    assert await rows(town, EVENTS) == [
        (f"exit.{target}", "1") for target in ("accounts", "attendance", "payroll", "performance")
    ]


async def test_each_target_of_an_exit_approved_twice_at_once_has_one_receipt(served, town):
    app, tokens = served
    request = await resign(town)
    await approve(app, tokens["e2"], request, "first")
    await asyncio.gather(*(approve(app, tokens[who], request, who) for who in ("e1", "e6")))
    await settled(town, request)

    late = datetime(2025, 8, 1, tzinfo=MIDNIGHT.tzinfo)
    told = [*await work_off(town, LATER), *await work_off(town, late), *await work_off(town, late)]

    assert sorted(topic for topic, _ in told if topic.startswith("exit.")) == [
        "exit.accounts", "exit.attendance", "exit.payroll", "exit.performance",
    ]  # fmt: skip
    assert await rows(town, STEPS) == [
        (target, "DONE", "1") for target in ("ACCOUNTS", "ATTENDANCE", "PAYROLL", "PERFORMANCE")
    ]
    assert await one(town, "select count(*) from exit_case") == 1
    assert await one(town, "select count(*) from severance_draft") == 1


async def test_the_same_call_sent_again_is_the_same_decision(served, town):
    """A client that tries again with its key hears what it heard, and decides nothing more."""
    app, tokens = served
    request = await resign(town)

    said = await asyncio.gather(*(approve(app, tokens["e2"], request, "same") for _ in range(8)))

    assert said == ["won"] * 8
    assert await one(town, "select count(*) from audit_entry where action='approvals.decide'") == 1
