"""Reviews of the sample worlds: cycles, and cards of eight past quarters as people rated them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from server.demo.bulk import Bulk
from server.demo.lives import SEED, Life
from server.demo.plans import PLANS, SamplePlan, component_id, plan_id
from server.demo.rows import Ledger, sample_id
from server.demo.world import POSTS, UNITS
from server.kernel.period import add_months
from server.performance import models as m
from server.performance.cycles.models import CycleState, DisputeState, ScorecardState
from server.performance.cycles.rules import span_of
from server.performance.cycles.scoring.cards import is_entered, points_in
from server.performance.plans.models import (
    FRONT_LINE,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    PlanGrain,
    PlanState,
)
from server.performance.plans.points import Component

WITHIN = (7, 14, 20, 30)
"""Days after a cycle: own assessment, managers' scores, publication, close."""
MONTHLY = SamplePlan("STORE-MONTH", ("门店月度方案", "Stores, by month"), (), FRONT_LINE, "R")
FAMILY = {post.code: post.family for post in POSTS}
PARENT = {unit.code: unit.parent for unit in UNITS}
DISPUTES = ("满意度里有一条误评，不是我接待的", "质检扣分的情形不适用", "服务态度一项与客户评价不符")
ANSWERS = ("已核对原始记录，维持原结果", "核实后情况属实，得分已修订")


@dataclass
class Made:
    """One card on its way: its columns and what people rated on it, of mixed types."""

    end: date
    card: dict[str, Any]
    lines: list[dict[str, Any]]


