"""Proposing a right for an account: department and employee are looked up here, accounts know them by id only."""

from __future__ import annotations

from datetime import date

from server.access.models import ProposalKind
from server.access.operations.grants import Wish, propose
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.kernel.rights import allow
from server.people.models import Department, Employee
from server.people.operations.record import operation


@operation
async def propose_grant(
    ctx: Context, *, account_id: str, role: str, reason: str, department_code: str | None = None,
    valid_from: date | None = None, valid_to: date | None = None,
) -> str:  # fmt: skip
    """Ask for a role for an account, company-wide or for one department's subtree; a second person decides."""
    allow(ctx, "Mutation.proposeGrant")
    department = await Department.get_or_none(code=department_code) if department_code else None
    if department_code and (
        department is None or (department.closed_on and department.closed_on <= ctx.today)
    ):
        raise InvalidInput(
            "没有这个部门，请核对编码。",
            "There is no such department; check the code.",
            path=("input", "departmentCode"),
        )
    wish = Wish(
        ProposalKind.GRANT, reason, role=role, department_id=department.id if department else None,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    return await propose(ctx, account_id, wish)


@operation
async def propose_link(ctx: Context, *, account_id: str, employee_code: str, reason: str) -> str:
    """Ask that an account be an employee's own, which lets it see that record; a second person decides."""
    allow(ctx, "Mutation.proposeLink")
    person = await Employee.get_or_none(code=employee_code.strip())
    if person is None:
        raise InvalidInput(
            "没有这个工号，请核对。", "There is no such number; check it.", path=("input", "employeeCode")
        )
    return await propose(ctx, account_id, Wish(ProposalKind.LINK, reason, employee_id=person.id))
