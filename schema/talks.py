"""One-to-one talks: what the two of them see and write, and whether one was held."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.acts import act
from schema.filters import define_for, rows
from schema.inputs import Once, needed, optional
from schema.listing import ONE, listed, root
from schema.people import Employee
from schema.planned import Connection, Node, column
from server.kernel.labels import label
from server.performance.talks.models import TalkItemKind, TalkState
from server.performance.talks.operations import items as talk_items
from server.performance.talks.operations import talks

strawberry.enum(TalkState, description=label("沟通状态", "State of a talk"))
strawberry.enum(TalkItemKind, description=label("沟通条目类别", "Kind of item"))
SEEN = ("所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since")


@strawberry.type(description=label("一对一沟通", "One-to-one talk"))
class Talk(Node):
    employee: Employee | None = column("员工", "Employee")
    manager: Employee | None = column("上级", "Manager")
    manager_name: str | None = column("上级姓名", "Manager's name")
    planned_at: datetime | None = column("约定时间", "Planned for")
    place: str | None = column("地点或方式", "Where")
    state: TalkState | None = column("状态", "State")
    held_on: date | None = column("沟通日期", "Held on")
    notes: str | None = column("共同记录", "Shared notes")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")
    items: Connection[TalkItem] | None = rows("议题与行动", "Agenda and actions", "TalkItem")
    my_notes: Connection[TalkNote] | None = rows("本人的私人备注", "One's own private note", "TalkNote")


@strawberry.type(description=label("议题或行动", "Point of the agenda, or action"))
class TalkItem(Node):
    talk: Talk | None = column("沟通", "Talk")
    kind: TalkItemKind | None = column("类别", "Kind")
    place: int | None = column("次序", "Place in the list")
    text: str | None = column("内容", "Text")
    author: Employee | None = column("提出人", "Brought up by")
    owner: Employee | None = column("负责人", "Owner")
    due_on: date | None = column("到期日期", "Due on")
    done_at: datetime | None = column("完成时间", "Done at")


@strawberry.type(description=label("私人备注", "Private note"))
class TalkNote(Node):
    text: str | None = column("内容", "Text")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("应做的一对一", "A one-to-one that is due"))
class OneOnOne(Node):
    employee: Employee | None = column("员工", "Employee")
    month: date | None = column("月份", "Month")
    held_on: date | None = column("沟通日期，空为还没谈", "Held on; null while it has not been")


TYPES = (Talk, TalkItem, TalkNote, OneOnOne)
define_for(*TYPES)


@strawberry.input(description=label("约一次沟通", "A talk to be planned"))
class PlanTalkInput(Once):
    planned_at: datetime = needed("约定时间", "Planned for")
    employee_id: strawberry.ID | None = optional(
        "员工编号，上级填；默认本人与直属上级", "Employee id, for managers; oneself by default"
    )
    place: str | None = optional("地点或方式", "Where")
    agenda: list[str] | None = optional("议题", "Agenda")


@strawberry.input(description=label("修改沟通", "A talk to be changed"))
class ChangeTalkInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    planned_at: datetime | None = optional("约定时间", "Planned for")
    place: str | None = optional("地点或方式", "Where")
    notes: str | None = optional("共同记录", "Shared notes")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("取消沟通", "A talk to be called off"))
class CancelTalkInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("登记已沟通", "A talk that was held"))
class HoldTalkInput(CancelTalkInput):
    held_on: date | None = optional("沟通日期，默认今天", "Held on, today by default")


@strawberry.input(description=label("添加议题或行动", "A point or action to be added"))
class AddTalkItemInput(Once):
    talk_id: strawberry.ID = needed("沟通编号", "Id of the talk")
    kind: TalkItemKind = needed("类别", "Kind")
    text: str = needed("内容", "Text")
    owner_id: strawberry.ID | None = optional("负责人编号，行动必填", "Id of the owner, for an action")
    due_on: date | None = optional("到期日期，行动必填", "Due on, for an action")


@strawberry.input(description=label("勾选议题或行动", "A point or action to be ticked off"))
class TickTalkItemInput(Once):
    id: strawberry.ID = needed("条目编号", "Id of the item")
    is_done: bool = needed("已完成", "Whether it is done")


@strawberry.input(description=label("私人备注", "A private note"))
class KeepTalkNoteInput(Once):
    talk_id: strawberry.ID = needed("沟通编号", "Id of the talk")
    text: str = needed("内容", "Text")


@strawberry.type(description=label("沟通查询", "Questions about talks"))
class TalkQuery:
    talk: Talk | None = root("一次沟通", "One talk", ONE)
    talks: Connection[Talk] = listed("我的沟通", "One's own talks", "Talk", search=False)
    talk_items: Connection[TalkItem] = listed(
        "我的议题与行动", "Points and actions of one's own talks", "TalkItem", search=False
    )
    one_on_ones: Connection[OneOnOne] = listed(
        "应做的一对一", "One-to-ones that are due", "OneOnOne", search=False
    )


@strawberry.type(description=label("沟通变更", "Acts on talks"))
class TalkMutation:
    plan_talk = act("约一次沟通", "Plan a talk", PlanTalkInput, Talk, talks.plan_talk)
    change_talk = act("修改沟通", "Change a talk", ChangeTalkInput, Talk, talks.change_talk)
    hold_talk = act("登记已沟通", "Say that a talk was held", HoldTalkInput, Talk, talks.hold_talk)
    cancel_talk = act("取消沟通", "Call a talk off", CancelTalkInput, Talk, talks.cancel_talk)
    add_talk_item = act(
        "添加议题或行动", "Add a point or an action", AddTalkItemInput, Talk, talk_items.add_talk_item
    )
    tick_talk_item = act(
        "勾选议题或行动", "Tick a point or an action off", TickTalkItemInput, Talk, talk_items.tick_talk_item
    )
    keep_talk_note = act(
        "写私人备注", "Keep a private note", KeepTalkNoteInput, Talk, talk_items.keep_talk_note
    )
