"""What operators keep: accounts with their rights, sessions and tokens, and the work in the queues."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema import jobs  # noqa: F401 (declares WorkState to GraphQL)
from schema.filters import define_for, rows
from schema.people import Department, Employee
from schema.planned import Connection, Node, column
from server.access.models import ProposalKind, ProposalState
from server.jobs.models import WorkState
from server.kernel.labels import label

strawberry.enum(ProposalKind, description=label("申请种类", "Kind of proposal"))
strawberry.enum(ProposalState, description=label("申请状态", "State of a proposal"))


@strawberry.type(description=label("账号", "Account"))
class Account(Node):
    username: str | None = column("用户名", "User name")
    display_name: str | None = column("显示名", "Display name")
    language: str | None = column("语言", "Language")
    is_active: bool | None = column("是否启用", "Active")
    has_password: bool | None = column("是否已设密码", "Has a password")
    invited_until: datetime | None = column("邀请有效至", "Invitation valid until")
    blocked_until: datetime | None = column("登录限制至", "Sign-in blocked until")
    seen_at: datetime | None = column("最近使用", "Last seen at")
    employee_id: strawberry.ID | None = column("员工编号", "Employee id")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")
    employee: Employee | None = column("员工", "Employee")
    grants: Connection[RoleGrant] | None = rows("角色", "Roles", "RoleGrant")
    sessions: Connection[Session] | None = rows("会话", "Sessions", "Session")
    tokens: Connection[ApiToken] | None = rows("接口令牌", "API tokens", "ApiToken")


@strawberry.type(description=label("角色授权", "Granted role"))
class RoleGrant(Node):
    role: str | None = column("角色", "Role")
    department_code: str | None = column("部门编码", "Department code")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期（不含）", "Valid to, excluded")
    account: Account | None = column("账号", "Account")
    department: Department | None = column("部门", "Department")


@strawberry.type(description=label("授权申请", "Proposal of a right"))
class GrantProposal(Node):
    kind: ProposalKind | None = column("种类", "Kind")
    state: ProposalState | None = column("状态", "State")
    username: str | None = column("用户名", "User name")
    display_name: str | None = column("显示名", "Display name")
    role: str | None = column("角色", "Role")
    department_code: str | None = column("部门编码", "Department code")
    employee_code: str | None = column("工号", "Employee number")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期（不含）", "Valid to, excluded")
    reason: str | None = column("理由", "Reason")
    proposed_by: str | None = column("提出人", "Proposed by")
    created_by: strawberry.ID | None = column("提出账号", "Proposing account")
    account_id: strawberry.ID | None = column("账号编号", "Account id")
    created_at: datetime | None = column("提出时间", "Proposed at")
    decided_by: str | None = column("决定人", "Decided by")
    decided_at: datetime | None = column("决定时间", "Decided at")
    note: str | None = column("说明", "Note")
    version: int | None = column("版本", "Version")
    employee: Employee | None = column("员工", "Employee")
    department: Department | None = column("部门", "Department")


@strawberry.type(description=label("会话", "Session"))
class Session(Node):
    device: str | None = column("设备", "Device")
    created_at: datetime | None = column("登录时间", "Signed in at")
    seen_at: datetime | None = column("最近活动", "Last seen at")
    expires_at: datetime | None = column("到期时间", "Expires at")
    account: Account | None = column("账号", "Account")


@strawberry.type(description=label("接口令牌", "API token"))
class ApiToken(Node):
    name: str | None = column("用途", "What it is for")
    hint: str | None = column("令牌开头", "Beginning of the token")
    scope: str | None = column("权限范围，read 为只读", "Scope; read means it may only read")
    created_at: datetime | None = column("创建时间", "Created at")
    expires_at: datetime | None = column("到期时间", "Expires at")
    used_at: datetime | None = column("最近使用", "Last used at")
    account: Account | None = column("账号", "Account")


@strawberry.type(description=label("队列中的任务", "Job in the queue"))
class JobEntry(Node):
    kind: str | None = column("种类", "Kind")
    state: WorkState | None = column("状态", "State")
    progress: int | None = column("进度", "Progress")
    total: int | None = column("总量", "Total")
    attempts: int | None = column("尝试次数", "Attempts")
    error: str | None = column("错误", "Error")
    created_at: datetime | None = column("创建时间", "Created at")
    updated_at: datetime | None = column("更新时间", "Updated at")
    next_at: datetime | None = column("下次执行", "Next run at")


@strawberry.type(description=label("对外消息", "Message to the outside"))
class Delivery(Node):
    topic: str | None = column("主题", "Topic")
    state: WorkState | None = column("状态", "State")
    attempts: int | None = column("尝试次数", "Attempts")
    error: str | None = column("错误", "Error")
    has_receipt: bool | None = column("是否有回执", "Has a receipt")
    created_at: datetime | None = column("创建时间", "Created at")
    updated_at: datetime | None = column("更新时间", "Updated at")
    next_at: datetime | None = column("下次发送", "Next try at")


TYPES = (Account, RoleGrant, GrantProposal, Session, ApiToken, JobEntry, Delivery)
define_for(*TYPES)
