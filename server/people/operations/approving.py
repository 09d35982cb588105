"""Who approves for whom: the people above somebody, the chains HR sets, and deputies people name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from server import approvals
from server.approvals.kinds import Approvers
from server.approvals.models import Deputy
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.people import rules
from server.people.models import Assignment, Department, Employee, Employment
from server.people.operations.access import Place, decide, find_department, link, present_department, require
from server.people.operations.record import operation


def approvers_of(ctx: Context, employee_id: str) -> Approvers:
    """Return what finds the approvers of somebody by the words of a chain; those who have left are passed over."""

    async def find(word: str) -> Sequence[str]:
        manager = await line_manager(ctx, employee_id)
        if word == "manager":
            found = manager
        elif word == "manager_of_manager":
            found = await line_manager(ctx, manager) if manager else None
        else:
            found = await department_head(ctx, employee_id)
        return [found] if found else []

    return find


async def departments_of(ctx: Context, employee_id: str) -> list[str]:
    """List somebody's department and those above it, nearest first."""
    parents = {row.id: link(row, "parent_id") for row in await Department.all()}
    place, found = await present_department(ctx, employee_id), list[str]()
    while place and place not in found:
        found.append(place)
        place = parents.get(place, "")
    return found


async def line_manager(ctx: Context, employee_id: str) -> str | None:
    """Return whom the assignment names, else the nearest head above who is somebody else and still here."""
    posts = Assignment.filter(
        employee_id=employee_id, is_primary=True, superseded_at=None, valid_from__lte=ctx.today
    )
    post = await posts.order_by("-valid_from").first()
    named = link(post, "manager_id") if post else ""
    if named and await is_here(ctx, named):
        return named
    return await department_head(ctx, employee_id)


async def department_head(ctx: Context, employee_id: str) -> str | None:
    places = await departments_of(ctx, employee_id)
    heads = {row.id: link(row, "manager_id") for row in await Department.filter(id__in=places)}
    for place in places:
        head = heads[place]
        if head and head != employee_id and await is_here(ctx, head):
            return head
    return None


async def is_here(ctx: Context, employee_id: str) -> bool:
    stay = await Employment.filter(employee_id=employee_id, superseded_at=None).order_by("-hired_on").first()
    return stay is not None and (stay.left_on is None or stay.left_on >= ctx.today)


@operation
async def set_approval_chain(
    ctx: Context,
    *,
    kind: str,
    steps: Sequence[approvals.Step],
    department_id: str | None = None,
    department_code: str | None = None,
    version: int | None = None,
) -> str:
    """Set who approves a kind of request in the company, or in a department and below."""
    rights.allow(ctx, "Mutation.setApprovalChain")
    department = await find_department(department_id, department_code)
    place = department.id if department else None
    return await approvals.set_chain(
        ctx, rules.clean_code(kind, "kind"), steps, department_id=place, version=version
    )


@operation
async def set_deputy(
    ctx: Context,
    *,
    deputy_code: str,
    valid_from: date,
    valid_to: date,
    employee_code: str | None = None,
    kinds: Sequence[str] = (),
) -> str:
    """Name who decides in one's own stead for a while, or, for who keeps the chains, in somebody else's."""
    me = ctx.principal.employee_id
    person = await known(employee_code, "employeeCode") if employee_code else me
    require(decide(ctx, Place(person), "Mutation.setDeputy", "write"))
    if person is None:
        raise not_found()
    deputy = await here(ctx, deputy_code, "deputyCode")
    return await approvals.set_deputy(
        ctx, employee_id=person, deputy_id=deputy, valid_from=valid_from, valid_to=valid_to, kinds=kinds
    )


@operation
async def end_deputy(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
) -> str:
    """End a deputy's time before its last day."""
    row = await Deputy.get_or_none(id=id)
    if row is None or not decide(ctx, Place(row.employee_id), "Deputy.id", "read").allowed:
        raise not_found()
    require(decide(ctx, Place(row.employee_id), "Mutation.endDeputy", "write"))
    return await approvals.end_deputy(ctx, id)


async def here(ctx: Context, code: str, field: str) -> str:
    """Return the id of a working employee by number."""
    found = await known(code, field)
    if not await is_here(ctx, found):
        raise nobody(field)
    return found


async def known(code: str, field: str) -> str:
    """Return the id of an employee by number, also of one who has left: what awaited them still awaits somebody."""
    found = await Employee.get_or_none(code=rules.plain(code))
    if found is None:
        raise nobody(field)
    return found.id


def nobody(field: str) -> InvalidInput:
    return InvalidInput(
        "没有这个在职员工，请核对工号。",
        "No one with this number works here; check it.",
        path=("input", field),
    )
