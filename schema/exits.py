"""Leaving in the contract: resignations, exits with the receipt of each target, severance drafts, and gaps."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.approvals import ApprovalRequest
from schema.call import call, changed
from schema.filters import define_for, rows
from schema.inputs import Once, given, needed, optional
from schema.people import Employee
from schema.planned import Connection, Node, column
from server.approvals import RequestState
from server.kernel.labels import label
from server.people import operations
from server.people.models import ExitState, ExitTarget, LeaveKind, SeveranceBasis

strawberry.enum(ExitTarget, description=label("离职通知对象", "Target of an exit"))
strawberry.enum(ExitState, description=label("离职步骤状态", "State of a step"))
strawberry.enum(SeveranceBasis, description=label("补偿依据", "Basis of a severance"))


@strawberry.type(description=label("离职申请", "Resignation"))
class Resignation(Node):
    employee: Employee | None = column("员工", "Employee")
    handed_in_on: date | None = column("提交日期", "Handed in on")
    last_day: date | None = column("最后在职日", "Last day")
    reason: str | None = column("离职原因", "Reason for leaving")
    request_id: strawberry.ID | None = column("审批申请编号", "Id of its request")
    request: ApprovalRequest | None = column("审批申请", "Its request for approval")
    state: RequestState | None = column("状态", "State")
    settled_at: datetime | None = column("已生效时间", "Settled at")


@strawberry.type(description=label("离职补偿草稿", "Severance draft"))
class SeveranceDraft(Node):
    employee: Employee | None = column("员工", "Employee")
    basis: SeveranceBasis | None = column("依据", "Basis")
    months: Decimal | None = column("补偿月数", "Months of severance")
    monthly_pay: Decimal | None = column("月平均工资", "Average monthly pay")
    amount: Decimal | None = column("补偿金额", "Severance")
    currency: str | None = column("币种", "Currency")
    is_void: bool | None = column("已作废", "Void")
    created_at: datetime | None = column("生成时间", "Made at")


@strawberry.type(description=label("离职步骤", "What one target was told"))
class ExitStep(Node):
    target: ExitTarget | None = column("对象", "Target")
    state: ExitState | None = column("状态", "State")
    due_at: datetime | None = column("应执行时间", "Due at")
    done_at: datetime | None = column("完成时间", "Done at")
    receipt: str | None = column("回执", "Receipt")


@strawberry.type(description=label("离职", "Exit"))
class Exit(Node):
    employee: Employee | None = column("员工", "Employee")
    hired_on: date | None = column("入职日期", "Hire date")
    last_day: date | None = column("最后在职日", "Last day")
    leave_kind: LeaveKind | None = column("离职类型", "Leave kind")
    is_taken_back: bool | None = column("已撤回", "Taken back")
    created_at: datetime | None = column("登记时间", "Recorded at")
    open_steps: int | None = column("未完成的步骤数", "Steps not done")
    steps: Connection[ExitStep] | None = rows("步骤", "Steps", "ExitStep")
    severance: SeveranceDraft | None = column("离职补偿草稿", "Severance draft")


@strawberry.type(description=label("离职缺口", "Somebody who has left and is active still"))
class ExitGap(Node):
    employee: Employee | None = column("员工", "Employee")
    left_on: date | None = column("离职日期（最后在职日）", "Last day employed")
    active_in: str | None = column("仍在用之处（以空格分隔）", "Where still active, parted by spaces")


TYPES = (Resignation, Exit, ExitStep, ExitGap, SeveranceDraft)
define_for(*TYPES)


@strawberry.input(description=label("本人离职申请", "Own resignation"))
class HandInResignationInput(Once):
    last_day: date = needed("最后在职日（含当日）", "Last day, that day included")
    reason: str | None = optional("离职原因，只有人力资源部门可见", "Reason; only HR reads it")


async def hand_in(info: strawberry.Info, input: HandInResignationInput) -> Resignation:
    row_id = await operations.hand_in_resignation(call(info).ctx, **given(input))
    return await changed(info, "Resignation", row_id)  # type: ignore[no-any-return] # a row the engine made


@strawberry.type(description=label("离职操作", "Leaving"))
class ExitMutation:
    hand_in_resignation = strawberry.mutation(
        hand_in, description=label("提交本人离职申请", "Hand in one's own resignation")
    )
