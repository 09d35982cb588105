"""Who may change what: the target as the caller finds it, and the policy's answer for each verb and field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policies import Decision, unite
from server.kernel.context import Context, Grant
from server.kernel.errors import Denied, InvalidInput, InvalidState, not_found
from server.people.models import Assignment, Department, Employee, Employment, Location, Position
from server.store.base import Row


@dataclass(frozen=True)
class Place:
    """Where a row stands for the purpose of permission: whose it is and in which department."""

    employee_id: str | None = None
    department_id: str | None = None


@dataclass(frozen=True)
class Target:
    """An employee that the caller may see, locked for this transaction, with their latest employment."""

    person: Employee
    stay: Employment
    department_id: str

    @property
    def place(self) -> Place:
        return Place(self.person.id, self.department_id)


def relations(ctx: Context, grant: Grant, place: Place) -> list[str]:
    """List the relations in which the place stands to the caller under one grant."""
    own = place.employee_id is not None and place.employee_id == ctx.principal.employee_id
    held = ["self"] if own else []
    return [*held, *(["team"] if place.department_id in grant.team else []), "org"]


def decide(ctx: Context, place: Place, obj: str, act: str) -> Decision:
    """Decide for each grant alone in each relation that holds, and unite."""
    grants = ctx.principal.grants
    pairs = [(grant.role, relation) for grant in grants for relation in relations(ctx, grant, place)]
    return unite(ctx.policy.decide(role, relation, obj, act) for role, relation in pairs)


def allow(ctx: Context, place: Place, verb: str, *fields: str) -> None:
    """Raise Denied unless the caller may do the verb at this place and write each of the fields there.

    A field without a type is one of Employee's.
    """
    require(decide(ctx, place, f"Mutation.{verb}", "write"))
    for field in fields:
        obj = field if "." in field else f"Employee.{field}"
        require(decide(ctx, place, obj, "write"), field.rpartition(".")[2])


def allow_anywhere(ctx: Context, verb: str) -> None:
    """Raise Denied if the caller may do the verb nowhere, before anything is looked up for them."""
    decisions = [
        ctx.policy.decide(grant.role, relation, f"Mutation.{verb}", "write")
        for grant in ctx.principal.grants
        for relation in ("team", "org")
        if relation != "team" or grant.team
    ]
    require(unite(decisions))


def require(decision: Decision, field: str = "") -> None:
    if decision.allowed:
        return
    rule = decision.rule
    why_zh, why_en = (rule.reason("zh"), rule.reason("en")) if rule else ("没有规则允许", "No rule allows it")
    path = ("input", field) if field else ()
    zh = f"您没有权限{'填写 ' + field if field else '办理此事'}：{why_zh}。请联系人力资源经理。"
    en = f"You may not {'write ' + field if field else 'do this'}: {why_en}. Ask the HR manager."
    raise Denied(zh, en, path=path, rule=rule.where if rule else None)


async def find_target(ctx: Context, employee_id: str | None, code: str | None) -> Target:
    """Find the employee and lock the row. One out of the caller's sight is as one that does not exist."""
    if not (employee_id or code):
        raise InvalidInput(
            "请给出员工的编号或工号。", "Name the employee by id or code.", path=("input", "id")
        )
    key = {"id": employee_id} if employee_id else {"code": code}
    person = await Employee.filter(**key).select_for_update().get_or_none()
    if person is None:
        raise not_found()
    department_id = await present_department(ctx, person.id)
    if not decide(ctx, Place(person.id, department_id), "Employee.id", "read").allowed:
        raise not_found()
    stay = await Employment.filter(employee_id=person.id, superseded_at=None).order_by("-valid_from").first()
    if stay is None:
        raise not_found()
    return Target(person, stay, department_id)


async def present_department(ctx: Context, employee_id: str) -> str:
    """Return where the person counts today; of one who starts later, where they will start."""
    live = Assignment.filter(employee_id=employee_id, is_primary=True, superseded_at=None)
    found = await live.order_by("valid_from")
    started = [row for row in found if row.valid_from <= ctx.today] or found[:1]
    return link(started[-1], "department_id") if started else ""


def link(row: Row, column: str) -> str:
    """Read a foreign key column, which Tortoise adds without telling the type checker; "" for none."""
    return str(getattr(row, column) or "")


async def find_department(
    department_id: str | None, code: str | None, *, field: str = "department"
) -> Department | None:
    """Find a department named by id or code; None if neither is given, InvalidInput if there is none."""
    if not (department_id or code):
        return None
    key = {"id": department_id} if department_id else {"code": code}
    found = await Department.get_or_none(**key)
    if found is None:
        raise unknown(field, department_id, "部门", "department")
    return found


async def find_position(position_id: str | None, code: str | None) -> Position | None:
    if not (position_id or code):
        return None
    key = {"id": position_id} if position_id else {"code": code}
    found = await Position.get_or_none(**key)
    if found is None:
        raise unknown("position", position_id, "岗位", "position")
    return found


async def find_location(location_id: str | None, code: str | None) -> Location | None:
    if not (location_id or code):
        return None
    key = {"id": location_id} if location_id else {"code": code}
    found = await Location.get_or_none(**key)
    if found is None:
        raise unknown("location", location_id, "工作地点", "location")
    return found


async def find_manager(ctx: Context, manager_id: str | None, code: str | None) -> str | None:
    """Return the id of the named line manager; one out of the caller's sight counts as unknown."""
    if not (manager_id or code):
        return None
    key = {"id": manager_id} if manager_id else {"code": code}
    found = await Employee.get_or_none(**key)
    if found is not None:
        place = Place(found.id, await present_department(ctx, found.id))
        if decide(ctx, place, "Employee.id", "read").allowed:
            return found.id
    raise unknown("manager", manager_id, "上级", "manager")


def require_open(day: date, **found: Department | Position | Location | None) -> None:
    """Refuse a department, position or place that is closed on a day."""
    for field, row in found.items():
        if row is not None and row.closed_on is not None and row.closed_on <= day:
            raise InvalidState(
                f"“{row.name}”自 {row.closed_on} 起已关闭，请换一个。",
                f"{row.name} has been closed since {row.closed_on}; choose another.",
                path=("input", f"{field}Id"),
            )


def unknown(field: str, by_id: str | None, zh: str, en: str) -> InvalidInput:
    path = ("input", f"{field}Id" if by_id else f"{field}Code")
    return InvalidInput(f"没有这个{zh}，请核对编码。", f"There is no such {en}; check the code.", path=path)
