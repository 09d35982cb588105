"""The tables of delivery: where news is sent, what each reader chose, what was sent, and the keys of calendars."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Text, TextId


class DeliveryChannel(StrEnum):
    """How news leaves the house; the notice on the pages is always there and needs no channel."""

    EMAIL = "EMAIL"
    WECOM = "WECOM"
    DINGTALK = "DINGTALK"
    FEISHU = "FEISHU"
    WEBHOOK = "WEBHOOK"


class DeliveryState(StrEnum):
    """SKIPPED is what was read or settled, or whose receiver was switched off, before it went out."""

    WAITING = "WAITING"
    SENT = "SENT"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"


class DigestRhythm(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"


class DeliveryEndpoint(Row):
    """A receiver: a webhook, a robot of a chat group, or the robot of one employee.

    Address and secrets lie sealed under a key of the row's own, or of the employee's, so that erasing them ends it.
    The secret before the current one signs as well until `both_until`.
    """

    channel = Choice(DeliveryChannel, description=label("渠道", "Channel"))
    name = Text(100, description=label("名称", "Name"))
    host = Text(200, description=label("主机", "Host"))
    address = LongText(description=label("地址", "Address"))
    secret = LongText(null=True, description=label("密钥", "Secret"))
    secret_before = LongText(null=True, description=label("上一密钥", "Secret before"))
    both_until = Instant(null=True, description=label("旧密钥有效至", "Both secrets until"))
    events = Text(500, default="", description=label("事件，空为全部", "Events, all if empty"))
    employee_id = TextId(null=True, db_index=True, description=label("所属员工", "Whose robot"))
    is_active = Flag(default=True, description=label("是否启用", "Active"))
    off_reason = Text(200, default="", description=label("停用原因", "Why it is off"))

    class Meta:
        table = "delivery_endpoint"


class DeliveryPreference(Row):
    """What an employee chose: a JSON object of channels by kind of news, and hours in which nothing is sent.

    Quiet hours are minutes of the day in `zone`, or in the company's if it is empty; they may pass midnight.
    """

    employee_id = TextId(unique=True, description=label("员工", "Employee"))
    choices = LongText(default="{}", description=label("各类通知的渠道", "Channels by kind"))
    quiet_from = Int(null=True, description=label("免打扰开始", "Quiet from"))
    quiet_to = Int(null=True, description=label("免打扰结束", "Quiet to"))
    zone = Text(60, default="", description=label("时区", "Time zone"))

    class Meta:
        table = "delivery_preference"


class DeliveryEntry(Row):
    """One message to one receiver, without what it says; `event_id` is the id by which a receiver knows it again."""

    event_id = TextId(description=label("事件编号", "Event id"))
    target = Text(80, description=label("接收方", "Receiver"))
    channel = Choice(DeliveryChannel, description=label("渠道", "Channel"))
    kind = Text(60, description=label("种类", "Kind"))
    notice_id = TextId(null=True, description=label("通知", "Notice"))
    endpoint_id = TextId(null=True, db_index=True, description=label("接收端", "Receiving end"))
    state = Choice(DeliveryState, default=DeliveryState.WAITING, description=label("状态", "State"))
    attempts = Int(default=0, description=label("尝试次数", "Attempts"))
    error = Text(200, default="", description=label("问题", "Trouble"))
    next_at = Instant(null=True, description=label("下次发送", "Next try"))
    sent_at = Instant(null=True, description=label("送达时间", "Sent at"))

    class Meta:
        table = "delivery_entry"
        unique_together = (("event_id", "target"),)
        indexes = (("state", "created_at"), ("created_at",))


class DepartmentDigest(Row):
    """Counts of what is open, sent to a department on its days; the receivers lead it, or are its robot."""

    department_id = TextId(description=label("部门", "Department"))
    rhythm = Choice(DigestRhythm, description=label("频率", "Rhythm"))
    weekday = Int(default=1, description=label("星期几（1 为周一）", "Day of the week, 1 is Monday"))
    hour = Int(default=9, description=label("几点", "Hour"))
    endpoint_id = TextId(null=True, description=label("群机器人", "Robot"))
    is_active = Flag(default=True, description=label("是否启用", "Active"))
    last_on = Day(null=True, description=label("上次发送日", "Last sent on"))

    class Meta:
        table = "department_digest"
        unique_together = (("department_id", "rhythm"),)


class CalendarFeed(Row):
    """The key to an employee's calendar; only its digest is kept."""

    employee_id = TextId(db_index=True, description=label("员工", "Employee"))
    digest = Text(64, unique=True, description=label("密钥摘要", "Digest of the key"))
    hint = Text(12, description=label("密钥开头", "Beginning of the key"))
    revoked_at = Instant(null=True, description=label("停用时间", "Revoked at"))
    used_at = Instant(null=True, description=label("最近读取", "Last read at"))

    class Meta:
        table = "calendar_feed"
