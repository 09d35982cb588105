"""Improvement plans and their steps, and the acts on them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.filters import define_for, rows
from schema.inputs import Once, given_with, needed, optional
from schema.listing import ONE, listed, root
from schema.people import Employee
from schema.planned import Connection, Node, column
from server.kernel.labels import label
from server.performance.improvement import operations as improvement
from server.performance.improvement.models import ImprovementState
from server.performance.improvement.operations import Step

strawberry.enum(ImprovementState, description=label("改进计划状态", "State of an improvement plan"))
SEEN = ("所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since")


@strawberry.type(description=label("改进计划", "Improvement plan"))
class ImprovementPlan(Node):
    employee: Employee | None = column("员工", "Employee")
    owner: Employee | None = column("负责人", "Owner")
    scorecard_id: strawberry.ID | None = column("考核表编号", "Scorecard")
    cycle: str | None = column("考核周期", "Cycle")
    score: Decimal | None = column("得分", "Score")
    standard: Decimal | None = column("达标线", "Standard")
    state: ImprovementState | None = column("状态", "State")
    due_on: date | None = column("须商定日期", "To be agreed by")
    talk_on: date | None = column("面谈日期", "Talk on")
    starts_on: date | None = column("开始日期", "First day")
    ends_on: date | None = column("结束日期", "Last day")
    aim: str | None = column("要达到什么", "What is to be reached")
    outcome: str | None = column("结果说明", "What came of it")
    acknowledged_at: datetime | None = column("员工确认时间", "Seen by the employee at")
    closed_at: datetime | None = column("结束时间", "Closed at")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")
    steps: Connection[ImprovementStep] | None = rows("步骤", "Steps", "ImprovementStep")


@strawberry.type(description=label("改进步骤", "Step of an improvement plan"))
class ImprovementStep(Node):
    plan: ImprovementPlan | None = column("改进计划", "Improvement plan")
    employee: Employee | None = column("员工", "Employee")
    place: int | None = column("次序", "Place in the list")
    text: str | None = column("内容", "Text")
    support: str | None = column("公司提供的支持", "Help that is given")
    due_on: date | None = column("到期日期", "Due on")
    done_on: date | None = column("完成日期", "Done on")
    version: int | None = column("版本", "Version")


TYPES = (ImprovementPlan, ImprovementStep)
define_for(*TYPES)


@strawberry.input(description=label("改进步骤", "A step"))
class ImprovementStepInput:
    text: str = needed("内容", "Text")
    due_on: date = needed("到期日期", "Due on")
    support: str | None = optional("公司提供的支持", "Help that is given")
    id: strawberry.ID | None = optional("编号，保留已有步骤时填", "Id of one that is kept")


@strawberry.input(description=label("填写改进计划", "An improvement plan to be written down"))
class SaveImprovementPlanInput(Once):
    steps: list[ImprovementStepInput] = needed("步骤", "Steps")
    id: strawberry.ID | None = optional("编号，修改时填", "Id of the one to change")
    employee_id: strawberry.ID | None = optional("员工编号，新建时填", "Employee id, for a new one")
    talk_on: date | None = optional("面谈日期", "Talk on")
    starts_on: date | None = optional("开始日期", "First day")
    ends_on: date | None = optional("结束日期", "Last day")
    aim: str | None = optional("要达到什么", "What is to be reached")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("开始改进计划", "An improvement plan to be started"))
class StartImprovementPlanInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("确认已看改进计划", "An improvement plan that was seen"))
class AcknowledgeImprovementPlanInput(Once):
    id: strawberry.ID = needed("编号", "Id")


@strawberry.input(description=label("勾选改进步骤", "A step to be ticked off"))
class TickImprovementStepInput(Once):
    id: strawberry.ID = needed("步骤编号", "Id of the step")
    is_done: bool = needed("已完成", "Whether it is done")


@strawberry.input(description=label("改进计划的结果", "What came of an improvement plan"))
class CloseImprovementPlanInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    state: ImprovementState = needed("结果", "Outcome")
    outcome: str = needed("结果说明", "What came of it")
    ends_on: date | None = optional("新的结束日期，延长时填", "The later last day, if it is gone on with")
    version: int | None = optional(*SEEN)


@strawberry.type(description=label("改进计划查询", "Questions about improvement plans"))
class ImprovementQuery:
    improvement_plan: ImprovementPlan | None = root("一份改进计划", "One improvement plan", ONE)
    improvement_plans: Connection[ImprovementPlan] = listed(
        "改进计划", "Improvement plans", "ImprovementPlan", search=False
    )


@strawberry.type(description=label("改进计划变更", "Acts on improvement plans"))
class ImprovementMutation:
    save_improvement_plan = act(
        "填写改进计划",
        "Write an improvement plan down",
        SaveImprovementPlanInput,
        ImprovementPlan,
        improvement.save_improvement_plan,
        handed=given_with({"steps": Step}),
    )
    start_improvement_plan = act(
        "开始改进计划",
        "Start an improvement plan",
        StartImprovementPlanInput,
        ImprovementPlan,
        improvement.start_improvement_plan,
    )
    acknowledge_improvement_plan = act(
        "确认已看改进计划",
        "Say that one has seen one's plan",
        AcknowledgeImprovementPlanInput,
        ImprovementPlan,
        improvement.acknowledge_improvement_plan,
    )
    tick_improvement_step = act(
        "勾选改进步骤",
        "Tick a step off",
        TickImprovementStepInput,
        ImprovementPlan,
        improvement.tick_improvement_step,
    )
    close_improvement_plan = act(
        "填写改进结果",
        "Say what came of a plan",
        CloseImprovementPlanInput,
        ImprovementPlan,
        improvement.close_improvement_plan,
    )
