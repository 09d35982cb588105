"""Reviews of the sample worlds: eight closed quarters of scorecards, what figures read of them, and open cycles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from server.demo.bulk import Bulk
from server.demo.lives import SEED, Life
from server.demo.plans import PLANS, STAGES, SamplePlan, component_id, plan_id
from server.demo.rows import Ledger, sample_id
from server.demo.world import POSTS, UNITS
from server.kernel.period import add_months
from server.performance import models as m
from server.performance.cards import Held, is_entered, spelled, totals
from server.performance.cycle_models import (
    CandidateKind,
    CycleState,
    DisputeState,
    ScorecardState,
)
from server.performance.cycle_rules import ranks, span_of
from server.performance.operations.closing import fact_key, items_of
from server.performance.plan_models import (
    FRONT_LINE,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    PlanGrain,
    PlanState,
    Scoring,
)
from server.performance.scoring import Component, effective_weights, points_of, segments_of

STEPS = (90, 80, 70, 60)
STANDARD, REWARD, RISE = 6000, 8000, 9000
PRIOR = Decimal("0.82")
WITHIN = (7, 14, 20, 30)
"""Days after a cycle: own assessment, managers' scores, publication, close."""
MONTHLY = SamplePlan("STORE-MONTH", ("门店月度方案", "Stores, by month"), (), FRONT_LINE, "R")
FAMILY = {post.code: post.family for post in POSTS}
PARENT = {unit.code: unit.parent for unit in UNITS}
DISPUTES = ("满意度里有一条误评，不是我接待的", "质检扣分的情形不适用", "服务态度一项与客户评价不符")
ANSWERS = ("已核对原始记录，维持原结果", "核实后情况属实，得分已修订")


@dataclass
class Made:
    """One card on its way: its columns, its lines, and whose it is; columns are of mixed types."""

    life: Life
    end: date
    plan: SamplePlan
    card: dict[str, Any]
    held: list[Held]
    lines: list[dict[str, Any]]


