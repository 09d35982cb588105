"""What every act on a goal stands on: finding it, where it stands in the tree, and who may touch it there."""

from __future__ import annotations

from collections.abc import Mapping

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.models import Department
from server.people.operations.access import (
    Place,
    decide,
    find_department,
    find_target,
    link,
    present_department,
    require,
)
from server.performance.goals.models import Goal, GoalLevel, GoalState
from server.performance.goals.rules import Standing, require_aligned, wrong

OPEN = (GoalState.DRAFT, GoalState.ACTIVE)


async def place_of(
    ctx: Context, level: GoalLevel, department_id: str | None, employee_id: str | None
) -> Place:
    """Return where a goal stands: a person's with the person, a team's with its department, the company's nowhere."""
    if level is GoalLevel.COMPANY:
        return Place()
    if level is GoalLevel.TEAM:
        department = await find_department(department_id, None)
        if department is None:
            raise wrong(
                "departmentId", "请选择团队目标所属的部门。", "Choose the department of a team's goal."
            )
        return Place(None, department.id)
    target = await find_target(ctx, employee_id or ctx.principal.employee_id, None)
    return target.place


def allow_goal(ctx: Context, level: GoalLevel, place: Place, verb: str) -> None:
    """Raise Denied unless the caller may do it to a goal of this level at this place."""
    require(decide(ctx, place, f"Mutation.{verb}", "write"))
    require(decide(ctx, place, "goal" if level is GoalLevel.PERSON else "shared_goal", "write"))


async def require_parent(ctx: Context, own: Standing, parent_id: str | None, known: Goal | None) -> None:
    parent = await Goal.get_or_none(id=parent_id) if parent_id else None
    if parent_id and (parent is None or not sees(ctx, parent, await department_of(ctx, parent))):
        raise wrong("parentId", "没有这个上级目标，请重新选择。", "There is no such goal; choose another.")
    if parent is not None and known is not None and await is_beneath(parent, known.id):
        raise wrong("parentId", "目标不能归在自己之下。", "A goal can't stand beneath itself.")
    above = await above_of(own)
    require_aligned(own, await standing(ctx, parent) if parent else None, above)


async def above_of(own: Standing) -> list[str]:
    parents = {row.id: link(row, "parent_id") for row in await Department.all()}
    place, found = own.department_id, list[str]()
    while place and place not in found:
        found.append(place)
        place = parents.get(place, "")
    return found


async def standing(ctx: Context, goal: Goal) -> Standing:
    place = await department_of(ctx, goal)
    return Standing(GoalLevel(goal.level), place, goal.starts_on, goal.ends_on, goal.state in OPEN)


async def department_of(ctx: Context, goal: Goal) -> str:
    person = link(goal, "employee_id")
    return await present_department(ctx, person) if person else link(goal, "department_id")


async def is_beneath(goal: Goal, row_id: str) -> bool:
    seen: set[str] = set()
    at: str | None = goal.id
    while at and at not in seen:
        if at == row_id:
            return True
        seen.add(at)
        row = await Goal.get_or_none(id=at)
        at = link(row, "parent_id") if row else None
    return False


def sees(ctx: Context, goal: Goal, department: str) -> bool:
    place = Place(link(goal, "employee_id") or None, department or None)
    name = "goal" if goal.level == GoalLevel.PERSON else "shared_goal"
    return decide(ctx, place, name, "read").allowed


async def find_goal(ctx: Context, row_id: str, verb: str) -> Goal:
    """Find a goal and lock it; one out of sight is as one that does not exist."""
    found = await Goal.filter(id=row_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    department = await department_of(ctx, found)
    if not sees(ctx, found, department):
        raise not_found()
    allow_goal(
        ctx, GoalLevel(found.level), Place(link(found, "employee_id") or None, department or None), verb
    )
    return found


def require_open(goal: Goal) -> None:
    if goal.state not in OPEN:
        raise InvalidState(
            "目标已经结束，不能再修改。", "The goal has ended and can't be changed.", path=("input", "id")
        )


async def note_goal(
    ctx: Context, row_id: str, action: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(ctx, f"performance.{action}", subject_type="Goal", subject_id=row_id, changes=changes)
