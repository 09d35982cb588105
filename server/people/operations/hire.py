"""Coming in: hire, confirm after probation, rehire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from server import audit
from server.kernel.context import Context
from server.kernel.errors import Conflict
from server.kernel.ids import new_id
from server.people import rules
from server.people.models import Assignment, Compensation, Employee, Employment, EmploymentType
from server.people.names import spell
from server.people.operations.access import (
    Place,
    Target,
    allow,
    allow_anywhere,
    find_department,
    find_location,
    find_manager,
    find_position,
    find_target,
    require_open,
)
from server.people.operations.custom_fields import fill_at_hire
from server.people.operations.exits import welcome_back
from server.people.operations.legal import entity_of
from server.people.operations.outcomes import follow_probation
from server.people.operations.record import add_fact, amend_stay, begin_anew, conclude, operation
from server.people.operations.seal import sealed_contacts
from server.people.rules import Span
from server.store.base import stamp

WHOLE = 100
ENTERED_AT_HIRE = frozenset({"phone", "email", "idNumber"})


@dataclass(frozen=True)
class Post:
    """Where somebody is to work, as what, for whom; names are already resolved to ids."""

    department_id: str
    position_id: str | None = None
    location_id: str | None = None
    manager_id: str | None = None
    fte: int = WHOLE
    reason: str = ""

    def values(self, *, first: bool) -> dict[str, object]:
        return {**self.__dict__, "is_initial": first}

    def written(self) -> list[str]:
        """Name the fields this writes."""
        optional = [name for name in ("position", "location", "manager") if getattr(self, f"{name}_id")]
        return ["department", *optional, *(["fte"] if self.fte != WHOLE else [])]


async def find_post(ctx: Context, named: Mapping[str, str | None], fte: Decimal | None) -> Post:
    """Resolve the department, position, location and manager named by id or code."""
    department = await find_department(named.get("department_id"), named.get("department_code"))
    if department is None:
        raise rules.invalid("departmentCode", "请填写部门。", "Name the department.")
    position = await find_position(named.get("position_id"), named.get("position_code"))
    location = await find_location(named.get("location_id"), named.get("location_code"))
    require_open(ctx.today, department=department, position=position, location=location)
    manager = await find_manager(ctx, named.get("manager_id"), named.get("manager_code"))
    return Post(
        department.id,
        position.id if position else None,
        location.id if location else None,
        manager,
        hundredths(fte),
    )


def hundredths(fte: Decimal | None) -> int:
    """Return the full-time equivalent in hundredths; it lies above 0 and at most at 1."""
    count = WHOLE if fte is None else fte * WHOLE
    if not 0 < count <= WHOLE or count != int(count):
        raise rules.invalid(
            "fte",
            "全职当量须大于 0、不超过 1，最多两位小数。",
            "It lies above 0 and up to 1, with two places.",
        )
    return int(count)


async def hire(
    ctx: Context,
    *,
    code: str,
    name: str,
    hired_on: date,
    phone: str | None = None,
    email: str | None = None,
    id_number: str | None = None,
    base_salary: Decimal | None = None,
    currency: str = "CNY",
    employment_type: EmploymentType = EmploymentType.FULL_TIME,
    probation_ends_on: date | None = None,
    vendor: str | None = None,
    fte: Decimal | None = None,
    custom_fields: Sequence[Mapping[str, str | None]] = (),
    **post_named: str | None,
) -> str:
    """Take somebody on; they are on probation until `complete_probation`. Inside store.write.

    The department, and if wanted position, location and manager, are named by `…_id` or `…_code`. Contacts and ID
    number come in with the hire itself, whoever may change them later; every other field given is checked by
    itself: who may hire does not therefore set pay. Required fields of the company's own must be among
    `custom_fields`, as far as the caller may fill them.
    """
    allow_anywhere(ctx, "hireEmployee")
    code, name = rules.clean_code(code), rules.clean_name(name)
    post = await find_post(ctx, post_named, fte)
    person_id = new_id()
    contacts = {"phone": phone, "email": email, "id_number": id_number}
    written = {"phone": phone, "email": email, "idNumber": id_number, "baseSalary": base_salary,
               "probationEndsOn": probation_ends_on, "vendor": vendor}  # fmt: skip
    given = [field for field, value in written.items() if value is not None]
    place = Place(department_id=post.department_id)
    checked = [field for field in given if field not in ENTERED_AT_HIRE]
    allow(ctx, place, "hireEmployee", "code", "name", "hiredOn", "employmentType", *post.written(), *checked)
    person = await add_person(ctx, person_id, code=code, name=name, contacts=contacts)
    stay: dict[str, object] = {
        "is_initial": True,
        "type": employment_type,
        "hired_on": rules.clean_day(hired_on, "hiredOn"),
        "probation_ends_on": rules.clean_probation(probation_ends_on, hired_on),
        "vendor": vendor,
        "legal_entity_id": await entity_of(post.department_id, hired_on),
    }
    await add_fact(ctx, Assignment, person_id, Span(hired_on, None, post.values(first=True)))
    await add_fact(
        ctx, Employment, person_id, Span(hired_on, None, stay)
    )  # figures: never employed without a place
    if base_salary is not None:
        pay = {"is_initial": True, "base_salary": rules.clean_pay(base_salary), "currency": currency}
        await add_fact(ctx, Compensation, person_id, Span(hired_on, None, pay))
    changes = {"code": (None, person.code), "hiredOn": (None, hired_on), "department": (None, post.department_id),
               "name": (None, audit.HIDDEN), **dict.fromkeys(given, (None, audit.HIDDEN))}  # fmt: skip
    target = Target(person, await Employment.get(employee_id=person_id), post.department_id)
    await fill_at_hire(ctx, target, {str(each["key"]): each.get("value") for each in custom_fields}, hired_on)
    return await conclude(ctx, target, "hire_employee", changes, version=None, on=hired_on)


hire_employee = operation(hire)
"""Take somebody on in a transaction of its own, see `hire`."""


async def add_person(
    ctx: Context, person_id: str, *, code: str, name: str, contacts: dict[str, str | None]
) -> Employee:
    """Insert the person's own row. A code belongs to one person for ever, also after leaving."""
    code, name = rules.clean_code(code), rules.clean_name(name)
    if await Employee.exists(code=code):
        raise Conflict(
            f"工号 {code} 已被使用，请换一个工号；员工回归请办理再入职。",
            f"Employee number {code} is taken; choose another, or rehire if the person is coming back.",
            path=("input", "code"),
        )
    pinyin, initials = spell(name)
    sealed = await sealed_contacts(ctx, person_id, contacts)
    return await Employee.create(
        **stamp(ctx), **sealed, id=person_id, code=code, name=name, version=0,
        name_pinyin=pinyin, name_initials=initials,
    )  # fmt: skip


