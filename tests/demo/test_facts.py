"""What happened in the sample worlds: no source is empty, nobody acts before coming or after leaving."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.demo.bulk import Bulk, defaults_of
from server.demo.facts import Chronicle, workdays
from server.demo.lives import Author
from server.demo.rows import Ledger, sample_id
from server.imports.logical import models
from server.metrics.dictionary.load import load_builtin
from server.store.vault import Vault

TODAY = date(2025, 4, 5)
NOW = datetime(2025, 4, 5, 4, tzinfo=UTC)
PEOPLE = frozenset({"employment", "assignment"})
"""Written with the people themselves."""
APART = frozenset(
    {
        "appraisal",
        "appraisal_item",
        "contest_entry",
        "incentive",
        "partner_rating",
        "peer_rating",
        "peer_result",
    }
)
"""Told by parts of the sample worlds of their own."""


@pytest.fixture(scope="module")
def told(secrets):
    """Write what happened to everybody, without a database."""
    models()
    vault = Vault(secrets)
    lives = Author(TODAY).write()
    keys = {sample_id("Employee", each.code): vault.new_person_key() for each in lives}
    ledger = Ledger(vault, TODAY, NOW, keys=keys)
    bulk = Bulk("postgres")
    Chronicle(ledger, lives, bulk).write()
    return lives, bulk


def rows_of(bulk, table):
    model = models()[table]
    names = list(defaults_of(model))
    return [dict(zip(names, row, strict=True)) for row in bulk.rows.get(model, [])]


def test_hardly_a_source_is_empty(told):
    _, bulk = told
    empty = [
        name
        for name, source in load_builtin().sources.items()
        if name not in PEOPLE | APART and not rows_of(bulk, source.table)
    ]
    assert empty == []


def test_ids_are_one_of_a_kind_and_nothing_was_recorded_after_now(told):
    _, bulk = told
    ids = [row["id"] for model in bulk.rows for row in rows_of(bulk, model._meta.db_table)]
    assert len(ids) == len(set(ids)) == bulk.number
    clocked = [model for model in bulk.rows if "recorded_at" in defaults_of(model)]
    latest = max(row["recorded_at"] for model in clocked for row in rows_of(bulk, model._meta.db_table))
    assert latest <= "2025-04-05T04:00:00.000Z"


@pytest.mark.parametrize(
    ("table", "person", "day"),
    [
        ("timesheet", "employee_id", "work_on"), ("sales_order", "agent_id", "paid_on"),
        ("consult", "agent_id", "consulted_on"), ("movement", "employee_id", "moved_on"),
    ],
)  # fmt: skip
def test_nobody_acts_before_coming_or_after_leaving(told, table, person, day):
    lives, bulk = told
    stays = {sample_id("Employee", life.code): (life.hired_on, life.last_day(TODAY)) for life in lives}
    found = rows_of(bulk, table)
    assert found
    assert [row for row in found if not stays[row[person]][0] <= row[day] <= stays[row[person]][1]] == []


def test_amounts_of_people_lie_sealed(told):
    _, bulk = told
    pays = rows_of(bulk, "payroll_month")
    assert all(row["gross_pay"].startswith("v1.") for row in pays)


def test_a_day_and_a_seed_give_the_same_facts(told):
    _, bulk = told
    again = Bulk("postgres")
    vault = Vault.__new__(Vault)
    vault.seal = lambda *_: ""  # type: ignore[method-assign] # seals are drawn anew each time
    lives = Author(TODAY).write()
    keys = dict.fromkeys((sample_id("Employee", each.code) for each in lives), "")
    Chronicle(Ledger(vault, TODAY, NOW, keys=keys), lives, again).write()
    for table in ("sales_order", "customer_feedback", "timesheet", "training_task"):
        assert rows_of(again, table) == rows_of(bulk, table)


def test_a_weekend_is_no_workday():
    friday_to_monday = list(workdays(date(2025, 4, 4), date(2025, 4, 7)))
    assert friday_to_monday == [date(2025, 4, 4), date(2025, 4, 7)]
