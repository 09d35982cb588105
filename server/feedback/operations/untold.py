"""What feedback leaves unsaid and rules ask for: unit and store of the agent, account and segment of the customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from server.feedback.models import CustomerAccount, Segment
from server.kernel.context import Context
from server.people.models import Assignment
from server.people.operations.access import link, present_department


async def untold(ctx: Context, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a ticket that nobody gave and that are known of the day it came in; inside store.write."""
    day = told["received_at"].astimezone(ZoneInfo(ctx.store.settings.zone)).date()
    agent, customer = told["agent_id"], told["customer_ref"]
    found = dict[str, Any]()
    if agent and not told["department_id"]:
        found["department_id"] = await present_department(ctx, agent) or None
    if agent and not told["location_id"]:
        found["location_id"] = await store_of(agent, day)
    if customer and not told["account"]:
        found["account"] = await account_of(customer, day)
    account = found.get("account") or told["account"]
    found["segment"] = await segment_of(account, day) if account else None
    return found


async def store_of(agent_id: str, day: date) -> str | None:
    live = Assignment.filter(employee_id=agent_id, is_primary=True, superseded_at=None, valid_from__lte=day)
    post = await live.order_by("-valid_from").first()
    return link(post, "location_id") or None if post else None


async def account_of(customer_ref: str, day: date) -> str | None:
    """Return the code of the customer's account of that day; the latest where there are several."""
    live = CustomerAccount.filter(
        Q(ended_on=None) | Q(ended_on__gte=day),
        customer_ref=customer_ref, superseded_at=None, started_on__lte=day, code__isnull=False,
    )  # fmt: skip
    account = await live.order_by("-started_on", "-id").first()
    return account.code if account else None


async def segment_of(account: str, day: date) -> Segment | None:
    """Return the segment of an account on a day, as it was recorded by then; of what came before, the first known."""
    rows = await CustomerAccount.filter(code=account).order_by("recorded_at", "id")
    known = [row for row in rows if row.recorded_at.date() <= day]
    found = known[-1] if known else next(iter(rows), None)
    return found.segment if found else None