@dataclass
class Scores:
    """Writes cards of past quarters one person after the other, as rated; `reviewing` scores and closes them."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    chance: Random = field(default_factory=lambda: Random(SEED + 7))  # noqa: S311 (a sample, not a secret)
    made: list[Made] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heads = {life.unit.code: sample_id("Employee", life.code) for life in self.lives if life.is_head}

    # --- A card of a past quarter ---

    def quarter(self, life: Life, end: date, level: float) -> None:
        """Write somebody's card of a quarter, rated around a level."""
        unit, post = next(
            each[1:] for each in reversed(life.posts) if each[0] <= end or each is life.posts[0]
        )
        plan = plan_of(unit, FAMILY[post])
        person = sample_id("Employee", life.code)
        card = {
            "employee_id": person, "cycle_id": cycle_id(span_of(PlanGrain.QUARTER, end).code),
            "plan_id": plan_id(plan.code, plan.revision), "department_id": sample_id("Department", unit),
            "rater_id": self.head_of(unit, person), "state": ScorecardState.CALIBRATION,
        }  # fmt: skip
        lines = [self.rated(plan, each, level) for each in plan.components if is_entered(each)]
        self.made.append(Made(end, card, lines))

    def rated(self, plan: SamplePlan, each: Component, level: float) -> dict[str, Any]:
        """Draw what a manager and the person themselves thought, near the level."""
        value = round(min(99, max(30, level + self.chance.gauss(0, 6))))
        return {
            "component_id": component_id(plan.code, each.code, plan.revision), "is_entered": True,
            "value": str(value), "self_value": str(min(100, value + self.chance.randint(-3, 9))),
            "points": points_in(each, str(value)),
        }  # fmt: skip

    def head_of(self, unit: str, person: str) -> str | None:
        """Return the head of a unit, for the head that of the unit above."""
        at: str | None = unit
        while at is not None and self.heads.get(at, person) == person:
            at = PARENT[at]
        return None if at is None else self.heads[at]

    # --- All of them ---

    def finish(self) -> None:
        """Write cycles, the plan by month, and every card."""
        self.monthly_plan()
        self.cycles()
        for made in sorted(self.made, key=lambda made: made.end):
            self.write(made)

    def cycles(self) -> None:
        today = self.ledger.today
        ends = sorted({made.end for made in self.made})
        for end in ends:
            self.cycle(PlanGrain.QUARTER, end, CycleState.CLOSED)
        self.cycle(PlanGrain.QUARTER, today, CycleState.OPEN)
        for back in (2, 1, 0):
            self.cycle(PlanGrain.MONTH, add_months(today, -back), CycleState.OPEN)

    def cycle(self, grain: PlanGrain, day: date, state: CycleState) -> None:
        span = span_of(grain, day)
        own, manager, out, closed = (span.ends_on + timedelta(days=days) for days in WITHIN)
        is_closed = state is CycleState.CLOSED
        self.ledger.add(
            m.ReviewCycle, span.code, self.ledger.moment(span.starts_on), code=span.code, name=span.name,
            name_en=span.name_en, grain=grain, starts_on=span.starts_on, ends_on=span.ends_on, self_due_on=own,
            manager_due_on=manager, state=state, published_at=self.ledger.moment(out) if is_closed else None,
            closed_at=self.ledger.moment(closed) if is_closed else None,
        )  # fmt: skip

    def monthly_plan(self) -> None:
        known = self.ledger.moment(add_months(self.ledger.today.replace(day=1), -3))
        plan = self.ledger.add(
            m.ScorePlan, f"{MONTHLY.code}:1", known, code=MONTHLY.code, name=MONTHLY.title[0],
            name_en=MONTHLY.title[1], family=FRONT_LINE, department_id=sample_id("Department", "R"),
            grain=PlanGrain.MONTH, state=PlanState.PUBLISHED, published_at=known,
        )  # fmt: skip
        for place, (code, zh, en, group, weight) in enumerate(
            (
                ("SERVICE", "服务态度", "Attitude in service", ComponentGroup.SERVICE, 6000),
                ("CSAT", "客户满意度", "Customer satisfaction", ComponentGroup.CSAT, 4000),
            ),
            start=1,
        ):
            is_figure = code == "CSAT"
            self.ledger.add(
                m.PlanComponent, f"{MONTHLY.code}:1:{code}", known, plan_id=plan, place=place, code=code, name=zh,
                name_en=en, group=group, weight=weight, missing=MissingRule.RENORMALISE,
                basis=ComponentBasis.METRIC if is_figure else ComponentBasis.RATING,
                metric="csat" if is_figure else None, is_shrunk=is_figure,
            )  # fmt: skip

    def write(self, made: Made) -> None:
        """Add a card with its ratings, and to a few an objection."""
        _, manager, out, closed = (made.end + timedelta(days=days) for days in WITHIN)
        person, at = made.card["employee_id"], self.ledger.moment
        known = {"created_at": at(made.end), "updated_at": at(closed)}
        card = self.bulk.add(
            m.Scorecard, {**known, **made.card, "published_at": at(out),
                          "acknowledged_at": at(out + timedelta(days=3))},
        )  # fmt: skip
        entered = {"entered_by_id": made.card["rater_id"], "entered_at": at(manager)}
        for line in made.lines:
            self.bulk.add(
                m.ScoreLine, {**known, **line, **entered, "scorecard_id": card, "employee_id": person}
            )
        if self.chance.random() < 0.015:  # noqa: PLR2004 (a few people object)
            self.dispute(made, card)

    def dispute(self, made: Made, card: str) -> None:
        at, state = self.ledger.moment, self.chance.choice((DisputeState.UPHELD, DisputeState.REVISED))
        raised, decided = (at(made.end + timedelta(days=days)) for days in (22, 26))
        self.bulk.add(
            m.ScoreDispute,
            {"created_at": raised, "updated_at": decided, "scorecard_id": card,
             "employee_id": made.card["employee_id"], "reason": self.chance.choice(DISPUTES), "state": state,
             "answer": ANSWERS[state is DisputeState.REVISED], "decided_at": decided,
             "decided_by_id": sample_id("Employee", "Z1004")},
        )  # fmt: skip


def plan_of(unit: str, family: str) -> SamplePlan:
    """Return the sample plan in force for somebody: that of their family in their company, else the one for all."""
    out = [plan for plan in PLANS if plan.state is PlanState.PUBLISHED]
    own = [plan for plan in out if plan.family == family and plan.department == unit[0]]
    return (own or [plan for plan in out if plan.family is None])[0]


def cycle_id(code: str) -> str:
    return sample_id("ReviewCycle", code)
