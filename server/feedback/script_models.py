"""Tables of scripts: what to say about a product or a topic, in revisions; published ones are answer templates."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Int, LongText, Ref, Text


class ScriptState(StrEnum):
    """A published script is never changed: a change is a new revision, and publishing it retires the one before."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


class Script(Row):
    """What to say, found by product and topic; `product` is empty where it serves them all."""

    code = Text(32, description=label("编码", "Code"))
    revision = Int(default=1, description=label("修订", "Revision"))
    title = Text(80, description=label("标题", "Title"))
    title_en = Text(80, default="", description=label("英文标题", "Title in English"))
    product = Text(64, default="", description=label("产品", "Product"))
    topic = Ref("FeedbackTopic", null=True, description=label("主题", "Topic"))
    department = Ref("Department", null=True, description=label("所属部门", "Department"))
    body = LongText(description=label("话术", "What to say"))
    body_en = LongText(default="", description=label("英文话术", "What to say in English"))
    state = Choice(ScriptState, default=ScriptState.DRAFT, description=label("状态", "State"))
    published_on = Day(null=True, description=label("发布日期", "Published on"))
    published_by = Ref("Employee", null=True, description=label("发布人", "Published by"))
    retired_on = Day(null=True, description=label("停用日期", "Retired on"))

    class Meta:
        table = "script"
        unique_together = (("code", "revision"),)
        indexes = (("state", "product"),)
