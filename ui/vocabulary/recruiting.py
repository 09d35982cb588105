"""Words of openings, candidates and their tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

RECRUITING: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "unit_stage": {"STARTUP": ("初创团队", "Startup unit"), "SCALED": ("成熟团队", "Scaled unit")},
    "opening_state": {
        "OPEN": ("招聘中", "Open"),
        "FILLED": ("已招满", "Filled"),
        "CLOSED": ("已结束", "Closed"),
    },
    "application_state": {
        "APPLIED": ("已应聘", "Applied"),
        "TESTING": ("测试中", "Being tested"),
        "INTERVIEWING": ("面试中", "In interviews"),
        "OFFERED": ("已发录用通知", "With an offer"),
        "HIRED": ("已录用", "Hired"),
        "REJECTED": ("未录用", "Turned down"),
        "WITHDRAWN": ("已放弃", "Withdrew"),
    },
    "application_step": {
        "APPLIED": ("重新纳入", "Take up again"),
        "TESTING": ("开始测试", "Begin the tests"),
        "INTERVIEWING": ("进入面试", "Invite to interviews"),
        "OFFERED": ("发录用通知", "Make an offer"),
        "REJECTED": ("不录用", "Turn down"),
        "WITHDRAWN": ("候选人放弃", "They withdrew"),
    },
    "candidate_source": {
        "OWN": ("主动应聘", "Applied by themselves"),
        "REFERRAL": ("内部推荐", "Referred by a colleague"),
        "AGENCY": ("中介", "Agency"),
        "CAMPUS": ("校园招聘", "Campus"),
    },
    "candidate_test_kind": {
        "WRITTEN": ("情景笔试", "Situation in writing"),
        "INTERVIEW": ("面试", "Interview"),
        "TRAIT": ("特质测评", "Trait instrument"),
    },
    "trait_instrument": {
        "BIG_FIVE": ("大五人格", "Big Five"),
        "MBTI": ("MBTI（不用于决定）", "MBTI (not for decisions)"),
    },
    "rank_part_kind": {
        "TESTS": ("测试", "tests"),
        "BUDGET": ("薪资在预算内", "pay within the budget"),
        "LEARNING": ("经验尚少", "little experience yet"),
        "EXPERIENCE": ("经验", "experience"),
    },
}
