"""What the approval tests share: the sample world with accounts, and a quick way to ask, decide and settle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from server.access.models import Account, RoleGrant
from server.approvals.settling import settle
from server.catalog.handlers import kinds
from server.kernel.context import SYSTEM, Context, Grant, Principal
from server.people import operations
from server.store.store import Store
from tests.people.town import plant, rows
from tests.plan.world import NOW, POLICY, TODAY, row, uid

LAST_DAY = date(2025, 7, 31)
LATER = NOW + timedelta(seconds=11)
OPEN = "select state,step from approval_request"


async def settle_town(store: Store) -> None:
    """E3 works for E2, who heads D2; E6 holds the HR manager's role, E1 heads the company."""
    await plant(store)

    async def accounts() -> None:
        for number, (code, role) in enumerate((("E6", "hr_manager"), ("E2", None), ("E3", None)), 1):
            account = await Account.create(
                **row(f"U{number}"), username=code.lower(), display_name=code, employee_id=uid(code)
            )
            if role:
                await RoleGrant.create(
                    **row(f"G{number}"), account_id=account.id, role=role, valid_from=date(2020, 1, 1)
                )

    await store.write(accounts)


def signed_in(store: Store, code: str, *roles: str, now: datetime = NOW) -> Context:
    """Return the context of one person of the sample world."""
    grants = tuple(Grant(role) for role in ("employee", *roles))
    who = Principal(f"account-{code}", code.lower(), code, uid(code), grants)
    return Context(who, now, TODAY, POLICY, store)


def house(store: Store, now: datetime = LATER, today: date = TODAY) -> Context:
    return Context(SYSTEM, now, today, POLICY, store)


async def resign(store: Store, code: str = "E3", **given: Any) -> str:
    """Hand a resignation in and return the id of its request."""
    await operations.hand_in_resignation(signed_in(store, code), **{"last_day": LAST_DAY} | given)
    ((request,),) = await store.reads.rows("select id from approval_request order by id desc limit 1")
    return str(request)


async def settled(store: Store, request: str, now: datetime = LATER) -> str:
    return await store.write(lambda: settle(house(store, now), request, kinds()))


async def standing(store: Store) -> list[tuple[Any, ...]]:
    """Return who is asked at which step, and what each said."""
    return await rows(
        store,
        "select t.step,e.code,t.state from approval_task t join employee e on e.id=t.approver_id order by 1,2",
    )


def at(ctx: Context, now: datetime) -> Context:
    return replace(ctx, now=now)
