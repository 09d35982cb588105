"""The sample worlds' structure: legal entities, staffing norms, and what the rungs of the ladders ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from server.demo.lives import Life
from server.demo.rows import FOUNDED, Ledger, sample_id
from server.demo.world import SHOWCASE, UNITS
from server.kernel.period import add_months
from server.people import models as m
from server.talent.careers import spelled
from server.talent.models import ConditionKind, LadderRung
from server.talent.rules import Condition

ENTITIES = (
    ("LE-ZR", "知人服务集团有限公司（示例）", "ZR"),
    ("LE-R", "悦邻零售有限公司（示例）", "R"),
    ("LE-E", "云桥客服服务有限公司（示例）", "E"),
    ("LE-H", "仁和医院（示例）", "H"),
)
SHOWCASE_SEATS = 36
SCORE = "appraisal_score_weighted"
RUNGS = {
    "P-SHOP-2": (18, 80), "P-SHOP-3": (24, 80), "P-DESK-2": (18, 80), "P-DESK-3": (18, 80),
    "P-DESK-4": (24, 85), "P-NURSE-2": (24, 80), "P-NURSE-3": (36, 80), "P-OFFICE-2": (24, 80),
}  # fmt: skip
"""Months in the post below, and the score of the last quarter where one is asked for."""


def tell_structure(ledger: Ledger) -> None:
    """Add them to the ledger; the norms of a year ago were one post lower here and there."""
    known = ledger.moment(FOUNDED)
    for code, name, company in ENTITIES:
        ledger.add(
            m.LegalEntity, code, known, code=code, name=name, department_id=sample_id("Department", company)
        )
    seats = {unit.code: unit.seats for unit in UNITS if unit.seats} | {SHOWCASE: SHOWCASE_SEATS}
    for number, (unit, posts) in enumerate(seats.items()):
        norms(ledger, number, unit, posts)
    for rung, (months, score) in RUNGS.items():
        asked = [
            Condition(ConditionKind.CONFIRMED),
            Condition(ConditionKind.MONTHS_IN_POST, Decimal(months)),
            *([Condition(ConditionKind.METRIC, Decimal(score), SCORE)] if score else []),
        ]
        ledger.add(
            LadderRung, rung, known, position_id=sample_id("Position", rung), conditions=spelled(asked)
        )


def norms(ledger: Ledger, number: int, code: str, seats: int) -> None:
    """Give a unit its norm; every third one grew a year ago."""
    grew = add_months(ledger.today.replace(day=1), -12) if number % 3 == 0 and seats > 1 else None
    spans: list[tuple[date, date | None, int]] = [(grew or FOUNDED, None, seats)]
    if grew:
        spans.insert(0, (FOUNDED, grew, seats - 1))
    for start, end, posts in spans:
        known = ledger.moment(start)
        ledger.add(
            m.StaffingNorm, f"{code}.{start}", known, department_id=sample_id("Department", code),
            fte=posts * 100, valid_from=start, valid_to=end, recorded_at=known,
        )  # fmt: skip


def employ(ledger: Ledger, lives: Iterable[Life]) -> None:
    """Let the company somebody works in be party to their contract."""
    parties = {sample_id("Employee", life.code): employer(life.unit.code) for life in lives}
    for row in ledger.rows[m.Employment]:
        row.legal_entity_id = parties[row.employee_id]  # type: ignore[attr-defined] # columns Tortoise adds


def employer(unit: str) -> str:
    """Return the legal entity that hires into a unit: that of the company its code begins with."""
    found = (code for code, _, company in ENTITIES if unit == company or unit.startswith(f"{company}-"))
    return sample_id("LegalEntity", next(found, "LE-ZR"))
