"""What is asked about and done with customers' feedback, its teams and its rules."""

from __future__ import annotations

from dataclasses import asdict

import strawberry

from schema.acts import act
from schema.call import call
from schema.inputs import Once, given, needed, optional
from schema.judged_inputs import OfRow
from schema.judged_queries import ONE, root
from schema.listing import listed
from schema.planned import Connection
from schema.tickets import CustomerFeedback, FeedbackTeam, RoutingPreview, RoutingRule
from server.feedback.models import FeedbackChannel, Segment
from server.feedback.operations import answering, claiming, teams
from server.kernel.labels import label


@strawberry.input(description=label("认领反馈", "Feedback claimed"))
class ClaimCustomerFeedbackInput(Once):
    id: strawberry.ID = needed("反馈编号", "Feedback")


@strawberry.input(description=label("退回反馈", "Feedback given back"))
class ReleaseCustomerFeedbackInput(OfRow):
    pass


@strawberry.input(description=label("转交反馈", "Feedback given on"))
class AssignCustomerFeedbackInput(OfRow):
    employee_code: str | None = optional("同事工号", "A colleague's number")
    team_code: str | None = optional("或小组编码", "Or a team's code")
    note: str | None = optional("说明", "Note")


@strawberry.input(description=label("分派反馈", "Feedback sent to a team"))
class RouteCustomerFeedbackInput(OfRow):
    team_code: str = needed("小组编码", "Team's code")


@strawberry.input(description=label("答复客户", "An answer to a customer"))
class AnswerCustomerFeedbackInput(OfRow):
    text: str = needed("答复内容", "What the customer is told")
    script: str | None = optional("所用话术（编码/修订）", "Script, as code/revision")
    resolve: bool | None = optional("同时标为已解决", "Resolve it too")


@strawberry.input(description=label("暂停计时", "A clock on hold"))
class PauseCustomerFeedbackInput(OfRow):
    reason: str = needed("原因", "Why")


@strawberry.input(description=label("恢复计时", "A clock that runs on"))
class ResumeCustomerFeedbackInput(OfRow):
    pass


@strawberry.input(description=label("解决反馈", "Feedback resolved"))
class ResolveCustomerFeedbackInput(OfRow):
    resolution: str | None = optional("处理结果", "Outcome")


@strawberry.input(description=label("重开反馈", "Feedback opened anew"))
class ReopenCustomerFeedbackInput(OfRow):
    reason: str | None = optional("原因", "Why")
    is_mistake: bool | None = optional("刚才点错了，不计重开", "A slip of the last minute; not counted")


@strawberry.input(description=label("维护反馈小组", "A team"))
class SaveFeedbackTeamInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    name_en: str | None = optional("英文名称", "Name in English")
    department_code: str | None = optional("部门编码", "Department's code")
    lead_code: str | None = optional("组长工号", "Lead's number")
    member_codes: list[str] | None = optional("成员工号，即全部成员", "Numbers of all members")
    zone: str | None = optional("时区", "Time zone")
    opens_at: int | None = optional("上班（分钟），不填为全天", "Opens, in minutes; day and night without")
    closes_at: int | None = optional("下班（分钟）", "Closes, in minutes")
    workdays: str | None = optional("工作日，如 12345", "Days, as 12345")
    keeps_calendar: bool | None = optional("随工作日历", "Keeps the work calendar")
    answer_hours: int | None = optional("答复时限（小时）", "Hours to a first answer")
    lead_percent: int | None = optional("过去百分之几提醒组长", "Percent of it, then the lead")
    late_hours: int | None = optional("超时几小时后上报", "Hours late, then who keeps teams")
    is_fallback: bool | None = optional("兜底小组", "Takes the rest")
    is_active: bool | None = optional("启用", "Active")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("维护分派规则", "A routing rule"))
class SaveRoutingRuleInput(Once):
    place: int = needed("次序", "Place")
    id: strawberry.ID | None = optional("规则编号", "Rule")
    name: str | None = optional("名称", "Name")
    topic_code: str | None = optional("主题编码", "Topic's code")
    product: str | None = optional("产品", "Product")
    location_code: str | None = optional("门店编码", "Store's code")
    account: str | None = optional("客户账户", "Account")
    segment: Segment | None = optional("客户分层", "Segment")
    channel: FeedbackChannel | None = optional("渠道", "Channel")
    max_score: int | None = optional("评分不高于", "Rating at most")
    team_code: str | None = optional("小组编码", "Team's code")
    employee_code: str | None = optional("处理人工号", "Person's number")
    is_active: bool | None = optional("启用", "Active")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("删除分派规则", "A rule thrown away"))
