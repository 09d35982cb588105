"""Score plans of the sample worlds: families, stages of a transformation, plans in force, before and drafted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from server.demo.rows import Ledger, sample_id
from server.kernel.labels import label
from server.kernel.period import add_months
from server.performance.models import (
    PlanComponent,
    RoleFamily,
    ScorePlan,
    StageWeight,
    TransformationStage,
)
from server.performance.plans.models import FRONT_LINE, ComponentGroup, MissingRule, PlanState
from server.performance.plans.points import Component, spell_steps
from server.performance.plans.templates import EARLY, LATE, MID, against, by_stage, csat, rated, share

MONTHS_AGO = 30
"""So many months ago the first plans began, before the first cycle of the samples."""
G = ComponentGroup
FAMILIES = (
    ("clinical", "临床", "Clinical"),
    ("office", "职能", "Office"),
    ("management", "管理", "Management"),
    ("hr", "人力资源", "Human resources"),
)
STAGES = ((EARLY, "初期", "Early", MONTHS_AGO, 0), (MID, "中期", "Mid", 7, 14), (LATE, "后期", "Late", -8, 0))
"""A stage, its names, how many months ago it began and on which day after the first: in the middle of a quarter."""


@dataclass(frozen=True)
class SamplePlan:
    """A plan as it stands; `ago` are the months since it was published."""

    code: str
    title: tuple[str, str]
    components: tuple[Component, ...]
    family: str | None = None
    department: str | None = None
    revision: int = 1
    state: PlanState = PlanState.PUBLISHED
    ago: int = MONTHS_AGO
    note: str = ""


def service(weight: int, stages: dict[str, int] | None = None) -> Component:
    one = against(
        "QUALITY", label("质检得分", "Quality of service"), G.SERVICE, "qa_score_avg", weight, "100", stages
    )
    return replace(one, cap=10000)


def conversion(weight: int, stages: dict[str, int] | None = None) -> Component:
    title = label("询单转化", "Consult conversion")
    one = against("SALES", title, G.SALES, "consult_conversion_rate", weight, "0.2", stages)
    return replace(one, is_shrunk=True)  # a month may have no more than a handful of inquiries


def learning(weight: int, stages: dict[str, int] | None = None) -> Component:
    title = label("培训完成", "Training completed")
    one = share("TRAINING", title, G.TRAINING, "training_completion_rate", weight)
    return replace(one, stages=stages or {})


def teamwork(weight: int, stages: dict[str, int] | None = None) -> Component:
    title = label("协作", "Collaboration")
    return replace(rated("TEAMWORK", title, G.COLLABORATION, weight, stages), missing=MissingRule.RENORMALISE)


def attitude(weight: int) -> Component:
    return rated("SERVICE", label("服务态度", "Attitude in service"), G.SERVICE, weight)


STAGED_CSAT = replace(csat(3000), stages=by_stage(2000, 2000, 5000))
RETAIL = ("零售门店方案", "Stores")
PLANS: tuple[SamplePlan, ...] = (
    SamplePlan(
        "RETAIL", RETAIL, (conversion(7000), attitude(2000), csat(1000)), FRONT_LINE, "R",
        state=PlanState.RETIRED, note="以销售为主的旧方案",
    ),
    SamplePlan(
        "RETAIL", RETAIL, (conversion(5000), attitude(3000), csat(2000)), FRONT_LINE, "R", 2, ago=26,
        note="满意度提高到 20%",
    ),
    SamplePlan(
        "RETAIL", RETAIL, (conversion(4000), csat(2000), attitude(2000), teamwork(2000)), FRONT_LINE, "R", 3,
        PlanState.DRAFT, 0, "加入协作，征求意见中",
    ),
    SamplePlan(
        "DESK",
        ("客服中心方案（按转型阶段）", "Service desk, by stage"),
        (
            learning(2000, by_stage(5000, 2000, 1000)),
            conversion(3000, by_stage(1000, 4000, 1000)),
            STAGED_CSAT,
            service(2000, by_stage(2000, 2000, 3000)),
        ),
        FRONT_LINE,
        "E",
    ),
    SamplePlan(
        "NURSING",
        ("护理方案", "Nursing"),
        (
            rated("CLINICAL", label("临床工作", "Clinical work"), G.CLINICAL, 7000),
            csat(1500, label("患者满意度", "Satisfaction of patients")),
            share("PLANS", label("个性化方案使用", "Personalized plans"), G.SERVICE, "personalised_plan_rate", 1500),
        ),
        "clinical",
        "H",
    ),
    SamplePlan(
        "OFFICE",
        ("通用方案", "Everybody else"),
        (
            rated("RESULTS", label("工作结果", "Results"), G.OTHER, 5000),
            teamwork(3000),
            learning(2000),
        ),
    ),
)  # fmt: skip


def plan_id(code: str, revision: int = 1) -> str:
    """Return the id of a sample plan's revision."""
    return sample_id("ScorePlan", f"{code}:{revision}")


