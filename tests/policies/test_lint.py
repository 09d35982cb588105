"""Each kind of mistake, planted in a good policy, is named with its place."""

import pytest

from policies import Policy, PolicyError, RuleRow, lint, load

GOOD_NOTE = "说明 | Note"


def problems(folder, **changes):
    with pytest.raises(PolicyError) as caught:
        load(folder, **changes)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def row(**changes):
    columns = {
        "id": "1", "priority": 605, "sub": "department_manager", "rel": "team", "obj": "exit_reason",
        "act": "read", "view": "plain", "eft": "allow", "note": GOOD_NOTE,
    }  # fmt: skip
    return RuleRow(**{**columns, **changes})


def test_the_policy_in_force_is_clean(policy: Policy):
    assert lint(policy) == []


RULES = [
    ("line-type", f"x, 605, department_manager, team, exit_reason, read, plain, allow, {GOOD_NOTE}"),
    ("columns", "p, 605, department_manager, team, exit_reason, read, plain, allow, 说明 | Note, with comma"),
    ("columns", "p, 605, department_manager, team, exit_reason, read, plain, allow"),
    ("blank", f"p, 605, , team, exit_reason, read, plain, allow, {GOOD_NOTE}"),
    ("priority", f"p, soon, department_manager, team, exit_reason, read, plain, allow, {GOOD_NOTE}"),
    ("effect", f"p, 605, department_manager, team, exit_reason, read, phone, mask, {GOOD_NOTE}"),
    ("unknown", f"p, 605, department_manager, team, exit_reason, read, blur, allow, {GOOD_NOTE}"),
    ("unknown", f"p, 605, department_manager, team, exit_reason, read, null, allow, {GOOD_NOTE}"),
    ("unknown", f"p, 695, department_manager, team, exit_reason, read, plain, deny, {GOOD_NOTE}"),
    ("unknown", f"p, 605, department_manager, peer, exit_reason, read, plain, allow, {GOOD_NOTE}"),
    ("unknown", f"p, 605, department_manager, team, shoe_size, read, plain, allow, {GOOD_NOTE}"),
    ("unknown", f"p, 605, department_manager, team, Employee.shoeSize, read, plain, allow, {GOOD_NOTE}"),
    ("unknown", f"p, 605, department_manager, team, exit_reason, look, plain, allow, {GOOD_NOTE}"),
    ("note", "p, 605, department_manager, team, exit_reason, read, plain, allow, only one language"),
    ("band", f"p, 505, department_manager, team, exit_reason, read, plain, allow, {GOOD_NOTE}"),
    ("band", f"p, 695, department_manager, team, exit_reason, read, plain, allow, {GOOD_NOTE}"),
    ("band", f"p, 605, department_manager, team, exit_reason, read, null, deny, {GOOD_NOTE}"),
    ("guard", f"p, 30, anyone, org, exit_reason, read, plain, allow, {GOOD_NOTE}"),
    ("guard", f"p, 30, auditor, org, exit_reason, read, null, deny, {GOOD_NOTE}"),
    ("guard", f"p, 30, anyone, self, exit_reason, read, null, deny, {GOOD_NOTE}"),
    ("unreachable", f"p, 695, department_manager, team, name, read, null, deny, {GOOD_NOTE}"),
    ("unreachable", f"p, 650, department_manager, team, name, read, surname, allow, {GOOD_NOTE}"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "line"), RULES)
def test_a_bad_rule_is_named(folder, code, line):
    (folder / "rules" / "planted.csv").write_text(f"# planted\n{line}\n")

    assert problems(folder) == [(code, "rules/planted.csv:2")]


def test_an_unknown_role_is_named(folder):
    line = f"p, 605, director, team, exit_reason, read, plain, allow, {GOOD_NOTE}\n"
    (folder / "rules" / "planted.csv").write_text(line)

    assert ("unknown", "rules/planted.csv:1") in problems(folder)


def test_two_answers_at_one_priority_are_named_both(folder):
    line = "p, 605, department_manager, team, exit_reason, read, {}, allow, 说明 | Note\n"
    (folder / "rules" / "planted.csv").write_text(line.format("plain") + line.format("surname"))

    assert problems(folder) == [("doubled", "rules/planted.csv:1"), ("doubled", "rules/planted.csv:2")]