@dataclass
class Scores:
    """Writes cards of closed quarters one person after the other; `finish` ranks them and adds them up."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    chance: Random = field(default_factory=lambda: Random(SEED + 7))  # noqa: S311 (a sample, not a secret)
    made: list[Made] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heads = {life.unit.code: sample_id("Employee", life.code) for life in self.lives if life.is_head}

    # --- A card of a closed quarter ---

    def quarter(self, life: Life, end: date, level: float) -> float:
        """Write somebody's card of a quarter around a level, and return its points."""
        unit, post = next(
            each[1:] for each in reversed(life.posts) if each[0] <= end or each is life.posts[0]
        )
        plan = plan_of(unit, FAMILY[post])
        weights = effective_weights(plan.components, self.segments(end))
        lines = [self.line(plan, each, weights[each.code], level) for each in plan.components]
        for place, (_, line) in enumerate(lines, start=1):
            line["place"] = place
        held = [Held(c, weights[c.code], line["points"], line.pop("own")) for c, line in lines]
        found = totals(held, STEPS)
        person = sample_id("Employee", life.code)
        card = found | {
            "employee_id": person, "cycle_id": cycle_id(span_of(PlanGrain.QUARTER, end).code),
            "plan_id": plan_id(plan.code, plan.revision), "department_id": sample_id("Department", unit),
            "rater_id": self.head_of(unit, person), "state": ScorecardState.CLOSED,
        }  # fmt: skip
        self.made.append(Made(life, end, plan, card, held, [line for _, line in lines]))
        return float(Decimal(found["score"] or 0) / 100)

    def line(
        self, plan: SamplePlan, each: Component, weight: int, level: float
    ) -> tuple[Component, dict[str, Any]]:
        """Draw a value near the level, and its points by the rules."""
        drawn = min(99.0, max(30.0, level + self.chance.gauss(0, 6)))
        n = None if is_entered(each) else self.chance.randint(8, 60)
        value = value_near(each, drawn)
        points = points_of(each, value, n, PRIOR)
        own = None if not is_entered(each) else min(Decimal(100), value + self.chance.randint(-3, 9))
        return each, {
            "component_id": component_id(plan.code, each.code, plan.revision), "weight": weight,
            "is_entered": is_entered(each), "value": spelled(value), "n": n,
            "points": None if points is None else int(points * 100), "own": None if own is None else int(own * 100),
            "self_value": None if own is None else spelled(own),
        }  # fmt: skip

    def segments(self, end: date) -> tuple[tuple[str | None, int], ...]:
        this = self.ledger.today.replace(day=1)
        starts = [add_months(this, -ago) + timedelta(days=days) for _, _, _, ago, days in STAGES]
        stages = [
            (stage[0], starts[at], starts[at + 1] if at + 1 < len(starts) else None)
            for at, stage in enumerate(STAGES)
        ]
        return segments_of(span_of(PlanGrain.QUARTER, end).starts_on, end, stages)

    def head_of(self, unit: str, person: str) -> str | None:
        """Return the head of a unit, for the head that of the unit above."""
        at: str | None = unit
        while at is not None and self.heads.get(at, person) == person:
            at = PARENT[at]
        return None if at is None else self.heads[at]

    # --- All of them ---

    def finish(self) -> None:
        """Write cycles, the plan by month, and every card with its rank."""
        self.monthly_plan()
        self.cycles()
        for end in sorted({made.end for made in self.made}):
            here = [made for made in self.made if made.end == end]
            for made, rank in zip(here, ranks(each.card["score"] for each in here), strict=True):
                self.write(made, rank)

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

    def write(self, made: Made, rank: int | None) -> None:
        """Add a card, its lines, and the facts and candidates that follow from it."""
        own, manager, out, closed = (made.end + timedelta(days=days) for days in WITHIN)
        person, at = made.card["employee_id"], self.ledger.moment
        known = {"created_at": at(made.end), "updated_at": at(closed)}
        card = self.bulk.add(
            m.Scorecard, {**known, **made.card, "rank": rank, "computed_at": at(own), "published_at": at(out),
                          "acknowledged_at": at(out + timedelta(days=3)), "closed_at": at(closed)},
        )  # fmt: skip
        for line in made.lines:
            entered = (
                {"entered_by_id": made.card["rater_id"], "entered_at": at(manager)}
                if line["is_entered"]
                else {}
            )
            self.bulk.add(
                m.ScoreLine, {**known, **line, **entered, "scorecard_id": card, "employee_id": person}
            )
        self.facts(made, card, {**known, "recorded_at": at(closed)})
        self.candidates(made, card, at(closed))
        if self.chance.random() < 0.015:  # noqa: PLR2004 (a few people object)
            self.dispute(made, card)

    def facts(self, made: Made, card: str, known: dict[str, Any]) -> None:
        """Add what figures read, as closing a card does."""
        if (score := made.card["score"]) is None:
            return
        shared = {
            **known, "employee_id": made.card["employee_id"], "closed_on": made.end, "source_key": fact_key(card),
        }  # fmt: skip
        met = score >= STANDARD
        self.bulk.add(m.Appraisal, {**shared, "rating": made.card["rating"], "has_met_goal": met})
        code = span_of(PlanGrain.QUARTER, made.end).code
        for item in items_of(made.held):
            self.bulk.add(m.AppraisalItem, {**shared, "cycle": code, **item})

    def candidates(self, made: Made, card: str, known: Any) -> None:  # a moment
        for kind, least in ((CandidateKind.INCENTIVE, REWARD), (CandidateKind.PROMOTION, RISE)):
            if (made.card["score"] or 0) >= least:
                self.bulk.add(
                    m.RewardCandidate,
                    {"created_at": known, "updated_at": known, "employee_id": made.card["employee_id"],
                     "cycle_id": made.card["cycle_id"], "scorecard_id": card, "kind": kind},
                )  # fmt: skip

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


def value_near(each: Component, drawn: float) -> Decimal:
    """Return a value of a component that comes to about so many points."""
    if is_entered(each):
        return Decimal(round(drawn))
    share = Decimal(round(drawn * 100)) / 10000
    target = each.target if each.scoring is Scoring.RATIO and each.target is not None else Decimal(1)
    return (share * target).quantize(Decimal("0.0001"))


def plan_of(unit: str, family: str) -> SamplePlan:
    """Return the sample plan in force for somebody: that of their family in their company, else the one for all."""
    out = [plan for plan in PLANS if plan.state is PlanState.PUBLISHED]
    own = [plan for plan in out if plan.family == family and plan.department == unit[0]]
    return (own or [plan for plan in out if plan.family is None])[0]


def cycle_id(code: str) -> str:
    return sample_id("ReviewCycle", code)
