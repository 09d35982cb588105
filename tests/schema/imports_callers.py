"""The callers of imports, conflicts and merges. Nothing is imported in this world, so that lists are empty for all."""

from __future__ import annotations

from typing import Any

from server.imports.facts import OWN_IMPORTS
from server.imports.kinds import OWN
from server.kernel.upload import Upload
from server.metrics.dictionary.load import load_builtin
from tests.plan.world import uid
from tests.schema.cases import ABSENT, DENIED, Answer, Caller, CallerCase, reading, seen

NOWHERE = "01900000-0000-7000-8000-000000000000"
FILE = Upload("people.csv", "工号,姓名\nE3,陈嘉\n".encode())
BATCHES = (
    "{ importBatches { totalCount } importSources { nodes { name rank } } employeeMerges { totalCount } }"
)
KINDS = len({*OWN, *load_builtin().sources} - OWN_IMPORTS)
INVALID, NONE = Answer(code="INVALID_INPUT"), {"totalCount": 0}


def empty(name: str, half: str, full: str = "hr_manager") -> CallerCase:
    found = seen(name, NONE)
    return reading(
        f"{{ {name} {{ totalCount }} }}",
        Caller("administrator", found),
        Caller(half, found),
        Caller(full, found),
    )


def asking(question: str, told: Any, full: str = "hr_manager") -> CallerCase:
    return reading(
        f"{{ {question} }}",
        Caller("employee", DENIED),
        Caller("department_manager", DENIED),
        Caller(full, told),
    )


def doing(
    name: str, given: dict[str, Any], told: Any, shown: str = "id", half: str = "department_manager"
) -> CallerCase:
    kind = f"{name[0].upper()}{name[1:]}Input"
    below = f" {{ {shown} }}" if shown else ""
    return CallerCase(
        f"mutation Try($input: {kind}!) {{ {name}(input: $input){below} }}",
        Caller("employee", DENIED),
        Caller(half, DENIED),
        Caller("hr_manager", told),
        {"input": given},
        BATCHES,
    )


IMPORT_QUERIES = {
    "importSources": empty("importSources", "payroll_specialist"),
    "importBatches": empty("importBatches", "payroll_specialist"),
    "importBatch": reading(
        f'{{ importBatch(id: "{NOWHERE}") {{ kind }} }}',
        Caller("administrator", seen("importBatch", None)),
        Caller("payroll_specialist", seen("importBatch", None)),
        Caller("hr_manager", seen("importBatch", None)),
    ),
    "conflicts": empty("conflicts", "employee"),
    "sourceDrops": empty("sourceDrops", "payroll_specialist"),
    "employeeMerges": empty("employeeMerges", "payroll_specialist"),
    "importKinds": asking(
        "importKinds { __typename }", seen("importKinds", [{"__typename": "ImportKind"}] * KINDS)
    ),
    "duplicateCandidates": asking("duplicateCandidates { confidence }", seen("duplicateCandidates", [])),
    "reconciliation": asking('reconciliation(source: "hris", month: "2025-06") { isEqual }', INVALID),
    "reconciliationMonths": asking(
        'reconciliationMonths(last: "2025-06", months: 1) { file sourceHeadcount differenceCount isEqual }',
        seen(
            "reconciliationMonths",
            [
                {"file": file, "sourceHeadcount": None, "differenceCount": None, "isEqual": None}
                for file in ("PAYROLL", "ATTENDANCE")
            ],
        ),
    ),
    "fileReconciliation": reading(
        '{ fileReconciliation(file: PAYROLL, month: "2025-06") { inFile isEqual } }',
        Caller("administrator", DENIED),
        Caller("performance_specialist", DENIED),
        Caller("hr_manager", seen("fileReconciliation", {"inFile": None, "isEqual": None})),
    ),
    "job": reading(
        f'{{ job(id: "{NOWHERE}") {{ state }} }}',
        Caller("employee", seen("job", None)),
        Caller("hr_manager", seen("job", None)),
        Caller("administrator", seen("job", None)),
    ),
}
IMPORT_MUTATIONS = {
    "uploadImport": doing(
        "uploadImport",
        {"file": FILE, "kind": "people", "source": "hris"},
        seen("uploadImport", {"state": "UPLOADED", "rowCount": 1}),
        "state rowCount",
    ),
    "mapImport": doing("mapImport", {"id": NOWHERE, "columns": []}, ABSENT),
    "linkImportRow": doing("linkImportRow", {"id": NOWHERE, "row": 2}, ABSENT),
    "settleSourceDrops": doing(
        "settleSourceDrops", {"ids": [NOWHERE], "isStillHere": True, "reason": "在职"}, ABSENT, "settled"
    ),
    "validateImport": doing("validateImport", {"id": NOWHERE}, ABSENT),
    "applyImport": doing("applyImport", {"id": NOWHERE}, ABSENT),
    "revertImport": doing("revertImport", {"id": NOWHERE}, ABSENT),
    "saveImportSource": doing(
        "saveImportSource",
        {"name": "hris", "rank": 1},
        seen("saveImportSource", {"name": "hris", "rank": 1}),
        "name rank",
        half="payroll_specialist",
    ),
    "rankImportSources": doing(
        "rankImportSources", {"ids": [NOWHERE]}, ABSENT, "", half="payroll_specialist"
    ),
    "settleConflict": CallerCase(
        "mutation Try($input: SettleConflictInput!) { settleConflict(input: $input) { id } }",
        Caller("administrator", DENIED),
        Caller("employee", ABSENT),
        Caller("hr_manager", ABSENT),
        {"input": {"id": NOWHERE, "source": "hris"}},
        BATCHES,
    ),
    "reopenConflict": CallerCase(
        "mutation Try($input: ReopenConflictInput!) { reopenConflict(input: $input) { id } }",
        Caller("administrator", DENIED),
        Caller("employee", ABSENT),
        Caller("hr_manager", ABSENT),
        {"input": {"id": NOWHERE}},
        BATCHES,
    ),
    "settleConflicts": CallerCase(
        "mutation Try($input: SettleConflictsInput!) { settleConflicts(input: $input) { settled } }",
        Caller("administrator", DENIED),
        Caller("auditor", DENIED),
        Caller("hr_manager", INVALID),
        {"input": {"source": "hris"}},
        BATCHES,
    ),
    "mergeEmployees": CallerCase(
        "mutation Try($input: MergeEmployeesInput!) { mergeEmployees(input: $input) { droppedCode state } }",
        Caller("employee", DENIED),
        Caller("payroll_specialist", DENIED),
        Caller("hr_manager", seen("mergeEmployees", {"droppedCode": "E5", "state": "MERGED"})),
        {"input": {"keepId": uid("E4"), "dropId": uid("E5")}},
        "{ employees(orderBy: [{code: ASC}]) { nodes { code version } } }",
    ),
    "unmergeEmployees": CallerCase(
        "mutation Try($input: UnmergeEmployeesInput!) { unmergeEmployees(input: $input) { state } }",
        Caller("employee", DENIED),
        Caller("payroll_specialist", DENIED),
        Caller("hr_manager", ABSENT),
        {"input": {"id": NOWHERE}},
        BATCHES,
    ),
    "markDifferent": doing(
        "markDifferent",
        {"oneId": uid("E3"), "otherId": uid("E4")},
        seen("markDifferent", True),
        "",
        half="payroll_specialist",
    ),
}
