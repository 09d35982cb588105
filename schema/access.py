"""Who the caller is, and how the policy decides: explain, the matrix, and who can see what."""

from __future__ import annotations

from typing import Any, cast

import strawberry

from schema.call import call, planned
from schema.people import Employee
from schema.planned import TYPE_MARK, Node
from server.access.settings import read_number
from server.catalog.explain import explain_row, matrix_of, own_access, who_sees
from server.desk import views
from server.kernel.context import Context
from server.kernel.errors import Denied, NotFound
from server.kernel.labels import label
from server.plan.compile import Root


@strawberry.type(description=label("当前账号", "The signed-in account"))
class Viewer:
    username: str = strawberry.field(description=label("用户名", "User name"))
    display_name: str = strawberry.field(description=label("显示名", "Display name"))
    roles: list[str] = strawberry.field(description=label("角色", "Roles"))
    language: str = strawberry.field(description=label("语言", "Language"))
    session_id: strawberry.ID | None = strawberry.field(description=label("当前会话", "The session in use"))
    company_name: str = strawberry.field(description=label("公司", "Company"))
    policy_version: str = strawberry.field(description=label("策略版本", "Policy version"))
    notice_days: int = strawberry.field(description=label("离职须提前几天", "Days of notice before leaving"))
    density: str = strawberry.field(
        description=label(
            "列表行高：compact、comfortable，空为默认", "Row height of lists: compact, comfortable, or empty"
        )
    )
    may_hire: bool = strawberry.field(description=label("可否新增员工", "May hire"))
    may_list_people: bool = strawberry.field(
        description=label("可否查看他人", "May see people besides oneself")
    )
    may_read_audit: bool = strawberry.field(description=label("可否查阅审计", "May read the audit trail"))
    may_read_policies: bool = strawberry.field(description=label("可否查阅权限策略", "May read the policies"))

    @strawberry.field(description=label("员工记录", "Employee record"))
    async def employee(self, info: strawberry.Info) -> Employee | None:
        own = call(info).ctx.principal.employee_id
        return cast("Employee | None", await planned(info, Root("Employee", "me")) if own else None)


@strawberry.type(description=label("一条解释", "One explanation"))
class AccessExplanation:
    role: str = strawberry.field(description=label("角色", "Role"))
    relation: str = strawberry.field(description=label("关系", "Relation"))
    act: str = strawberry.field(description=label("动作", "Act"))
    allowed: bool = strawberry.field(description=label("是否允许", "Allowed"))
    view: str = strawberry.field(description=label("显示方式", "How it shows"))
    rule: str | None = strawberry.field(description=label("规则位置", "Where the rule stands"))
    reason: str | None = strawberry.field(description=label("理由", "Reason"))
    chain: list[str] = strawberry.field(description=label("判定链", "Chain of the decision"))


@strawberry.type(description=label("策略矩阵的一格", "A cell of the policy matrix"))
class PolicyCell:
    field: str = strawberry.field(description=label("字段", "Field"))
    field_class: str | None = strawberry.field(description=label("字段级别", "Field class"))
    role: str = strawberry.field(description=label("角色", "Role"))
    relation: str = strawberry.field(description=label("关系", "Relation"))
    act: str = strawberry.field(description=label("动作", "Act"))
    view: str = strawberry.field(description=label("显示方式", "How it shows"))
    rule: str | None = strawberry.field(description=label("规则位置", "Where the rule stands"))


@strawberry.type(description=label("我的角色对一个字段的权限", "What the caller's roles may do with a field"))
class FieldAccess:
    field: str = strawberry.field(description=label("字段", "Field"))
    field_class: str = strawberry.field(description=label("字段级别", "Field class"))
    class_label: str = strawberry.field(description=label("字段级别名称", "Name of the field class"))
    relation: str = strawberry.field(description=label("关系", "Relation"))
    act: str = strawberry.field(description=label("动作", "Act"))
    view: str = strawberry.field(description=label("显示方式", "How it shows"))
    rule: str | None = strawberry.field(description=label("规则位置", "Where the rule stands"))


