"""Tables of topics: what feedback is about, what gathers around it, and the measure that suggests."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Int, LongText, Ref, Text


class Suggests(StrEnum):
    """What helps when many say the same: a better script, a better process, a course, a better product."""

    SCRIPT = "SCRIPT"
    PROCESS = "PROCESS"
    COURSE = "COURSE"
    PRODUCT = "PRODUCT"


class ClusterState(StrEnum):
    """FOUND: waits for somebody; TAKEN: a measure runs; DISMISSED: nothing is to be done; LAPSED: too few by now."""

    FOUND = "FOUND"
    TAKEN = "TAKEN"
    DONE = "DONE"
    DISMISSED = "DISMISSED"
    LAPSED = "LAPSED"


class FeedbackTopic(Row):
    """A subject of feedback; `words` is a JSON list of words and short phrases by which a text is known."""

    code = Text(32, unique=True, description=label("编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    words = LongText(default="[]", description=label("特征词", "Words"))
    suggests = Choice(Suggests, default=Suggests.PROCESS, description=label("建议措施类别", "Suggests"))
    department = Ref("Department", null=True, description=label("负责部门", "Department in charge"))
    course_code = Text(64, default="", description=label("相关课程", "Course that helps"))
    is_active = Flag(default=True, description=label("使用中", "In use"))

    class Meta:
        table = "feedback_topic"


class FeedbackHeap(Row):
    """Texts that no topic fits and that say much the same, found anew each night; `words` tell it from the rest."""

    first_on = Day(description=label("开始日期", "From"))
    until_on = Day(description=label("截止日期（不含）", "Until"))
    language = Text(8, description=label("语言", "Language"))
    count = Int(description=label("条数", "Count"))
    words = LongText(default="[]", description=label("特征词", "Words that tell it"))
    typical_id = Text(36, description=label("典型反馈", "The most typical of them"))

    class Meta:
        table = "feedback_heap"


class FeedbackCluster(Row):
    """So many spoke of one topic of one product in the days from `first_on` to before `until_on`."""

    topic = Ref("FeedbackTopic", description=label("主题", "Topic"))
    product = Text(64, default="", description=label("产品", "Product"))
    first_on = Day(description=label("开始日期", "From"))
    until_on = Day(description=label("截止日期（不含）", "Until"))
    count = Int(description=label("条数", "Count"))
    negative_count = Int(default=0, description=label("负面条数", "Negative"))
    suggests = Choice(Suggests, description=label("建议措施类别", "Suggests"))
    suggestion = Text(200, description=label("建议措施", "Suggested measure"))
    suggestion_en = Text(200, default="", description=label("英文建议措施", "Suggested measure in English"))
    state = Choice(ClusterState, default=ClusterState.FOUND, description=label("状态", "State"))
    owner = Ref("Employee", null=True, description=label("负责人", "Owner"))
    due_on = Day(null=True, description=label("完成期限", "Due on"))
    note = Text(500, default="", description=label("说明", "Remark"))
    measure_ref = Text(64, default="", description=label("措施编号", "Measure"))
    script = Ref("Script", null=True, description=label("话术", "Script"))
    course_code = Text(64, default="", description=label("课程", "Course"))
    closed_on = Day(null=True, description=label("结束日期", "Closed on"))

    class Meta:
        table = "feedback_cluster"
        indexes = (("state", "count"), ("topic_id", "product"))
