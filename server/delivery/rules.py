"""What goes out, when, and in which words: pure rules of kinds of news, quiet hours and pauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from server.delivery.models import DeliveryChannel

PAUSES: Final = tuple(timedelta(seconds=each) for each in (5, 60, 300, 1800, 7200, 18_000, 36_000))
"""How long to wait after each failed try; who does not answer within these is given up, until somebody resends."""
LONGEST = 200
PERSONAL: Final = (
    DeliveryChannel.EMAIL,
    DeliveryChannel.WECOM,
    DeliveryChannel.DINGTALK,
    DeliveryChannel.FEISHU,
)
"""What a person may choose; webhooks are for systems."""


@dataclass(frozen=True)
class Family:
    """Kinds of notices that are chosen together.

    A `discreet` one leaves the house without its title: it may name a person beside a score, pay or a contract.
    """

    zh: str
    en: str
    kinds: tuple[str, ...] = ()
    discreet: bool = True


FAMILIES: Final[Mapping[str, Family]] = {
    "approval": Family("审批", "Approvals", ("approval", "absence"), discreet=False),
    "feedback": Family("客户反馈", "Customer feedback", ("feedback",), discreet=False),
    "training": Family("培训", "Training", ("training", "course", "session", "exam", "certificate"), discreet=False),
    "support": Family("支持请求与建议", "Support and suggestions", ("support", "suggestion"), discreet=False),
    "meeting": Family("会议与复盘", "Meetings and retrospectives", ("meeting", "retro", "pulse"), discreet=False),
    "digest": Family("部门摘要", "Department digests", ("digest",), discreet=False),
    "performance": Family(
        "绩效", "Performance",
        ("score", "review", "card", "goal", "talk", "improvement", "quality", "field", "peer", "cycle"),
    ),
    "incentive": Family("激励", "Incentives", ("payout", "award", "kudos", "contest", "commission", "scheme")),
    "people": Family("人事", "People", ("people", "exit", "resignation", "document", "recruiting")),
    "other": Family("其他", "Other"),
}  # fmt: skip

RESULTS: Final = ("exam",)
"""Kinds that say how somebody did: they leave without their title, whatever their family."""


def family_of(kind: str) -> str:
    """Return the family of a kind of notice, by the beginning of its name."""
    for name, family in FAMILIES.items():
        if any(
            kind == each or kind.startswith((f"{each}.", f"{each}_", f"{each}-")) for each in family.kinds
        ):
            return name
    return "other"


def outside_title(kind: str, zh: str, en: str) -> tuple[str, str]:
    """Return what a message may say outside: the title, or for a discreet family or kind only that there is news."""
    family = FAMILIES[family_of(kind)]
    if not family.discreet and kind not in RESULTS:
        return zh[:LONGEST], en[:LONGEST]
    return f"您有一条新的{family.zh}通知", f"You have news: {family.en}"


def chosen(choices: Mapping[str, Iterable[str]], kind: str) -> tuple[DeliveryChannel, ...]:
    """Return the channels a person chose for a kind; what they never chose is told on the pages alone."""
    picked = set(choices.get(family_of(kind), ()))
    return tuple(channel for channel in PERSONAL if channel in picked)


def after_quiet(moment: datetime, zone: str, quiet_from: int | None, quiet_to: int | None) -> datetime:
    """Return the moment itself, or the end of the quiet hours it falls in, by the clock on the person's wall.

    The end is not quiet. Hours that end as they begin are none.
    """
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return moment
    here = moment.astimezone(ZoneInfo(zone))
    minute = here.hour * 60 + here.minute
    if quiet_from < quiet_to:
        if not quiet_from <= minute < quiet_to:
            return moment
        day = here.date()
    elif minute >= quiet_from:
        day = here.date() + timedelta(days=1)
    elif minute < quiet_to:
        day = here.date()
    else:
        return moment
    ends = datetime(day.year, day.month, day.day, quiet_to // 60, quiet_to % 60, tzinfo=ZoneInfo(zone))
    return max(moment, ends.astimezone(UTC))


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many tries; None when it is time to give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def listens(events: str, event: str) -> bool:
    """Tell whether a receiver with these events, parted by spaces, wants this one; none named are all.

    `feedback.*` stands for every event of feedback.
    """
    wanted = events.split()
    return not wanted or event in wanted or f"{event.partition('.')[0]}.*" in wanted


def is_due(rhythm: str, weekday: int, iso_weekday: int) -> bool:
    """Tell whether a digest goes out on a day of the week."""
    return rhythm == "DAILY" or weekday == iso_weekday
