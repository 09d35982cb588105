"""Questions on the house itself: its settings, its state, and whether the audit chain holds."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.access import require
from schema.admin import Account
from schema.call import call, planned
from server.access.registry import SETTINGS, SettingKind
from server.access.settings import Held, held, spell
from server.catalog.system import System, state_of
from server.kernel.context import Context
from server.kernel.labels import label, split
from server.kernel.rights import decide
from server.plan.compile import Root

strawberry.enum(SettingKind, description=label("设置类型", "Kind of setting"))


@strawberry.type(description=label("公司设置", "Company setting"))
class CompanySetting:
    """A setting as it holds, and what may be written in its place."""

    name: str = strawberry.field(description=label("名称", "Name"))
    group: str = strawberry.field(description=label("分组", "Group"))
    kind: SettingKind = strawberry.field(description=label("类型", "Kind"))
    value: str = strawberry.field(description=label("当前值", "Value"))
    default_value: str = strawberry.field(description=label("默认值", "Default"))
    choices: list[str] = strawberry.field(description=label("选项", "Choices"))
    least: str | None = strawberry.field(description=label("最小", "Least"))
    most: str | None = strawberry.field(description=label("最大", "Most"))
    is_fixed: bool = strawberry.field(
        description=label("由启动变量或 zhiren.toml 决定", "Ruled by a variable or zhiren.toml")
    )
    at_start: bool = strawberry.field(description=label("下次启动生效", "Holds from the next start on"))
    may_change: bool = strawberry.field(description=label("您可否修改", "Whether you may change it"))
    version: int = strawberry.field(description=label("版本，0 为未改过", "Version; 0 if never changed"))
    changed_at: datetime | None = strawberry.field(description=label("修改时间", "Changed at"))
    label: str = strawberry.field(
        description=label("含义", "Meaning")
    )  # last: it hides the function of its name


def shown(ctx: Context, each: Held) -> CompanySetting:
    rule = each.rule
    zh, en = split(rule.label)
    return CompanySetting(
        name=each.name,
        label=ctx.say(zh, en),
        group=rule.group,
        kind=rule.kind,
        value=spell(each.value),
        default_value=spell(rule.default),
        choices=list(rule.choices),
        least=None if rule.least is None else str(rule.least),
        most=None if rule.most is None else str(rule.most),
        is_fixed=each.is_fixed,
        at_start=rule.at_start,
        may_change=not each.is_fixed and decide(ctx, rule.of, "write").allowed,
        version=each.version,
        changed_at=each.changed_at,
    )


async def settings_of(ctx: Context) -> list[CompanySetting]:
    """List the settings the caller may read."""
    found = await held(ctx.store)
    return [
        shown(ctx, found[name]) for name, rule in SETTINGS.items() if decide(ctx, rule.of, "read").allowed
    ]


@strawberry.type(description=label("系统状态", "State of the system"))
class SystemState:
    version: str = strawberry.field(description=label("版本", "Version"))
    database: str = strawberry.field(description=label("数据库", "Database"))
    database_bytes: int = strawberry.field(
        description=label("数据库大小（字节）", "Size of the database in bytes")
    )
    policy_version: str = strawberry.field(description=label("策略版本", "Policy version"))
    jobs_waiting: int = strawberry.field(description=label("等待的任务", "Jobs waiting"))
    jobs_failed: int = strawberry.field(description=label("失败的任务", "Jobs failed"))
    deliveries_waiting: int = strawberry.field(description=label("等待的消息", "Messages waiting"))
    deliveries_failed: int = strawberry.field(description=label("失败的消息", "Messages failed"))
    audit_entries: int = strawberry.field(description=label("审计记录数", "Audit entries"))
    anchored_seq: int | None = strawberry.field(description=label("最近锚点序号", "Last anchored entry"))
    anchored_at: datetime | None = strawberry.field(description=label("最近锚点时间", "Last anchored at"))
    key_id: str = strawberry.field(description=label("当前主密钥", "Current master key"))
    keys_to_rewrap: int = strawberry.field(
        description=label("待换主密钥的人员密钥", "Personal keys under an older master key")
    )
    last_backup_at: datetime | None = strawberry.field(description=label("最近备份", "Last backup at"))


def told(state: System) -> SystemState:
    return SystemState(**vars(state))


@strawberry.type(description=label("系统查询", "Queries on the system"))
class AdminQuery:
    @strawberry.field(description=label("我的账号", "My own account"))
    async def my_account(self, info: strawberry.Info) -> Account | None:
        own = call(info).ctx.principal.account_id
        found: Account | None = await planned(info, Root("Account", "id", own))
        return found

    @strawberry.field(description=label("公司设置", "Company settings"))
    async def settings(self, info: strawberry.Info) -> list[CompanySetting]:
        return await settings_of(call(info).ctx)

    @strawberry.field(description=label("系统状态", "State of the system"))
    async def system(self, info: strawberry.Info) -> SystemState:
        return told(await state_of(require(info, "Query.system")))
