"""Runs and honors of the samples: sums agree with their lines, nobody is paid before they came, two people decide."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import pytest

from server.attendance.models import AbsenceBalance, AbsenceEntry
from server.demo.bulk import Bulk
from server.demo.paying import BOSS, HR, PAYER, Paying
from server.demo.rows import sample_id
from server.demo.thanks import HONORS
from server.imports.logical import models
from server.incentives.models import Award, Honor, IncentivePayout, Payout, PayoutCheck, PayoutRun, RunCheck
from server.store.models import PersonKey
from tests.demo.some_lives import by_id, ledger_of, read, some_lives

BONUSES = (
    ("R1001", date(2025, 1, 15), "984.00"),
    ("E1001", date(2025, 1, 15), "656.00"),
    ("R1001", date(2024, 10, 15), "960.00"),
)


class Made:
    """Everything that was written, with a way to open it."""

    def __init__(self, secrets: Any) -> None:
        self.ledger, self.bulk = ledger_of(secrets), Bulk("sqlite")
        for number, (code, day, amount) in enumerate(BONUSES):
            person, row = sample_id("Employee", code), sample_id("IncentivePayout", f"b{number}")
            sealed = self.ledger.vault.seal(
                self.ledger.keys[person], f"incentive_payout.amount|{row}", amount
            )
            self.bulk.add(
                IncentivePayout,
                {"id": row, "employee_id": person, "paid_on": day, "amount": sealed, "basis": "SALES"},
            )
        self.paying = Paying(self.ledger, some_lives(), self.bulk)
        self.paying.write()
        keys: list[Any] = self.ledger.rows[PersonKey]
        self.keys = {**self.ledger.keys, **{row.person_id: row.wrapped for row in keys}}

    def rows(self, model: Any) -> list[dict[str, Any]]:
        return read(self.bulk, model)

    def open(self, owner: str, place: str, sealed: str) -> str:
        return self.ledger.vault.open(self.keys[owner], place, sealed)

    def amount(self, line: dict[str, Any]) -> Decimal:
        return Decimal(self.open(line["employee_id"], f"payout.amount|{line['id']}", line["amount"]))


@pytest.fixture
def made(secrets):
    models()
    return Made(secrets)


def test_the_total_of_a_run_is_the_sum_of_its_lines_and_their_steps(made):
    lines = made.rows(Payout)

    for run in made.rows(PayoutRun):
        own = [line for line in lines if line["run_id"] == run["id"]]
        total = Decimal(made.open(run["id"], f"payout_run.total|{run['id']}", run["total"]))
        assert total == sum(made.amount(line) for line in own)
        assert run["line_count"] == len(own) > 0
        assert {line["period"] for line in own} == {run["period"]}
    for line in lines:
        steps = orjson.loads(made.open(line["employee_id"], f"payout.steps|{line['id']}", line["steps"]))
        assert sum(step["value"] for step in steps) == made.amount(line) * 100


def test_bonuses_of_a_quarter_are_one_run_that_their_facts_name(made):
    runs = {row["id"]: row for row in made.rows(PayoutRun) if row["kind"] == "SCHEME"}
    lines = {row["id"]: row for row in made.rows(Payout) if row["run_id"] in runs}

    assert [(row["period"], row["pay_on"], row["line_count"]) for row in runs.values()] == [
        ("2024-Q3", "2024-10-15", 1),
        ("2024-Q4", "2025-01-15", 2),
    ]
    facts = made.rows(IncentivePayout)[: len(BONUSES)]
    for fact, (code, _, amount) in zip(facts, BONUSES, strict=True):
        line = lines[fact["source_key"].removeprefix("payout:")]
        assert line["employee_id"] == sample_id("Employee", code)
        assert made.amount(line) == Decimal(amount)
    # 984 and 960 are 82 and 80 points at 12 yuan (82 might be 123 at 8), 656 is 82 at 8; 80 are asked.
    assert sorted(line["attainment"] for line in lines.values()) == [10000, 10250, 10250]


def test_whoever_is_honored_had_been_there_for_three_months_and_heads_nothing(made):
    people, honors = by_id(some_lives()), {row["id"]: row["code"] for row in made.rows(Honor)}
    units = {honor.code: honor.units for honor in HONORS}
    awards = made.rows(Award)

    assert awards
    for row in awards:
        life = people[row["employee_id"]]
        assert (date.fromisoformat(row["awarded_on"]) - life.hired_on).days >= 90
        assert life.left_on is None or row["awarded_on"] <= f"{life.left_on:%Y-%m-%d}"
        assert life.unit.code.startswith(units[honors[row["honor_id"]]])
        assert not life.is_head
    assert max(row["awarded_on"] for row in awards) <= "2025-04-05"
    number = Counter((row["honor_id"], row["period"]) for row in awards)
    places = {honor.code: honor.places for honor in HONORS}
    assert all(count <= places[honors[honor]] for (honor, _), count in number.items())


def test_an_award_is_paid_once_and_what_was_paid_is_a_fact(made):
    runs = {row["id"]: row for row in made.rows(PayoutRun)}
    honored = [row for row in made.rows(Payout) if row["award_id"]]

    assert len({row["source_key"] for row in honored}) == len(honored)
    assert {row["award_id"] for row in honored} <= {row["id"] for row in made.rows(Award)}
    paid = {f"payout:{row['id']}" for row in honored if row["paid_on"]}
    facts = {row["source_key"] for row in made.rows(IncentivePayout)[len(BONUSES) :]}
    assert facts == paid
    assert {runs[row["run_id"]]["state"] for row in honored if not row["paid_on"]} == {"PAYABLE"}


def test_who_proposes_a_run_does_not_approve_or_get_it(made):
    lines = made.rows(Payout)

    for run in made.rows(PayoutRun):
        payees = {line["employee_id"] for line in lines if line["run_id"] == run["id"]}
        assert run["proposed_by_id"] != run["approved_by_id"]
        assert not {run["proposed_by_id"], run["approved_by_id"]} & payees
        assert run["paid_at"] is None or run["proposed_at"] < run["approved_at"] < run["paid_at"]
    checks = Counter(row["run_id"] for row in made.rows(PayoutCheck))
    assert set(checks.values()) == {len(RunCheck)}


def test_the_hands_of_a_run_are_two_whom_it_does_not_pay(made):
    hr, boss, payer = (sample_id("Employee", code) for code in (HR, BOSS, PAYER))

    assert [made.paying.hands(payees) for payees in (set(), {hr}, {payer})] == [
        (hr, boss),
        (payer, boss),
        (hr, boss),
    ]


def test_paid_hours_off_are_entered_for_this_year_only(made):
    entries, balances = made.rows(AbsenceEntry), made.rows(AbsenceBalance)

    assert {(row["year"], row["hours"]) for row in entries} == {(2025, 1600)}
    assert {row["employee_id"] for row in balances} == {row["employee_id"] for row in entries}


def test_what_is_written_is_the_same_each_time(made, secrets):
    again = Made(secrets)

    def known(one: Made) -> list[Any]:
        sealed = ("amount", "steps", "total")
        return [
            {name: value for name, value in row.items() if name not in sealed}
            for model in one.bulk.rows
            for row in one.rows(model)
        ]

    assert known(again) == known(made)
