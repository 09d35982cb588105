"""Who may call what of the record: documents, notes, added fields, contracts, corrections."""

from __future__ import annotations

from base64 import b64encode

from server.kernel.upload import Upload
from tests.plan.world import uid
from tests.schema.cases import (
    DENIED,
    MANAGER,
    OUTSIDE,
    STAFF,
    WHO,
    Answer,
    Caller,
    CallerCase,
    change,
    seen,
)
from tests.schema.record_rows import CONTENT, DOCUMENT, FIELD

E4, WHY = uid("E4"), "录入有误，更正"
PAPERS = (
    '{ employee(code: "E4") { version documents { nodes { title } } notes { totalCount } '
    "customFields { totalCount } } }"
)
FIELDS = "{ customFields { nodes { key labelZh isActive } } }"
NOBODY = Caller("administrator", Answer(code="NOT_FOUND"))
BADGE = {"nodes": [{"key": "badge", "label": "工牌号", "dataClass": "roster"}]}
NOTHING: dict[str, object] = {"nodes": []}


RECORD_QUERIES = {
    "customFields": CallerCase(
        "{ customFields { nodes { key label dataClass } } }",
        Caller("administrator", seen("customFields", NOTHING)),
        Caller("employee", seen("customFields", BADGE)),
        Caller("hr_manager", seen("customFields", BADGE)),
    ),
    "viewAs": CallerCase(
        f'{{ viewAs(employeeId: "{uid("E5")}") {{ field }} }}',
        Caller("employee", Answer(code="NOT_FOUND")),
        Caller("department_manager", DENIED),
        Caller("hr_manager", Answer(data={"viewAs": []})),
    ),
}

RECORD_MUTATIONS = {
    "addDocument": change(
        "addDocument",
        {"code": "E4", "file": Upload("合同.pdf", b"%PDF-1.7 new"), "kind": "CONTRACT", "title": "劳动合同"},
        {"title": "劳动合同", "kind": "CONTRACT", "mediaType": "application/pdf", "size": 12},
        unprivileged=NOBODY,
        half=MANAGER,
        untouched=PAPERS,
    ),
    "openDocument": change(
        "openDocument",
        {"id": DOCUMENT},
        {"documentId": DOCUMENT, "fileName": "健康证.pdf", "base64": b64encode(CONTENT).decode()},
        unprivileged=Caller("employee", Answer(code="NOT_FOUND")),
        half=OUTSIDE,
        privileged="department_manager",
        untouched=PAPERS,
    ),
    "removeDocument": change(
        "removeDocument",
        {"id": DOCUMENT, "reason": "已换新证"},
        {"code": "E4", "documents { totalCount }": None},
        unprivileged=Caller("employee", Answer(code="NOT_FOUND")),
        half=MANAGER,
        untouched=PAPERS,
    ),
    "addNote": change(
        "addNote",
        {"code": "E4", "text": "试用期表现好", "visibility": "HR"},
        {"text": "试用期表现好", "visibility": "HR", "isCorrected": False},
        unprivileged=OUTSIDE,
        half=MANAGER,
        untouched=PAPERS,
    ),
    "setCustomFields": change(
        "setCustomFields",
        {"code": "E4", "values": [{"key": "badge", "value": "B-7"}]},
        {"code": "E4", "customFields { nodes { key value } }": None},
        unprivileged=OUTSIDE,
        half=MANAGER,
        untouched=PAPERS,
    ),
    "defineCustomField": change(
        "defineCustomField",
        {"key": "shoe", "labelZh": "鞋码", "labelEn": "Shoe size", "type": "NUMBER", "dataClass": "roster"},
        {"key": "shoe", "label": "鞋码", "type": "NUMBER", "choices": [], "isActive": True},
        unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED),
        untouched=FIELDS,
    ),
    "changeCustomField": change(
        "changeCustomField",
        {"id": FIELD, "labelZh": "工牌", "isActive": False},
        {"labelZh": "工牌", "isActive": False, "version": 2},
        unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED),
        untouched=FIELDS,
    ),
    "changeContract": change(
        "changeContract",
        {"code": "E3", "contract": "FIXED_TERM", "contractEndsOn": "2027-02-04"},
        {"code": "E3", "contract": "FIXED_TERM", "contractEndsOn": "2027-02-04"},
        unprivileged=STAFF,
        half=MANAGER,
    ),
    "correctFact": change(
        "correctFact",
        {"id": uid("G4"), "changes": {"departmentCode": "D2"}, "reason": WHY},
        {"code": "E4", "department { code }": None},
        unprivileged=OUTSIDE,
        half=MANAGER,
        untouched=WHO,
    ),
    "retractFact": change(
        "retractFact",
        {"id": uid("G33"), "reason": WHY},
        {"code": "E3", "department { code }": None},
        unprivileged=Caller("payroll_specialist", DENIED),
        half=MANAGER,
        untouched=WHO,
    ),
}
"""What each answers the privileged is put right below, where it is a row of rows."""


def answering(name: str, shown: dict[str, object]) -> None:
    case = RECORD_MUTATIONS[name]
    answered = Caller(case.privileged.role, seen(name, shown))
    RECORD_MUTATIONS[name] = CallerCase(
        case.document, case.unprivileged, case.half, answered, case.variables, case.untouched
    )


answering("removeDocument", {"code": "E4", "documents": {"totalCount": 0}})
answering("setCustomFields", {"code": "E4", "customFields": {"nodes": [{"key": "badge", "value": "B-7"}]}})
answering("correctFact", {"code": "E4", "department": {"code": "D2"}})
answering("retractFact", {"code": "E3", "department": {"code": "D4"}})
