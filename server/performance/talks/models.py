"""Tables of one-to-one talks: what two people wrote down, and the private note of each, which the other never sees."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Instant, Int, LongText, Ref, Text

WRITTEN, LINE = 4000, 300


class TalkState(StrEnum):
    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


class TalkItemKind(StrEnum):
    """AGENDA is to be talked about, ACTION was agreed on: it has an owner and a day."""

    AGENDA = "AGENDA"
    ACTION = "ACTION"


class Talk(Row):
    """A talk between somebody and their manager; the notes are of both, and of nobody else."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    manager = Ref("Employee", description=label("上级", "Manager"))
    planned_at = Instant(db_index=True, description=label("约定时间", "Planned for"))
    place = Text(120, default="", description=label("地点或方式", "Where"))
    state = Choice(TalkState, default=TalkState.PLANNED, description=label("状态", "State"))
    held_on = Day(null=True, description=label("沟通日期", "Held on"))
    notes = LongText(default="", description=label("共同记录", "Shared notes"))

    class Meta:
        table = "talk"
        indexes = (("employee_id", "planned_at"), ("manager_id", "planned_at"))


class TalkItem(Row):
    """A line of the agenda, or an action agreed on."""

    talk = Ref("Talk", description=label("沟通", "Talk"))
    kind = Choice(TalkItemKind, description=label("类别", "Kind"))
    place = Int(default=0, description=label("次序", "Place in the list"))
    text = Text(LINE, description=label("内容", "Text"))
    author = Ref("Employee", description=label("提出人", "Brought up by"))
    owner = Ref("Employee", null=True, description=label("负责人", "Owner"))
    due_on = Day(null=True, description=label("到期日期", "Due on"))
    done_at = Instant(null=True, description=label("完成时间", "Done at"))

    class Meta:
        table = "talk_item"
        indexes = (("talk_id", "place"), ("owner_id", "due_on"))


class TalkNote(Row):
    """What one of the two keeps for themselves."""

    talk = Ref("Talk", description=label("沟通", "Talk"))
    author = Ref("Employee", description=label("作者", "Author"))
    text = LongText(default="", description=label("私人备注", "Private note"))

    class Meta:
        table = "talk_note"
        unique_together = (("talk_id", "author_id"),)
