"""Every document of the figures' pages fits the contract, and texts come in the language asked for."""

from __future__ import annotations

import pytest
from graphql import parse, validate

from tests.house.source import ROOT
from tests.schema.world import SCHEMA, planted

DOCUMENTS = sorted((ROOT / "ui/metrics").glob("*.graphql"))
ONE = """query Q($zh: String = "zh") { metric(key: "csat", period: {named: ["2025-05"]}) { ... on MetricTable {
  definition { zh: name(lang: $zh) en: name(lang: "en") own: name other: name(lang: "fr") }
  total { cells { status zh: reason(lang: $zh) en: reason(lang: "en") display } } } } }"""


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_the_pages_documents_fit(file):
    assert validate(SCHEMA._schema, parse(file.read_text("utf-8"))) == []


async def test_texts_come_in_the_language_asked_for(store):
    found = (await (await planted(store)).ask("hr_manager", ONE))["data"]["metric"]

    assert found["definition"] == {
        "zh": "客户满意度", "en": "Customer satisfaction", "own": "客户满意度", "other": "客户满意度",
    }  # fmt: skip
    (cell,) = found["total"]["cells"]
    assert (cell["status"], cell["display"]) == ("EMPTY_DENOMINATOR", "—")
    assert (cell["zh"], cell["en"]) == ("分母为空", "Nothing to divide by")
