"""What is typed is taken as it is meant, or refused at its field."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import InvalidInput
from server.training.operations.ground import clean, hundredths


def test_numbers_have_two_places_and_texts_a_length():
    assert hundredths(Decimal("59.99"), "score", 10000) == 5999
    assert clean(" 已有证书 ", "reason", 200, 4) == "已有证书"
    for wrong in (Decimal("59.999"), Decimal(-1), Decimal("100.01")):
        with pytest.raises(InvalidInput) as caught:
            hundredths(wrong, "score", 10000)
        assert caught.value.path == ("input", "score")
    for text, least in (("短", 4), ("长" * 201, 0)):
        with pytest.raises(InvalidInput):
            clean(text, "reason", 200, least)
