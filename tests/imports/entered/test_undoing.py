"""Values go back as the model has them."""

from __future__ import annotations

from datetime import date

from server.imports.entered.deals import DEALS
from server.imports.entered.undoing import typed


def test_days_of_the_ledger_are_days_again():
    assert typed(DEALS, "signed_on", "2025-03-01") == date(2025, 3, 1)
    assert (typed(DEALS, "name", "2025-03-01"), typed(DEALS, "signed_on", None)) == ("2025-03-01", None)
