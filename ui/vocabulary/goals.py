"""Goals, talks and improvement plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GOALS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "goal_state": {
        "DRAFT": ("草稿", "Draft"),
        "ACTIVE": ("进行中", "Under way"),
        "MET": ("已达成", "Met"),
        "MISSED": ("未达成", "Missed"),
        "CANCELLED": ("已取消", "Given up"),
    },
    "goal_level": {
        "COMPANY": ("公司目标", "The company's"),
        "TEAM": ("团队目标", "A team's"),
        "PERSON": ("个人目标", "A person's"),
    },
    "confidence": {
        "ON_TRACK": ("正常", "On track"),
        "AT_RISK": ("有风险", "At risk"),
        "OFF_TRACK": ("偏离", "Off track"),
    },
    "change_kind": {
        "RELATIVE": ("相对变化", "Relative"),
        "POINTS": ("增减多少（百分点或单位）", "So many points or units"),
        "ABSOLUTE": ("达到某值", "To a value"),
    },
    "goal_verdict": {
        "ACCEPTED": ("可以衡量", "It can be measured"),
        "NEEDS_BASELINE": ("可以衡量，还缺基线值", "It can be measured once its baseline is there"),
        "REJECTED": ("还不能衡量", "It can't be measured yet"),
    },
    "goal_status": {
        "OK": ("正常", "In order"),
        "NO_DATA": ("没有数据", "No data"),
        "EMPTY_DENOMINATOR": ("分母为空", "Nothing to divide by"),
        "INCOMPLETE_INPUT": ("数据不完整", "Part of the data is missing"),
        "IMMATURE": ("观察期未满", "Too early to tell"),
        "MISSING_RATE": ("缺少汇率", "An exchange rate is missing"),
        "SUPPRESSED_SMALL_GROUP": ("人数过少，不显示", "Too few people to show"),
        "INVALID_INPUT": ("这个指标不能按这段时间计算", "The metric can't be worked out for these days"),
    },
    "talk_state": {
        "PLANNED": ("已约", "Planned"),
        "HELD": ("已沟通", "Held"),
        "CANCELLED": ("已取消", "Called off"),
    },
    "improvement_state": {
        "DRAFT": ("待商定", "To be agreed on"),
        "ACTIVE": ("进行中", "Under way"),
        "REACHED": ("已达成", "Reached"),
        "EXTENDED": ("已延长", "Extended"),
        "NOT_REACHED": ("未达成", "Not reached"),
        "REVOKED": ("已撤销", "Taken back"),
    },
}
