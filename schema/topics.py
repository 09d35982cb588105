"""The types of topics, of what gathers around them, of scripts, and of customers' accounts with their timeline."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.people import Department, Employee
from schema.planned import Connection, Node, column
from schema.tickets import CustomerFeedback
from server.feedback.models import Channel, ClusterState, ProductState, ScriptState, Segment, Suggests
from server.kernel.labels import label

strawberry.enum(Suggests, description=label("建议措施类别", "What would help"))
strawberry.enum(ClusterState, description=label("问题聚集状态", "State of a cluster"))
strawberry.enum(ProductState, description=label("产品状态", "State of a product"))
strawberry.enum(ScriptState, description=label("话术状态", "State of a script"))
strawberry.enum(Channel, description=label("渠道", "Channel"))


@strawberry.type(description=label("话术", "Script"))
class Script(Node):
    code: str | None = column("编码", "Code")
    revision: int | None = column("修订", "Revision")
    title: str | None = column("标题", "Title")
    title_en: str | None = column("英文标题", "Title in English")
    product: str | None = column("产品编码，未登记的为原文", "Product's code; the text of one nobody knows")
    product_name: str | None = column("产品", "Product")
    product_name_en: str | None = column("英文产品名称", "Product in English")
    topic: FeedbackTopic | None = column("主题", "Topic")
    department: Department | None = column("所属部门", "Department")
    body: str | None = column("话术", "What to say")
    body_en: str | None = column("英文话术", "In English")
    state: ScriptState | None = column("状态", "State")
    published_on: date | None = column("发布日期", "Published on")
    published_by: Employee | None = column("发布人", "Published by")
    retired_on: date | None = column("停用日期", "Retired on")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("问题聚集", "Cluster of feedback"))
class FeedbackCluster(Node):
    topic: FeedbackTopic | None = column("主题", "Topic")
    product: str | None = column("产品编码，未登记的为原文", "Product's code; the text of one nobody knows")
    product_name: str | None = column("产品", "Product")
    product_name_en: str | None = column("英文产品名称", "Product in English")
    first_on: date | None = column("开始日期", "From")
    until_on: date | None = column("截止日期（不含）", "Until")
    count: int | None = column("条数", "Count")
    negative_count: int | None = column("负面条数", "Negative")
    suggests: Suggests | None = column("建议措施类别", "What would help")
    suggestion: str | None = column("建议措施", "Suggested measure")
    suggestion_en: str | None = column("英文建议措施", "In English")
    state: ClusterState | None = column("状态", "State")
    owner: Employee | None = column("负责人", "Owner")
    due_on: date | None = column("完成期限", "Due on")
    note: str | None = column("说明", "Remark")
    measure_ref: str | None = column("措施编号", "Measure")
    script: Script | None = column("话术", "Script")
    course_code: str | None = column("课程编码", "Course")
    closed_on: date | None = column("结束日期", "Closed on")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("反馈主题", "Topic of feedback"))
class FeedbackTopic(Node):
    code: str | None = column("编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    words: list[str] | None = column("特征词", "Words")
    suggests: Suggests | None = column("建议措施类别", "What would help")
    department: Department | None = column("负责部门", "Department in charge")
    course_code: str | None = column("相关课程", "Course that helps")
    is_active: bool | None = column("使用中", "In use")
    version: int | None = column("版本", "Version")
    feedbacks: Connection[CustomerFeedback] | None = rows("反馈", "Feedback", "CustomerFeedback")
    clusters: Connection[FeedbackCluster] | None = rows("问题聚集", "Clusters", "FeedbackCluster")
    scripts: Connection[Script] | None = rows("话术", "Scripts", "Script")


@strawberry.type(description=label("未归类问题", "Heap without a topic"))
class FeedbackHeap(Node):
    first_on: date | None = column("开始日期", "From")
    until_on: date | None = column("截止日期（不含）", "Until")
    language: str | None = column("语言", "Language")
    count: int | None = column("条数", "Count")
    words: list[str] | None = column("特征词", "Words that tell it")
    typical: CustomerFeedback | None = column("典型反馈", "The most typical")
    feedbacks: Connection[CustomerFeedback] | None = rows("反馈", "Feedback", "CustomerFeedback")


@strawberry.type(description=label("产品的写法", "Text that means a product"))
class ProductText(Node):
    text: str | None = column("写法", "Text")
    product: Product | None = column("产品", "Product")
    is_named: bool | None = column("已认领", "Its product is known")
    created_at: datetime | None = column("首次出现", "First seen")
    feedbacks: Connection[CustomerFeedback] | None = rows(
        "以此称呼的反馈", "Feedback that says so", "CustomerFeedback"
    )


@strawberry.type(description=label("产品", "Product"))
class Product(Node):
    code: str | None = column("编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    state: ProductState | None = column("状态", "State")
    version: int | None = column("版本", "Version")
    texts: Connection[ProductText] | None = rows("写法", "Texts that mean it", "ProductText")
    feedbacks: Connection[CustomerFeedback] | None = rows("反馈", "Feedback", "CustomerFeedback")
    scripts: Connection[Script] | None = rows("话术", "Scripts", "Script")


# --- Customers ---


@strawberry.type(description=label("客户咨询", "Contact of a customer"))
class AccountContact(Node):
    agent: Employee | None = column("客服人员", "Agent")
    channel: Channel | None = column("渠道", "Channel")
    opened_at: datetime | None = column("进入时间", "Opened at")
    resolved_at: datetime | None = column("解决时间", "Resolved at")
    wait_seconds: int | None = column("等待秒数", "Seconds waited")
    is_abandoned: bool | None = column("客户放弃", "Abandoned")
    is_resolved_first: bool | None = column("一次解决", "Solved at first contact")


@strawberry.type(description=label("客户订单", "Order of a customer"))
class AccountPurchase(Node):
    agent: Employee | None = column("客服人员", "Agent")
    paid_on: date | None = column("付款日期", "Paid on")
    amount: Decimal | None = column("成交金额", "Amount")
    refunded: Decimal | None = column("退款金额", "Refunded")
    is_repeat: bool | None = column("复购", "Repeat purchase")


@strawberry.type(description=label("客户服务", "Case of service"))
class AccountCase(Node):
    agent: Employee | None = column("客服人员", "Agent")
    closed_on: date | None = column("结案日期", "Closed on")
    is_success: bool | None = column("成功", "Success")
    followups_due: int | None = column("应随访次数", "Follow-ups due")
    followups_done: int | None = column("已随访次数", "Follow-ups done")


@strawberry.type(description=label("客户需求", "What a customer needs"))
class AccountNeed(Node):
    since_on: date | None = column("起始日期", "From")
    need: str | None = column("需求", "Need")
    note: str | None = column("说明", "Remark")
    told_by: Employee | None = column("记录人", "Recorded by")
    created_at: datetime | None = column("记录时间", "Recorded at")


@strawberry.type(description=label("客户分层变化", "As what a customer counts from a day on"))
class AccountSegment(Node):
    since_on: date | None = column("起始日期", "From")
    segment: Segment | None = column("客户分层", "Segment")
    note: str | None = column("说明", "Remark")
    told_by: Employee | None = column("记录人", "Recorded by")
    created_at: datetime | None = column("记录时间", "Recorded at")


@strawberry.type(description=label("客户联系人", "Somebody at the customer's to speak to"))
class AccountPerson(Node):
    name: str | None = column("姓名", "Name")
    job_title: str | None = column("职务", "Job title")
    phone: str | None = column("手机", "Phone")
    email: str | None = column("邮箱", "Email")
    is_main: bool | None = column("主要联系人", "Main contact")
    since_on: date | None = column("起始日期", "From")
    until_on: date | None = column("截止日期", "Until")
    erased_at: datetime | None = column("资料抹除时间", "Data erased at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("客户", "Customer account"))
class CustomerAccount(Node):
    code: str | None = column("编码", "Code")
    name: str | None = column("名称", "Name")
    customer_ref: str | None = column("客户代号", "Customer reference")
    agent: Employee | None = column("负责客服", "Looked after by")
    segment: Segment | None = column("客户分层", "Segment")
    started_on: date | None = column("开户日期", "Since")
    ended_on: date | None = column("流失日期", "Until")
    version: int | None = column("版本", "Version")
    contacts: Connection[AccountContact] | None = rows("咨询", "Contacts", "AccountContact")
    orders: Connection[AccountPurchase] | None = rows("订单", "Orders", "AccountPurchase")
    cases: Connection[AccountCase] | None = rows("服务", "Cases of service", "AccountCase")
    needs: Connection[AccountNeed] | None = rows("需求", "Needs", "AccountNeed")
    segments: Connection[AccountSegment] | None = rows("分层变化", "Segments over time", "AccountSegment")
    persons: Connection[AccountPerson] | None = rows("联系人", "People to speak to", "AccountPerson")
    feedbacks: Connection[CustomerFeedback] | None = rows("反馈", "Feedback", "CustomerFeedback")


TYPES = (
    Script, FeedbackCluster, FeedbackHeap, FeedbackTopic, ProductText, Product,
    AccountContact, AccountPurchase, AccountCase, AccountNeed,
    AccountSegment, AccountPerson, CustomerAccount,
)  # fmt: skip
define_for(*TYPES)
