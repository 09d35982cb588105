"""Tables of score plans: families of roles, stages of a transformation, plans, their components and weights.

Weights count ten-thousandths (100 % is 10000), points and scores hundredths. What a figure is measured against is
kept as decimal text, in the unit of the figure.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, Minor, Ref, Text, TextId

CODE, NAME = 32, 64
STANDARD = 6000
"""The score of a plan below which somebody needs help, until the plan says otherwise."""
FULL = 10000
"""Hundred points, and the sum of all weights."""
PRIOR = 20
"""So many answers weigh as much as what is known of the whole group, until a component says otherwise."""


class PlanGrain(StrEnum):
    """How long a cycle of the plan lasts."""

    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"


class PlanState(StrEnum):
    """PROPOSED waits for a second person. PUBLISHED is never changed again, only followed by a new revision."""

    DRAFT = "DRAFT"
    PROPOSED = "PROPOSED"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


class ComponentGroup(StrEnum):
    """What a component speaks of; the linter and the figures about weights go by it."""

    SALES = "SALES"
    SERVICE = "SERVICE"
    CSAT = "CSAT"
    TRAINING = "TRAINING"
    COLLABORATION = "COLLABORATION"
    RETENTION = "RETENTION"
    CLINICAL = "CLINICAL"
    OTHER = "OTHER"


class ComponentBasis(StrEnum):
    """Where the value comes from: a person's figure, that of their department, a rating, or what peers answered."""

    METRIC = "METRIC"
    TEAM = "TEAM"
    RATING = "RATING"
    PEER = "PEER"


class Scoring(StrEnum):
    """How a figure becomes points: SHARE 0 to 1 is 0 to 100; RATIO against a target; STEPS by thresholds."""

    SHARE = "SHARE"
    RATIO = "RATIO"
    STEPS = "STEPS"


class Aim(StrEnum):
    """Whether more is better."""

    UP = "UP"
    DOWN = "DOWN"


class MissingRule(StrEnum):
    """What a missing value does: its weight goes to the others, it counts as nothing, or there is no score."""

    RENORMALISE = "RENORMALISE"
    ZERO = "ZERO"
    BLOCK = "BLOCK"


class RoleFamily(Row):
    """A family of roles, as positions name it; of one that meets customers more is asked than sales."""

    code = Text(NAME, unique=True, description=label("职类编码", "Code"))
    name = Text(NAME, description=label("名称", "Name"))
    name_en = Text(NAME, default="", description=label("英文名称", "Name in English"))
    is_front_line = Flag(default=False, description=label("一线职类", "Front line"))

    class Meta:
        table = "role_family"


class TransformationStage(Row):
    """A stage of the company's or a department's transformation, from a day on; a department's own goes first."""

    code = Text(CODE, description=label("阶段编码", "Code"))
    name = Text(NAME, description=label("名称", "Name"))
    name_en = Text(NAME, default="", description=label("英文名称", "Name in English"))
    department = Ref("Department", null=True, description=label("部门", "Department"))
    valid_from = Day(db_index=True, description=label("开始日期", "First day"))
    valid_to = Day(null=True, description=label("结束日期", "Ends before"))

    class Meta:
        table = "transformation_stage"


class ScorePlan(Row):
    """What people are scored by: one revision of it. `family` and department say for whom; empty is everybody."""

    code = Text(CODE, db_index=True, description=label("方案编码", "Code"))
    revision = Int(default=1, description=label("修订号", "Revision"))
    name = Text(NAME, description=label("名称", "Name"))
    name_en = Text(NAME, default="", description=label("英文名称", "Name in English"))
    family = Text(NAME, null=True, description=label("职类", "Role family"))
    department = Ref("Department", null=True, description=label("部门", "Department"))
    grain = Choice(PlanGrain, default=PlanGrain.QUARTER, description=label("周期", "Cycle"))
    state = Choice(PlanState, default=PlanState.DRAFT, db_index=True, description=label("状态", "State"))
    standard = Minor(default=STANDARD, description=label("达标线", "Standard"))
    published_at = Instant(null=True, description=label("发布时间", "Published at"))
    note = Text(500, default="", description=label("说明", "Note"))
    approval_id = TextId(null=True, db_index=True, description=label("审批编号", "Approval"))

    class Meta:
        table = "score_plan"
        unique_together = (("code", "revision"),)


class PlanComponent(Row):
    """One thing that counts in a plan, and how what is known of it becomes points."""

    plan = Ref("ScorePlan", description=label("方案", "Plan"))
    place = Int(default=0, description=label("次序", "Place"))
    code = Text(CODE, description=label("考核项编码", "Code"))
    name = Text(NAME, description=label("名称", "Name"))
    name_en = Text(NAME, default="", description=label("英文名称", "Name in English"))
    group = Choice(
        ComponentGroup,
        default=ComponentGroup.OTHER,
        source_field="component_group",
        description=label("类别", "Group"),
    )
    basis = Choice(
        ComponentBasis, default=ComponentBasis.RATING, description=label("数据来源", "Where it comes from")
    )
    metric = Text(60, null=True, description=label("指标键", "Metric key"))
    weight = Int(default=0, description=label("权重", "Weight"))
    scale_low = Minor(default=0, description=label("评分下限", "Lowest rating"))
    scale_high = Minor(default=FULL, description=label("评分上限", "Highest rating"))
    scoring = Choice(Scoring, default=Scoring.SHARE, description=label("计分方式", "How points follow"))
    target = Text(40, null=True, description=label("目标值", "Target"))
    steps = Text(300, default="", description=label("分档", "Steps"))
    direction = Choice(Aim, default=Aim.UP, description=label("方向", "Direction"))
    floor = Minor(default=0, description=label("最低得分", "Least points"))
    cap = Minor(default=FULL, description=label("最高得分", "Most points"))
    missing = Choice(
        MissingRule, default=MissingRule.RENORMALISE, description=label("缺失规则", "If it is missing")
    )
    is_shrunk = Flag(default=False, description=label("按样本量修正", "Corrected for few answers"))
    prior_n = Int(default=PRIOR, description=label("先验样本量", "Answers the prior stands for"))

    class Meta:
        table = "plan_component"
        unique_together = (("plan_id", "code"),)


class StageWeight(Row):
    """What a component weighs in one stage; without one its own weight holds."""

    component = Ref("PlanComponent", description=label("考核项", "Component"))
    stage = Text(CODE, description=label("阶段编码", "Stage"))
    weight = Int(description=label("权重", "Weight"))

    class Meta:
        table = "stage_weight"
        unique_together = (("component_id", "stage"),)


FRONT_LINE = "frontline"
SEEDS = ((FRONT_LINE, "一线", "Front line"),)
SINCE = "2020-01-01T00:00:00.000Z"


def seeds(dialect: str) -> list[str]:
    """Spell the insert of the family every company has: those who meet its customers."""
    yes = "1" if dialect == "sqlite" else "true"
    return [
        "insert into role_family (id,created_at,updated_at,version,code,name,name_en,is_front_line) values ("  # noqa: S608 (constants)
        f"'018f0000-0000-7000-8000-00000fa1{at:04x}','{SINCE}','{SINCE}',1,'{code}','{zh}','{en}',{yes})"
        " on conflict do nothing"
        for at, (code, zh, en) in enumerate(SEEDS, start=1)
    ]
