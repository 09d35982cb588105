"""Words of courses, lessons and cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LEARNING: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "course_type": {
        "ONBOARDING_BASE": ("入职基础", "Onboarding"),
        "UPSKILL": ("技能提升", "Skills"),
        "COMPLIANCE": ("合规", "Compliance"),
        "KEY_ACCOUNT": ("大客户", "Key accounts"),
        "OTHER": ("其他", "Other"),
    },
    "course_tag": {
        "BRAND_CULTURE": ("品牌文化", "Brand culture"),
        "PRODUCT": ("产品知识", "Product"),
        "COMMUNICATION": ("沟通", "Communication"),
        "PROBLEM_SOLVING": ("问题解决", "Problem solving"),
        "PLATFORM_RULES": ("平台规则", "Platform rules"),
        "AFTER_SALES": ("售后", "After-sales"),
        "SALES_SKILLS": ("销售技巧", "Sales skills"),
        "INDUSTRY_ANALYSIS": ("行业分析", "Industry analysis"),
        "NEED_DISCOVERY": ("需求挖掘", "Need discovery"),
        "EXECUTIVE_COMMUNICATION": ("高层沟通", "Executive communication"),
    },
    "course_mode": {
        "ONLINE": ("线上", "Online"),
        "CLASSROOM": ("面授", "Classroom"),
        "BLENDED": ("线上加面授", "Blended"),
        "ON_THE_JOB": ("在岗", "On the job"),
    },
    "course_state": {
        "DRAFT": ("草稿", "Draft"),
        "PUBLISHED": ("已发布", "Published"),
        "RETIRED": ("已停用", "Retired"),
    },
    "industry": {
        "retail": ("零售", "Retail"),
        "ecommerce": ("电商", "E-commerce"),
        "hospital": ("医院", "Hospital"),
    },
    "lesson_kind": {"PAGE": ("图文", "Page"), "VIDEO": ("视频", "Video"), "QUIZ": ("测验", "Quiz")},
    "case_kind": {
        "ROLE_PLAY": ("角色演练", "Role play"),
        "RETRO": ("复盘案例", "From a retrospective"),
        "FEEDBACK": ("客户反馈", "From a customer"),
    },
}  # fmt: skip
