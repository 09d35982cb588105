"""Legal entities, and which of them somebody is employed by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState, not_found
from server.people import rules
from server.people.models import Department, DepartmentKind, LegalEntity
from server.people.operations.access import (
    Place,
    allow,
    allow_anywhere,
    find_department,
    find_target,
    link,
    unknown,
)
from server.people.operations.organization import added, tell
from server.people.operations.record import amend_stay, conclude, operation
from server.store.base import change_row, stamp

EVERYWHERE = Place()
FIELDS = {
    "name": "name",
    "registration_no": "registrationNo",
    "closed_on": "closedOn",
    "department": "department",
}
DEEPEST = 50


@operation
async def create_legal_entity(
    ctx: Context,
    *,
    code: str,
    name: str,
    registration_no: str | None = None,
    department_id: str | None = None,
    department_code: str | None = None,
) -> str:
    """Add a legal entity; named a company of the organization, it is the one who hires beneath that company."""
    allow(
        ctx,
        EVERYWHERE,
        "createLegalEntity",
        "LegalEntity.code",
        *(f"LegalEntity.{name}" for name in FIELDS.values()),
    )
    found = rules.clean_code(code)
    if await LegalEntity.exists(code=found):
        raise Conflict(
            f"主体编码 {found} 已被使用，请换一个。",
            f"The code {found} is taken; choose another.",
            path=("input", "code"),
        )
    values: dict[str, Any] = {
        "name": rules.clean_name(name),
        "registration_no": clean_number(registration_no),
        "department_id": await company(department_id, department_code),
    }
    made = await LegalEntity.create(**stamp(ctx), **values, code=found)
    return await tell(
        ctx, "create_legal_entity", "LegalEntity", made.id, {"code": (None, found)} | added(values)
    )


@operation
async def update_legal_entity(
    ctx: Context,
    *,
    changes: Mapping[str, Any],  # text and dates, as they were sent
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    version: int | None = None,
) -> str:
    """Change the name, number, company or closing day; None takes the number, company or closing day away."""
    allow_anywhere(ctx, "updateLegalEntity")
    values: dict[str, Any] = {}
    if "name" in changes:
        values["name"] = rules.clean_name(changes["name"] or "")
    if "registration_no" in changes:
        values["registration_no"] = clean_number(changes["registration_no"])
    if "closed_on" in changes:
        values["closed_on"] = changes["closed_on"] and rules.clean_day(changes["closed_on"], "closedOn")
    entity = await find_entity(id, code)
    if entity is None:
        raise not_found()
    if changes.keys() & {"department_id", "department_code"}:
        named = changes.get("department_id"), changes.get("department_code")
        values["department_id"] = await company(*named, but=entity.id)
    if not values:
        raise rules.invalid("name", "请至少填写一项变动。", "Name at least one thing that changes.")
    written = [FIELDS[name.removesuffix("_id") if name == "department_id" else name] for name in values]
    allow(ctx, EVERYWHERE, "updateLegalEntity", *(f"LegalEntity.{name}" for name in written))
    before = {name: getattr(entity, name) for name in values}
    number = await change_row(ctx, LegalEntity, entity.id, version=version, **values)
    told = {name: (before[name], new) for name, new in values.items()}
    return await tell(ctx, "update_legal_entity", "LegalEntity", entity.id, told, number)


@operation
async def assign_legal_entity(
    ctx: Context,
    *,
    legal_entity_id: str | None = None,
    legal_entity_code: str | None = None,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    version: int | None = None,
) -> str:
    """Record which legal entity is party to somebody's present contract; what was known before stays known."""
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "assignLegalEntity", "legalEntity")
    entity = await find_entity(legal_entity_id, legal_entity_code)
    if entity is None:
        raise unknown("legalEntity", legal_entity_id, "合同主体", "legal entity")
    require_open(entity, ctx.today)
    old = link(target.stay, "legal_entity_id") or None
    await amend_stay(ctx, target.stay, legal_entity_id=entity.id)
    changes = {"legalEntity": (old, entity.id)}
    return await conclude(ctx, target, "assign_legal_entity", changes, version=version, on=ctx.today)


async def entity_of(department_id: str, day: date) -> str | None:
    """Return the legal entity that hires into a department: that of the nearest company above."""
    by_company = {
        link(row, "department_id"): row.id
        for row in await LegalEntity.filter(department_id__isnull=False)
        if row.closed_on is None or day < row.closed_on
    }
    if not by_company:
        return None
    parents = {row.id: link(row, "parent_id") for row in await Department.all()}
    above = department_id
    for _ in range(DEEPEST):
        if not above or above in by_company:
            break
        above = parents.get(above, "")
    return by_company.get(above)


async def find_entity(entity_id: str | None, code: str | None) -> LegalEntity | None:
    if not (entity_id or code):
        return None
    return await LegalEntity.get_or_none(**({"id": entity_id} if entity_id else {"code": code}))


async def company(department_id: str | None, code: str | None, *, but: str = "") -> str | None:
    """Return the company named; one that already has a legal entity (`but` this one) is refused."""
    found = await find_department(department_id, code)
    if found is None:
        return None
    field = "departmentId" if department_id else "departmentCode"
    if found.kind != DepartmentKind.COMPANY:
        raise rules.invalid(
            field,
            f"“{found.name}”不是公司，请选择公司一级。",
            f"'{found.name}' is not a company; choose one.",
        )
    holder = await LegalEntity.filter(department_id=found.id).exclude(id=but).first()
    if holder is not None:
        raise Conflict(
            f"“{found.name}”已对应主体“{holder.name}”，请先解除。",
            f"'{found.name}' already stands for '{holder.name}'; take that away first.",
            path=("input", field),
        )
    return found.id


def require_open(entity: LegalEntity, day: date) -> None:
    if entity.closed_on is not None and day >= entity.closed_on:
        raise InvalidState(
            f"“{entity.name}”已于 {entity.closed_on} 注销，请选择其他主体。",
            f"'{entity.name}' was closed on {entity.closed_on}; choose another entity.",
            path=("input", "legalEntityCode"),
        )


def clean_number(text: str | None) -> str | None:
    """Return the registration number as it is kept; any country's, so its form is not checked."""
    found = rules.plain(text or "").upper().replace(" ", "")
    if len(found) > 64:  # noqa: PLR2004 (the column's length)
        raise rules.invalid(
            "registrationNo", "信用代码最多 64 个字符。", "The number has at most 64 characters."
        )
    return found or None
