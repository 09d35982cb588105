"""Whose careers a caller may look at."""

from __future__ import annotations

from server.kernel.context import Context
from server.kernel.errors import Denied, QueryTooLarge
from server.people.operations.access import Place, decide
from server.people.rules import subtree

FIELD = "Employee.career"
MOST_PEOPLE = 2000
CLIMBERS = (
    "select distinct e.id,e.code,a.department_id from employee e "
    "join employment m on m.employee_id=e.id and m.superseded_at is null and m.hired_on<={0} "
    "and (m.left_on is null or m.left_on>={0}) "
    "join assignment a on a.employee_id=e.id and a.is_primary and a.superseded_at is null "
    "and (a.valid_from<={0} or a.is_initial) and (a.valid_to is null or a.valid_to>{0}) "
    "join position p on p.id=a.position_id and p.ladder<>'' order by e.code"
)
PARENTS = "select id,parent_id from department"


def require(ctx: Context, field: str) -> None:
    """Raise Denied unless the caller may read what is the same for the whole company."""
    decision = ctx.policy.decide_for(ctx.principal.roles, "org", field, "read")
    if not decision.allowed:
        rule = decision.rule.where if decision.rule else None
        raise Denied("您没有这项查询的权限。", "You may not ask this.", rule=rule)


def require_team(ctx: Context) -> None:
    """Raise Denied for who may see nobody's career but their own: there is no list to show them."""
    allowed = (
        ctx.policy.decide(grant.role, relation, FIELD, "read").allowed
        for grant in ctx.principal.grants
        for relation in ("team", "org")
        if relation == "org" or grant.team
    )
    if not any(allowed):
        raise Denied("您没有晋升名单的权限。", "You may not see the list of promotions.")


async def climbers(ctx: Context, department_id: str | None, *, most: int = MOST_PEOPLE) -> list[str]:
    """List who stands on a ladder and whose career the caller may see, by number; a department takes in those beneath.

    Raises QueryTooLarge for more people than one answer can hold figures of.
    """
    require_team(ctx)
    is_sqlite = ctx.store.dialect == "sqlite"
    async with ctx.store.reads.snapshot() as snapshot:
        mark, day = ("?1", ctx.today.isoformat()) if is_sqlite else ("$1", ctx.today)
        rows = await snapshot.rows(CLIMBERS.format(mark), [day])
        parents = {str(row[0]): row[1] for row in await snapshot.rows(PARENTS)}
    below = set(subtree([department_id], parents)) if department_id else None
    found = [
        str(person)
        for person, _, department in rows
        if (below is None or department in below)
        and decide(ctx, Place(str(person), str(department)), FIELD, "read").allowed
    ]
    if len(found) > most:
        raise QueryTooLarge(
            f"名单超过 {most} 人，请选择部门。",
            f"The list holds more than {most} people; choose a department.",
            path=("departmentId",),
        )
    return found