@operation
async def complete_probation(
    ctx: Context,
    *,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    confirmed_on: date | None = None,
    version: int | None = None,
) -> str:
    """Confirm somebody after probation, today unless a day is named."""
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "completeProbation", "Employment.confirmedOn")
    day = rules.clean_day(confirmed_on or ctx.today, "confirmedOn")
    rules.require_probation(target.stay)
    rules.require_employed(target.stay, day, "confirmedOn")
    await amend_stay(ctx, target.stay, confirmed_on=day)
    await follow_probation(ctx, target.stay, {"confirmed_on": day})
    changes = {"confirmedOn": (None, day)}
    return await conclude(ctx, target, "complete_probation", changes, version=version, on=day)


@operation
async def rehire_employee(
    ctx: Context,
    *,
    rehired_on: date,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    employment_type: EmploymentType = EmploymentType.FULL_TIME,
    probation_ends_on: date | None = None,
    vendor: str | None = None,
    fte: Decimal | None = None,
    version: int | None = None,
    **post_named: str | None,
) -> str:
    """Take somebody back under the same code; the earlier employment stays as it was."""
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "rehireEmployee")
    post = await find_post(ctx, post_named, fte)
    place = Place(target.person.id, post.department_id)
    allow(ctx, place, "rehireEmployee", "hiredOn", "employmentType", *post.written())
    day = rules.clean_day(rehired_on, "rehiredOn")
    rules.require_gone(target.stay, day)
    stay: dict[str, object] = {
        "is_initial": False,
        "type": employment_type,
        "hired_on": day,
        "probation_ends_on": rules.clean_probation(probation_ends_on, day),
        "vendor": vendor,
        "legal_entity_id": await entity_of(post.department_id, day),
    }
    await begin_anew(ctx, Employment, target.person.id, day, stay)
    await begin_anew(ctx, Assignment, target.person.id, day, post.values(first=False))
    await welcome_back(ctx, target.person.id, day)
    changes = {
        "hiredOn": (target.stay.hired_on, day),
        "department": (target.department_id, post.department_id),
    }
    return await conclude(ctx, target, "rehire_employee", changes, version=version, on=day)
