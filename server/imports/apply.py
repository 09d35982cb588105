"""Writes a checked plan, inside the one transaction of the import: newcomers in bulk, changes one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tortoise.models import Model

from server import audit
from server.imports.own_fields import definitions, told_values
from server.imports.people import Change, NewPerson, Plan, new_stay
from server.kernel.context import Context
from server.kernel.errors import Conflict
from server.kernel.ids import new_id
from server.metrics.kept.dirty import ALWAYS, touched
from server.people import models as m
from server.people.names import spell
from server.people.operations.access import Target
from server.people.operations.custom_fields import keep_value, value_row
from server.people.operations.exits import announce_exit
from server.people.operations.move import set_pay
from server.people.operations.outcomes import follow_moves, follow_probation
from server.people.operations.record import amend_stay, begin_anew, change_fact, conclude
from server.people.operations.seal import CLEAN, sealed_columns, sealed_contacts
from server.store.base import stamp
from server.store.models import PersonKey

BATCH = 500


async def apply_people(ctx: Context, plan: Plan, root: str | None) -> None:
    """Write the plan; Conflict if somebody wrote the same people since it was made."""
    await make_places(ctx, plan, root)
    for codes in batches([str(new.values["code"]) for new in plan.people]):
        if await m.Employee.exists(code__in=codes):
            raise moved_on()
    said = [told_values(new.values) for new in plan.people] + [change.own for change in plan.changes]
    own = await definitions(name for each in said for name in each)
    batch = Batch(ctx, own)
    for new in plan.people:
        batch.add_person(new)
    await batch.insert()
    for change in plan.changes:
        await apply_change(ctx, change, own)


def moved_on() -> Conflict:
    return Conflict("导入期间数据已变动，请重新导入。", "The data changed during the import; run it again.")


async def make_places(ctx: Context, plan: Plan, root: str | None) -> None:
    """Add the departments, positions and locations that the file names and nobody has; code and name are its text."""
    for (table, text), (row_id, first) in plan.made.items():
        named: dict[str, Any] = {**stamp(ctx), "id": row_id, "code": text[:64], "name": text[:128]}
        if table == "position":
            await m.Position.create(**named)
        elif table == "location":
            await m.Location.create(**named)
        else:
            place: dict[str, Any] = {"kind": m.DepartmentKind.DEPARTMENT, "parent_id": root}
            await m.Department.create(**named, **place)
            fact = {
                "department_id": row_id,
                "name": named["name"],
                "valid_from": first,
                "recorded_at": ctx.now,
            }
            await m.DepartmentVersion.create(**stamp(ctx), **fact, **place)
            await touched(ctx, "department_version", first, None)


@dataclass
class Batch:
    """Newcomers' rows, kept until they go in together."""

    ctx: Context
    own: dict[str, m.CustomField]
    rows: dict[type[Model], list[Any]] = field(default_factory=dict)  # each table's own models

    def add(self, model: type[Model], **values: Any) -> None:
        """Add a row of mixed columns."""
        self.rows.setdefault(model, []).append(model(**values))

    def add_person(self, new: NewPerson) -> None:
        vault, origin, values = self.ctx.store.vault, stamp(self.ctx), new.values
        key = vault.new_person_key()
        pinyin, initials = spell(str(values["name"]))
        columns: dict[str, Any] = {}
        for name in CLEAN:
            text = values.get(name)
            columns |= sealed_columns(self.ctx, key, new.id, name, None if text is None else str(text))
        self.add(PersonKey, person_id=new.id, wrapped=key)
        self.add(m.Employee, **origin, **columns, id=new.id, code=values["code"], name=values["name"],
                 name_pinyin=pinyin, name_initials=initials)  # fmt: skip
        stay = new_stay(values, self.ctx.today)
        start = stay["hired_on"]
        fact = {"employee_id": new.id, "is_initial": True, "valid_from": start, "recorded_at": self.ctx.now}
        self.add(m.Employment, **origin, **fact, **stay)
        self.add(m.Assignment, **origin, **fact, **new.post)
        if (pay := values.get("base_salary")) is not None:
            row_id = new_id()
            sealed = vault.seal(key, f"compensation.base_salary|{row_id}", str(pay))
            self.add(m.Compensation, **origin, **fact, id=row_id, base_salary=sealed)
        for name, kept in told_values(values).items():
            row = value_row(self.ctx, (new.id, key), self.own[name], kept, (start, None))
            self.rows.setdefault(m.CustomValue, []).append(row)

    async def insert(self) -> None:
        facts = (m.Employment, m.Assignment, m.Compensation, m.CustomValue)
        tables: tuple[type[Model], ...] = (PersonKey, m.Employee, *facts)
        for model in tables:
            if rows := self.rows.get(model):
                await model.bulk_create(rows, batch_size=BATCH)
        if posts := self.rows.get(m.Assignment):
            places = {str(post.department_id) for post in posts}
            for name in ("employment", "assignment"):
                await touched(self.ctx, name, ALWAYS, None, departments=places)


async def apply_change(ctx: Context, change: Change, own: Mapping[str, m.CustomField]) -> None:
    """Change one person as the operations do, with an audit entry of their own."""
    person = change.person
    stay = await m.Employment.get(id=person.stay_id)
    columns: dict[str, object] = {}
    if (name := change.columns.get("name")) is not None:
        pinyin, initials = spell(name)
        columns |= {"name": name, "name_pinyin": pinyin, "name_initials": initials}
    if contacts := {name: text for name, text in change.columns.items() if name in CLEAN}:
        columns |= await sealed_contacts(ctx, person.id, dict(contacts))
    await change_stay(ctx, change, stay)
    if change.pay is not None:
        await set_pay(ctx, person.id, change.day, {"base_salary": change.pay})
    for name, kept in change.own.items():
        await keep_value(ctx, person.id, own[name], kept, change.day)
    said = [*change.columns, *(name.removesuffix("_id") for name in change.post), *change.stay, *change.own]
    hidden = dict.fromkeys((*said, *(["base_salary"] if change.pay else [])), (audit.HIDDEN, audit.HIDDEN))
    target = await target_of(change, stay)
    await conclude(ctx, target, "import_employee", hidden, version=person.version, on=change.day, **columns)
    if change.stay.get("left_on") is not None and not change.comes_back:
        kind = change.stay.get("leave_kind") or person.stay["leave_kind"] or m.LeaveKind.OTHER
        await announce_exit(ctx, target, change.stay["left_on"], kind)


async def change_stay(ctx: Context, change: Change, stay: m.Employment) -> None:
    """Change the post and the employment, or open new ones for somebody who comes back."""
    owner = change.person.id
    if change.comes_back:
        await begin_anew(ctx, m.Employment, owner, change.day, {"is_initial": False, **change.stay})
        await begin_anew(
            ctx, m.Assignment, owner, change.day, {"is_initial": False, "reason": "import", **change.post}
        )
        return
    if change.post:
        await change_fact(ctx, m.Assignment, owner, change.day, change.post, here={"reason": "import"})
        await follow_moves(ctx, owner, change.day)
    if change.stay:
        await amend_stay(ctx, stay, **change.stay)
        await follow_probation(ctx, stay, change.stay)


async def target_of(change: Change, stay: m.Employment) -> Target:
    row = await m.Employee.get(id=change.person.id)
    home = change.post.get("department_id") or change.person.post_on(change.day).get("department_id")
    return Target(row, stay, home or "")


def batches(items: Sequence[str]) -> list[list[str]]:
    return [list(items[at : at + BATCH]) for at in range(0, len(items), BATCH)]
