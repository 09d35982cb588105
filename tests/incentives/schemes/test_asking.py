"""The second person is another HR manager, else the general manager, and never who asks."""

from __future__ import annotations

import pytest

from server.access.models import RoleGrant
from server.approvals import NoApprover
from server.incentives.schemes.operations.asking import ask_second
from server.kernel.labels import label
from server.store.store import Store
from tests.approvals.cast import settle_town, standing
from tests.incentives.fair import as_role
from tests.people.town import one
from tests.plan.world import uid


async def ask(store: Store, code: str) -> str:
    ctx = as_role(store, code, "hr_manager")
    return await store.write(
        lambda: ask_second(
            ctx, "incentive_scheme", subject_type="IncentiveScheme", subject_id=uid("I1"), employee_id=uid(code),
            summary=label("方案", "Scheme"),
        )
    )  # fmt: skip


async def test_another_hr_manager_is_asked(store: Store):
    await settle_town(store)

    await ask(store, "E1")

    assert await standing(store) == [("0", "E6", "WAITING")]


async def test_the_only_hr_manager_asks_the_general_manager_and_without_one_nobody(store: Store):
    await settle_town(store)
    with pytest.raises(NoApprover):
        await ask(store, "E6")
    assert await one(store, "select count(*) from approval_request") == 0

    async def promote() -> None:
        await RoleGrant.filter(role="hr_manager").update(role="general_manager")

    await store.write(promote)
    await ask(store, "E2")

    assert await standing(store) == [("0", "E6", "WAITING")]
