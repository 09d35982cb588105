"""Who sees contacts that wait, and who may ask what training changed."""

from __future__ import annotations

from tests.schema.cases import DENIED, EMPTY, Caller, reading, seen

WAITS = {"nodes": [{"isWaiting": True, "agent": {"code": "E4"}}] * 2}
EFFECT = '{ trainingEffect(metric: "csat", courseType: UPSKILL) { verdict reason have need change { value } trained } }'
CHANGES = "{ onboardingHoursChanges { changedOn verdict before { kept } } }"
HOURS = "{ onboardingHours { verdict reason seen many { people } } }"

BOARD_QUERIES = {
    "contacts": reading(
        "{ contacts(where: {isWaiting: {eq: true}}) { nodes { isWaiting agent { code } } } }",
        Caller("payroll_specialist", seen("contacts", EMPTY)),
        Caller("department_manager", seen("contacts", WAITS)),
        Caller("hr_manager", seen("contacts", WAITS)),
    ),
    "trainingEffect": reading(
        EFFECT,
        Caller("employee", DENIED),
        Caller("department_manager", DENIED),
        Caller(
            "hr_manager",
            seen(
                "trainingEffect",
                {
                    "verdict": "TOO_FEW", "reason": "TOO_FEW_PEOPLE", "have": 0, "need": 5, "change": None,
                    "trained": None,
                },
            ),
        ),
    ),
    "onboardingHoursChanges": reading(
        CHANGES,
        Caller("employee", DENIED),
        Caller("payroll_specialist", DENIED),
        Caller("hr_manager", seen("onboardingHoursChanges", [])),
    ),
    "onboardingHours": reading(
        HOURS,
        Caller("employee", DENIED),
        Caller("payroll_specialist", DENIED),
        Caller(
            "hr_manager",
            seen(
                "onboardingHours",
                {
                    "verdict": "TOO_FEW", "reason": "TOO_FEW_LEAVERS", "seen": "TOO_FEW", "many": None
                },
            ),
        ),
    ),
}  # fmt: skip
