"""Fifteen or ten per cent: both definitions, the bridge between them, the default marked."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.ui.metrics.told import ACTS, NAMES, cell, definition
from tests.ui.stage import open_stage
from ui.metrics.compare import closed, falling, families, family_of, recent, rivals

OPENING = definition(
    "attrition_rate_opening", name="离职率（期初口径）", isDefault=False, allowed={**ACTS, "edit": True}
)
STEPS: list[dict[str, Any]] = [
    {
        "label": "离职率（期初口径）",
        "from": None,
        "to": None,
        "numerator": "3",
        "denominator": "20",
        "value": "0.15",
        "effect": None,
    },
    {
        "label": "分子相同",
        "from": "a",
        "to": "b",
        "numerator": "3",
        "denominator": "20",
        "value": "0.15",
        "effect": "0.0",
    },
    {
        "label": "换分母",
        "from": "a",
        "to": "b",
        "numerator": "3",
        "denominator": "30",
        "value": "0.10",
        "effect": "-0.05",
    },
]
VARIANTS = [
    {"definition": definition(), "difference": "分母是平均人数", "cell": cell("0.1", display="10.0%")},
    {
        "definition": OPENING,
        "difference": "分母是期初人数",
        "cell": cell("0.15", display="15.0%", denominator="20"),
    },
]
COMPARED = {"compareDefinitions": {"sentence": "两边都没算错", "variants": VARIANTS, "bridge": STEPS}}


def test_the_bridge_leads_from_the_rival_to_the_default():
    families_ = {"metricDefinitions": {"nodes": [*NAMES["metricDefinitions"]["nodes"], OPENING]}}
    browser, api = open_stage("hr_manager", lines={"CompareDefinitions": COMPARED, "Families": families_})

    text = browser.get("/metrics/compare").text

    for word in ("两边都没算错", "15.0%", "10.0%", "−5.0 个百分点", "3 ÷ 20", "换分母"):
        assert word in text
    assert "分子相同" not in text
    assert api.variables("CompareDefinitions")["keys"] == ["attrition_rate_opening", "attrition_rate_average"]
    assert "设为公司默认口径" in text


def test_nothing_to_compare_says_so():
    browser, _ = open_stage(
        "employee",
        lines={"CompareDefinitions": {"compareDefinitions": {"sentence": "", "variants": [], "bridge": []}}},
    )

    assert "没有可对比的口径" in browser.get("/metrics/compare?family=none").text


def test_small_rules():
    assert rivals(VARIANTS[:1], "") is None
    assert rivals(VARIANTS, "unknown") == (VARIANTS[1], VARIANTS[0])
    assert [one["label"] for one in closed(STEPS, VARIANTS[0])] == [
        "离职率（期初口径）",
        "换分母",
        "离职率（平均口径）",
    ]
    assert closed([], VARIANTS[0]) == []
    assert [one["fraction"] for one in falling(closed(STEPS, VARIANTS[0]))] == ["3 ÷ 20", "3 ÷ 30", "3 ÷ 30"]
    assert families([definition(), OPENING, definition("csat", family=None)]) == [
        ("attrition", "离职率（平均口径）", 2)
    ]
    assert family_of([OPENING], ["attrition_rate_opening"]) == "attrition"
    assert recent(date(2026, 2, 10)) == [
        [
            "2026-01",
            "2025-12",
            "2025-11",
            "2025-10",
            "2025-09",
            "2025-08",
            "2025-07",
            "2025-06",
            "2025-05",
            "2025-04",
            "2025-03",
            "2025-02",
        ],
        ["2025-Q4", "2025-Q3", "2025-Q2", "2025-Q1"],
        ["2025", "2024"],
    ]
