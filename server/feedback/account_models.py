"""Tables of customer relationships beyond the facts: what a customer needs, from when on."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Day, Ref, Text


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
