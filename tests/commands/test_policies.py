"""policy lint, matrix and explain."""

from __future__ import annotations

import csv

from policies import load
from tests.commands.desk import Desk


def test_lint_counts_what_it_checked(desk: Desk):
    found = desk.run("policy", "lint")

    assert found.code == 0
    assert found.err.endswith(f"version {load().version}\n")


def test_matrix_prints_a_table_of_every_role(desk: Desk):
    found = desk.run("policy", "matrix")

    rows = list(csv.reader(found.out.splitlines()))
    assert found.code == 0
    assert set(load().roles()) <= {cell for row in rows for cell in row}


def test_explain_says_why_in_both_languages_and_where_the_rule_stands(desk: Desk):
    found = desk.run("policy", "explain", "department_manager", "team", "Employee.phone", "read")

    zh, en, *chain = found.out.splitlines()
    assert found.code == 0
    assert zh.startswith("允许")
    assert en == "Allowed (masked: phone): Department managers see contact details masked"
    assert chain == ["department_manager", "Employee.phone → phone", "team"]


def test_explain_of_unknown_words_is_refused(desk: Desk):
    found = desk.run("policy", "explain", "department_manager", "team", "Employee.phone", "juggle")

    assert (found.code, found.out) == (2, "")
    assert "juggle" in found.err


def test_every_policy_command_takes_a_data_folder(desk: Desk):
    for words in (["lint"], ["matrix"], ["explain", "employee", "self", "Employee.name", "read"]):
        assert desk.run("policy", *words, "--data", str(desk.data)).code == 0
