"""The sample schemes read as rules of the dictionary; the one being drafted shows what the linter says."""

from __future__ import annotations

import pytest

from server.demo.schemes import DEALS, SAMPLES, Sample
from server.incentives.models import SchemeState
from server.incentives.rules.form import read_rules
from server.incentives.rules.lint import Setting, lint
from server.incentives.rules.names import names_in, resolved
from server.metrics.dictionary.load import load_builtin

KNOWN = load_builtin()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.code}-{sample.revision}")
def test_a_sample_scheme_is_ready_unless_it_is_a_draft(sample: Sample):
    read, broken = read_rules(sample.rules)
    rules, unknown = resolved(read, KNOWN)
    setting = Setting(sample.budget, is_front_line=sample.family == "frontline")
    grave = [each.code for each in lint(rules, KNOWN, setting, names_in(KNOWN)) if not each.is_warning]

    assert (broken, unknown) == ((), ())
    assert grave == (["SALES_ONLY"] if sample.state is SchemeState.DRAFT else [])


def test_deals_have_codes_of_their_own_and_some_lose_their_customer():
    assert len({code for code, *_ in DEALS}) == len(DEALS)
    assert [code for code, *_, lost in DEALS if lost] == ["KA-CHAIN-01", "KA-CITY-04"]
