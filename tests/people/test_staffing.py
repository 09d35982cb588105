"""Setting staffing norms, and who may see them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput
from server.people import operations
from server.people.staffing import norms_on
from tests.people.town import one, refused, rows
from tests.plan.world import TODAY, context, uid

NORMS = (
    "select fte,valid_from,valid_to from staffing_norm where superseded_at is null and position_id is null "
    "order by valid_from"
)


async def norm(town, day: date | None, fte: str | None, department: str = "D2", **more: str) -> str:
    return await operations.set_staffing_norm(
        context(town, "hr_manager"),
        department_code=department,
        fte=None if fte is None else Decimal(fte),
        effective_on=day,
        **more,
    )


async def test_a_norm_holds_until_the_next_and_the_past_stays(town):
    await norm(town, date(2025, 1, 1), "3")
    assert await norm(town, date(2025, 4, 1), "4.5") == uid("D2")

    assert await rows(town, NORMS) == [("300", "2025-01-01", "2025-04-01"), ("450", "2025-04-01", None)]
    assert await one(town, "select count(*) from staffing_norm") == 3  # the first was superseded, not lost
    assert await one(town, "select count(*) from audit_entry where action='people.set_staffing_norm'") == 2
    assert await one(town, "select count(*) from outbox_message where topic='people.set_staffing_norm'") == 2


async def test_the_same_norm_again_changes_nothing(town):
    await norm(town, date(2025, 1, 1), "3")

    await norm(town, date(2025, 5, 1), "3")

    assert await rows(town, NORMS) == [("300", "2025-01-01", None)]


async def test_each_sees_the_norms_of_their_own_units(town):
    await norm(town, date(2025, 1, 1), "3")
    await norm(town, date(2025, 1, 1), "2", department="D3", position_code="P1")
    everywhere = [uid(code) for code in ("D1", "D2", "D3", "D4")]

    seen = await norms_on(context(town, "hr_manager"), TODAY, everywhere)

    assert seen[uid("D1")] == (None, Decimal(5))
    assert seen[uid("D2")] == (Decimal(3), Decimal(5))
    assert seen[uid("D3")] == (Decimal(2), Decimal(2))
    assert seen[uid("D4")] == (None, None)
    manager = await norms_on(context(town, "department_manager"), TODAY, everywhere)
    assert sorted(manager) == [uid("D2"), uid("D3")]
    assert await norms_on(context(town, "employee"), TODAY, everywhere) == {}
    assert (await norms_on(context(town, "hr_manager"), date(2024, 12, 31), [uid("D2")]))[uid("D2")] == (
        None,
        None,
    )


async def test_two_editing_one_norm_leave_one_winner(town):
    await norm(town, date(2025, 1, 1), "3", seen="")

    await refused(town, lambda: norm(town, date(2025, 1, 1), "4", seen=""), Conflict)

    held = await one(town, "select id from staffing_norm where superseded_at is null")
    await norm(town, date(2025, 1, 1), "4", seen=held)
    assert await rows(town, NORMS) == [("400", "2025-01-01", None)]


@pytest.mark.parametrize("fte", ["-1", "0.005", "10001"])
async def test_a_norm_is_a_number_of_posts(town, fte):
    found = await refused(town, lambda: norm(town, None, fte), InvalidInput)

    assert found.path == ("input", "fte")


async def test_a_department_must_exist(town):
    await refused(town, lambda: norm(town, None, "1", department="D99"), InvalidInput)


@pytest.mark.parametrize("role", ["employee", "department_manager", "hr_specialist", "administrator"])
async def test_only_the_hr_manager_sets_norms(town, role):
    await refused(
        town,
        lambda: operations.set_staffing_norm(context(town, role), department_code="D2", fte=Decimal(1)),
        Denied,
    )
