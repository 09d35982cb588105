"""Who may ask and do what with legal entities, staffing norms and careers; filed into `callers.CASES`."""

from __future__ import annotations

from tests.schema.cases import (
    DENIED,
    EMPTY,
    OTHER_HR,
    OUTSIDE,
    STAFF,
    Caller,
    CallerCase,
    change,
    reading,
    seen,
)

NORMS = "{ staffingNorms { nodes { fte } } }"
ENTITIES = "{ legalEntities { nodes { code name version } } }"
NOTHING: dict[str, object] = {"nodes": []}

ORGANIZATION_QUERIES = {
    "legalEntities": reading(
        "{ legalEntities { nodes { code } } }",
        Caller("administrator", seen("legalEntities", EMPTY)),
        Caller("employee", seen("legalEntities", NOTHING)),
        Caller("hr_manager", seen("legalEntities", NOTHING)),
    ),
    "staffingNorms": reading(
        "{ staffingNorms { nodes { fte } } }",
        Caller("employee", seen("staffingNorms", EMPTY)),
        Caller("department_manager", seen("staffingNorms", NOTHING)),
        Caller("hr_manager", seen("staffingNorms", NOTHING)),
    ),
    "ladders": reading(
        "{ ladders { code } }",
        Caller("administrator", DENIED),
        Caller("employee", seen("ladders", [])),
        Caller("hr_manager", seen("ladders", [])),
    ),
    "promotions": reading(
        "{ promotions { standing } }",
        Caller("employee", DENIED),
        Caller("department_manager", seen("promotions", [])),
        Caller("hr_manager", seen("promotions", [])),
    ),
}

ORGANIZATION_MUTATIONS = {
    "createLegalEntity": change(
        "createLegalEntity",
        {"code": "LE1", "name": "某某有限公司", "departmentCode": "D1"},
        {"code": "LE1", "name": "某某有限公司", "version": 1},
        unprivileged=STAFF,
        half=OTHER_HR,
        untouched=ENTITIES,
    ),
    "updateLegalEntity": change(
        "updateLegalEntity",
        {"code": "LE9", "name": "某某有限公司"},
        {"code": "LE9"},
        unprivileged=STAFF,
        half=OTHER_HR,
        untouched=ENTITIES,
        code="NOT_FOUND",
    ),
    "assignLegalEntity": change(
        "assignLegalEntity",
        {"code": "E4", "legalEntityCode": "LE9"},
        {"code": "E4"},
        unprivileged=Caller("department_manager", DENIED),
        half=OUTSIDE,
        code="INVALID_INPUT",
    ),
    "setStaffingNorm": change(
        "setStaffingNorm",
        {"departmentCode": "D2", "fte": "3.5"},
        {"code": "D2"},
        unprivileged=STAFF,
        half=Caller("department_manager", DENIED),
        untouched=NORMS,
    ),
    "setLadderRung": change(
        "setLadderRung",
        {"positionCode": "P1", "conditions": [{"kind": "CONFIRMED"}]},
        {"code": "P1"},
        unprivileged=STAFF,
        half=OTHER_HR,
        untouched="{ ladders { code version } }",
        code="INVALID_STATE",
    ),
}
CASES: dict[str, CallerCase] = {**ORGANIZATION_QUERIES, **ORGANIZATION_MUTATIONS}
