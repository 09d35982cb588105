"""A resignation under way, one already approved, a deputy and an exit for the sample world, under ids tests name."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.approvals import models as approvals
from server.approvals.kinds import DEFAULT_STEPS, spell_steps
from server.people import models as people
from server.store.models import PersonKey
from server.store.store import Store
from tests.plan.world import NOW, row, uid

ASKED, OTHER, TASK, LAST = uid("R1"), uid("R2"), uid("T1"), uid("T4")
HANDED_IN, STAND_IN, LEAVING = uid("Z1"), uid("Y1"), uid("X5")


async def plant_approvals(store: Store) -> None:
    async def work() -> None:
        await _requests()
        await _leaving(store)

    await store.write(work)


async def _requests() -> None:
    shared: dict[str, Any] = {
        "kind": "resignation", "subject_type": "Resignation", "steps": spell_steps(DEFAULT_STEPS),
        "summary_zh": "申请离职", "summary_en": "Resigns",
    }  # fmt: skip
    e3: dict[str, Any] = {"subject_id": HANDED_IN, "employee_id": uid("E3"), "asked_by": uid("E3")}
    e4: dict[str, Any] = {"subject_id": uid("Z2"), "employee_id": uid("E4"), "asked_by": uid("E4")}
    await approvals.ApprovalRequest.create(**row("R1"), **shared, **e3)
    ends: dict[str, Any] = {"state": "APPROVED", "step": 1, "decided_at": NOW, "settles_at": NOW}
    await approvals.ApprovalRequest.create(**row("R2"), **shared, **e4, **ends)
    past: dict[str, Any] = {"state": "APPROVED", "decided_by": uid("E2"), "decided_at": NOW}
    for code, request, step, person in (
        ("T1", ASKED, 0, "E2"),
        ("T2", ASKED, 1, "E1"),
        ("T3", OTHER, 0, "E2"),
    ):
        await approvals.ApprovalTask.create(
            **row(code), request_id=request, step=step, approver_id=uid(person),
            **(past if code == "T3" else {}),
        )  # fmt: skip
    last = approvals.ApprovalTask(**row("T4"), request_id=OTHER, step=1, approver_id=uid("E1"))
    last.state, last.decided_by, last.decided_at = approvals.TaskState.APPROVED, uid("E1"), NOW
    await last.save(force_create=True)
    await approvals.Deputy.create(
        **row("Y1"),
        employee_id=uid("E2"),
        deputy_id=uid("E6"),
        valid_from=date(2025, 8, 1),
        valid_to=date(2025, 8, 9),
    )


async def _leaving(store: Store) -> None:
    await people.Resignation.create(
        **row("Z1"), employee_id=uid("E3"), handed_in_on=date(2025, 6, 30), last_day=date(2025, 7, 31),
        reason="家庭原因", request_id=ASKED,
    )  # fmt: skip
    case: dict[str, Any] = {"employee_id": uid("E5"), "exit_id": LEAVING}
    await people.ExitCase.create(
        **row("X5"),
        employee_id=uid("E5"),
        hired_on=date(2023, 7, 3),
        last_day=date(2025, 3, 31),
        leave_kind="VOLUNTARY",
    )
    await people.ExitStep.create(**row("W1"), **case, target="PAYROLL", due_at=NOW)
    key = (await PersonKey.get(person_id=uid("E5"))).wrapped
    sealed = store.vault.seal(key, f"severance_draft.amount|{uid('V1')}", "0.00")
    await people.SeveranceDraft.create(**row("V1"), **case, basis="VOLUNTARY_NONE", amount=sealed)
