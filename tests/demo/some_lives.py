"""What the tests of paying and gathering share: a few sample people, a ledger with their keys, and rows as read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from server.demo.bulk import Bulk, defaults_of
from server.demo.lives import Life
from server.demo.rows import Ledger, sample_id
from server.demo.world import UNITS
from server.kernel.secrets import Secrets
from server.store.vault import Vault

TODAY = date(2025, 4, 5)
NOW = datetime(2025, 4, 5, 4, tzinfo=UTC)
UNIT = {unit.code: unit for unit in UNITS}
PEOPLE = (
    # code, unit, hired, left, heads it
    ("R1001", "R-S02", date(2020, 1, 6), None, False),
    ("R1002", "R-S02", date(2021, 3, 1), date(2024, 6, 30), False),
    ("R1003", "R-S03", date(2024, 7, 1), None, False),
    ("R1004", "R-S03", date(2019, 5, 6), None, True),
    ("E1001", "E-PRE-1", date(2020, 2, 3), None, False),
    ("E1002", "E-PRE-2", date(2025, 3, 17), None, False),
    ("H1001", "H-W01", date(2022, 9, 1), None, False),
    ("H1002", "H-W02", date(2023, 11, 6), date(2025, 1, 31), False),
)


def some_lives() -> list[Life]:
    return [
        Life(code, f"某{code}", UNIT[unit], date(1990, 1, 1), hired, left, is_head=heads)
        for code, unit, hired, left, heads in PEOPLE
    ]


def ledger_of(secrets: Secrets) -> Ledger:
    """Return a ledger that has a key for each of these people."""
    ledger = Ledger(Vault(secrets), TODAY, NOW)
    for code, *_ in PEOPLE:
        ledger.keys[sample_id("Employee", code)] = ledger.vault.new_person_key()
    return ledger


def read(bulk: Bulk, model: Any) -> list[dict[str, Any]]:
    names = list(defaults_of(model))
    return [dict(zip(names, row, strict=True)) for row in bulk.rows[model]]


def by_id(lives: list[Life]) -> dict[str, Life]:
    return {sample_id("Employee", life.code): life for life in lives}


def was_there(life: Life, day: str) -> bool:
    """Tell whether somebody had been hired and had not left on a day."""
    on = date.fromisoformat(day)
    return life.hired_on <= on and (life.left_on is None or life.left_on > on)
