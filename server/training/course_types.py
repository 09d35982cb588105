"""Kinds of courses, as training tasks, courses and requirements name them."""

from __future__ import annotations

from enum import StrEnum


class CourseType(StrEnum):
    ONBOARDING_BASE = "ONBOARDING_BASE"
    UPSKILL = "UPSKILL"
    COMPLIANCE = "COMPLIANCE"
    KEY_ACCOUNT = "KEY_ACCOUNT"
    OTHER = "OTHER"
