"""The organization: departments with their dated versions, positions, locations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from server import audit, jobs
from server.kernel.context import Context
from server.kernel.errors import Conflict, not_found
from server.people import rules
from server.people.models import Department, DepartmentKind, DepartmentVersion, Location, Position
from server.people.operations.access import Place, allow, find_department, find_manager, link
from server.people.operations.outcomes import follow_reorganization
from server.people.operations.record import add_fact, apply, live_spans, operation
from server.people.rules import Span
from server.store.base import change_row, stamp

EVERYWHERE = Place()


@operation
async def create_department(
    ctx: Context,
    *,
    code: str,
    name: str,
    kind: DepartmentKind = DepartmentKind.DEPARTMENT,
    parent_id: str | None = None,
    parent_code: str | None = None,
    manager_id: str | None = None,
    manager_code: str | None = None,
    valid_from: date | None = None,
) -> str:
    """Add a department that exists from a day on, today unless named."""
    fields = [
        "Department.code",
        "Department.name",
        "Department.kind",
        "Department.parent",
        "Department.manager",
    ]
    allow(ctx, EVERYWHERE, "createDepartment", *fields)
    code = await free_code(Department, code)
    parent = await find_department(parent_id, parent_code, field="parent")
    rules.require_place(kind, DepartmentKind(parent.kind) if parent else None)
    values: dict[str, Any] = {
        "name": rules.clean_name(name),
        "kind": kind,
        "parent_id": parent.id if parent else None,
        "manager_id": await find_manager(ctx, manager_id, manager_code),
    }
    made = await Department.create(**stamp(ctx), **values, code=code)
    day = rules.clean_day(valid_from or ctx.today, "validFrom")
    await add_fact(ctx, DepartmentVersion, made.id, Span(day, None, values))
    return await tell(ctx, "create_department", "Department", made.id, {"code": (None, code)} | added(values))


@operation
async def update_department(
    ctx: Context,
    *,
    changes: Mapping[str, str | None],
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    effective_on: date | None = None,
    version: int | None = None,
) -> str:
    """Change the name, kind, parent or head of a department from a day on, today unless named.

    `changes` holds `name`, `kind`, `parent_id` or `parent_code`, `manager_id` or `manager_code`; None as a parent
    or head takes it away. A day to come is refused, since the present row could not follow on that day by itself.
    """
    values = await asked(ctx, changes)
    allow(ctx, EVERYWHERE, "updateDepartment", *(f"Department.{name.removesuffix('_id')}" for name in values))
    department = await find_department(id, code)
    if department is None:
        raise not_found()
    day = rules.clean_day(effective_on or ctx.today, "effectiveOn")
    if day > ctx.today:
        raise rules.invalid(
            "effectiveOn", "生效日期不能晚于今天。", "The effective date cannot lie ahead of today."
        )
    await check_place(department, values)
    spans = await live_spans(ctx, DepartmentVersion, department.id)
    revision = rules.revise(spans, day, values)
    await apply(ctx, DepartmentVersion, department.id, revision)
    after = [span for span in spans if span.key not in revision.superseded] + list(revision.made)
    present = next((span.values for span in after if span.covers(ctx.today)), values)
    number = await change_row(ctx, Department, department.id, version=version, **present)
    old = next(span.values for span in spans if span.key == revision.superseded[0])
    if "parent_id" in values and values["parent_id"] != old["parent_id"]:
        parents = [None if row["parent_id"] is None else str(row["parent_id"]) for row in (old, values)]
        await follow_reorganization(ctx, department.id, day, *parents)
    told = {name: (old[name], new) for name, new in values.items()} | {"effectiveOn": (None, day)}
    return await tell(ctx, "update_department", "Department", department.id, told, number)


async def asked(ctx: Context, changes: Mapping[str, str | None]) -> dict[str, object]:
    """Turn what was asked for into columns."""
    values: dict[str, object] = {}
    if "name" in changes:
        values["name"] = rules.clean_name(changes["name"] or "")
    if changes.get("kind"):
        values["kind"] = DepartmentKind(str(changes["kind"]))
    if changes.keys() & {"parent_id", "parent_code"}:
        parent = await find_department(changes.get("parent_id"), changes.get("parent_code"), field="parent")
        values["parent_id"] = parent.id if parent else None
    if changes.keys() & {"manager_id", "manager_code"}:
        values["manager_id"] = await find_manager(ctx, changes.get("manager_id"), changes.get("manager_code"))
    if not values:
        raise rules.invalid("name", "请至少填写一项变动。", "Name at least one thing that changes.")
    return values


async def check_place(department: Department, values: Mapping[str, object]) -> None:
    """Refuse a parent of the wrong kind or one that makes a circle, and a kind the children cannot hang under."""
    rows = {row.id: row for row in await Department.all().select_for_update()}
    parents = {row_id: link(row, "parent_id") or None for row_id, row in rows.items()}
    above = values.get("parent_id", parents.get(department.id))
    parent_id = str(above) if above else None
    rules.require_no_circle(department.id, parent_id, parents)
    kind = DepartmentKind(str(values.get("kind", department.kind)))
    rules.require_place(kind, DepartmentKind(rows[parent_id].kind) if parent_id else None)
    for child, parent in parents.items():
        if parent == department.id:
            rules.require_place(DepartmentKind(rows[child].kind), kind)


@operation
async def create_position(
    ctx: Context,
    *,
    code: str,
    name: str,
    family: str = "",
    grade: int = 1,
    is_core: bool = False,
    is_manager: bool = False,
    ladder: str = "",
) -> str:
    """Add a position; `ladder` and `grade` say whom it can be a promotion for."""
    fields = ("code", "name", "family", "grade", "isCore", "isManager", "ladder")
    allow(ctx, EVERYWHERE, "createPosition", *(f"Position.{field}" for field in fields))
    code = await free_code(Position, code)
    if not 0 <= grade <= 100:  # noqa: PLR2004 (said in the message)
        raise rules.invalid("grade", "职级须在 0 到 100 之间。", "The grade lies between 0 and 100.")
    values: dict[str, Any] = {
        "name": rules.clean_name(name), "family": rules.plain(family), "grade": grade,
        "is_core": is_core, "is_manager": is_manager, "ladder": rules.plain(ladder),
    }  # fmt: skip
    made = await Position.create(**stamp(ctx), **values, code=code)
    return await tell(ctx, "create_position", "Position", made.id, {"code": (None, code)} | added(values))


@operation
async def create_location(ctx: Context, *, code: str, name: str, city: str = "", address: str = "") -> str:
    """Add a place of work."""
    fields = ("code", "name", "city", "address")
    allow(ctx, EVERYWHERE, "createLocation", *(f"Location.{field}" for field in fields))
    code = await free_code(Location, code)
    values: dict[str, Any] = {
        "name": rules.clean_name(name),
        "city": rules.plain(city),
        "address": rules.plain(address),
    }
    made = await Location.create(**stamp(ctx), **values, code=code)
    return await tell(ctx, "create_location", "Location", made.id, {"code": (None, code)} | added(values))


async def free_code(model: type[Department | Position | Location], code: str) -> str:
    """Return the code as it is kept; Conflict if it is taken."""
    found = rules.clean_code(code)
    if await model.exists(code=found):
        raise Conflict(
            f"编码 {found} 已被使用，请换一个。",
            f"The code {found} is taken; choose another.",
            path=("input", "code"),
        )
    return found


def added(values: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    return {name: (None, value) for name, value in values.items()}


async def tell(
    ctx: Context,
    action: str,
    kind: str,
    row_id: str,
    changes: Mapping[str, tuple[object, object]],
    number: int = 1,
) -> str:
    """Add the audit entry and the message; return the row's id."""
    await audit.record(ctx, f"people.{action}", subject_type=kind, subject_id=row_id, changes=changes)
    await jobs.enqueue(ctx, f"people.{action}", f"{row_id}:{number}", {"id": row_id})
    return row_id
