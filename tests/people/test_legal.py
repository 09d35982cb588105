"""Legal entities: kept, mapped to companies, and party to contracts."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.people import operations
from tests.people.town import one, refused, rows
from tests.plan.world import context, uid

PARTY = (
    "select l.code from employment m left join legal_entity l on l.id=m.legal_entity_id "
    "where m.superseded_at is null and m.employee_id='{0}'"
)


async def add(town, code: str = "LE1", **more: str) -> str:
    return await operations.create_legal_entity(
        context(town, "hr_manager"), code=code, name="某某零售有限公司", **more
    )


async def test_an_entity_is_kept_with_its_company(town):
    made = await add(town, registration_no="９１3300 00ab", department_code="D1")

    found = await rows(town, "select id,code,name,registration_no,department_id from legal_entity")
    assert found == [(made, "LE1", "某某零售有限公司", "91330000AB", uid("D1"))]
    assert await one(town, "select count(*) from audit_entry where action='people.create_legal_entity'") == 1


async def test_who_is_hired_beneath_a_company_is_hired_by_its_entity(town):
    await add(town, department_code="D1")

    made = await operations.hire_employee(
        context(town, "hr_manager"), code="E9", name="何敏", hired_on=date(2025, 6, 2), department_code="D3"
    )

    assert await rows(town, PARTY.format(made)) == [("LE1",)]


async def test_a_closed_entity_hires_nobody_and_takes_nobody(town):
    await add(town, department_code="D1")
    changes = {"closed_on": date(2025, 6, 1)}
    await operations.update_legal_entity(context(town, "hr_manager"), code="LE1", changes=changes, version=1)

    made = await operations.hire_employee(
        context(town, "hr_manager"), code="E9", name="何敏", hired_on=date(2025, 6, 2), department_code="D3"
    )

    assert await rows(town, PARTY.format(made)) == [(None,)]
    await refused(town, lambda: assign(town, "hr_manager"), InvalidState)


async def assign(town, role: str, code: str = "LE1") -> str:
    return await operations.assign_legal_entity(context(town, role), code="E4", legal_entity_code=code)


async def test_the_party_of_a_contract_changes_and_the_past_stays_known(town):
    await add(town)

    await assign(town, "hr_manager")

    assert await rows(town, PARTY.format(uid("E4"))) == [("LE1",)]
    assert await one(town, f"select count(*) from employment where employee_id='{uid('E4')}'") == 2


async def test_an_unknown_entity_is_named(town):
    found = await refused(town, lambda: assign(town, "hr_manager", "LE9"), InvalidInput)

    assert found.path == ("input", "legalEntityCode")


async def test_a_company_has_one_entity(town):
    await add(town, department_code="D1")

    await refused(town, lambda: add(town, "LE2", department_code="D1"), Conflict)
    await refused(town, lambda: add(town), Conflict)


async def test_only_a_company_stands_for_an_entity(town):
    found = await refused(town, lambda: add(town, department_code="D2"), InvalidInput)

    assert found.path == ("input", "departmentCode")


async def change(town, role: str = "hr_manager", **changes: object) -> str:
    return await operations.update_legal_entity(context(town, role), code="LE1", changes=changes)


async def test_details_change_and_can_be_taken_away(town):
    await add(town, registration_no="913", department_code="D1")

    await change(town, name="新名称", registration_no=None, department_code=None)

    found = await rows(town, "select name,registration_no,department_id,version from legal_entity")
    assert found == [("新名称", None, None, "2")]


async def test_a_change_names_something_of_an_entity_there_is(town):
    await refused(town, lambda: change(town, name="新"), NotFound)
    await add(town)
    await refused(town, lambda: change(town), InvalidInput)
    await refused(town, lambda: change(town, registration_no="9" * 65), InvalidInput)


@pytest.mark.parametrize("role", ["employee", "department_manager", "administrator"])
async def test_others_change_nothing(town, role):
    await add(town)

    await refused(town, lambda: change(town, role, name="新"), Denied)
