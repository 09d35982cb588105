"""What is looked at before anybody is asked to approve a payout run; what is found is kept with the run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from server.approvals import Step
from server.approvals.requests import holders
from server.incentives.models import Payout, PayoutCheck, PayoutRun, RunCheck, RunKind
from server.incentives.payouts.operations.lines import BUDGET, TOTAL, Clear, opened, opened_sum
from server.incentives.payouts.rules import period_named
from server.kernel.context import Context
from server.people.models import Employee, Employment
from server.people.operations.access import link
from server.store.base import stamp

APPROVERS = ("hr_manager", "general_manager")
"""Who approves a run; the second only where nobody of the first may."""
MOST_NAMED = 5


@dataclass(frozen=True)
class Found:
    """What a check came to, in both languages; it names nobody but by number, and no amount."""

    has_passed: bool
    zh: str
    en: str


def passed(zh: str, en: str) -> Found:
    return Found(has_passed=True, zh=zh, en=en)


def failed(zh: str, en: str) -> Found:
    return Found(has_passed=False, zh=zh, en=en)


@dataclass(frozen=True)
class Case:
    """A run with its lines as they are read once for all checks."""

    run: PayoutRun
    lines: Sequence[Payout]
    clear: Sequence[Clear]

    @property
    def total(self) -> int:
        return sum(each.amount for each in self.clear)

    @property
    def people(self) -> set[str]:
        return {link(line, "employee_id") for line in self.lines}


async def look_at(ctx: Context, run: PayoutRun) -> bool:
    """Make every check anew and keep what it found; tell whether all have passed."""
    lines = await Payout.filter(run_id=run.id).order_by("id")
    case = Case(run, lines, await opened(ctx, lines))
    found = [(check, await look(ctx, case)) for check, look in CHECKS.items()]
    await PayoutCheck.filter(run_id=run.id).delete()
    await PayoutCheck.bulk_create(
        [
            PayoutCheck(
                **stamp(ctx), run_id=run.id, rule=check, has_passed=each.has_passed, found_zh=each.zh[:200],
                found_en=each.en[:300], place=place,
            )
            for place, (check, each) in enumerate(found)
        ]
    )  # fmt: skip
    return all(each.has_passed for _, each in found)


async def has_lines(_: Context, case: Case) -> Found:
    number = len(case.lines)
    if number:
        return passed(f"共 {number} 笔", f"{number} lines")
    return failed("没有可发放的明细", "There is nothing to pay")


async def sum_matches(ctx: Context, case: Case) -> Found:
    """The lines add up to the total, and each line's steps to its amount."""
    total = await opened_sum(ctx, case.run, TOTAL, case.run.total)
    wrong = [each for each in case.clear if not adds_up(each)]
    if total == case.total and not wrong:
        return passed("逐笔与合计一致，每笔的步骤与金额一致", "Lines, steps and total agree")
    return failed(
        f"合计或 {len(wrong)} 笔的步骤对不上", f"The total or the steps of {len(wrong)} lines differ"
    )


def adds_up(line: Clear) -> bool:
    values = [step["value"] for step in line.steps if step["value"] is not None]
    return not values or sum(values) == line.amount


async def within_budget(ctx: Context, case: Case) -> Found:
    budget = await opened_sum(ctx, case.run, BUDGET, case.run.budget)
    if budget is None and case.run.kind == RunKind.SCHEME:
        return failed("方案没有预算", "The scheme has no budget")
    if budget is None:
        return passed("这类批次没有预算上限", "Runs of this kind have no budget")
    if case.total <= budget:
        return passed("合计在预算之内", "The total is within the budget")
    return failed("合计超出预算", "The total is above the budget")


async def once_only(_: Context, case: Case) -> Found:
    """Nobody has two lines of one source, and no other run pays the same."""
    keys = [line.source_key for line in case.lines if line.source_key]
    others = Payout.filter(source_key__in=keys).exclude(run_id=case.run.id)
    twice = len(keys) - len(set(keys)) + await others.count()
    if not twice:
        return passed("没有重复发放", "Nothing is paid twice")
    return failed(f"{twice} 笔重复", f"{twice} lines are paid twice")


async def staff_only(_: Context, case: Case) -> Found:
    """Whoever is paid was employed in the period; what is taken back may be of who has left."""
    if case.run.kind in (RunKind.REVERSAL, RunKind.COMMISSION):
        return passed("冲销和提成不限在职", "Reversals and commissions may be of who has left")
    window = period_named(case.run.period).window
    stays = Employment.filter(
        employee_id__in=sorted(case.people), superseded_at=None, hired_on__lte=window.last
    )
    here = {
        link(row, "employee_id") for row in await stays if row.left_on is None or row.left_on >= window.first
    }
    if not (gone := case.people - here):
        return passed("收款人在期间内都在职", "All were employed in the period")
    codes = ", ".join(sorted(await codes_of(gone))[:MOST_NAMED])
    return failed(f"{len(gone)} 人期间内不在职：{codes}", f"{len(gone)} were not employed then: {codes}")


async def codes_of(people: set[str]) -> list[str]:
    found = await Employee.filter(id__in=sorted(people)).values_list("code", flat=True)
    return [str(code) for code in found]


async def not_to_proposer(_: Context, case: Case) -> Found:
    if link(case.run, "proposed_by_id") not in case.people:
        return passed("提出人不在收款人中", "Who proposed it is not paid by it")
    return failed(
        "提出人自己在收款人中，请由他人提出", "Who proposed it is paid by it; let somebody else propose it"
    )


async def second_person(ctx: Context, case: Case) -> Found:
    """Somebody may approve who neither proposed the run nor is paid by it."""
    kept_out = {*case.people, link(case.run, "proposed_by_id")}
    able = {person for role in APPROVERS for person in await able_of(ctx, role, kept_out)}
    if able:
        return passed(f"{len(able)} 人可以批准", f"{len(able)} could approve it")
    return failed("没有不在收款人中的第二人可以批准", "Nobody could approve it who isn't paid by it")


async def able_of(ctx: Context, role: str, kept_out: Collection[str]) -> list[str]:
    return [person for person in await holders(ctx, role) if person not in kept_out]


async def steps_for(ctx: Context, kept_out: Collection[str]) -> tuple[Step, ...]:
    """Return the chain of a run: the first role of which somebody may decide."""
    able = [role for role in APPROVERS if await able_of(ctx, role, kept_out)]
    return (Step(f"role:{(able or APPROVERS)[0]}"),)


CHECKS: dict[RunCheck, Callable[[Context, Case], Awaitable[Found]]] = {
    RunCheck.HAS_LINES: has_lines,
    RunCheck.SUM_MATCHES: sum_matches,
    RunCheck.WITHIN_BUDGET: within_budget,
    RunCheck.ONCE_ONLY: once_only,
    RunCheck.STAFF_ONLY: staff_only,
    RunCheck.NOT_TO_PROPOSER: not_to_proposer,
    RunCheck.SECOND_PERSON: second_person,
}
