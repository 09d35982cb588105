"""Accounts, rights, sessions, tokens and queued work for the sample world, under ids that tests name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from server.access import models as access
from server.jobs.models import Job, OutboxMessage, WorkState
from server.store.store import Store
from tests.plan.world import NOW, PAST, uid

CLERK, SHUT, KEEPER = "clerk", "shut", "account-administrator"
GRANT, SESSION, TOKEN, PROPOSAL, LINK = "grant-clerk", "session-clerk", "token-clerk", "proposal", "link"
FAILED, WAITING, MESSAGE = "job-failed", "job-waiting", "message-failed"


def row(key: str) -> dict[str, Any]:
    return {"id": key, "created_at": PAST, "updated_at": PAST, "created_by": KEEPER}


async def plant_admin(store: Store) -> None:
    await store.write(_plant)


async def _plant() -> None:
    await _accounts()
    clerk: dict[str, Any] = {"account_id": CLERK}
    await access.RoleGrant.create(
        **row(GRANT), **clerk, role="performance_specialist", valid_from=date(2025, 1, 1)
    )
    ends = NOW + timedelta(days=1)
    await access.Session.create(
        **row(SESSION), **clerk, digest="s", device="Firefox", seen_at=PAST, expires_at=ends
    )
    await access.ApiToken.create(
        **row(TOKEN), **clerk, digest="t", hint="zr_clerk", name="夜间同步", expires_at=ends
    )
    asked: dict[str, Any] = {**clerk, "reason": "轮岗", "proposed_by": "administrator"}
    await access.GrantProposal.create(**row(PROPOSAL), **asked, kind="GRANT", role="general_manager")
    await access.GrantProposal.create(**row(LINK), **asked, kind="LINK", employee_id=uid("E4"))
    for key, state in ((FAILED, WorkState.FAILED), (WAITING, WorkState.QUEUED)):
        await Job.create(
            **row(key), kind="imports.import_file", args="{}", state=state, next_at=PAST, attempts=8
        )
    await OutboxMessage.create(
        **row(MESSAGE),
        topic="exit.payroll",
        key="k",
        payload="{}",
        state=WorkState.FAILED,
        next_at=PAST,
        attempts=8,
    )


async def _accounts() -> None:
    keeper: dict[str, Any] = {"username": "administrator", "display_name": "管理员", "password_hash": "x"}
    await access.Account.create(**row(KEEPER), **keeper)
    await access.RoleGrant.create(
        **row("grant-keeper"), account_id=KEEPER, role="administrator", valid_from=date(2025, 1, 1)
    )
    await access.Account.create(
        **row("account-employee"), username="employee", display_name="陈佳", employee_id=uid("E3")
    )
    await access.Account.create(**row(CLERK), username="clerk", display_name="文员", password_hash="x")
    await access.Account.create(**row(SHUT), username="shut", display_name="停用", is_active=False)
