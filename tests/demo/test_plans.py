"""The sample plans add up to 100 % in every stage, read figures of the dictionary, and stand in order of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.demo.plans import FAMILIES, PLANS, STAGES, Plans, SamplePlan, component_id, plan_id
from server.demo.rows import Ledger
from server.imports.logical import models
from server.metrics.dictionary.load import load_builtin
from server.performance.models import (
    PlanComponent,
    RoleFamily,
    ScorePlan,
    StageWeight,
    TransformationStage,
)
from server.performance.plans.models import FRONT_LINE, PlanState
from server.store.vault import Vault

TODAY = date(2025, 4, 5)
NOW = datetime(2025, 4, 5, 4, tzinfo=UTC)
KNOWN = load_builtin().metrics


def named(plan: SamplePlan) -> str:
    return f"{plan.code}-{plan.revision}"


@pytest.fixture
def ledger(secrets):
    models()
    written = Ledger(Vault(secrets), TODAY, NOW)
    Plans(written).write()
    return written


@pytest.mark.parametrize("plan", PLANS, ids=named)
def test_the_weights_of_a_plan_and_of_each_stage_are_full(plan):
    sums = {
        stage: sum(each.weighs(stage) for each in plan.components)
        for stage in (None, *(code for code, *_ in STAGES))
    }

    assert set(sums.values()) == {10000}, sums
    assert len({each.code for each in plan.components}) == len(plan.components)
    assert {each.metric for each in plan.components if each.metric} <= set(KNOWN)


def test_of_each_plan_one_revision_is_in_force():
    out = [plan.code for plan in PLANS if plan.state is PlanState.PUBLISHED]

    assert sorted(out) == sorted({plan.code for plan in PLANS})
    assert {plan.family for plan in PLANS if plan.family} <= {FRONT_LINE, *(code for code, *_ in FAMILIES)}


def test_stages_follow_each_other_and_the_last_is_to_come(ledger):
    found: list[Any] = ledger.rows[TransformationStage]

    assert [(row.valid_from, row.valid_to) for row in found] == [
        (date(2022, 10, 1), date(2024, 9, 15)),
        (date(2024, 9, 15), date(2025, 12, 1)),
        (date(2025, 12, 1), None),
    ]


def test_rows_have_the_ids_that_cards_point_at(ledger):
    plans: list[Any] = ledger.rows[ScorePlan]
    components: list[Any] = ledger.rows[PlanComponent]
    weights: list[Any] = ledger.rows[StageWeight]

    assert [row.id for row in plans] == [plan_id(plan.code, plan.revision) for plan in PLANS]
    assert [row.id for row in components] == [
        component_id(plan.code, each.code, plan.revision) for plan in PLANS for each in plan.components
    ]
    assert {row.plan_id for row in components} == {row.id for row in plans}
    assert {row.component_id for row in weights} <= {row.id for row in components}
    assert len(weights) == len(STAGES) * len({row.component_id for row in weights})


def test_nothing_is_known_later_than_now_and_a_draft_is_not_out(ledger):
    rows: list[Any] = [row for each in ledger.rows.values() for row in each]

    assert max(row.created_at for row in rows) <= NOW
    plans: list[Any] = ledger.rows[ScorePlan]
    assert [row.revision for row in plans if row.published_at is None] == [3]
    assert min(row.created_at for row in plans) > NOW - timedelta(days=31 * 31)
    families: list[Any] = ledger.rows[RoleFamily]
    assert [row.code for row in families if row.is_front_line] == ["clinical"]


def test_what_is_written_is_the_same_each_time(ledger, secrets):
    other = Ledger(Vault(secrets), TODAY, NOW)
    Plans(other).write()

    assert spelled(other) == spelled(ledger)


def spelled(ledger: Ledger) -> list[dict[str, Any]]:
    rows: list[Any] = [row for each in ledger.rows.values() for row in each]
    return [{name: getattr(row, name) for name in type(row)._meta.fields_db_projection} for row in rows]
