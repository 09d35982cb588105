"""What a spreadsheet would run is quoted; everything else is left alone."""

from __future__ import annotations

import pytest

from server.kernel.cells import harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－x", "＠x"]
)
def test_formulas_are_quoted(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "王芳", "-12.50", "+86", "13800001234", "a=b"])
def test_plain_values_stay_as_they_are(text):
    assert harmless(text) == text
