"""Documents that exercise each corner of the language: (title, document, variables)."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

from typing import Any

from tests.plan.world import uid

Case = tuple[str, str, dict[str, Any]]

PERSON = "id code name phone email idNumber hiredOn leftOn leaveKind status employmentType vendor probationEndsOn baseSalary currency fte version createdAt updatedAt"

CORPUS: tuple[Case, ...] = (
    ("scalars of everyone", f"{{ employees {{ nodes {{ {PERSON} leaveReason }} }} }}", {}),
    ("me", f"{{ me {{ {PERSON} }} }}", {}),
    (
        "typename everywhere",
        "{ __typename me { __typename id department { __typename } } employees(first: 1) { __typename nodes { __typename } edges { __typename node { __typename } } pageInfo { __typename hasNextPage } } }",
        {},
    ),
    ("only typename", "{ __typename }", {}),
    ("typename of a list alone", "{ departments { __typename } }", {}),
    (
        "one by code",
        '{ department(code: "D2") { id code name kind parent { code } manager { code name phone } } }',
        {},
    ),
    ("one by id", "query($id: ID) { employee(id: $id) { id name } }", {"id": uid("E3")}),
    ("one by id that is not there", '{ employee(id: "nobody") { id } department(id: "x") { id } }', {}),
    ("one without any key", "{ employee { id } }", {}),
    ("one by a null key", "query($id: ID) { employee(id: $id) { id } }", {"id": None}),
    ("one by code, hidden for some", '{ employee(code: "E3") { id } }', {}),
    (
        "aliases of scalars",
        "{ employees { nodes { a: id b: id nick: name pay: baseSalary twice: baseSalary } } }",
        {},
    ),
    ("aliases of roots", '{ a: department(code: "D1") { code } b: department(code: "D2") { code } }', {}),
    (
        "aliases of lists with other arguments",
        "{ employees(first: 2) { nodes { id a: assignments(first: 1) { nodes { validFrom } totalCount } b: assignments(last: 1) { nodes { validFrom } } } } }",
        {},
    ),
    ("two aliases of nodes", "{ employees { a: nodes { id } b: nodes { name phone } } }", {}),
    (
        "two aliases of edges",
        "{ employees { a: edges { node { id } } b: edges { cursor node { phone } other: node { name } } } }",
        {},
    ),
    (
        "two aliases of page info",
        "{ employees(first: 2) { a: pageInfo { hasNextPage } b: pageInfo { more: hasNextPage endCursor } n: totalCount m: totalCount } }",
        {},
    ),
    ("merged duplicates", "{ me { department { code } } me { department { name } id } }", {}),
    (
        "merged duplicates of a list",
        "{ employees { nodes { id } } employees { nodes { code } totalCount nodes { department { code } } } }",
        {},
    ),
    (
        "fragments",
        "{ employees { ...list } } fragment list on EmployeeConnection { nodes { ...who } } fragment who on Employee { id name department { ...where } } fragment where on Department { code parent { code } }",
        {},
    ),
    (
        "inline fragments",
        "{ me { ... on Employee { id } ... on Node { id } ... { name } ... @include(if: false) { phone } } }",
        {},
    ),
    (
        "fragments on the interface",
        "{ employees { nodes { ...n } } } fragment n on Node { id __typename }",
        {},
    ),
    (
        "include and skip by literal",
        "{ me { id @include(if: true) name @skip(if: true) code @include(if: false) } }",
        {},
    ),
    (
        "include and skip by variable",
        "query($a: Boolean!, $b: Boolean = true) { me { id name @include(if: $a) code @skip(if: $b) } departments @skip(if: $b) { totalCount } }",
        {"a": True},
    ),
    (
        "skipped root",
        "query($b: Boolean!) { me @skip(if: $b) { id } positions { nodes { code } } }",
        {"b": True},
    ),
    (
        "default of a variable",
        "query($n: Int = 2, $d: SortOrder = DESC) { employees(first: $n, orderBy: [{code: $d}]) { nodes { id } } }",
        {},
    ),
    ("default replaced by null", "query($n: Int = 2) { employees(first: $n) { nodes { id } } }", {"n": None}),
    (
        "whole filter by variable",
        "query($w: EmployeeWhere) { employees(where: $w) { nodes { id } totalCount } }",
        {
            "w": {
                "department": {"code": {"in": ["D2", "D3"]}},
                "or": [{"hiredOn": {"lt": "2024-01-01"}}, {"status": {"eq": "ACTIVE"}}],
            }
        },
    ),
    ("absent filter", "query($w: EmployeeWhere) { employees(where: $w) { totalCount } }", {}),
    (
        "whole order by variable",
        "query($o: [EmployeeOrder!]) { employees(orderBy: $o) { nodes { id } } }",
        {"o": [{"hiredOn": "DESC"}]},
    ),
    ("order by null", "query($o: [EmployeeOrder!]) { employees(orderBy: $o) { nodes { id } } }", {"o": None}),
    (
        "order by several",
        "{ employees(orderBy: [{employmentType: ASC}, {leftOn: DESC}, {hiredOn: ASC}]) { nodes { id leftOn hiredOn } } }",
        {},
    ),
    ("order by name", "{ employees(orderBy: [{name: ASC}]) { nodes { name } edges { cursor } } }", {}),
    ("order by a share", "{ employees(orderBy: {fte: DESC}) { nodes { id fte } } }", {}),
    (
        "operators on dates",
        '{ a: employees(where: {hiredOn: {gte: "2021-03-01", lt: "2024-02-05"}}) { nodes { id } } b: employees(where: {hiredOn: {gt: "2021-03-01", lte: "2024-02-05", ne: "2023-07-03"}}) { nodes { id } } }',
        {},
    ),
    (
        "operators on texts",
        '{ a: departments(where: {name: {contains: "D"}, code: {startsWith: "d", ne: "D3"}}) { nodes { code } } b: departments(where: {code: {in: []}}) { totalCount } c: departments(where: {code: {gt: "D1", lte: "D3"}}) { nodes { code } } }',
        {},
    ),
    (
        "is null both ways",
        "query($y: Boolean) { a: employees(where: {leftOn: {isNull: true}}) { nodes { id } } b: employees(where: {leftOn: {isNull: $y}}) { nodes { id } } }",
        {"y": False},
    ),
    (
        "ne and not with nulls",
        "{ a: employees(where: {leaveKind: {ne: VOLUNTARY}}) { nodes { id } } b: employees(where: {not: {leaveKind: {eq: VOLUNTARY}}}) { nodes { id } } }",
        {},
    ),
    (
        "and, or, not",
        '{ employees(where: {and: [{hiredOn: {gt: "2020-01-01"}}, {not: {leftOn: {isNull: false}}}], or: [{code: {eq: "E1"}}, {department: {code: {eq: "D2"}}}]}) { nodes { id } } }',
        {},
    ),
    (
        "an empty branch of or",
        '{ a: departments(where: {or: [{}, {code: {eq: "D1"}}]}) { totalCount } b: departments(where: {or: []}) { totalCount } c: departments(where: {and: []}) { totalCount } d: departments(where: {not: {}}) { totalCount } }',
        {},
    ),
    (
        "empty branches by variable",
        "query($w: DepartmentWhere, $x: DepartmentWhere) { a: departments(where: $w) { totalCount } b: departments(where: $x) { totalCount } }",
        {"w": {"or": []}, "x": {"and": [], "not": {}}},
    ),
    (
        "through a to-one",
        '{ employees(where: {department: {parent: {code: {eq: "D1"}}}}) { nodes { id } } }',
        {},
    ),
    (
        "through a to-many",
        '{ employees(where: {assignments: {some: {department: {code: {eq: "D4"}}}}}) { nodes { id } } }',
        {},
    ),
    (
        "none of a to-many",
        '{ employees(where: {attendance: {none: {month: {eq: "2025-04"}}}}) { nodes { id } } }',
        {},
    ),
    (
        "children of departments",
        '{ departments(where: {children: {some: {code: {eq: "D3"}}}}) { nodes { code children { nodes { code } } employees { totalCount nodes { id } } } } }',
        {},
    ),
    (
        "sealed equality",
        'query($p: String) { a: employees(where: {phone: {eq: $p}}) { nodes { id } } b: employees(where: {phone: {in: ["13800000003", "x"]}}) { nodes { id } } }',
        {"p": "13800000001"},
    ),
    ("sealed is null", "{ employees(where: {email: {isNull: false}}) { totalCount } }", {}),
    ("filter by pay", '{ employees(where: {baseSalary: {gt: "1"}}) { nodes { id } } }', {}),
    (
        "search",
        '{ a: employees(search: "wf") { nodes { id } } b: employees(search: " 陈 ") { nodes { id } } c: departments(search: "d") { totalCount } d: employees(search: "") { totalCount } }',
        {},
    ),
    (
        "nested lists",
        "{ employees(first: 3) { nodes { id assignments { nodes { validFrom department { name } position { name isCore grade } location { city } manager { name } fte isPrimary } } employments { nodes { type hiredOn leftOn recordedAt supersededAt } totalCount } } } }",
        {},
    ),
    (
        "sealed below",
        "{ employees { nodes { id compensations { nodes { baseSalary currency validFrom validTo marketSalary } } } } }",
        {},
    ),
    (
        "nested order and filter",
        '{ employees { nodes { attendance(orderBy: [{workedHours: DESC}], where: {month: {gte: "2025-05"}}) { nodes { month workedHours payableHours overtimeHours lateCount } } } } }',
        {},
    ),
    (
        "manager of my manager",
        "{ me { manager { id code name phone hiredOn department { code } manager { name } reports { totalCount } } } }",
        {},
    ),
    (
        "reports",
        "{ employees { nodes { id reports(first: 2) { nodes { id name } totalCount pageInfo { hasNextPage } } } } }",
        {},
    ),
    ("head of a department", "{ departments { nodes { code manager { id name phone baseSalary } } } }", {}),
    (
        "last page",
        "{ employees(last: 2) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
        {},
    ),
    (
        "empty page",
        "{ employees(first: 0) { nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }",
        {},
    ),
    ("page too large", "{ employees(first: 201) { totalCount nodes { id } } }", {}),
    ("foreign cursor", '{ employees(after: "abc") { nodes { id } } }', {}),
    ("first and last", "{ employees(first: 1, last: 1) { nodes { id } } }", {}),
    (
        "as of a day",
        '{ employees(asOf: "2024-06-01") { nodes { id status department { code name } manager { code } assignments { nodes { validFrom } } } } departments(asOf: "2024-06-01") { nodes { name } } }',
        {},
    ),
    (
        "as of a day by variable",
        'query($d: Date, $k: DateTime) { employee(code: "E3", asOf: $d, asKnownAt: $k) { id department { code } } }',
        {"d": "2025-06-01", "k": "2025-01-15T00:00:00Z"},
    ),
    (
        "as known",
        '{ me(asKnownAt: "2025-01-15T00:00:00Z") { id department { code } } employees(asKnownAt: "2025-01-15T08:00:00+08:00") { nodes { department { code } } } }',
        {},
    ),
    (
        "before anyone",
        '{ me(asOf: "1990-01-01") { id } employees(asOf: "1990-01-01") { totalCount nodes { id } } departments(asOf: "1990-01-01") { nodes { id } } }',
        {},
    ),
    (
        "org chart",
        "{ orgChart { nodes { code children(first: 9) { nodes { code children(first: 9) { nodes { code employees { totalCount } } } } } } } }",
        {},
    ),
    (
        "positions and locations",
        "{ positions { nodes { id code name family grade isCore isManager ladder } } locations { nodes { id code name city address } totalCount } }",
        {},
    ),
    (
        "audit",
        "{ auditEntries { nodes { seq action changes } totalCount } accessLog { nodes { at fieldGroup } } }",
        {},
    ),
    (
        "failing beside answering",
        '{ me { id } employee(code: "E1") { id } employees(where: {phone: {contains: "1"}}) { totalCount } }',
        {},
    ),
)
