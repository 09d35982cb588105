"""Setting up: a chain is changed by its version, a deputy is somebody else and for a while."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from server.approvals import Step
from server.kernel.errors import Conflict, Denied, InvalidInput, NotFound
from server.people import operations
from tests.approvals.cast import signed_in
from tests.people.town import refused, rows
from tests.plan.world import TODAY

CHAINS = "select kind,steps,version from approval_chain"


async def test_a_chain_is_set_and_changed_by_hr_alone(town):
    hr = signed_in(town, "E6", "hr_manager")
    set_to: dict[str, Any] = {"kind": "resignation", "steps": [Step("manager")]}
    await refused(town, lambda: operations.set_approval_chain(signed_in(town, "E2"), **set_to), Denied)

    await operations.set_approval_chain(hr, **set_to)
    await operations.set_approval_chain(hr, kind="resignation", steps=[Step("role:hr_manager")], version=1)

    assert await rows(town, CHAINS) == [
        ("resignation", '[{"approver":"role:hr_manager","any_of":true}]', "2")
    ]
    await refused(town, lambda: operations.set_approval_chain(hr, **set_to, version=1), Conflict)


async def test_a_deputy_is_somebody_else_within_a_year_and_not_in_the_past(town):
    boss = signed_in(town, "E2")
    week: dict[str, Any] = {"valid_from": TODAY, "valid_to": TODAY + timedelta(days=7)}
    past: dict[str, Any] = {"valid_from": TODAY - timedelta(days=7), "valid_to": TODAY - timedelta(days=1)}
    every: tuple[dict[str, Any], ...] = (
        {"deputy_code": "E2", **week},
        {"deputy_code": "E3", **past},
        {"deputy_code": "E3", "valid_from": TODAY, "valid_to": TODAY + timedelta(days=367)},
        {"deputy_code": "E5", **week},
        {"deputy_code": "nobody", **week},
    )
    for given in every:
        await refused(town, partial(operations.set_deputy, boss, **given), InvalidInput)


async def test_a_deputys_time_is_ended_by_who_named_them_or_hr(town):
    row = await operations.set_deputy(
        signed_in(town, "E2"), deputy_code="E3", valid_from=TODAY, valid_to=TODAY, kinds=["resignation"]
    )
    await refused(town, lambda: operations.end_deputy(signed_in(town, "E4"), id=row), NotFound)
    await refused(
        town, lambda: operations.end_deputy(signed_in(town, "E6", "hr_manager"), id="none"), NotFound
    )

    await operations.end_deputy(signed_in(town, "E6", "hr_manager"), id=row)

    assert await rows(town, "select kinds,cast(is_ended as integer) from deputy") == [("resignation", "1")]
