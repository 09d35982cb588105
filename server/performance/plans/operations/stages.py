"""Setting the stages of a transformation, and keeping the families of roles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.people.operations.access import Place, allow, find_department, link
from server.people.operations.record import operation
from server.performance.plans.models import RoleFamily, TransformationStage
from server.performance.plans.operations.plans import EVERYWHERE, clean_code, clean_name
from server.store.base import change_row, stamp

FAMILY = re.compile(r"[a-z][a-z0-9_-]{0,63}")
USUAL = {"EARLY": ("初期", "Early"), "MID": ("中期", "Mid"), "LATE": ("后期", "Late")}


@operation
async def set_transformation_stage(
    ctx: Context,
    *,
    code: str,
    valid_from: date,
    name: str = "",
    name_en: str = "",
    department_id: str | None = None,
    department_code: str | None = None,
    version: int | None = None,
) -> str:
    """Let a stage hold from a day on, for the company or one department; return its id.

    It ends the stage that held that day and lasts until the next one begins; one that began that very day is changed.
    """
    allow(ctx, EVERYWHERE, "setTransformationStage")
    key = clean_code(code, "code")
    zh, en = USUAL.get(key, ("", ""))
    department = await find_department(department_id, department_code)
    place = department.id if department else None
    values: dict[str, Any] = {
        "code": key,
        "name": clean_name(name or zh, "name"),
        "name_en": (name_en or en).strip()[:64],
    }
    row_id = await lay_stage(ctx, place, valid_from, values, version)
    told = {"code": (None, key), "validFrom": (None, valid_from), "department": (None, place)}
    await note(ctx, "set_transformation_stage", "TransformationStage", row_id, told)
    return row_id


async def lay_stage(
    ctx: Context, place: str | None, day: date, values: dict[str, Any], version: int | None
) -> str:
    """Put a stage into the line of its department, without gap or overlap."""
    line = await TransformationStage.filter(department_id=place).order_by("valid_from").select_for_update()
    same = next((row for row in line if row.valid_from == day), None)
    if same is not None:
        await change_row(ctx, TransformationStage, same.id, version=version, **values)
        return same.id
    before = [row for row in line if row.valid_from < day]
    after = [row for row in line if row.valid_from > day]
    if before and (before[-1].valid_to is None or before[-1].valid_to > day):
        await change_row(ctx, TransformationStage, before[-1].id, valid_to=day)
    ends = after[0].valid_from if after else None
    made = await TransformationStage.create(
        **stamp(ctx), **values, department_id=place, valid_from=day, valid_to=ends
    )
    return made.id


@operation
async def remove_transformation_stage(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (the contract's word)
    """Take a stage out; the one before it lasts as long as it would have. Return its id."""
    allow(ctx, EVERYWHERE, "removeTransformationStage")
    row = await TransformationStage.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    await change_row(ctx, TransformationStage, id, version=version)
    place = link(row, "department_id") or None
    before = TransformationStage.filter(department_id=place, valid_to=row.valid_from)
    for each in await before.select_for_update():
        await change_row(ctx, TransformationStage, each.id, valid_to=row.valid_to)
    await TransformationStage.filter(id=id).delete()
    told = {"code": (row.code, None), "validFrom": (row.valid_from, None)}
    await note(ctx, "remove_transformation_stage", "TransformationStage", id, told)
    return id


@operation
async def save_role_family(
    ctx: Context,
    *,
    code: str,
    name: str | None = None,
    name_en: str | None = None,
    is_front_line: bool | None = None,
    version: int | None = None,
) -> str:
    """Add a family of roles, or change one; positions name it by its code. Return its id."""
    allow(ctx, Place(), "saveRoleFamily")
    key = code.strip().lower()
    if not FAMILY.fullmatch(key):
        raise InvalidInput(
            "职类编码用小写字母、数字和横线。",
            "A code has small letters, digits and dashes.",
            path=("input", "code"),
        )
    held = await RoleFamily.filter(code=key).select_for_update().get_or_none()
    values: dict[str, Any] = {}  # columns of mixed types
    if name is not None or held is None:
        values["name"] = clean_name(name or "", "name")
    values |= {} if name_en is None else {"name_en": name_en.strip()[:64]}
    values |= {} if is_front_line is None else {"is_front_line": is_front_line}
    if held is None:
        row_id = (await RoleFamily.create(**stamp(ctx), code=key, **values)).id
    else:
        row_id = held.id
        await change_row(ctx, RoleFamily, row_id, version=version, **values)
    told = {column: (getattr(held, column, None), value) for column, value in values.items()}
    await note(ctx, "save_role_family", "RoleFamily", row_id, told)
    return row_id


async def note(
    ctx: Context, action: str, kind: str, row_id: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(ctx, f"performance.{action}", subject_type=kind, subject_id=row_id, changes=changes)
