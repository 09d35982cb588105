"""Reading the policy files: words, what they are part of, and the fingerprint of a version."""

from __future__ import annotations

from pathlib import Path

from policies import RuleRow
from policies.source import Line, lines, read_source


def test_a_class_climbs_to_all_it_is_part_of():
    source = read_source()

    assert source.reach("Employee.phone") == ["Employee.phone", "phone", "contact", "personal"]
    assert source.reach("Employee.nothing") == []


def test_the_roles_a_person_can_hold_are_those_nothing_is_part_of():
    members = read_source().members

    assert "insider" not in members
    assert members.index("employee") > members.index("general_manager")


def test_comments_and_blank_lines_say_nothing(tmp_path: Path):
    file = tmp_path / "some.csv"
    file.write_text("# a comment\n\n  # another\na , b\n", "utf-8")

    assert list(lines(file, "some.csv")) == [Line("some.csv", 4, ("a", "b"))]


def test_a_row_of_the_database_changes_the_version():
    row = RuleRow("7", 605, "department_manager", "team", "roster", "export", "null", "deny", "停 | Stop")

    assert read_source().version != read_source(overrides=[row]).version
    assert read_source(overrides=[row]).rules[-1].where == "policy_rule:7"
