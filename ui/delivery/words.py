"""What can be chosen on the pages of delivery, in the order it stands there."""

from __future__ import annotations

from typing import Final

ROBOTS: Final = ("WECOM", "DINGTALK", "FEISHU")
PERSONAL: Final = ("EMAIL", *ROBOTS)
CHANNELS: Final = ("WEBHOOK", *ROBOTS)
EVENTS: Final = (
    "feedback.received", "feedback.answered", "feedback.breached", "feedback.resolved",
    "feedback.rating_asked", "support.changed",
    "training.overdue", "meeting.missed", "retro.missed", "exit.approved",
)  # fmt: skip
WEEKDAYS: Final = ("1", "2", "3", "4", "5", "6", "7")
