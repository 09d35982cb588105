"""Writes departments, positions and places of work that a file told of, and takes them back exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from server.imports.logical import models
from server.imports.masters import TABLES, Master, MasterPlan
from server.imports.restore import Copied, put_back
from server.kernel.context import Context
from server.kernel.errors import Conflict
from server.metrics.kept.dirty import ALWAYS, touched
from server.people import rules
from server.people.models import Department, DepartmentVersion, Location, Position
from server.people.operations.organization import added, tell
from server.people.operations.record import add_fact, apply, live_spans
from server.people.rules import Span
from server.store.base import change_row, stamp

if TYPE_CHECKING:
    from server.imports.undo import Undone

Place = type[Department] | type[Position] | type[Location]
SINCE = ("后来又有变动，保持现状。", "It was changed again since; it is left as it is.")
HELD = ("后来有其他数据引用它，不能撤回。", "Other data has come to refer to it since; it stays.")
NAMED: dict[str, Place] = {str(model._meta.db_table): model for model in TABLES.values()}


async def apply_masters(ctx: Context, kind: str, plan: MasterPlan) -> None:
    """Write the plan, each row with an audit entry of its own; Conflict if a code was taken meanwhile."""
    model = TABLES[kind]
    for row in plan.rows:
        if row.version is None:
            if await model.exists(code=row.code):
                raise Conflict(
                    "检查之后数据有了变动，请重新检查再导入。",
                    "The data changed since the dry run; check it again.",
                )
            await make(ctx, model, row)
        else:
            await change(ctx, model, row)
        if model is Department:
            plan.before[row.id]["facts"] = await facts_since(row)


async def make(ctx: Context, model: Place, row: Master) -> None:
    await model.create(**{**stamp(ctx), "id": row.id}, **row.columns, code=row.code)
    if model is Department:
        whole = {"parent_id": None, "manager_id": None, **row.columns}
        await add_fact(ctx, DepartmentVersion, row.id, Span(row.valid_from or ctx.today, None, whole))
    name = model.__name__
    await tell(ctx, f"create_{name.lower()}", name, row.id, {"code": (None, row.code)} | added(row.columns))


async def change(ctx: Context, model: Place, row: Master) -> None:
    """Change what the file says otherwise; of a department from today on."""
    if model is Department:
        spans = await live_spans(ctx, DepartmentVersion, row.id)
        await apply(ctx, DepartmentVersion, row.id, rules.revise(spans, ctx.today, row.columns))
    number = await change_row(ctx, model, row.id, version=row.version, **row.columns)
    told = {name: (row.before[name], value) for name, value in row.columns.items()}
    name = model.__name__
    await tell(ctx, f"update_{name.lower()}", name, row.id, told, number)


async def facts_since(row: Master) -> dict[str, list[str]]:
    """Return the versions of a department that this transaction made, and those it superseded."""
    rows = await DepartmentVersion.filter(department_id=row.id).order_by("-recorded_at")
    newest = rows[0].recorded_at
    return {
        "made": [each.id for each in rows if each.recorded_at == newest and each.superseded_at is None],
        "superseded": [each.id for each in rows if each.superseded_at == newest],
    }


async def undo_masters(ctx: Context, move: Mapping[str, Any], done: Undone) -> int:
    """Take rows back that still are what the batch made of them; one it made goes if nothing refers to it."""
    model, count = NAMED[move["table"]], 0
    copied = Copied()
    for number, row_id, old in reversed(move["lines"]):
        row: Any = await model.get_or_none(id=row_id)  # a row of the model
        told = move["before"][row_id]
        if row is None or any(getattr(row, name) != value for name, value in told["now"].items()):
            done.refuse(number, row and row.code, "code", *SINCE)
        elif old is None and (row.version != 1 or not await facts_stand(model, told)):
            done.refuse(number, row.code, "code", *SINCE)
        elif old is None and await is_referred_to(model, row_id):
            done.refuse(number, row.code, "code", *HELD)
        elif not await facts_stand(model, told):
            done.refuse(number, row.code, "code", *SINCE)
        else:
            await take_back(ctx, model, row, told, copied, is_new=old is None)
            count += 1
    if model is Department and count:
        await touched(ctx, "department_version", ALWAYS, None)
    return count


async def facts_stand(model: Place, told: Mapping[str, Any]) -> bool:
    """Tell whether the versions that the batch made are still the ones in force."""
    if model is not Department:
        return True
    made = told["facts"]["made"]
    return await DepartmentVersion.filter(id__in=made, superseded_at=None).count() == len(made)


async def take_back(
    ctx: Context, model: Place, row: Any, told: Mapping[str, Any], copied: Copied, *, is_new: bool
) -> None:  # `row` is one of the model
    if is_new:
        if model is Department:
            await DepartmentVersion.filter(department_id=row.id).delete()
        await model.filter(id=row.id).delete()
        return
    if model is Department:
        facts = told["facts"]
        await put_back(ctx, DepartmentVersion, [(facts["made"], facts["superseded"])], copied)
    await model.filter(id=row.id).update(**told["was"], version=row.version + 1, updated_at=ctx.now)


async def is_referred_to(model: type[Model], row_id: str, *, besides: Collection[type[Model]] = ()) -> bool:
    """Tell whether any row of any table names this one; versions of a department, and tables `besides`, don't count."""
    for other in models().values():
        for name, each in other._meta.fields_map.items():
            if not isinstance(each, ForeignKeyFieldInstance) or each.related_model is not model:
                continue
            if other in besides or (other is DepartmentVersion and name == "department"):
                continue
            if await other.filter(**{f"{name}_id": row_id}).exists():
                return True
    return False
