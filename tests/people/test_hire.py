"""Coming in: what a hire leaves in the tables, confirming, and coming back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import pytest

from server import audit
from server.kernel.context import Grant, Principal
from server.kernel.errors import Conflict, IdempotencyMismatch, InvalidInput, InvalidState
from server.people import operations
from server.people.models import CustomType, EmploymentType
from tests.people.town import one, refused, rows
from tests.plan.world import context

NEW: dict[str, Any] = {"code": "E9", "name": "曾欣", "hired_on": date(2025, 6, 2), "department_code": "D2"}


def everything(store):
    """Somebody who holds two roles, and so may hire and set pay."""
    both = Principal("a", "a", "a", None, (Grant("hr_manager"), Grant("payroll_specialist")))
    return context(store, "hr_manager").acting_as(both)


async def test_a_hire_writes_person_employment_assignment_and_pay(town):
    made = await operations.hire_employee(
        everything(town),
        **NEW,
        position_code="P1",
        location_code="L1",
        manager_code="E2",
        base_salary=Decimal("8800.5"),
        probation_ends_on=date(2025, 9, 1),
        employment_type=EmploymentType.PART_TIME,
        fte=Decimal("0.5"),
    )

    assert await rows(
        town, f"select code,name,name_pinyin,name_initials,version from employee where id='{made}'"
    ) == [("E9", "曾欣", "zengxin", "zx", "1")]
    assert await rows(
        town,
        "select type,hired_on,probation_ends_on,confirmed_on,left_on,valid_from,valid_to,superseded_at "
        f"from employment where employee_id='{made}' and is_initial",
    ) == [("PART_TIME", "2025-06-02", "2025-09-01", None, None, "2025-06-02", None, None)]
    assert await rows(
        town,
        "select d.code,p.code,l.code,m.code,a.fte,a.valid_from from assignment a "
        "join department d on d.id=a.department_id join position p on p.id=a.position_id "
        "join location l on l.id=a.location_id "
        f"join employee m on m.id=a.manager_id where a.employee_id='{made}' and a.is_initial and a.is_primary",
    ) == [("D2", "P1", "L1", "E2", "50", "2025-06-02")]
    ((pay, sealed, key),) = await town.reads.rows(
        "select c.id,c.base_salary,k.wrapped from compensation c join person_key k on k.person_id=c.employee_id "
        f"where c.employee_id='{made}' and c.is_initial"
    )
    assert town.vault.open(key, f"compensation.base_salary|{pay}", sealed) == "8800.50"


async def test_a_hire_leaves_an_audit_entry_without_secrets_and_one_message(town):
    made = await operations.hire_employee(everything(town), **NEW, base_salary=Decimal("8800.50"))

    ((action, subject, changes),) = await town.reads.rows("select action,subject_id,changes from audit_entry")
    assert (action, subject) == ("people.hire_employee", made)
    assert orjson.loads(changes)["baseSalary"] == [None, audit.HIDDEN]
    assert "8800" not in changes
    assert "曾欣" not in changes
    assert await rows(town, "select topic,key from outbox_message") == [("people.hire_employee", f"{made}:1")]
    assert (await audit.verify(town)).ok


async def test_the_same_request_again_hires_once(town):
    ctx = context(town, "hr_manager")

    first = await operations.hire_employee(ctx, **NEW, idempotency_key="k")

    assert await operations.hire_employee(ctx, **NEW, idempotency_key="k") == first
    assert await one(town, "select count(*) from employee where code='E9'") == 1
    assert await one(town, "select count(*) from outbox_message") == 1
    await refused(
        town,
        lambda: operations.hire_employee(ctx, **NEW | {"code": "E10"}, idempotency_key="k"),
        IdempotencyMismatch,
    )


async def test_a_code_belongs_to_one_person_for_ever(town):
    trouble = await refused(
        town, lambda: operations.hire_employee(context(town, "hr_manager"), **NEW | {"code": "E5"}), Conflict
    )

    assert trouble.path == ("input", "code")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"code": "a b"}, "code"),
        ({"department_code": "D404"}, "departmentCode"),
        ({"department_code": None}, "departmentCode"),
        ({"position_code": "P404"}, "positionCode"),
        ({"location_code": "L404"}, "locationCode"),
        ({"manager_code": "E404"}, "managerCode"),
        ({"probation_ends_on": date(2025, 1, 1)}, "probationEndsOn"),
        ({"fte": Decimal("1.5")}, "fte"),
    ],
)
async def test_a_wrong_input_is_named(town, wrong, field):
    trouble = await refused(
        town, lambda: operations.hire_employee(context(town, "hr_manager"), **NEW | wrong), InvalidInput
    )

    assert trouble.path == ("input", field)


async def test_probation_ends_once(town):
    ctx = context(town, "hr_manager")

    made = await operations.complete_probation(ctx, code="E4", confirmed_on=date(2025, 6, 20))

    live = f"from employment where employee_id='{made}' and superseded_at is null"
    assert await rows(town, f"select confirmed_on,is_initial {live}") == [
        ("2025-06-20", str(await one(town, f"select is_initial {live}")))
    ]
    assert await one(town, f"select count(*) from employment where employee_id='{made}'") == 2
    await refused(town, lambda: operations.complete_probation(ctx, code="E4"), InvalidState)


async def test_coming_back_opens_a_new_employment_and_keeps_the_old(town):
    ctx = context(town, "hr_manager")

    made = await operations.rehire_employee(
        ctx, code="E5", rehired_on=date(2025, 6, 1), department_code="D4", position_code="P1"
    )

    assert await rows(
        town,
        "select hired_on,left_on,valid_from,valid_to from employment "
        f"where employee_id='{made}' and superseded_at is null order by valid_from",
    ) == [("2023-07-03", "2025-03-31", "2023-07-03", "2025-06-01"), ("2025-06-01", None, "2025-06-01", None)]
    assert await rows(
        town,
        "select d.code,a.valid_from,a.valid_to from assignment a join department d on d.id=a.department_id "
        f"where a.employee_id='{made}' and superseded_at is null order by a.valid_from",
    ) == [("D3", "2023-07-03", "2025-06-01"), ("D4", "2025-06-01", None)]


async def test_only_who_has_left_comes_back_and_only_later(town):
    ctx, back = context(town, "hr_manager"), {"department_code": "D2"}

    await refused(
        town,
        lambda: operations.rehire_employee(ctx, code="E3", rehired_on=date(2025, 6, 1), **back),
        InvalidState,
    )
    await refused(
        town,
        lambda: operations.rehire_employee(ctx, code="E5", rehired_on=date(2025, 3, 31), **back),
        InvalidState,
    )


async def test_a_required_field_of_the_companys_own_comes_with_the_hire(town):
    hr = context(town, "hr_manager")
    size: dict[str, Any] = {
        "key": "size",
        "label_zh": "尺码",
        "label_en": "Size",
        "type": CustomType.CHOICE,
        "data_class": "roster",
    }
    await operations.define_custom_field(hr, **size, choices=["S", "M"], is_required=True)
    given: dict[str, Any] = {
        "code": "N1",
        "name": "何欣",
        "hired_on": date(2025, 6, 1),
        "department_code": "D2",
    }

    trouble = await refused(town, lambda: operations.hire_employee(hr, **given), InvalidInput)
    await operations.hire_employee(hr, **given, custom_fields=[{"key": "size", "value": "M"}])

    assert trouble.path == ("input", "size")
    assert await rows(town, "select open_text,valid_from from custom_value") == [("M", "2025-06-01")]
