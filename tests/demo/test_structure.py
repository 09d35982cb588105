"""The sample structure: everybody's contract has a party, and norms grow without a gap."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from server.demo.lives import Life
from server.demo.rows import Ledger, sample_id
from server.demo.structure import employ, employer, norms
from server.demo.world import UNITS
from server.people import models as m

TODAY = date(2026, 11, 22)


def ledger() -> Ledger:
    return Ledger(vault=None, today=TODAY, now=datetime(2026, 11, 22, tzinfo=UTC))  # type: ignore[arg-type] # nothing is sealed


def test_a_unit_hires_through_its_company():
    assert employer("R-S02-T1") == sample_id("LegalEntity", "LE-R")
    assert employer("H") == sample_id("LegalEntity", "LE-H")
    assert employer("Z-HQ") == sample_id("LegalEntity", "LE-ZR")


def test_a_norm_that_grew_has_no_gap():
    book = ledger()

    norms(book, 0, "R-S02", 11)
    norms(book, 1, "R-S03", 19)

    found: list[Any] = list(book.rows[m.StaffingNorm])
    assert [(row.fte, row.valid_from, row.valid_to) for row in found] == [
        (1000, date(2018, 1, 1), date(2025, 11, 1)),
        (1100, date(2025, 11, 1), None),
        (1900, date(2018, 1, 1), None),
    ]


def test_an_employment_names_its_party():
    book, life = ledger(), Life("R1003", "某某", UNITS[2], date(1990, 1, 1), date(2024, 1, 1))
    book.rows[m.Employment] = [m.Employment(employee_id=sample_id("Employee", "R1003"))]

    employ(book, [life])

    found: Any = book.rows[m.Employment][0]
    assert found.legal_entity_id == sample_id("LegalEntity", "LE-R")
