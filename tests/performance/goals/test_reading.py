"""Numbers in titles: from what, to what, by how much; years and quarters are none of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.performance.goals.attainment import ChangeKind
from server.performance.goals.reading import NOTHING, Said, read

RELATIVE, POINTS, ABSOLUTE = ChangeKind.RELATIVE, ChangeKind.POINTS, ChangeKind.ABSOLUTE


def said(kind: ChangeKind | None, baseline: str | None, change: str | None, *, vague: bool = False) -> Said:
    return Said(kind, baseline and Decimal(baseline), change and Decimal(change), vague)  # type: ignore[arg-type]


CASES = (
    ("从85%提升至90%", True, said(ABSOLUTE, "0.85", "0.9")),
    ("from 30 s to 25 s", False, said(ABSOLUTE, "30", "25")),
    ("提升5个百分点", True, said(POINTS, None, "0.05")),
    ("up 5 pp", True, said(POINTS, None, "0.05")),
    ("提升5%", True, said(None, None, "0.05", vague=True)),
    ("提升5%", False, said(RELATIVE, None, "0.05")),
    ("减少20%", False, said(RELATIVE, None, "-0.2")),
    ("−20%", False, said(RELATIVE, None, "-0.2")),
    ("增加4小时，目前6小时", False, said(POINTS, "6", "4")),
    ("不超过25秒，基线30秒", False, said(ABSOLUTE, "30", "25")),
    ("at least 95%", True, said(ABSOLUTE, None, "0.95")),
    ("85% → 90%", True, said(ABSOLUTE, "0.85", "0.9")),
    ("85 -> 90%", True, said(ABSOLUTE, "0.85", "0.9")),
    ("from 85 to 90", True, said(ABSOLUTE, "0.85", "0.9")),
    ("从 85 提到 90", True, said(ABSOLUTE, "0.85", "0.9")),
    ("85%提升到90%", True, said(ABSOLUTE, "0.85", "0.9")),
    ("从100万增加到120万", False, said(ABSOLUTE, "1000000", "1200000")),
    ("达到1,200,000元", False, said(ABSOLUTE, None, "1200000")),
    ("by 20 percent, from 1,000,000", False, said(RELATIVE, "1000000", "0.2")),
    ("up five percentage points from 80%", True, said(POINTS, "0.8", "0.05")),
    ("up 5 points, now 80%", True, said(POINTS, "0.8", "0.05")),
    ("提高百分之五", True, said(None, None, "0.05", vague=True)),
    ("提升5", True, said(None, None, "0.05", vague=True)),
    ("降低一半，目前4%", True, said(RELATIVE, "0.04", "-0.5")),
    ("halved", True, said(RELATIVE, None, "-0.5")),
    ("翻一番", False, said(RELATIVE, None, "1")),
    ("保持在九成以上", True, said(ABSOLUTE, None, "0.9")),
    ("超过90%", True, said(ABSOLUTE, None, "0.9")),
    ("under 2%", True, said(ABSOLUTE, None, "0.02")),
    ("3个月内减少20%", False, said(RELATIVE, None, "-0.2")),
    ("down 20% within 3 months", False, said(RELATIVE, None, "0.2")),
    ("cut by 20% within 3 months", False, said(RELATIVE, None, "-0.2")),
    ("6月30日前减少20%", False, said(RELATIVE, None, "-0.2")),
    ("by 30 June 2026", True, NOTHING),
    ("30 天留存提升5个百分点", True, said(POINTS, None, "0.05")),
    ("2026年第一季度", True, NOTHING),
    ("2026-Q3 by 12月底", True, NOTHING),
    ("做得更好", True, NOTHING),
)


@pytest.mark.parametrize(
    ("title", "is_share", "expected"), CASES, ids=[f"{c[0]}, share {c[1]}" for c in CASES]
)
def test_a_title_is_read(title, is_share, expected):
    assert read(title, is_share=is_share) == expected
