"""Sessions in which scores are compared: who sits in one, the cards on its table, and how it goes on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.filters import define_for, rows
from schema.inputs import Once, needed, optional
from schema.listing import ONE, listed, root
from schema.performance import ReviewCycle, Scorecard
from schema.planned import Connection, Node, column
from server.kernel.labels import label
from server.performance.models import CalibrationItemState, CalibrationSessionState, Rating
from server.performance.reviews.operations import sessions

strawberry.enum(CalibrationSessionState, description=label("校准会状态", "State of a session"))
strawberry.enum(CalibrationItemState, description=label("讨论状态", "What became of a card"))


@strawberry.type(description=label("校准会参会人", "Who sits in a session"))
class CalibrationMember(Node):
    person_name: str | None = column("姓名", "Name")


@strawberry.type(description=label("校准会上的绩效单", "A card on the table"))
class CalibrationItem(Node):
    scorecard: Scorecard | None = column("绩效单", "Scorecard")
    person_name: str | None = column("姓名", "Name")
    unit_name: str | None = column("部门", "Department")
    rater_name: str | None = column("评分人", "Rater")
    state: CalibrationItemState | None = column("状态", "State")
    score_before: Decimal | None = column("会前得分", "Score before")
    rating_before: Rating | None = column("会前等级", "Rating before")
    score: Decimal | None = column("现在的得分", "Score now")
    rating: Rating | None = column("现在的等级", "Rating now")
    note: str | None = column("讨论结论", "What was said")
    decided_at: datetime | None = column("讨论时间", "Talked about at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("校准会", "Calibration session"))
class CalibrationSession(Node):
    name: str | None = column("名称", "Name")
    cycle: ReviewCycle | None = column("考核周期", "Cycle")
    held_on: date | None = column("日期", "Held on")
    state: CalibrationSessionState | None = column("状态", "State")
    led_by_name: str | None = column("主持人", "Led by")
    minutes: str | None = column("会议纪要", "Minutes")
    closed_at: datetime | None = column("结束时间", "Closed at")
    cards: int | None = column("绩效单数", "Cards")
    waiting: int | None = column("待讨论", "Not talked about yet")
    version: int | None = column("版本", "Version")
    members: Connection[CalibrationMember] = rows("参会人", "Who sits in it", "CalibrationMember")
    items: Connection[CalibrationItem] = rows("绩效单", "Cards on the table", "CalibrationItem")


@strawberry.input(description=label("召开校准会", "A session to open"))
class OpenCalibrationSessionInput(Once):
    cycle_id: strawberry.ID = needed("考核周期编号", "Cycle")
    name: str = needed("名称", "Name")
    held_on: date = needed("日期", "Held on")
    department_ids: list[strawberry.ID] = needed("部门，含下级", "Departments, with all beneath")
    member_ids: list[strawberry.ID] = needed("参会人", "Who sits in it")


@strawberry.input(description=label("维持原评分", "A card that stays as it is"))
class KeepCalibrationItemInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    note: str | None = optional("讨论结论", "What was said")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("结束校准会", "A session to end"))
class CloseCalibrationSessionInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    minutes: str = needed("会议纪要", "Minutes")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.type(description=label("校准会变更", "Changes of sessions"))
class CalibrationMutation:
    open_calibration_session = act(
        "召开校准会", "Open a session with the cards that wait", OpenCalibrationSessionInput, CalibrationSession,
        sessions.open_calibration_session, is_certain=True,
    )  # fmt: skip
    keep_calibration_item = act(
        "讨论后维持原评分", "A card was talked about and stays", KeepCalibrationItemInput, CalibrationItem,
        sessions.keep_calibration_item, is_certain=True,
    )  # fmt: skip
    close_calibration_session = act(
        "结束校准会并写纪要", "End a session with its minutes", CloseCalibrationSessionInput, CalibrationSession,
        sessions.close_calibration_session, is_certain=True,
    )  # fmt: skip


@strawberry.type(description=label("校准会查询", "Questions about sessions"))
class CalibrationQuery:
    calibration_session: CalibrationSession | None = root("一次校准会", "One session", ONE)
    calibration_sessions: Connection[CalibrationSession] = listed(
        "校准会", "Calibration sessions", "CalibrationSession", search=False
    )


TYPES = (CalibrationMember, CalibrationItem, CalibrationSession)
define_for(*TYPES)
