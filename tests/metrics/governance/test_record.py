"""An act asks in every relation the caller could stand in, and a refusal names its rule."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied
from server.metrics.governance.record import allow, may
from tests.metrics.governance.acts import caller


def test_a_rule_on_totals_or_on_oneself_is_enough(sqlite_store):
    assert may(caller(sqlite_store, "gm", "general_manager"), "metric_export", "export")
    assert may(caller(sqlite_store, "e", "employee"), "metric_export", "export")
    assert not may(caller(sqlite_store, "a", "auditor"), "metric_export", "export")


def test_a_refusal_says_that_no_rule_allows_it(sqlite_store):
    with pytest.raises(Denied, match="no rule allows it"):
        allow(caller(sqlite_store, "e", "employee"), "metric_publish")
