"""What is asked and done about topics, measures, scripts and customers' accounts."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.acts import act
from schema.attendance_mutations import SEEN
from schema.call import call
from schema.inputs import Once, given, needed, optional
from schema.judged_inputs import OfRow
from schema.listing import ONE, listed, root
from schema.planned import Connection
from schema.topics import CustomerAccount, FeedbackCluster, FeedbackHeap, FeedbackTopic, Script
from server.feedback.models import Segment, Suggests
from server.feedback.operations import accounts, scripts, topics
from server.kernel.labels import label


@strawberry.type(description=label("主题、话术与客户查询", "Questions about topics, scripts and customers"))
class TopicQuery:
    feedback_topics: Connection[FeedbackTopic] = listed("反馈主题", "Topics", "FeedbackTopic", search=False)
    feedback_clusters: Connection[FeedbackCluster] = listed(
        "问题聚集", "Clusters of feedback", "FeedbackCluster", search=False
    )
    feedback_heaps: Connection[FeedbackHeap] = listed(
        "未归类问题", "Heaps without a topic", "FeedbackHeap", search=False
    )
    scripts: Connection[Script] = listed("话术", "Scripts", "Script")
    script: Script | None = root("一条话术", "One script", ONE[:1])
    customer_accounts: Connection[CustomerAccount] = listed("客户", "Customers", "CustomerAccount")
    customer_account: CustomerAccount | None = root("一个客户", "One customer", ONE)


@strawberry.input(description=label("反馈主题", "A topic"))
class SaveFeedbackTopicInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    words: list[str] = needed("特征词", "Words it is known by")
    suggests: Suggests = needed("建议措施类别", "What would help")
    name_en: str | None = optional("英文名称", "Name in English")
    department_code: str | None = optional("负责部门编码", "Department in charge")
    course_code: str | None = optional("相关课程编码", "Course that helps")
    is_active: bool | None = optional("使用中", "In use")
    heap_id: strawberry.ID | None = optional("由未归类问题而来", "The heap it names")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("常用主题", "The usual topics"))
class AddUsualTopicsInput(Once):
    pass


@strawberry.input(description=label("采取措施", "A measure taken"))
class TakeFeedbackClusterInput(OfRow):
    due_on: date = needed("完成期限", "Due on")
    owner_code: str | None = optional("负责人工号，默认本人", "Owner's number; oneself by default")
    note_text: str | None = optional("说明", "Remark")


@strawberry.input(description=label("结束措施", "A measure closed"))
class CloseFeedbackClusterInput(OfRow):
    done: bool = needed("已完成，否则不采取", "Done; dismissed otherwise")
    note_text: str = needed("说明", "What was done, or why nothing")


@strawberry.input(description=label("恢复措施", "A measure opened again"))
class ReopenFeedbackClusterInput(OfRow):
    pass


@strawberry.input(description=label("话术草稿", "A script's draft"))
class SaveScriptInput(Once):
    title: str = needed("标题", "Title")
    body: str = needed("话术", "What to say")
    code: str | None = optional("编码，不填则自动编号", "Code; numbered by default")
    title_en: str | None = optional("英文标题", "Title in English")
    body_en: str | None = optional("英文话术", "In English")
    product: str | None = optional("产品", "Product")
    topic_code: str | None = optional("主题编码", "Topic")
    department_code: str | None = optional("部门编码", "Department")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("发布话术", "A script published"))
class PublishScriptInput(OfRow):
    pass


@strawberry.input(description=label("停用话术", "A script retired"))
class RetireScriptInput(OfRow):
    pass


@strawberry.input(description=label("恢复话术", "A script put back"))
class RestoreScriptInput(OfRow):
    pass


@strawberry.input(description=label("客户", "A customer's account"))
class SaveCustomerAccountInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称，不写个人姓名", "Name, never a person's")
    customer_ref: str = needed("客户代号", "Customer reference")
    segment: Segment = needed("客户分层", "Segment")
    started_on: date = needed("开户日期", "Since")
    ended_on: date | None = optional("流失日期", "Until")
    agent_code: str | None = optional("负责客服工号", "Looked after by")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("客户需求", "A need told"))
class RecordAccountNeedInput(Once):
    account_id: strawberry.ID = needed("客户编号", "Account")
    need: str = needed("需求", "Need")
    since_on: date = needed("起始日期", "From")
    note: str | None = optional("说明", "Remark")


async def add_usual(info: strawberry.Info, input: AddUsualTopicsInput) -> int:
    return int(await topics.add_usual_topics(call(info).ctx, **given(input)))


@strawberry.type(description=label("主题、话术与客户变更", "Changes of topics, scripts and customers"))
class TopicMutation:
    save_feedback_topic = act(
        "保存主题", "Keep a topic", SaveFeedbackTopicInput, FeedbackTopic, topics.save_feedback_topic
    )
    add_usual_topics = strawberry.mutation(
        add_usual,
        description=label("加入常用主题，返回新增个数", "Add the usual topics; how many is answered"),
    )
    take_feedback_cluster = act(
        "采取措施", "Take a measure", TakeFeedbackClusterInput, FeedbackCluster, topics.take_feedback_cluster
    )
    close_feedback_cluster = act(
        "结束措施",
        "Close a measure",
        CloseFeedbackClusterInput,
        FeedbackCluster,
        topics.close_feedback_cluster,
    )
    reopen_feedback_cluster = act(
        "恢复措施",
        "Open it again",
        ReopenFeedbackClusterInput,
        FeedbackCluster,
        topics.reopen_feedback_cluster,
    )
    save_script = act("保存话术草稿", "Write a draft", SaveScriptInput, Script, scripts.save_script)
    publish_script = act("发布话术", "Publish a script", PublishScriptInput, Script, scripts.publish_script)
    retire_script = act("停用话术", "Retire a script", RetireScriptInput, Script, scripts.retire_script)
    restore_script = act("恢复话术", "Put a script back", RestoreScriptInput, Script, scripts.restore_script)
    save_customer_account = act(
        "保存客户",
        "Keep an account",
        SaveCustomerAccountInput,
        CustomerAccount,
        accounts.save_customer_account,
    )
    record_account_need = act(
        "记录客户需求",
        "Write a need down",
        RecordAccountNeedInput,
        CustomerAccount,
        accounts.record_account_need,
    )
