"""The table of a team's gaps: a column a competency that is asked, and how each cell is shown."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import OTHER, open_stage
from ui.competencies.gaps import columns_of, look_of


def line(
    code: str, required: int | None, level: str | None, gap: str | None, reason: str | None = None
) -> Any:
    return {
        "code": code, "name": f"项{code}", "nameEn": "", "required": required, "level": level, "gap": gap,
        "reason": reason, "assessedOn": None,
    }  # fmt: skip


LINES_OF = [
    line("A", 4, "2.50", "1.50"),
    line("B", 3, None, None, "NOT_ASSESSED"),
    line("C", None, "3.00", None, "NOT_REQUIRED"),
]
FOUND: dict[str, Any] = {
    "CompetencyGaps": {
        "employees": {
            "totalCount": 30, "pageInfo": {"hasNextPage": True, "endCursor": "c"},
            "nodes": [
                {"id": OTHER, "name": "王芳", "code": "R1", "position": {"name": "导购"}, "competencies": LINES_OF},
            ],
        },
        "departments": {"nodes": []},
    }
}  # fmt: skip


def test_a_manager_sees_people_by_what_their_positions_ask():
    browser, api = open_stage("hr_manager", lines=FOUND)

    page = browser.get("/org/competencies/gaps?unit=D2").text

    assert "差 1.5" in page
    assert "要求 3，未评估" in page
    assert "项C" not in page
    assert "unit=D2&amp;after=c" in page
    assert api.variables("CompetencyGaps")["department"] == "D2"


def test_who_sets_training_rules_is_led_from_a_gap_to_its_rule():
    keeper, _ = open_stage("hr_manager", lines=FOUND)
    manager, _ = open_stage("department_manager", lines=FOUND)

    assert (
        'href="/training/rules?competency=A&amp;unit=D2#write"'
        in keeper.get("/org/competencies/gaps?unit=D2").text
    )
    assert "competency=B&amp;" not in keeper.get("/org/competencies/gaps?unit=D2").text
    assert "/training/rules?competency" not in manager.get("/org/competencies/gaps?unit=D2").text


def test_who_sees_nobody_is_told_so():
    browser, _ = open_stage("payroll_specialist", lines=FOUND)

    assert browser.get("/org/competencies/gaps").status_code == 403


def test_cells_are_parted_by_how_far_they_are_off():
    assert [look_of(one) for one in LINES_OF] == ["wide", "open", "free"]
    assert look_of(line("A", 4, "3.01", "0.99")) == "near"
    assert look_of(line("A", 4, "4.00", "0.00")) == "met"
    assert [one["code"] for one in columns_of([{"competencies": LINES_OF}, {"competencies": None}])] == [
        "A",
        "B",
    ]
