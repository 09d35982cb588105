"""Requests and results of the sample worlds: the same each time, in an order that can be, and of enough people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from tortoise import Tortoise

from server.demo.asking import UNITS, Asking
from server.engagement.models import PulseQuestion, SupportState, SupportTopic
from server.people.operations.access import link
from server.store.config import APP, MODEL_MODULES

Tortoise.init_models(MODEL_MODULES, APP)

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
CTX: Any = SimpleNamespace(now=NOW, today=date(2026, 11, 22), principal=SimpleNamespace(account_id="a"))
HEADS = {code: f"head-{code}" for code in (*UNITS, "ZR", "R-OPS", "R-HR", "Z-HQ", "H-NUR")}
TOPIC = SupportTopic(id="t", code="STOCK", answer_hours=8, solve_hours=48)


def test_a_request_is_asked_answered_and_solved_in_this_order():
    asking = Asking(CTX, {}, HEADS)
    found = [asking.request(at, TOPIC, "p", "缺货", "急", NOW) for at in range(12)]

    states = [row.state for row, _ in found[:7]]
    assert states == [
        SupportState.ASSIGNED, SupportState.WORKING, SupportState.SOLVED, SupportState.ASSIGNED, SupportState.WORKING,
        SupportState.SOLVED, SupportState.CONFIRMED,
    ]  # fmt: skip
    for _, steps in found:
        assert [step.happened_at for step in steps] == sorted(step.happened_at for step in steps)
    for row, _ in found:
        fact = asking.fact(row)
        assert (fact.raised_at, fact.first_response_at, fact.resolved_at) == (
            row.raised_at,
            row.first_response_at,
            row.solved_at,
        )
    assert {link(row, "assignee_id") for row, _ in found} == {"head-R-OPS"}


def test_results_show_only_groups_of_five_and_more():
    results = Asking(CTX, {}, HEADS).results(PulseQuestion(id="q"), date(2026, 11, 16))
    assert min(row.answers for row in results) >= 5
    assert [row.low is None for row in results] == [False, True, True, True, True, True]
