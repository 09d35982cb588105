"""Rows of recruiting that the callers' cases speak of."""

from __future__ import annotations

from datetime import date

from server.recruiting import models as m
from server.store.keys import person_key
from server.store.store import Store
from tests.plan.world import row, uid

OPENING, CLOSED, CANDIDATE, OFFERED = uid("O1"), uid("O2"), uid("O3"), uid("O4")
JUNE = date(2025, 6, 2)


async def plant_recruiting(store: Store) -> None:
    """Plant an opening of D2 with somebody E3 referred and somebody with an offer, and a closed one."""
    await store.write(lambda: _plant(store))


async def _plant(store: Store) -> None:
    for code, state in (("O1", "OPEN"), ("O2", "CLOSED")):
        await m.JobOpening.create(
            **row(code), code=f"J2025-00{code[1]}", title="在线客服", department_id=uid("D2"), owner_id=uid("E2"),
            budget=600000, state=state, opened_on=JUNE, closed_on=None if state == "OPEN" else JUNE,
        )  # fmt: skip
    for code, name, state in (("O3", "周航", "APPLIED"), ("O4", "何苗", "OFFERED")):
        key, phone = await person_key(store.vault, uid(code)), f"1390000000{code[1]}"
        await m.Candidate.create(
            **row(code), opening_id=OPENING, name=name, state=state, applied_on=JUNE, experience_months=6,
            phone=store.vault.seal(key, f"candidate.phone|{uid(code)}", phone),
            phone_hash=store.vault.blind("candidate.phone", phone),
            expected_pay=store.vault.seal(key, f"candidate.expected_pay|{uid(code)}", "5500.00"),
            source="REFERRAL" if code == "O3" else "OWN", referred_by_id=uid("E3") if code == "O3" else None,
        )  # fmt: skip
        await m.CandidateEvent.create(
            **row(f"P{code[1]}"), candidate_id=uid(code), state=state, happened_on=JUNE
        )
    for number, (kind, score) in enumerate((("WRITTEN", 8000), ("INTERVIEW", 9000), ("TRAIT", 7000))):
        await m.CandidateTest.create(
            **row(f"Q{number}"), candidate_id=OFFERED, kind=kind, score=score, evidence="按评分表", rater_id=uid("E2"),
            instrument="BIG_FIVE" if kind == "TRAIT" else None, taken_on=JUNE,
        )  # fmt: skip