@strawberry.type(description=label("能看到的人", "Someone who can see it"))
class Seer:
    name: str = strawberry.field(description=label("姓名", "Name"))
    role: str = strawberry.field(description=label("角色", "Role"))
    relation: str = strawberry.field(description=label("关系", "Relation"))
    view: str = strawberry.field(description=label("显示方式", "How it shows"))
    rule: str | None = strawberry.field(description=label("规则位置", "Where the rule stands"))


def require(info: strawberry.Info, verb: str) -> Context:
    """Return the context if the caller may ask this; Denied with the rule if not."""
    ctx = call(info).ctx
    decision = ctx.policy.decide_for(ctx.principal.roles, "org", verb, "read")
    if not decision.allowed:
        rule = decision.rule.where if decision.rule else None
        raise Denied("您没有这项查询的权限。", "You may not ask this.", rule=rule)
    return ctx


def may(ctx: Context, obj: str, act: str) -> bool:
    """Tell whether some grant allows it for a team or for everybody."""
    return any(
        ctx.policy.decide(grant.role, relation, obj, act).allowed
        for grant in ctx.principal.grants
        for relation in ("team", "org")
        if relation == "org" or grant.team
    )


@strawberry.type(description=label("权限查询", "Queries on access"))
class AccessQuery:
    @strawberry.field(description=label("当前账号", "The signed-in account"))
    async def viewer(self, info: strawberry.Info) -> Viewer:
        ctx = call(info).ctx
        return Viewer(
            username=ctx.principal.username,
            display_name=ctx.principal.name,
            roles=list(ctx.principal.roles),
            language=ctx.language,
            session_id=strawberry.ID(ctx.principal.session) if ctx.principal.session else None,
            company_name=ctx.store.settings.company,
            policy_version=ctx.policy.version,
            notice_days=await read_number(ctx, "notice_days"),
            density=(await views.choice_of(ctx, views.EVERY)).density,
            may_hire=may(ctx, "Mutation.hireEmployee", "write"),
            may_list_people=may(ctx, "Employee.id", "read"),
            may_read_audit=may(ctx, "AuditEntry.id", "read"),
            may_read_policies=may(ctx, "Query.policyMatrix", "read"),
        )

    @strawberry.field(description=label("为什么我能或不能看到", "Why I can or can't see it"))
    async def explain_access(
        self, info: strawberry.Info, type: str, field: str, id: strawberry.ID
    ) -> list[AccessExplanation]:
        here = call(info)
        found = await explain_row(here.engine, here.ctx, type_name=type, field=field, row_id=str(id))
        return [AccessExplanation(**each) for each in found]

    @strawberry.field(description=label("策略矩阵", "The policy matrix"))
    async def policy_matrix(self, info: strawberry.Info, type: str) -> list[PolicyCell]:
        ctx = require(info, "Query.policyMatrix")
        return [PolicyCell(**each) for each in matrix_of(ctx, type_name=type)]

    @strawberry.field(
        description=label(
            "我能读写一个类型的哪些字段", "Which fields of a type the caller may read and write"
        )
    )
    async def field_access(self, info: strawberry.Info, type: str) -> list[FieldAccess]:
        return [FieldAccess(**each) for each in own_access(call(info).ctx, type_name=type)]

    @strawberry.field(description=label("谁能看到", "Who can see it"))
    async def who_can_see(
        self, info: strawberry.Info, type: str, field: str, id: strawberry.ID
    ) -> list[Seer]:
        ctx, here = require(info, "Query.whoCanSee"), call(info)
        found = await who_sees(
            here.engine, ctx, await here.everyone(), type_name=type, field=field, row_id=str(id)
        )
        return [Seer(**each) for each in found]

    @strawberry.field(description=label("按编号取任意记录", "Any record by its id"))
    async def node(self, info: strawberry.Info, id: strawberry.ID) -> Node | None:
        engine = call(info).engine
        for name in engine.entities:
            try:
                found: Any = await planned(info, Root(name, "id", str(id)))
            except NotFound:
                continue
            if found is not None:
                return found | {TYPE_MARK: name}  # type: ignore[no-any-return] # a row of the engine
        return None
