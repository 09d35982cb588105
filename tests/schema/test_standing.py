"""How the cheapest next step is put into words."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from schema.standing import hint_of


def line(shown: str | None, full: str | None) -> SimpleNamespace:
    return SimpleNamespace(
        code="csat",
        name="客户满意度",
        shown=shown,
        full_shown=full,
        points=Decimal("78.90"),
        gain=Decimal("8.44"),
    )


@pytest.mark.parametrize(
    ("shown", "full", "way"),
    [("78.9%", "90.0%", "78.9% → 90.0%"), ("100.0%", "100.0%", "78.90 → 100"), (None, None, "78.90 → 100")],
    ids=["a value to go to", "full already, of few answers", "no value"],
)
def test_the_next_step_is_said_in_both_languages(shown, full, way):
    lines = [line(shown, full)]

    assert hint_of(lines, "csat", "zh") == f"先补客户满意度：{way}，总分最多 +8.44"  # type: ignore[arg-type]
    assert hint_of(lines, "csat", "en") == f"Raise 客户满意度 first: {way}, worth up to +8.44"  # type: ignore[arg-type]
    assert hint_of(lines, None, "zh") is None  # type: ignore[arg-type]
