"""The organization: the present row and the dated versions tell the same story."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Conflict, InvalidInput, InvalidState, NotFound
from server.people import operations
from server.people.models import DepartmentKind
from tests.people.town import refused, rows
from tests.plan.world import context, uid

VERSIONS = (
    "select name,valid_from,valid_to from department_version where department_id='{0}' "
    "and superseded_at is null order by valid_from"
)


async def test_a_new_department_exists_from_its_day(town):
    made = await operations.create_department(
        context(town, "hr_manager"), code="D9", name="九组", kind=DepartmentKind.TEAM, parent_code="D2",
        manager_code="E2", valid_from=date(2025, 6, 1),
    )  # fmt: skip

    assert await rows(
        town, f"select code,name,kind,parent_id,manager_id from department where id='{made}'"
    ) == [("D9", "九组", "TEAM", uid("D2"), uid("E2"))]
    assert await rows(town, VERSIONS.format(made)) == [("九组", "2025-06-01", None)]


async def test_a_renamed_department_keeps_its_old_name_in_the_past(town):
    await operations.update_department(
        context(town, "hr_manager"),
        code="D3",
        changes={"name": "三组"},
        effective_on=date(2025, 6, 1),
        version=1,
    )

    assert await rows(town, f"select name,version from department where id='{uid('D3')}'") == [("三组", "2")]
    assert await rows(town, VERSIONS.format(uid("D3"))) == [
        ("旧D3", "2019-01-01", "2025-06-01"),
        ("三组", "2025-06-01", None),
    ]


async def test_parent_and_head_can_be_taken_away(town):
    changes = {"parent_code": None, "manager_code": None}

    await operations.update_department(context(town, "hr_manager"), code="D4", changes=changes)

    assert await rows(town, f"select parent_id,manager_id from department where id='{uid('D4')}'") == [
        (None, None)
    ]


@pytest.mark.parametrize(
    ("code", "changes", "kind"),
    [
        ("D1", {"parent_code": "D3"}, InvalidState),
        ("D2", {"parent_code": "D2"}, InvalidState),
        ("D2", {"parent_code": "D3"}, InvalidState),
        ("D2", {"kind": DepartmentKind.COMPANY, "parent_code": "D4"}, InvalidState),
        ("D1", {"kind": DepartmentKind.TEAM}, InvalidState),
        ("D2", {"parent_code": "D404"}, InvalidInput),
        ("D2", {"manager_code": "E404"}, InvalidInput),
        ("D2", {}, InvalidInput),
    ],
)
async def test_what_would_break_the_tree_is_refused(town, code, changes, kind):
    ctx = context(town, "hr_manager")

    await refused(town, lambda: operations.update_department(ctx, code=code, changes=changes), kind)


async def test_a_department_does_not_change_ahead_of_time_or_unseen(town):
    ctx, changes = context(town, "hr_manager"), {"name": "三组"}

    await refused(
        town,
        lambda: operations.update_department(ctx, code="D3", changes=changes, effective_on=date(2025, 7, 1)),
        InvalidInput,
    )
    await refused(
        town, lambda: operations.update_department(ctx, code="D3", changes=changes, version=7), Conflict
    )
    await refused(town, lambda: operations.update_department(ctx, changes=changes), NotFound)


async def test_codes_are_taken_once(town):
    ctx = context(town, "hr_manager")

    await refused(town, lambda: operations.create_department(ctx, code="D1", name="重复"), Conflict)
    await refused(town, lambda: operations.create_position(ctx, code="P1", name="重复"), Conflict)
    await refused(town, lambda: operations.create_location(ctx, code="L1", name="重复"), Conflict)


async def test_positions_and_locations_are_added(town):
    ctx = context(town, "hr_manager")

    await operations.create_position(
        ctx, code="P9", name="资深顾问", family="service", grade=5, is_core=True, ladder="service"
    )
    await operations.create_location(ctx, code="L9", name="城东门店", city="杭州")

    assert await rows(town, "select name,grade,ladder from position where code='P9'") == [
        ("资深顾问", "5", "service")
    ]
    assert await rows(town, "select name,city from location where code='L9'") == [("城东门店", "杭州")]
    await refused(
        town, lambda: operations.create_position(ctx, code="P8", name="过高", grade=101), InvalidInput
    )
