"""The samples' customers are served by people who were there, and grow more content."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.demo.bulk import Bulk, defaults_of
from server.demo.customers import Customers
from server.demo.lives import Author
from server.demo.rows import Ledger
from server.imports.logical import models
from server.store.vault import Vault

TODAY = date(2025, 4, 5)


def test_satisfaction_rises_and_replies_follow_what_was_asked(secrets):
    models()
    bulk = Bulk("sqlite")
    ledger = Ledger(Vault(secrets), TODAY, datetime(2025, 4, 5, 4, tzinfo=UTC))
    Customers(ledger, Author(TODAY).write(), bulk).write()

    def rows(table):
        names = list(defaults_of(models()[table]))
        return [dict(zip(names, row, strict=True)) for row in bulk.rows[models()[table]]]

    def good(year):
        scores = [row["score"] for row in rows("customer_feedback") if row["received_at"].startswith(year)]
        return sum(score >= 4 for score in scores) / len(scores)

    assert good("2025") > good("2024")
    turns = rows("message_turn")
    assert turns
    assert all(row["asked_at"] < row["replied_at"] for row in turns)
