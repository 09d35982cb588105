"""A paid run and a proposed one, an award, thanks and an activity of the sample world."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from server.incentives import models as m
from server.store.models import PersonKey
from server.store.store import Store
from tests.plan.world import PAST, row, uid

PAID_RUN, DRAFT_RUN, PAID_LINE, DRAFT_LINE = uid("J1"), uid("J2"), uid("K3"), uid("K4")
HONOR, AWARD, THANKS, HIDDEN, CONTEST, ENTRY = (
    uid("H1"),
    uid("N3"),
    uid("O2"),
    uid("O3"),
    uid("S1"),
    uid("S3"),
)
STEPS = [{"zh": "满意度 90% 达到 85%", "en": "CSAT 90% reaches 85%", "value": 50000, "receipt": "r1"}]


async def plant_payouts(store: Store) -> None:
    async def work() -> None:
        await m.Honor.create(
            **row("H1"),
            code="STAR",
            name="服务之星",
            name_en="Service star",
            grain="MONTH",
            cash=50000,
            leave_hours=400,
        )
        await m.Award.create(
            **row("N3"), employee_id=uid("E3"), honor_id=HONOR, department_id=uid("D2"), period="2025-05",
            awarded_on=date(2025, 6, 2), reason="零投诉", given_by_id=uid("E1"),
        )  # fmt: skip
        await runs(store)
        await m.Kudos.create(**row("O2"), **thanks("E2", "E3"), text="替我顶了两个小时")
        await m.Kudos.create(**row("O3"), **thanks("E3", "E4"), text="不合适的话", state="HIDDEN")
        await m.KudosReport.create(**row("O4"), kudos_id=HIDDEN, employee_id=uid("E2"), reason="不合适")
        await m.Contest.create(
            **row("S1"), code="HIKE", kind="TEAM_BUILDING", name="徒步", starts_on=date(2025, 6, 30),
            ends_on=date(2025, 6, 30), department_id=uid("D2"),
        )  # fmt: skip
        await m.ContestEntry.create(
            **row("S3"),
            contest_id=CONTEST,
            employee_id=uid("E3"),
            department_id=uid("D2"),
            held_on=date(2025, 6, 30),
            recorded_at=PAST,
        )

    await store.write(work)


async def runs(store: Store) -> None:
    for code, state in (("J1", "PAID"), ("J2", "PROPOSED")):
        wrapped = store.vault.new_person_key()
        await PersonKey.create(person_id=uid(code), wrapped=wrapped)
        total = store.vault.seal(wrapped, f"payout_run.total|{uid(code)}", "500.00")
        await m.PayoutRun.create(
            **row(code), kind="HONOR", period="2025-05", state=state, line_count=1, total=total, proposed_at=PAST,
            proposed_by_id=uid("E6"), approved_by_id=uid("E1") if state == "PAID" else None,
        )  # fmt: skip
        await m.PayoutCheck.create(
            **row(f"L{code[1:]}"), run_id=uid(code), rule="HAS_LINES", has_passed=True, found_zh="共 1 笔"
        )
    for code, person, run in (("K3", "E3", PAID_RUN), ("K4", "E4", DRAFT_RUN)):
        key = (await PersonKey.get(person_id=uid(person))).wrapped
        sealed: dict[str, Any] = {
            name: store.vault.seal(key, f"payout.{name}|{uid(code)}", text)
            for name, text in (("amount", "500.00"), ("steps", orjson.dumps(STEPS).decode()))
        }
        await m.Payout.create(
            **row(code),
            run_id=run,
            employee_id=uid(person),
            period="2025-05",
            basis="CSAT",
            attainment=10588,
            **sealed,
        )


def thanks(to: str, sender: str) -> dict[str, Any]:
    return {
        "employee_id": uid(to), "sender_id": uid(sender), "value": "TEAMWORK", "given_on": date(2025, 6, 3),
    }  # fmt: skip
