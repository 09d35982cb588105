"""Approval in the contract: requests, what awaits somebody, chains and deputies, and the decisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry

from schema.call import call, changed
from schema.filters import define_for, rows
from schema.inputs import Once, given, needed, optional
from schema.people import Department, Employee
from schema.planned import Connection, Node, column
from server import approvals
from server.approvals import Decided, RequestState, Step, TaskState
from server.kernel.labels import label
from server.people import operations

strawberry.enum(Decided, description=label("审批决定", "Decision"))
strawberry.enum(RequestState, description=label("申请状态", "State of a request"))
strawberry.enum(TaskState, description=label("审批状态", "State of an approval"))


@strawberry.type(description=label("审批申请", "Request for approval"))
class ApprovalRequest(Node):
    kind: str | None = column("审批事项", "Kind of request")
    state: RequestState | None = column("状态", "State")
    step: int | None = column("当前步骤", "Present step")
    steps: str | None = column("审批步骤（JSON）", "Steps, as JSON")
    summary_zh: str | None = column("摘要（中文）", "Summary in Chinese")
    summary_en: str | None = column("摘要（英文）", "Summary in English")
    subject_type: str | None = column("对象类型", "Subject type")
    subject_id: strawberry.ID | None = column("对象编号", "Subject id")
    employee: Employee | None = column("当事人", "Whom it is about")
    employee_name: str | None = column("当事人姓名", "Name of whom it is about")
    department_name: str | None = column("当事人部门", "Department of whom it is about")
    asked_by: strawberry.ID | None = column("申请人编号", "Asked by")
    created_at: datetime | None = column("提交时间", "Handed in at")
    decided_at: datetime | None = column("决定时间", "Decided at")
    settles_at: datetime | None = column("生效时间", "Settles at")
    settled_at: datetime | None = column("已生效时间", "Settled at")
    version: int | None = column("版本", "Version")
    tasks: Connection[ApprovalTask] | None = rows("审批人", "Approvers", "ApprovalTask")


@strawberry.type(description=label("审批任务", "Approval asked of one person"))
class ApprovalTask(Node):
    request: ApprovalRequest | None = column("申请", "Request")
    step: int | None = column("步骤", "Step")
    state: TaskState | None = column("状态", "State")
    approver_name: str | None = column("审批人", "Approver")
    decided_by_name: str | None = column("决定人", "Decided by")
    deputy_for_name: str | None = column("代谁审批", "Deputy for")
    note: str | None = column("意见", "Note")
    created_at: datetime | None = column("提交时间", "Handed in at")
    decided_at: datetime | None = column("决定时间", "Decided at")


@strawberry.type(description=label("审批链", "Chain of approval"))
class ApprovalChain(Node):
    kind: str | None = column("审批事项", "Kind of request")
    department: Department | None = column("部门（空为全公司）", "Department; none for the company")
    steps: str | None = column("审批步骤（JSON）", "Steps, as JSON")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("审批代理", "Deputy"))
class Deputy(Node):
    employee_name: str | None = column("被代理人", "In whose stead")
    deputy_name: str | None = column("代理人", "Deputy")
    valid_from: date | None = column("开始日期", "From")
    valid_to: date | None = column("结束日期（含）", "To, that day included")
    kinds: str | None = column("代理事项，空为全部", "Kinds; empty for all")
    is_ended: bool | None = column("已提前结束", "Ended early")


TYPES = (ApprovalRequest, ApprovalTask, ApprovalChain, Deputy)
define_for(*TYPES)


@strawberry.input(description=label("审批决定", "Decision"))
class DecideApprovalInput(Once):
    id: strawberry.ID = needed("审批任务或申请的编号", "Id of the approval, or of its request")
    decision: Decided = needed("决定", "Decision")
    note: str | None = optional("意见，不同意或退回时必填", "Note; needed to refuse or return")
    version: int | None = optional("所见的申请版本", "The request's version as seen")


@strawberry.input(description=label("批量审批", "Decision on several"))
class DecideApprovalsInput(Once):
    ids: list[strawberry.ID] = needed("审批任务的编号", "Ids of the approvals")
    decision: Decided = needed("决定", "Decision")
    note: str | None = optional("意见，不同意或退回时必填", "Note; needed to refuse or return")


@strawberry.input(description=label("撤销决定", "Undoing a decision"))
class UndoDecisionInput(Once):
    id: strawberry.ID = needed("审批任务的编号", "Id of the approval")


@strawberry.input(description=label("撤回申请", "Taking a request back"))
class WithdrawRequestInput(Once):
    id: strawberry.ID = needed("申请编号", "Id of the request")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("审批步骤", "Step of a chain"))
class ApprovalStepInput:
    approver: str = needed(
        "审批人：manager、manager_of_manager、department_head 或 role:角色",
        "Approver: manager, manager_of_manager, department_head or role:…",
    )
    any_of: bool | None = optional("一人同意即可，默认是", "One of them is enough, the default")


@strawberry.input(description=label("设置审批链", "Setting a chain"))
class SetApprovalChainInput(Once):
    kind: str = needed("审批事项", "Kind of request")
    steps: list[ApprovalStepInput] = needed("审批步骤", "Steps")
    department_id: strawberry.ID | None = optional(
        "部门编号，空为全公司", "Department id; none for the company"
    )
    department_code: str | None = optional("部门编码", "Department code")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("设置代理人", "Naming a deputy"))
class SetDeputyInput(Once):
    deputy_code: str = needed("代理人工号", "The deputy's employee number")
    valid_from: date = needed("开始日期", "From")
    valid_to: date = needed("结束日期（含）", "To, that day included")
    employee_code: str | None = optional("被代理人工号，默认本人", "In whose stead; oneself by default")
    kinds: list[str] | None = optional("代理事项，默认全部", "Kinds; all by default")


@strawberry.input(description=label("结束代理", "Ending a deputy's time"))
class EndDeputyInput(Once):
    id: strawberry.ID = needed("代理编号", "Id of the deputy's time")


async def decide_approval(info: strawberry.Info, input: DecideApprovalInput) -> ApprovalTask:
    row_id = await approvals.decide(call(info).ctx, **given(input))
    made: ApprovalTask = await answered(info, "ApprovalTask", row_id)
    return made


async def decide_approvals(info: strawberry.Info, input: DecideApprovalsInput) -> list[strawberry.ID]:
    done = await approvals.decide_many(call(info).ctx, **given(input))
    return [strawberry.ID(each) for each in done]


async def undo_decision(info: strawberry.Info, input: UndoDecisionInput) -> ApprovalTask:
    row_id = await approvals.undo_decision(call(info).ctx, **given(input))
    made: ApprovalTask = await answered(info, "ApprovalTask", row_id)
    return made


async def withdraw_request(info: strawberry.Info, input: WithdrawRequestInput) -> ApprovalRequest:
    row_id = await approvals.withdraw_own(call(info).ctx, **given(input))
    made: ApprovalRequest = await answered(info, "ApprovalRequest", row_id)
    return made


async def set_approval_chain(info: strawberry.Info, input: SetApprovalChainInput) -> ApprovalChain:
    handed = given(input)
    handed["steps"] = [Step(each.approver, given(each).get("any_of", True)) for each in input.steps]
    row_id = await operations.set_approval_chain(call(info).ctx, **handed)
    made: ApprovalChain = await answered(info, "ApprovalChain", row_id)
    return made


async def set_deputy(info: strawberry.Info, input: SetDeputyInput) -> Deputy:
    row_id = await operations.set_deputy(call(info).ctx, **given(input))
    made: Deputy = await answered(info, "Deputy", row_id)
    return made


async def end_deputy(info: strawberry.Info, input: EndDeputyInput) -> Deputy:
    row_id = await operations.end_deputy(call(info).ctx, **given(input))
    made: Deputy = await answered(info, "Deputy", row_id)
    return made


async def answered(info: strawberry.Info, entity: str, row_id: str) -> Any:  # a row the engine made
    return await changed(info, entity, row_id)


@strawberry.type(description=label("审批操作", "What is done to requests"))
class ApprovalMutation:
    decide_approval = strawberry.mutation(
        decide_approval,
        description=label("审批一项，十秒内可撤销", "Decide on one; it can be undone for ten seconds"),
    )
    decide_approvals = strawberry.mutation(
        decide_approvals,
        description=label("批量审批，全部办成或都不办", "Decide on several alike, all or none"),
    )
    undo_decision = strawberry.mutation(
        undo_decision, description=label("撤销刚作出的决定", "Undo a decision just made")
    )
    withdraw_request = strawberry.mutation(
        withdraw_request, description=label("撤回自己的申请", "Take back what one has asked for")
    )
    set_approval_chain = strawberry.mutation(
        set_approval_chain, description=label("设置审批链", "Set a chain of approval")
    )
    set_deputy = strawberry.mutation(set_deputy, description=label("设置审批代理人", "Name a deputy"))
    end_deputy = strawberry.mutation(
        end_deputy, description=label("提前结束代理", "End a deputy's time early")
    )
