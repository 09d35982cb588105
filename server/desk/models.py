"""The desk's tables: notices belong to an employee, what is arranged belongs to an account."""

from __future__ import annotations

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Day, Flag, Instant, Int, LongText, Text, TextId


class Notice(Row):
    """Something an employee is told once: `key` names the matter, so that telling again adds nothing.

    It is done when the matter is settled, by whomever; read when its owner has seen it.
    """

    employee_id = TextId(db_index=True, description=label("收件人", "Whom it tells"))
    kind = Text(60, description=label("种类", "Kind"))
    key = Text(200, db_index=True, description=label("事项", "Matter"))
    title_zh = Text(300, description=label("内容（中文）", "What it says, in Chinese"))
    title_en = Text(300, description=label("内容（英文）", "What it says, in English"))
    link = Text(300, description=label("链接", "Link"))
    due_on = Day(null=True, description=label("截止日期", "Due on"))
    read_at = Instant(null=True, description=label("阅读时间", "Read at"))
    done_at = Instant(null=True, description=label("办结时间", "Settled at"))

    class Meta:
        table = "notice"
        unique_together = (("employee_id", "key"),)


class SavedView(Row):
    """A list as somebody keeps it: its address without the place in it, shown to all when it is shared."""

    account_id = TextId(db_index=True, description=label("所属账号", "Owner's account"))
    page = Text(40, description=label("页面", "Page"))
    name = Text(60, description=label("名称", "Name"))
    address = LongText(description=label("条件", "Conditions"))
    is_shared = Flag(default=False, description=label("是否共享", "Shared"))

    class Meta:
        table = "saved_view"


class ListChoice(Row):
    """How an account likes one list: columns in their order, row height, page size, and the view it opens with."""

    account_id = TextId(description=label("所属账号", "Owner's account"))
    page = Text(40, description=label("页面", "Page"))
    columns = LongText(default="[]", description=label("列", "Columns"))
    density = Text(20, default="", description=label("行高", "Row height"))
    size = Int(default=0, description=label("每页条数", "Page size"))
    view_id = TextId(null=True, description=label("默认视图", "View it opens with"))

    class Meta:
        table = "list_choice"
        unique_together = (("account_id", "page"),)


class HomeLayout(Row):
    """How an account has arranged its home: a JSON list of widgets in their order, and those put away."""

    account_id = TextId(unique=True, description=label("所属账号", "Owner's account"))
    widgets = LongText(default="[]", description=label("组件", "Widgets"))
    hidden = LongText(default="[]", description=label("收起的组件", "Widgets put away"))

    class Meta:
        table = "home_layout"
