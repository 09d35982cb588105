"""The samples' departments keep books every month and plan twice a year."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.demo.bulk import Bulk, defaults_of
from server.demo.departments import Departments
from server.demo.rows import Ledger
from server.demo.world import UNITS
from server.imports.logical import models
from server.store.vault import Vault

TODAY = date(2025, 4, 5)


def test_books_every_month_and_plans_in_january_and_july(secrets):
    models()
    bulk = Bulk("sqlite")
    ledger = Ledger(Vault(secrets), TODAY, datetime(2025, 4, 5, 4, tzinfo=UTC))
    Departments(ledger, [], bulk).write()
    staffed = sum(bool(unit.seats) or unit.code == "R-S01" for unit in UNITS)

    def months(table):
        at = list(defaults_of(models()[table])).index("month")
        return [row[at] for row in bulk.rows[models()[table]]]

    assert len(months("finance_month")) == 24 * staffed
    assert {month[5:7] for month in months("plan_line")} == {"01", "07"}
