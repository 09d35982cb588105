"""What operators change: accounts, rights, sessions, tokens, settings, work in the queues; one operation each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import strawberry

from schema.admin import Account, ApiToken, Delivery, GrantProposal, JobEntry
from schema.admin_queries import CompanySetting, shown
from schema.call import call, changed
from schema.inputs import Once, given, needed, optional, split_changes
from server.access import operations as access
from server.access.operations.grants import GrantDecision
from server.access.settings import held
from server.audit.checking import check_chain
from server.jobs import control
from server.kernel.labels import label
from server.people import operations as people

strawberry.enum(GrantDecision, description=label("决定", "Decision"))


@strawberry.input(description=label("新建账号", "New account"))
class CreateAccountInput(Once):
    username: str = needed("用户名", "User name")
    display_name: str = needed("显示名", "Display name")
    language: str | None = optional("语言，zh 或 en", "Language, zh or en")


@strawberry.input(description=label("修改账号", "Account update"))
class UpdateAccountInput(Once):
    id: strawberry.ID = needed("账号编号", "Account id")
    display_name: str | None = optional("显示名", "Display name")
    language: str | None = optional("语言，zh、en 或空", "Language: zh, en or empty")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("一条记录", "One record"))
class OneInput(Once):
    id: strawberry.ID = needed("编号", "Id")


@strawberry.input(description=label("申请角色", "Proposal of a role"))
class ProposeGrantInput(Once):
    account_id: strawberry.ID = needed("账号编号", "Account id")
    role: str = needed("角色", "Role")
    department_code: str | None = optional(
        "部门编码，空为全公司", "Department code; none for all the company"
    )
    valid_from: date | None = optional("生效日期，默认今天", "Valid from, today by default")
    valid_to: date | None = optional("失效日期（不含）", "Valid to, excluded")
    reason: str = needed("理由", "Reason")


@strawberry.input(description=label("申请关联员工", "Proposal of a link to an employee"))
class ProposeLinkInput(Once):
    account_id: strawberry.ID = needed("账号编号", "Account id")
    employee_code: str = needed("工号", "Employee number")
    reason: str = needed("理由", "Reason")


@strawberry.input(description=label("决定授权申请", "Decision on a proposal"))
class DecideGrantInput(Once):
    id: strawberry.ID = needed("申请编号", "Proposal id")
    decision: GrantDecision = needed("决定", "Decision")
    note: str | None = optional("说明，拒绝时必填", "Note; needed to refuse")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("撤回授权申请", "Withdrawal of a proposal"))
class WithdrawGrantInput(Once):
    id: strawberry.ID = needed("申请编号", "Proposal id")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("新建接口令牌", "New API token"))
class CreateTokenInput:
    name: str = needed("用途", "What it is for")
    days: int = needed("有效天数", "Days it lasts")
    read_only: bool | None = optional("是否只读，默认是", "Whether it may only read; yes by default")


@strawberry.input(description=label("修改设置", "Change of a setting"))
class ChangeSettingInput(Once):
    name: str = needed("设置名称", "Name of the setting")
    value: str | None = optional("新的值，空为恢复默认", "New value; none goes back to the default")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.type(description=label("邀请", "Invitation"))
class AccountInvitation:
    """A secret shown this once: whoever opens its path sets the account's password."""

    account_id: strawberry.Private[str]
    path: str = strawberry.field(
        description=label("邀请地址，只显示这一次", "Path of the invitation, shown this once")
    )
    expires_at: datetime = strawberry.field(description=label("到期时间", "Expires at"))

    @strawberry.field(description=label("账号", "Account"))
    async def account(self, info: strawberry.Info) -> Account | None:
        found: Account | None = await changed(info, "Account", self.account_id)
        return found


@strawberry.type(description=label("新的接口令牌", "A new API token"))
class NewToken:
    token_id: strawberry.Private[str]
    secret: str = strawberry.field(
        description=label("令牌全文，只显示这一次", "The token itself, shown this once")
    )

    @strawberry.field(description=label("令牌", "Token"))
    async def token(self, info: strawberry.Info) -> ApiToken | None:
        found: ApiToken | None = await changed(info, "ApiToken", self.token_id)
        return found


@strawberry.type(description=label("审计链检查结果", "What a check of the audit chain found"))
class ChainCheck:
    is_whole: bool = strawberry.field(description=label("是否完整", "Whether it is whole"))
    checked: int = strawberry.field(description=label("检查条数", "Entries checked"))
    first_bad_seq: int | None = strawberry.field(description=label("首个问题序号", "First bad entry"))
    reason: str = strawberry.field(description=label("原因", "Reason"))


