"""The mutations of intake: a customer's word written down or judged anew, links kept, nicknames remembered."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.acts import act
from schema.attendance_mutations import SEEN
from schema.call import call
from schema.inputs import Once, given, needed, optional
from schema.intake import AgentNickname, FeedbackLink, RatingAddress
from schema.judged_inputs import OfRow
from schema.tickets import CustomerFeedback
from server.feedback.models import FeedbackChannel, FeedbackInvalidReason, FeedbackKind, FeedbackLinkKind
from server.feedback.operations import links, ratings, receiving
from server.kernel.labels import label


@strawberry.input(description=label("录入客户反馈", "What a customer said"))
class CreateCustomerFeedbackInput(Once):
    text: str | None = optional("客户原话", "What was said")
    score: int | None = optional("满意度评分，1 至 5", "Rating, 1 to 5")
    nps: int | None = optional("推荐意愿，0 至 10", "Recommendation, 0 to 10")
    effort: int | None = optional("费力度，1 至 7", "Effort, 1 to 7")
    kind: FeedbackKind | None = optional("类别", "Kind")
    channel: FeedbackChannel | None = optional("渠道", "Channel")
    customer_ref: str | None = optional("客户代号，不写姓名", "Customer reference, never a name")
    order_ref: str | None = optional("订单代号", "Order reference")
    product: str | None = optional("产品", "Product")
    account: str | None = optional("客户账户编码", "Code of the account")
    agent_code: str | None = optional("所评员工的工号", "Number of whom it is about")
    department_code: str | None = optional("所评部门的编码", "Code of the department it is about")
    location_code: str | None = optional("门店编码", "Code of the store")
    received_at: datetime | None = optional("收到时间，默认现在", "When it came in; now by default")
    external_id: str | None = optional("来源系统的编号，重发不重复", "Its id in the system it comes from")


@strawberry.input(description=label("判定反馈是否有效", "Whether an answer counts"))
class JudgeCustomerFeedbackInput(Once):
    id: strawberry.ID = needed("反馈编号", "Id")
    is_valid: bool = needed("有效", "It counts")
    note: str = needed("说明，2 至 300 字", "Why, in 2 to 300 characters")
    reason: FeedbackInvalidReason | None = optional("无效的原因", "Why it does not count")


@strawberry.input(description=label("反馈链接", "A link for feedback"))
class SaveFeedbackLinkInput(Once):
    code: str = needed("编码", "Code")
    title: str = needed("名称", "Name")
    kind: FeedbackLinkKind = needed("类别", "Kind")
    title_en: str | None = optional("英文名称", "Name in English")
    employee_code: str | None = optional("员工工号", "Employee number")
    department_code: str | None = optional("部门编码", "Department code")
    location_code: str | None = optional("门店编码", "Store code")
    place: str | None = optional("位置，如病区", "Place, as a ward")
    product: str | None = optional("产品", "Product")
    channel: FeedbackChannel | None = optional("渠道", "Channel")
    languages: str | None = optional("语言：zh、en 或 zh,en", "Languages: zh, en or zh,en")
    is_active: bool | None = optional("启用", "Active")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("更换链接地址", "A new address for a link"))
class RenewFeedbackLinkInput(OfRow):
    pass


@strawberry.input(description=label("客服昵称", "A nickname"))
class SaveAgentNicknameInput(Once):
    source: str = needed("来源", "Source")
    nickname: str = needed("昵称", "Nickname")
    employee_code: str = needed("员工工号", "Employee number")


@strawberry.input(description=label("删除客服昵称", "A nickname forgotten"))
class RemoveAgentNicknameInput(Once):
    id: strawberry.ID = needed("编号", "Id")


async def forget(info: strawberry.Info, input: RemoveAgentNicknameInput) -> strawberry.ID:
    return strawberry.ID(await links.remove_agent_nickname(call(info).ctx, **given(input)))


@strawberry.input(description=label("请客户评价", "A customer asked to rate"))
class AskForRatingInput(Once):
    case_ref: str = needed(
        "来源系统的个案编号，重发不重复", "The case in the system it comes from; once for each"
    )
    customer_ref: str | None = optional("客户代号，不写姓名", "Customer reference, never a name")
    order_ref: str | None = optional("订单代号", "Order reference")
    product: str | None = optional("产品", "Product")
    agent_code: str | None = optional("服务人员工号", "Number of who served")


async def ask_for_rating(info: strawberry.Info, input: AskForRatingInput) -> RatingAddress:
    ctx = call(info).ctx
    found = await ratings.address_of(ctx, await ratings.ask_for_rating(ctx, **given(input)))
    return RatingAddress(path=found.path, expires_at=found.expires_at)


@strawberry.type(description=label("反馈收集变更", "Changes of intake"))
class IntakeMutation:
    ask_for_rating = strawberry.mutation(
        ask_for_rating,
        description=label("为一个个案生成客户评价地址", "Make the address by which a customer rates a case"),
    )
    create_customer_feedback = act(
        "录入客户反馈，重发同一编号不重复",
        "Write down what a customer said",
        CreateCustomerFeedbackInput,
        CustomerFeedback,
        receiving.create_customer_feedback,
    )
    judge_customer_feedback = act(
        "改判一条反馈是否有效",
        "Decide anew whether an answer counts",
        JudgeCustomerFeedbackInput,
        CustomerFeedback,
        receiving.judge_customer_feedback,
    )
    save_feedback_link = act(
        "保存反馈链接", "Make or change a link", SaveFeedbackLinkInput, FeedbackLink, links.save_feedback_link
    )
    renew_feedback_link = act(
        "更换链接地址，旧地址失效",
        "Give a link another address",
        RenewFeedbackLinkInput,
        FeedbackLink,
        links.renew_feedback_link,
    )
    save_agent_nickname = act(
        "记住客服昵称",
        "Remember what a shop calls somebody",
        SaveAgentNicknameInput,
        AgentNickname,
        links.save_agent_nickname,
    )
    remove_agent_nickname = strawberry.mutation(
        forget, description=label("删除客服昵称，返回其编号", "Forget a nickname; its id is answered")
    )