class RemoveRoutingRuleInput(Once):
    id: strawberry.ID = needed("规则编号", "Rule")


@strawberry.input(description=label("假想的反馈", "Feedback as it might come"))
class RoutingPreviewInput:
    topic_code: str | None = optional("主题编码", "Topic's code")
    product: str | None = optional("产品", "Product")
    location_code: str | None = optional("门店编码", "Store's code")
    account: str | None = optional("客户账户", "Account")
    segment: Segment | None = optional("客户分层，默认按账户", "Segment; that of the account by default")
    channel: FeedbackChannel | None = optional("渠道", "Channel")
    score: int | None = optional("评分", "Rating")
    agent_code: str | None = optional("所评员工工号", "Number of whom it is about")


async def look_ahead(info: strawberry.Info, input: RoutingPreviewInput) -> RoutingPreview:
    return RoutingPreview(**asdict(await teams.preview(call(info).ctx, **given(input))))


@strawberry.type(description=label("反馈查询", "Questions about feedback"))
class FeedbackQuery:
    customer_feedbacks: Connection[CustomerFeedback] = listed(
        "客户反馈", "Customers' feedback", "CustomerFeedback"
    )
    customer_feedback: CustomerFeedback | None = root("一条客户反馈", "One piece of feedback", ONE)
    feedback_teams: Connection[FeedbackTeam] = listed(
        "反馈小组", "Feedback teams", "FeedbackTeam", search=False
    )
    routing_rules: Connection[RoutingRule] = listed("分派规则", "Routing rules", "RoutingRule", search=False)
    routing_preview = strawberry.field(
        look_ahead, description=label("分派预览", "Which rule would catch this")
    )


async def remove(info: strawberry.Info, input: RemoveRoutingRuleInput) -> strawberry.ID:
    return strawberry.ID(await teams.remove_routing_rule(call(info).ctx, **given(input)))


async def route_again(info: strawberry.Info) -> int:
    return int(await teams.route_unrouted(call(info).ctx))


@strawberry.type(description=label("反馈变更", "Changes of feedback"))
class FeedbackMutation:
    claim_customer_feedback = act(
        "认领反馈", "Claim", ClaimCustomerFeedbackInput, CustomerFeedback, claiming.claim_customer_feedback
    )
    release_customer_feedback = act(
        "退回小组",
        "Give back",
        ReleaseCustomerFeedbackInput,
        CustomerFeedback,
        claiming.release_customer_feedback,
    )
    assign_customer_feedback = act(
        "转交反馈",
        "Give on",
        AssignCustomerFeedbackInput,
        CustomerFeedback,
        claiming.assign_customer_feedback,
    )
    route_customer_feedback = act(
        "分派到小组",
        "Send to a team",
        RouteCustomerFeedbackInput,
        CustomerFeedback,
        claiming.route_customer_feedback,
    )
    answer_customer_feedback = act(
        "答复客户",
        "Answer",
        AnswerCustomerFeedbackInput,
        CustomerFeedback,
        answering.answer_customer_feedback,
    )
    pause_customer_feedback = act(
        "暂停计时",
        "Hold the clock",
        PauseCustomerFeedbackInput,
        CustomerFeedback,
        answering.pause_customer_feedback,
    )
    resume_customer_feedback = act(
        "恢复计时",
        "Let it run on",
        ResumeCustomerFeedbackInput,
        CustomerFeedback,
        answering.resume_customer_feedback,
    )
    resolve_customer_feedback = act(
        "标为已解决",
        "Resolve",
        ResolveCustomerFeedbackInput,
        CustomerFeedback,
        answering.resolve_customer_feedback,
    )
    reopen_customer_feedback = act(
        "重开反馈",
        "Open anew",
        ReopenCustomerFeedbackInput,
        CustomerFeedback,
        answering.reopen_customer_feedback,
    )
    save_feedback_team = act(
        "维护反馈小组", "Make or change a team", SaveFeedbackTeamInput, FeedbackTeam, teams.save_feedback_team
    )
    save_routing_rule = act(
        "维护分派规则", "Make or change a rule", SaveRoutingRuleInput, RoutingRule, teams.save_routing_rule
    )
    remove_routing_rule = strawberry.mutation(remove, description=label("删除分派规则", "Throw a rule away"))
    route_unrouted = strawberry.mutation(
        route_again,
        description=label("重新分派待分派的反馈，返回条数", "Ask the rules anew; how many were routed"),
    )
