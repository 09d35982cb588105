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
    ("2026年第一季度", True, NOTHING),
    ("2026-Q3 by 12月底", True, NOTHING),
    ("做得更好", True, NOTHING),
)


@pytest.mark.parametrize(
    ("title", "is_share", "expected"), CASES, ids=[f"{c[0]}, share {c[1]}" for c in CASES]
)
def test_a_title_is_read(title, is_share, expected):
    assert read(title, is_share=is_share) == expected
