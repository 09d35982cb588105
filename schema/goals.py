"""Goals: the tree of them, how each stands, what the linter says of one, and the acts on them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.call import call, changed
from schema.figures import language_of
from schema.filters import define_for, rows
from schema.inputs import Once, given, needed, optional
from schema.people import Department, Employee
from schema.planned import Connection, Node, column
from server.kernel.labels import label, split
from server.performance.goals import asking
from server.performance.goals.attainment import ChangeKind
from server.performance.goals.lint import Finding, Lack, Linted, Verdict, Wish
from server.performance.goals.models import Confidence, GoalLevel, GoalState
from server.performance.goals.operations import goals as operations
from server.performance.plans.models import Aim

strawberry.enum(GoalLevel, description=label("目标层级", "Level of a goal"))
strawberry.enum(GoalState, description=label("目标状态", "State of a goal"))
strawberry.enum(Confidence, description=label("信心", "Confidence"))
strawberry.enum(ChangeKind, description=label("变化方式", "Kind of change"))
strawberry.enum(
    Verdict, name="GoalVerdict", description=label("目标能否衡量", "Whether a goal can be measured")
)
strawberry.enum(Lack, name="GoalLack", description=label("目标缺少什么", "What a goal lacks"))


@strawberry.type(description=label("目标", "Goal"))
class Goal(Node):
    parent: Goal | None = column("上级目标", "Goal above")
    level: GoalLevel | None = column("层级", "Level")
    department: Department | None = column("部门", "Department")
    employee: Employee | None = column("员工", "Employee")
    title: str | None = column("目标", "Goal")
    note: str | None = column("说明", "Note")
    metric: str | None = column("指标键", "Metric key")
    change_kind: ChangeKind | None = column("变化方式", "Kind of change")
    aim: Aim | None = column("方向", "Direction")
    baseline: str | None = column("基线值", "Baseline")
    target_change: str | None = column("目标变化", "Target change")
    required: str | None = column("目标值", "Value to reach")
    starts_on: date | None = column("开始日期", "First day")
    ends_on: date | None = column("结束日期", "Last day")
    state: GoalState | None = column("状态", "State")
    actual: str | None = column("实际值", "Actual value")
    progress: Decimal | None = column("进度，百分之几", "Progress, per cent of the way")
    status: str | None = column("无值原因", "Why there is no value")
    receipt: str | None = column("数字收据", "Number receipt")
    measured_at: datetime | None = column("计算时间", "Worked out at")
    confidence: Confidence | None = column("信心", "Confidence")
    child_sum: str | None = column("下级目标合计", "Sum of the goals beneath")
    is_sum_within: bool | None = column(
        "下级合计不超过本目标", "The goals beneath add up to no more than this"
    )
    is_top: bool | None = column("没有上级目标", "Has no goal above")
    settled_at: datetime | None = column("结束时间", "Settled at")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")
    children: Connection[Goal] | None = rows("下级目标", "Goals beneath", "Goal")
    check_ins: Connection[GoalCheckIn] | None = rows("进展记录", "Check-ins", "GoalCheckIn")


@strawberry.type(description=label("目标进展", "Check-in on a goal"))
class GoalCheckIn(Node):
    goal: Goal | None = column("目标", "Goal")
    author: Employee | None = column("填写人", "By")
    on_day: date | None = column("日期", "Day")
    confidence: Confidence | None = column("信心", "Confidence")
    text: str | None = column("进展", "What was said")
    actual: str | None = column("当时的实际值", "Actual value then")
    progress: Decimal | None = column("当时的进度", "Progress then")
    created_at: datetime | None = column("创建时间", "Created at")


TYPES = (Goal, GoalCheckIn)
define_for(*TYPES)


# --- What the linter says ---


@strawberry.type(description=label("目标检查的一条意见", "Something the linter found"))
class GoalFinding:
    code: Lack = needed("缺少什么", "What is missing")
    place: str = needed("哪一栏", "At which field")
    text: str = needed("一句话", "In one sentence")
    suggestion: str = needed("可以怎么写", "How it could be said")


@strawberry.type(description=label("目标检查结果", "What the linter says of a goal"))
class GoalCheck:
    verdict: Verdict = needed("能否衡量", "Whether it can be measured")
    findings: list[GoalFinding] = needed("意见", "What was found")
    metric: str = needed("识别出的指标键", "Key of the figure it speaks of")
    metric_name: str = needed("指标名称", "Name of the figure")
    unit: str = needed("单位", "Unit")
    change_kind: ChangeKind | None = needed("变化方式", "Kind of change")
    baseline: Decimal | None = needed("基线值", "Baseline")
    target_change: Decimal | None = needed("目标变化", "Target change")
    required: Decimal | None = needed("目标值", "Value to reach")
    aim: Aim | None = needed("方向", "Direction")
    suggested_baseline: Decimal | None = needed("上一期的实际值", "Value of the period before")


@strawberry.type(description=label("目标可用的指标", "A figure that a goal may speak of"))
class GoalMetric:
    key: str = needed("指标键", "Key")
    name: str = needed("名称", "Name")
    unit: str = needed("单位", "Unit")


@strawberry.input(description=label("目标的写法", "A goal as it is put"))
class GoalWish:
    title: str = needed("目标", "Goal")
    level: GoalLevel = needed("层级", "Level")
    metric: str | None = optional(
        "指标键，不填则从目标中识别", "Metric key; read from the title if not given"
    )
    change_kind: ChangeKind | None = optional("变化方式", "Kind of change")
    baseline: Decimal | None = optional("基线值", "Baseline")
    target_change: Decimal | None = optional("目标变化", "Target change")
    starts_on: date | None = optional("开始日期", "First day")
    ends_on: date | None = optional("结束日期", "Last day")
    department_id: strawberry.ID | None = optional("部门编号", "Department id")
    employee_id: strawberry.ID | None = optional("员工编号，默认本人", "Employee id, oneself by default")


def said(found: Finding, language: str) -> GoalFinding:
    at = 0 if language == "zh" else 1
    how = split(found.suggestion)[at] if found.suggestion else ""
    return GoalFinding(code=found.code, place=found.place, text=split(found.text)[at], suggestion=how)


async def checked(info: strawberry.Info, found: Linted, before: Decimal | None) -> GoalCheck:
    metric = (await call(info).governed()).dictionary.metrics.get(found.wish.metric)
    language = language_of(info, None)
    return GoalCheck(
        verdict=found.verdict, findings=[said(each, language) for each in found.findings],
        metric=found.wish.metric, metric_name=metric.name.said(language) if metric else "",
        unit=metric.unit if metric else "", change_kind=found.wish.change_kind, baseline=found.wish.baseline,
        target_change=found.wish.target_change, required=found.required, aim=found.aim, suggested_baseline=before,
    )  # fmt: skip


async def lint_goal(info: strawberry.Info, input: GoalWish) -> GoalCheck:
    here = call(info)
    wish = Wish(
        input.title, input.metric or "", input.change_kind or None, given(input).get("baseline"),
        given(input).get("target_change"),
    )  # fmt: skip
    found = await operations.lint_goal(here.ctx, here.figures.registry, wish, input.level)
    span = (given(input).get("starts_on"), given(input).get("ends_on"))
    before = await asking.suggested_baseline(
        here.ctx, here.figures.registry, found, input.level, span, given(input).get("department_id"),
        given(input).get("employee_id"),
    )  # fmt: skip
    return await checked(info, found, before)


@strawberry.type(description=label("目标查询", "Questions about goals"))
class GoalQuery:
    @strawberry.field(
        description=label("检查一个目标的写法，不保存", "Say what a goal lacks, without keeping it")
    )
    async def lint_goal(self, info: strawberry.Info, input: GoalWish) -> GoalCheck:
        return await lint_goal(info, input)

    @strawberry.field(
        description=label("某层级的目标可用的指标", "The figures that goals of a level may speak of")
    )
    async def goal_metrics(self, info: strawberry.Info, level: GoalLevel) -> list[GoalMetric]:
        here, language = call(info), language_of(info, None)
        found = asking.metrics_for((await here.governed()).dictionary, level)
        return [GoalMetric(key=each.key, name=each.name.said(language), unit=each.unit) for each in found]


# --- Acts ---


@strawberry.input(description=label("设定目标", "A goal to be set or changed"))
class SaveGoalInput(Once):
    title: str = needed("目标", "Goal")
    level: GoalLevel = needed("层级", "Level")
    starts_on: date = needed("开始日期", "First day")
    ends_on: date = needed("结束日期", "Last day")
    id: strawberry.ID | None = optional("编号，修改时填", "Id of the one to change")
    parent_id: strawberry.ID | None = optional("上级目标编号", "Id of the goal above")
    department_id: strawberry.ID | None = optional("部门编号，团队目标填", "Department id, for a team's goal")
    employee_id: strawberry.ID | None = optional(
        "员工编号，个人目标填，默认本人", "Employee id, for a person's goal; oneself by default"
    )
    metric: str | None = optional("指标键", "Metric key")
    change_kind: ChangeKind | None = optional("变化方式", "Kind of change")
    baseline: Decimal | None = optional("基线值", "Baseline")
    target_change: Decimal | None = optional("目标变化", "Target change")
    note: str | None = optional("说明", "Note")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("取消目标", "A goal to be given up"))
class CancelGoalInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    reason: str = needed("原因", "Reason")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("恢复目标", "A goal taken up again"))
class ReopenGoalInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("填写进展", "How a goal goes"))
class CheckInGoalInput(Once):
    id: strawberry.ID = needed("目标编号", "Id of the goal")
    confidence: Confidence = needed("信心", "Confidence")
    text: str = needed("进展", "What is said")


@strawberry.type(description=label("目标变更", "Acts on goals"))
class GoalMutation:
    @strawberry.mutation(description=label("设定或修改目标", "Set or change a goal"))
    async def save_goal(self, info: strawberry.Info, input: SaveGoalInput) -> Goal | None:
        here = call(info)
        row_id = await operations.save_goal(here.ctx, here.figures.registry, **given(input))
        found: Goal | None = await changed(info, "Goal", row_id)
        return found

    @strawberry.mutation(description=label("取消目标", "Give a goal up"))
    async def cancel_goal(self, info: strawberry.Info, input: CancelGoalInput) -> Goal | None:
        row_id = await operations.cancel_goal(call(info).ctx, **given(input))
        found: Goal | None = await changed(info, "Goal", row_id)
        return found

    @strawberry.mutation(description=label("恢复已取消的目标", "Take up a goal again that was given up"))
    async def reopen_goal(self, info: strawberry.Info, input: ReopenGoalInput) -> Goal | None:
        row_id = await operations.reopen_goal(call(info).ctx, **given(input))
        found: Goal | None = await changed(info, "Goal", row_id)
        return found

    @strawberry.mutation(description=label("填写目标进展", "Say how a goal goes"))
    async def check_in_goal(self, info: strawberry.Info, input: CheckInGoalInput) -> Goal | None:
        here = call(info)
        row_id = await operations.check_in_goal(here.ctx, here.figures.registry, **given(input))
        found: Goal | None = await changed(info, "Goal", row_id)
        return found