def act(zh: str, en: str, work: Callable[..., Any], argument: type, answer: type) -> Any:  # as `needed`
    """Declare a mutation that runs an operation and answers with the row whose id it returns."""

    async def resolve(
        info: strawberry.Info, input: Any
    ) -> Any:  # an instance of `argument`; a row of the engine
        here = call(info)
        row_id = await work(here.ctx, **given(input))
        here.forget()
        return await changed(info, answer.__name__, row_id)

    resolve.__annotations__ |= {"info": strawberry.Info, "input": argument, "return": answer | None}
    return strawberry.mutation(resolve, description=label(zh, en))


@strawberry.type(description=label("系统变更", "Changes to the house itself"))
class AdminMutation:
    create_account = act("新建账号", "Open an account", access.create_account, CreateAccountInput, Account)
    disable_account = act("停用账号", "Shut an account", access.disable_account, OneInput, Account)
    enable_account = act("启用账号", "Open a shut account again", access.enable_account, OneInput, Account)
    unlock_account = act(
        "解除登录限制", "Lift the wait after failed sign-ins", access.unlock_account, OneInput, Account
    )
    unlink_account = act(
        "解除员工关联", "Part an account from its employee", access.unlink_account, OneInput, Account
    )
    propose_grant = act("申请角色", "Propose a role", people.propose_grant, ProposeGrantInput, GrantProposal)
    propose_link = act(
        "申请关联员工", "Propose a link to an employee", people.propose_link, ProposeLinkInput, GrantProposal
    )
    decide_grant = act(
        "决定授权申请", "Decide a proposal", access.decide_grant, DecideGrantInput, GrantProposal
    )
    withdraw_grant = act(
        "撤回授权申请", "Withdraw a proposal", access.withdraw_grant, WithdrawGrantInput, GrantProposal
    )
    revoke_role = act("收回角色", "Take a role away", access.revoke_role, OneInput, Account)
    end_session = act("结束会话", "End a session", access.end_session, OneInput, Account)
    end_other_sessions = act(
        "结束其他会话", "Sign out everywhere else", access.end_other_sessions, Once, Account
    )
    end_account_sessions = act(
        "结束账号的全部会话",
        "Sign an account out everywhere",
        access.end_account_sessions,
        OneInput,
        Account,
    )
    revoke_token = act("撤销接口令牌", "Revoke an API token", access.revoke_token, OneInput, Account)
    retry_job = act("重试任务", "Run a failed job again", control.retry_job, OneInput, JobEntry)
    cancel_job = act("取消任务", "Call off a waiting job", control.cancel_job, OneInput, JobEntry)
    resend_delivery = act(
        "重发消息", "Send a failed message again", control.resend_delivery, OneInput, Delivery
    )

    @strawberry.mutation(description=label("修改账号", "Change an account"))
    async def update_account(self, info: strawberry.Info, input: UpdateAccountInput) -> Account | None:
        found: Account | None = await changed(
            info, "Account", await access.update_account(call(info).ctx, **split_changes(input))
        )
        return found

    @strawberry.mutation(
        description=label(
            "邀请设置密码，旧密码即失效", "Invite to set a password; an old one is void at once"
        )
    )
    async def invite_account(self, info: strawberry.Info, input: OneInput) -> AccountInvitation:
        here = call(info)
        secret, ends = await access.invite_account(here.ctx, id=str(input.id), moment=here.moment)
        here.forget()
        return AccountInvitation(account_id=str(input.id), path=f"/invitation/{secret}", expires_at=ends)

    @strawberry.mutation(description=label("为自己新建接口令牌", "Make an API token of one's own"))
    async def create_token(self, info: strawberry.Info, input: CreateTokenInput) -> NewToken:
        here = call(info)
        row_id, secret = await access.create_token(here.ctx, moment=here.moment, **given(input))
        return NewToken(token_id=row_id, secret=secret)

    @strawberry.mutation(description=label("修改设置", "Change a setting"))
    async def change_setting(self, info: strawberry.Info, input: ChangeSettingInput) -> CompanySetting:
        ctx = call(info).ctx
        name = await access.change_setting(ctx, **given(input))
        return shown(ctx, (await held(ctx.store))[name])

    @strawberry.mutation(description=label("检查审计链", "Check the audit chain"))
    async def check_audit_chain(self, info: strawberry.Info) -> ChainCheck:
        found = await check_chain(call(info).ctx)
        return ChainCheck(
            is_whole=found.ok, checked=found.checked, first_bad_seq=found.first_bad_seq, reason=found.reason
        )
