"""A right is proposed for what exists: a department that is open, an employee with that number."""

from __future__ import annotations

import pytest

from server.access.models import Account
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.people import operations
from server.store.base import stamp
from tests.people.town import refused, rows
from tests.plan.world import context, uid


@pytest.fixture
async def keeper(town):
    ctx = context(town, "administrator")

    async def work() -> None:
        for key, active in (("clerk", True), ("shut", False)):
            await Account.create(**stamp(ctx), id=key, username=key, display_name=key, is_active=active)

    await town.write(work)
    return ctx


async def test_a_role_is_proposed_for_a_department_by_its_code(keeper, town):
    await operations.propose_grant(
        keeper, account_id="clerk", role="hr_specialist", department_code="D2", reason="轮岗"
    )

    assert await rows(town, "select kind,role,department_id,state,proposed_by from grant_proposal") == [
        ("GRANT", "hr_specialist", uid("D2"), "OPEN", "administrator")
    ]


async def test_a_link_is_proposed_by_the_number(keeper, town):
    await operations.propose_link(keeper, account_id="clerk", employee_code=" E4 ", reason="入职")

    assert await rows(town, "select kind,employee_id from grant_proposal") == [("LINK", uid("E4"))]


@pytest.mark.parametrize(
    ("name", "given", "kind"),
    [
        (
            "propose_grant",
            {"account_id": "clerk", "role": "auditor", "department_code": "D77", "reason": "x"},
            InvalidInput,
        ),
        ("propose_grant", {"account_id": "none", "role": "auditor", "reason": "x"}, NotFound),
        ("propose_grant", {"account_id": "shut", "role": "auditor", "reason": "x"}, InvalidState),
        ("propose_link", {"account_id": "clerk", "employee_code": "E77", "reason": "x"}, InvalidInput),
    ],
)
async def test_what_does_not_exist_is_not_proposed(keeper, town, name, given, kind):
    await refused(town, lambda: getattr(operations, name)(keeper, **given), kind)


async def test_others_propose_nothing(keeper, town):
    hr = context(town, "hr_manager")

    await refused(
        town, lambda: operations.propose_grant(hr, account_id="clerk", role="auditor", reason="x"), Denied
    )
