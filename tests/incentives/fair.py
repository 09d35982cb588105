"""What the tests of payouts share: the sample world with accounts, honors, and the way of a run in one call."""

from __future__ import annotations

from typing import Any

from server import approvals
from server.approvals import Decided
from server.incentives.models import Honor, RunKind
from server.incentives.payouts.operations import runs
from server.incentives.recognition.operations import honors
from server.kernel.context import Context, Grant, Principal
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.approvals.cast import settle_town, settled
from tests.plan.world import NOW, POLICY, TODAY, row, uid

MONTH = "2025-05"
HONORS = (
    # code, name, English, grain, cash, leave, places
    ("STAR", "服务之星", "Service star", "MONTH", 50000, 800, 1),
    ("CHAMP", "销售冠军", "Sales champion", "MONTH", 100050, 0, 2),
    ("SMILE", "微笑之星", "Best smile", "MONTH", 0, 0, 3),
)
RUNS = "select kind,period,state,line_count from payout_run order by id"
LINES = "select e.code,p.basis,p.paid_on from payout p join employee e on e.id=p.employee_id order by p.id"
CHECKS = "select rule,has_passed from payout_check order by place"


async def set_up(store: Store) -> None:
    """E6 holds the HR manager's role and may approve; E2 and E3 are staff, E1 heads all."""
    await settle_town(store)

    async def work() -> None:
        for place, (code, name, english, grain, cash, leave, places) in enumerate(HONORS):
            await Honor.create(
                **row(f"H{place + 1}"), code=code, name=name, name_en=english, grain=grain, cash=cash,
                leave_hours=leave, places=places, place=place,
            )  # fmt: skip

    await store.write(work)


def as_role(store: Store, code: str, *roles: str) -> Context:
    """Return the context of one person who holds these roles for the whole company."""
    grants = tuple(Grant(role) for role in ("employee", *roles))
    return Context(
        Principal(f"account-{code}", code.lower(), code, uid(code), grants), NOW, TODAY, POLICY, store
    )


def payroll(store: Store) -> Context:
    return as_role(store, "E2", "payroll_specialist")


def hr(store: Store) -> Context:
    return as_role(store, "E6", "hr_manager")


async def award(store: Store, person: str = "E3", honor: str = "STAR", **given: Any) -> str:
    return await honors.give_award(hr(store), honor_code=honor, period=MONTH, employee_code=person, **given)


async def proposed(store: Store, kind: RunKind = RunKind.HONOR, **given: Any) -> str:
    """Let payroll propose a run."""
    return await runs.propose_payout_run(
        payroll(store), Registry(store), kind=kind, **{"period": MONTH} | given
    )


async def approved(store: Store, run: str) -> None:
    """Have a run checked by payroll, approved by HR, and the approval settled."""
    await runs.check_payout_run(payroll(store), id=run)
    ((request,),) = await store.reads.rows(f"select approval_id from payout_run where id='{run}'")
    await approvals.decide(hr(store), str(request), Decided.APPROVE)
    await settled(store, str(request))


async def paid(store: Store, run: str) -> None:
    await approved(store, run)
    await runs.release_payout_run(payroll(store), id=run)
    await runs.pay_payout_run(payroll(store), id=run)
