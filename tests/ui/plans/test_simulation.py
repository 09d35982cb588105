"""A past cycle by another plan: the newest that is over, who moves, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.ui.plans.rows import LINES
from tests.ui.stage import open_stage
from ui.plans.simulation import LEAST, chosen, last_closed, reach

CYCLES = [
    {"id": "c2", "code": "2026Q4", "name": "四季度", "nameEn": "Q4", "state": "OPEN"},
    {"id": "c1", "code": "2026Q3", "name": "三季度", "nameEn": "Q3", "state": "CLOSED"},
]
ROW = {
    "employeeId": "e1",
    "before": "80.00",
    "after": "76.50",
    "difference": "-3.50",
    "reason": "",
    "missing": [],
}
FOUND: dict[str, Any] = {
    "PlanCycles": {"reviewCycles": {"nodes": CYCLES}, "scorePlan": {"id": "p1", "name": "客服方案"}},
    "SimulatePlan": {
        "simulateScorePlan": {"people": 1, "up": 0, "down": 1, "same": 0, "unscored": 0, "rows": [ROW]}
    },
    "SimulatedPeople": {
        "employees": {"nodes": [{"id": "e1", "code": "R1", "name": "王芳", "department": {"name": "门店"}}]}
    },
}


def test_the_newest_cycle_that_is_over_is_scored():
    browser, api = open_stage("performance_specialist", lines=LINES | FOUND)

    page = browser.get("/plans/p1/simulate").text

    assert api.variables("SimulatePlan") == {"plan": "p1", "cycle": "c1", "department": None}
    assert "王芳" in page
    assert "−3.50" in page
    assert 'width="48.0%"' in page


def test_another_cycle_can_be_chosen_and_a_refusal_is_told():
    no = {
        "errors": [
            {"message": "No", "extensions": {"code": "QUERY_TOO_LARGE", "zh": "人太多。", "en": "Too many."}}
        ]
    }
    browser, api = open_stage("hr_manager", lines=LINES | FOUND | {"SimulatePlan": no})

    page = browser.get("/plans/p1/simulate?cycle=c2").text

    assert api.variables("SimulatePlan")["cycle"] == "c2"
    assert "人太多。" in page


def test_others_simulate_nothing():
    browser, _ = open_stage("department_manager", lines=LINES | FOUND)

    assert browser.get("/plans/p1/simulate").status_code == 404


def test_of_many_people_those_who_move_most_are_named():
    rows: list[Mapping[str, Any]] = [
        {"employeeId": str(at), "difference": f"{at - 150}.00"} for at in range(300)
    ]

    assert len(chosen(rows)) == 80
    assert chosen(rows)[0]["difference"] == "-150.00"
    assert len(chosen(rows[:60])) == 60
    assert last_closed([]) == ""


def test_the_longest_bar_is_the_greatest_change():
    assert reach([{"difference": "-1.25"}, {"difference": "0.50"}, {"difference": None}]) == 1.25
    assert reach([{"difference": "0.00"}]) == reach([]) == LEAST
