"""Tables of customer relationships beyond the facts: what a customer needs, how it counts, and whom to speak to."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Blind, Choice, Day, Flag, Instant, Ref, Sealed, Text


class Segment(StrEnum):
    SMALL = "SMALL"
    KEY = "KEY"


class AccountNeed(Row):
    """What a customer wants from a day on; a later one takes its place, and the change is what counts."""

    customer_ref = Text(64, description=label("客户代号", "Customer reference"))
    since_on = Day(description=label("起始日期", "From"))
    need = Text(200, description=label("需求", "Need"))
    note = Text(500, default="", description=label("说明", "Remark"))
    told_by = Ref("Employee", null=True, description=label("记录人", "Recorded by"))

    class Meta:
        table = "account_need"
        indexes = (("customer_ref", "since_on"),)


class AccountSegment(Row):
    """As what a customer counts from a day on; one of each day, and the latest begun is what the account says."""

    customer_ref = Text(64, description=label("客户代号", "Customer reference"))
    since_on = Day(description=label("起始日期", "From"))
    segment = Choice(Segment, description=label("客户分层", "Segment"))
    note = Text(500, default="", description=label("说明", "Remark"))
    told_by = Ref("Employee", null=True, description=label("记录人", "Recorded by"))

    class Meta:
        table = "account_segment"
        unique_together = (("customer_ref", "since_on"),)


class AccountPerson(Row):
    """Somebody at the customer's to speak to. Phone and e-mail are sealed with a key of the person's own."""

    customer_ref = Text(64, description=label("客户代号", "Customer reference"))
    name = Text(60, description=label("姓名", "Name"))
    job_title = Text(60, default="", description=label("职务", "Job title"))
    phone = Sealed(null=True, description=label("手机", "Phone"))
    phone_hash = Blind(null=True, description=label("手机散列", "Hash of the phone"))
    email = Sealed(null=True, description=label("邮箱", "Email"))
    email_hash = Blind(null=True, description=label("邮箱散列", "Hash of the email"))
    is_main = Flag(default=False, description=label("主要联系人", "Main contact"))
    since_on = Day(description=label("起始日期", "From"))
    until_on = Day(null=True, description=label("截止日期", "Until"))
    erased_at = Instant(null=True, description=label("资料抹除时间", "Data erased at"))

    class Meta:
        table = "account_person"
        indexes = (("customer_ref", "since_on"),)