def component_id(code: str, component: str, revision: int = 1) -> str:
    """Return the id of a component of a sample plan."""
    return sample_id("PlanComponent", f"{code}:{revision}:{component}")


@dataclass
class Plans:
    """Writes families, stages and plans into the ledger."""

    ledger: Ledger

    def write(self) -> None:
        for code, name, name_en in FAMILIES:
            self.ledger.add(
                RoleFamily, code, self.on(MONTHS_AGO), code=code, name=name, name_en=name_en,
                is_front_line=code == "clinical",
            )  # fmt: skip
        self.stages()
        for plan in PLANS:
            self.plan(plan)

    def stages(self) -> None:
        starts = [self.day(ago) + timedelta(days=days) for _, _, _, ago, days in STAGES]
        for at, (code, name, name_en, _, _) in enumerate(STAGES):
            ends = starts[at + 1] if at + 1 < len(starts) else None
            self.ledger.add(
                TransformationStage, code, self.ledger.moment(min(starts[at], self.ledger.today)), code=code,
                name=name, name_en=name_en, department_id=None, valid_from=starts[at], valid_to=ends,
            )  # fmt: skip

    def plan(self, plan: SamplePlan) -> None:
        known = self.on(plan.ago)
        is_out = plan.state != PlanState.DRAFT
        self.ledger.add(
            ScorePlan, f"{plan.code}:{plan.revision}", known, code=plan.code, revision=plan.revision,
            name=plan.title[0], name_en=plan.title[1], family=plan.family,
            department_id=plan.department and sample_id("Department", plan.department), state=plan.state,
            published_at=known if is_out else None, note=plan.note,
        )  # fmt: skip
        for place, each in enumerate(plan.components, start=1):
            self.component(plan, place, each)

    def component(self, plan: SamplePlan, place: int, each: Component) -> None:
        known, key = self.on(plan.ago), f"{plan.code}:{plan.revision}:{each.code}"
        row_id = self.ledger.add(
            PlanComponent, key, known, plan_id=plan_id(plan.code, plan.revision), place=place, code=each.code,
            name=each.name, name_en=each.name_en, group=each.group, basis=each.basis, metric=each.metric,
            weight=each.weight, scale_low=each.scale_low, scale_high=each.scale_high, scoring=each.scoring,
            target=None if each.target is None else f"{each.target:f}", steps=spell_steps(each.steps),
            direction=each.direction, floor=each.floor, cap=each.cap, missing=each.missing,
            is_shrunk=each.is_shrunk, prior_n=each.prior_n,
        )  # fmt: skip
        for stage, weight in each.stages.items():
            self.ledger.add(
                StageWeight, f"{key}:{stage}", known, component_id=row_id, stage=stage, weight=weight
            )

    def on(self, ago: int) -> datetime:
        return self.ledger.moment(self.day(ago))

    def day(self, ago: int) -> date:
        return add_months(self.ledger.today.replace(day=1), -ago)
