"""The pay of the demo, asked of a live server: by schemes within their budgets, each line with figures that replay."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.journeys.served import Served

pytestmark = pytest.mark.slow

RUNS = """{ payoutRuns(first: 100, where: {kind: {eq: SCHEME}}) { nodes {
  schemeId period budget total failedChecks checks { nodes { hasPassed } } } } }"""
LINES = """{ payouts(first: 60, where: {kind: {eq: SCHEME}, state: {eq: PAID}}) { nodes {
  amount steps { value receipt } } } }"""
REPLAY = '{ replay(receipt: "%s") { isSame } }'


def test_every_run_of_a_scheme_names_it_stays_within_its_budget_and_passed_its_checks(served: Served):
    runs = served.ask("hr_manager", RUNS)["payoutRuns"]["nodes"]

    assert len(runs) > 30
    for run in runs:
        assert run["schemeId"]
        assert 0 < Decimal(run["total"]) <= Decimal(run["budget"])
        assert (run["failedChecks"], len(run["checks"]["nodes"])) == (0, 7)
        assert all(check["hasPassed"] for check in run["checks"]["nodes"])


def test_every_line_adds_up_and_the_figures_behind_it_replay(served: Served):
    lines = served.ask("hr_manager", LINES)["payouts"]["nodes"]
    receipts = [step["receipt"] for line in lines for step in line["steps"] if step["receipt"]]

    for line in lines:
        assert sum(Decimal(step["value"] or 0) for step in line["steps"]) == Decimal(line["amount"])
    assert len(receipts) >= 10
    assert all(served.ask("hr_manager", REPLAY % receipt)["replay"]["isSame"] for receipt in receipts[:10])
