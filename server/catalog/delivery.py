"""What delivery is handed by the domains it may not know: who a person is, what a department has open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from server.access.models import Account
from server.delivery.digests import Count, Line, Told
from server.delivery.sending import Reader
from server.kernel.context import SYSTEM, Context, Principal
from server.people.models import Department, Employee
from server.people.operations.access import link
from server.store.keys import person_key
from server.web.house import House


@dataclass(frozen=True)
class Question:
    """What is counted, where it is seen, and the list with its condition, asked as the department's leader."""

    zh: str
    en: str
    link: str
    root: str
    where: str

    @property
    def document(self) -> str:
        """Return the document; a variable it has no use for is not declared."""
        kinds = {"departments": "[ID!]", "today": "Date"}
        used = ", ".join(f"${name}: {kind}" for name, kind in kinds.items() if f"${name}" in self.where)
        return f"query Open({used}) {{ found: {self.root}(where: {{ {self.where} }}) {{ totalCount }} }}"


GIVE_ON: Final = "Mutation.assignCustomerFeedback"
HERE: Final = "department: { id: { in: $departments } }"
UNANSWERED: Final = "state: { in: [RECEIVED, ROUTED] }, handlerDepartment: { id: { in: $departments } }"
OPEN: Final = (
    Question("待答复的客户反馈", "feedback to answer", "/feedback", "customerFeedbacks", UNANSWERED),
    Question(
        "已超时的客户反馈", "feedback past its limit", "/feedback?view=breached", "customerFeedbacks",
        f"{UNANSWERED}, isBreached: {{ eq: true }}",
    ),
    Question(
        "未解决的支持请求", "support requests open", "/support", "supportRequests",
        f"state: {{ in: [NEW, ASSIGNED, WORKING, REOPENED] }}, {HERE}",
    ),
    Question(
        "逾期的培训", "courses overdue", "/training", "enrollments",
        f"state: {{ in: [ASSIGNED, STARTED, EXAM, COACHING] }}, dueOn: {{ lt: $today }}, employee: {{ {HERE} }}",
    ),
)  # fmt: skip


async def reader_of(ctx: Context, employee_id: str) -> Reader | None:
    """Return how a person is written to; None for who has no account that is open. Inside store.write."""
    account = await Account.get_or_none(employee_id=employee_id, is_active=True)
    person = await Employee.get_or_none(id=employee_id) if account else None
    if account is None or person is None:
        return None
    vault = ctx.store.vault
    email = ""
    if person.email:
        key = vault.key(await person_key(vault, person.id))
        email = vault.open_with(key, f"employee.email|{person.id}", person.email) or ""
    return Reader(email, account.language or ctx.store.settings.language)


def counting(house: House) -> Count:
    """Return what counts for a department, each count under the policy of who leads it."""

    async def count(ctx: Context, department_id: str) -> Told | None:
        found = await ctx.store.write(lambda: _department(department_id))
        if found is None:
            return None
        name, head = found
        leaders = [each for each in await house.accounts.everyone() if leads(ctx, each, department_id, head)]
        if not leaders:
            return None
        first = next((each for each in leaders if each.employee_id == head), leaders[0])
        asked = ctx.acting_as(first)
        team = next((list(g.team) for g in first.grants if department_id in g.team), [department_id])
        lines = [Line(each.zh, each.en, await _count(house, asked, each, team), each.link) for each in OPEN]
        return Told(name, lines, [str(each.employee_id) for each in leaders])

    return count


def leads(ctx: Context, one: Principal, department_id: str, head: str) -> bool:
    """Tell whether somebody is told what a department has open: its head, and who gives its work to people."""
    if not one.employee_id or one.account_id == SYSTEM.account_id:
        return False
    return one.employee_id == head or any(
        department_id in grant.team and ctx.policy.decide(grant.role, "team", GIVE_ON, "write").allowed
        for grant in one.grants
    )


async def _department(department_id: str) -> tuple[str, str] | None:
    row = await Department.get_or_none(id=department_id, closed_on=None)
    return (row.name, link(row, "manager_id")) if row else None


async def _count(house: House, ctx: Context, question: Question, team: Sequence[str]) -> int:
    given = {"departments": team, "today": ctx.today.isoformat()}
    used = {name: value for name, value in given.items() if f"${name}" in question.where}
    reply = await house.executor.execute(ctx, question.document, used)
    return int(((reply.data or {}).get("found") or {}).get("totalCount", 0))
