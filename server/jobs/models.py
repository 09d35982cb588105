"""The queue's tables."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Instant, Int, LongText, Text


class WorkState(StrEnum):
    """Where a message or a job stands; FAILED is final and waits for a person."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class Queued(Row):
    """What both queues share: the state, when it may run, who holds it and how often it was tried."""

    state = Choice(WorkState, default=WorkState.QUEUED, description=label("状态", "State"))
    next_at = Instant(description=label("下次执行时间", "Next at"))
    lease_until = Instant(null=True, description=label("租约到期", "Lease until"))
    lease = Text(36, null=True, description=label("租约", "Lease"))
    attempts = Int(default=0, description=label("尝试次数", "Attempts"))
    error = LongText(null=True, description=label("错误", "Error"))

    class Meta:
        abstract = True


class OutboxMessage(Queued):
    """Something to tell the outside, saved together with the change it tells of; delivered at least once."""

    topic = Text(100, description=label("主题", "Topic"))
    key = Text(200, description=label("去重键", "Key"))
    payload = LongText(description=label("内容", "Payload"))
    receipt = LongText(null=True, description=label("回执", "Receipt"))

    class Meta:
        table = "outbox_message"
        unique_together = (("topic", "key"),)
        indexes = (("state", "next_at"),)


class Job(Queued):
    """A longer piece of work with progress and a result."""

    kind = Text(100, description=label("种类", "Kind"))
    args = LongText(description=label("参数", "Arguments"))
    progress = Int(default=0, description=label("进度", "Progress"))
    total = Int(default=0, description=label("总量", "Total"))
    result = LongText(null=True, description=label("结果", "Result"))

    class Meta:
        table = "job"
        indexes = (("state", "next_at"),)