FIELDS = [
    ("columns", "Employee.shoeSize"),
    ("columns", "Employee.shoeSize,roster,pay"),
    ("columns", "Employee.shoeSize,"),
    ("columns", "shoeSize,roster"),
    ("unknown", "Employee.shoeSize,feet"),
]


@pytest.mark.parametrize(("code", "line"), FIELDS)
def test_a_bad_field_line_is_named(folder, code, line):
    (folder / "fields" / "planted.csv").write_text(f"{line}\n")

    assert problems(folder) == [(code, "fields/planted.csv:1")]


def test_a_field_with_two_classes_is_named_at_both_places(folder):
    (folder / "fields" / "planted.csv").write_text("Employee.phone,roster\n")

    found = problems(folder)

    assert [code for code, _ in found] == ["doubled", "doubled"]
    assert found[1][1] == "fields/planted.csv:1"


WORDS = [
    ("classes.csv", "columns", "feet, personal, 脚"),
    ("classes.csv", "blank", "feet, personal, , Feet"),
    ("classes.csv", "no-rule", "feet, , 脚, Feet"),
    ("classes.csv", "circle", "feet, feet, 脚, Feet"),
    ("classes.csv", "unknown", "feet, legs, 脚, Feet"),
    ("roles.csv", "blank", ", 1100, insider, 董事, Director"),
    ("roles.csv", "band", "director, high, insider, 董事, Director"),
    ("roles.csv", "doubled", "auditor, 900, insider, 审计员, Auditor"),
    ("relations.csv", "columns", "peer, org, 同事"),
]


@pytest.mark.parametrize(("file", "code", "line"), WORDS)
def test_a_bad_word_is_named(folder, file, code, line):
    path = folder / file
    text = path.read_text()
    path.write_text(f"{text}{line}\n")

    assert (code, f"{file}:{len(text.splitlines()) + 1}") in problems(folder)


def test_relations_are_those_the_engine_knows(folder):
    path = folder / "relations.csv"
    path.write_text(path.read_text() + "peer, org, 同事, Peer\n")

    assert problems(folder) == [("relations", "relations.csv")]


ROWS = [
    ("band", {"priority": 50}),
    ("band", {"priority": 900}),
    ("blank", {"sub": ""}),
    ("blank", {"rel": " "}),
    ("blank", {"act": ""}),
    ("unknown", {"eft": "mask"}),
    ("note", {"note": "说明 | one, two"}),
    ("unreachable", {"priority": 690, "obj": "name"}),
]


@pytest.mark.parametrize(("code", "changes"), ROWS)
def test_a_bad_row_of_the_database_is_named(folder, code, changes):
    assert (code, "policy_rule:1") in problems(folder, overrides=[row(**changes)])


def test_a_row_that_refuses_in_a_narrow_relation_what_a_wide_one_allows_is_named(folder):
    idle = row(priority=205, sub="hr_manager", rel="self", obj="pay", view="null", eft="deny")

    assert problems(folder, overrides=[idle]) == [("no-effect", "policy_rule:1")]


def test_the_error_lists_every_problem_with_its_place(folder):
    (folder / "fields" / "planted.csv").write_text("Employee.shoeSize,feet\nshoe\n")

    with pytest.raises(PolicyError) as caught:
        load(folder)

    assert str(caught.value).splitlines() == [
        "the policy may not be used:",
        "fields/planted.csv:2: a field line is `Type.field,class` [columns]",
        "fields/planted.csv:1: Employee.shoeSize has an unknown class 'feet' [unknown]",
    ]


def test_schema_and_policy_must_name_the_same_fields(policy: Policy):
    schema = [name for name in policy.fields() if name != "Employee.phone"] + ["Employee.shoeSize"]

    found = [(problem.code, problem.text) for problem in lint(policy, schema_fields=schema)]

    assert found == [
        (
            "unclassified",
            "Employee.shoeSize has no class: nobody can see it until policies/fields names one",
        ),
        ("no-such-field", "Employee.phone is not in the schema"),
    ]
