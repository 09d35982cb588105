"""The policy matrix: the widest relation of each role, and what a cell says."""

from __future__ import annotations

from ui.policies.matrix import Matrix


def cell(
    role: str, relation: str, view: str, act: str = "read", field: str = "Employee.phone"
) -> dict[str, str]:
    return {
        "field": field,
        "fieldClass": "phone",
        "role": role,
        "relation": relation,
        "act": act,
        "view": view,
        "rule": "r.csv:4",
    }


CELLS = [
    cell("employee", "self", "plain"),
    cell("department_manager", "self", "plain"),
    cell("department_manager", "team", "phone"),
    cell("general_manager", "group", "k=5", act="aggregate"),
    cell("hr_manager", "org", "plain", act="write"),
]


def shown(matrix: Matrix) -> dict[str, str]:
    _, rows = matrix.groups("", differs=False, chosen=("", ""))[0]
    return {one["role"]: f"{one['relation']} {one['kind']}" for one in rows[0]["cells"]}


def test_each_role_shows_its_widest_relation():
    kinds = shown(Matrix(CELLS, "", str))

    assert kinds["employee"] == "self plain"
    assert kinds["department_manager"] == "team mask"
    assert kinds["general_manager"] == "group group"


def test_a_role_that_sees_nothing_has_its_column_and_writing_is_not_reading():
    kinds = shown(Matrix(CELLS, "", str))

    assert kinds["administrator"] == " none"
    assert kinds["hr_manager"] == " none"


def test_a_cell_names_its_rule_and_the_other_relations():
    found = Matrix(CELLS, "", str).cell("phone", "department_manager", "team")

    assert found is not None
    assert (found["kind"], found["rule"]) == ("mask", "r.csv:4")
    assert [(step["relation"], step["text"]) for step in found["steps"] if step["where"]] == [
        ("team", "Masked"),
        ("self", "Visible"),
    ]


def test_a_small_class_stands_under_its_whole():
    assert [name for name, _ in Matrix(CELLS, "", str).groups("", differs=True, chosen=("", ""))] == [
        "contact"
    ]
