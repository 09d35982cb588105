"""Each of the nine roles may do what the requirements say with each group of fields, and nothing else."""

import pytest

from policies import ACTS, RELATIONS, Policy
from tests.policies.rights import ENTER, GROUPS, LEAVES, MATRIX, OWN_RELATION, PUBLIC, READ, WRITE, totals


def shown(policy, role, relation, obj):
    found = {act: policy.decide(role, relation, obj, act) for act in ACTS}
    return {act: decision.view for act, decision in found.items() if decision.allowed}


@pytest.mark.parametrize("role", MATRIX)
def test_each_role_may_do_in_its_own_relation_exactly_what_the_matrix_says(policy: Policy, role):
    expected = {name: MATRIX[role].get(name, {}) for name in LEAVES}
    if OWN_RELATION[role] != "group":
        expected["open"] = READ
        if role != "administrator":
            expected |= {name: PUBLIC[name] | expected[name] for name in PUBLIC}

    found = {name: shown(policy, role, OWN_RELATION[role], name) for name in LEAVES}

    assert found == expected


def test_every_class_stands_in_the_matrix(policy: Policy):
    assert set(policy.classes()) == {*LEAVES, *GROUPS}


@pytest.mark.parametrize("role", ["hr_specialist", "department_manager", "employee", "general_manager"])
def test_roles_of_a_narrow_relation_see_in_the_company_only_what_is_public_inside(policy: Policy, role):
    public = {"org": READ, "open": READ} | PUBLIC
    if role == "employee":
        public |= {"honor": READ, "deal": READ, "kudos_give": ENTER, "vacancy": READ}
    else:
        public["report"] = READ
    if role == "hr_specialist":
        public |= {
            "shared_view": WRITE,
            "course": WRITE,
            "course_draft": READ,
            "library_case": WRITE,
            "quiz": READ,
            "quiz_key": READ,
            "training_rule": WRITE,
            "session_keep": WRITE,
        }
    if role == "department_manager":
        public["library_case"] = WRITE
    if role in ("department_manager", "general_manager"):
        public["metric_sign_business"] = WRITE
    if role == "general_manager":
        public |= {
            "measure_decision": WRITE,
            "metric_target": WRITE,
            "shared_goal": WRITE,
            "goal_keep": ENTER,
            "pulse_result": READ,
        }
        public |= dict.fromkeys(("finance", "planning", "data_quality", "staffing", "training_effect"), READ)

    assert {name: cell for name in LEAVES if (cell := shown(policy, role, "org", name))} == public


def test_hr_manager_sees_survey_results_as_totals_only(policy: Policy):
    assert shown(policy, "hr_manager", "group", "survey") == totals(5)
    assert shown(policy, "hr_manager", "org", "survey") == {}


def test_employee_sees_of_the_line_manager_id_number_name_and_honors_only(policy: Policy):
    fields = [name for name in policy.fields() if name.startswith("Employee.")]

    seen = [name for name in fields if policy.decide("employee", "lead", name, "read").allowed]

    assert seen == ["Employee.awards", "Employee.code", "Employee.id", "Employee.name"]


def test_payroll_reads_payable_hours_and_nothing_else_of_attendance(policy: Policy):
    fields = [name for name in policy.fields() if name.startswith("Attendance.")]

    seen = [name for name in fields if policy.decide("payroll_specialist", "org", name, "read").allowed]

    assert seen == ["Attendance.id", "Attendance.month", "Attendance.payableHours"]


def test_auditor_sees_of_people_a_key_and_an_alias(policy: Policy):
    fields = [
        name for name in policy.fields() if name.split(".")[0] in {"Employee", "Employment", "Compensation"}
    ]

    seen = {name: d.view for name in fields if (d := policy.decide("auditor", "org", name, "read")).allowed}

    # The lists are there; what lies in them has a class of its own in each row, none of which an auditor reads.
    lists = {"Employee.documents": "plain", "Employee.notes": "plain", "Employee.customFields": "plain"}
    lists["Employee.reviews"] = "plain"
    assert seen == lists | {"Employee.id": "plain", "Employee.version": "plain", "Employee.name": "name"}


PEOPLE = {
    "Employee",
    "Employment",
    "Assignment",
    "Compensation",
    "Attendance",
    "Department",
    "Position",
    "Location",
}


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("act", ACTS)
def test_administrator_has_no_right_to_any_field_about_people_or_the_organization(
    policy: Policy, relation, act
):
    fields = [name for name in policy.fields() if name.split(".")[0] in PEOPLE]

    assert not [name for name in fields if policy.decide("administrator", relation, name, act).allowed]


OPERATIONS = {
    "hireEmployee": {"hr_manager", "hr_specialist"},
    "completeProbation": {"hr_manager", "hr_specialist"},
    "transferEmployee": {"hr_manager", "hr_specialist"},
    "promoteEmployee": {"hr_manager", "hr_specialist"},
    "recordLeave": {"hr_manager", "hr_specialist"},
    "rehireEmployee": {"hr_manager", "hr_specialist"},
    "giveNotice": {"hr_manager", "hr_specialist"},
    "withdrawNotice": {"hr_manager", "hr_specialist"},
    "updateEmployee": {"hr_manager", "hr_specialist"},
    "changePay": {"payroll_specialist"},
    "createDepartment": {"hr_manager"},
    "updateDepartment": {"hr_manager"},
    "createPosition": {"hr_manager"},
    "createLocation": {"hr_manager"},
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operations_are_for_their_roles_only(policy: Policy, operation):
    mutation = f"Mutation.{operation}"

    in_team = {role for role in policy.roles() if policy.decide(role, "team", mutation, "write").allowed}
    in_company = {role for role in policy.roles() if policy.decide(role, "org", mutation, "write").allowed}

    assert in_team == OPERATIONS[operation]
    assert in_company == OPERATIONS[operation] - {"hr_specialist"}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_on_oneself_a_personnel_change_or_a_pay_change_is_refused_to_all(policy: Policy, operation):
    allowed = {
        role
        for role in policy.roles()
        if policy.decide(role, "self", f"Mutation.{operation}", "write").allowed
    }

    assert allowed == {
        "updateEmployee": {"employee", "hr_manager"},
        "giveNotice": {"hr_manager"},
        "withdrawNotice": {"hr_manager"},
        "createDepartment": {"hr_manager"},
        "updateDepartment": {"hr_manager"},
        "createPosition": {"hr_manager"},
        "createLocation": {"hr_manager"},
    }.get(operation, set())


def test_rows_are_visible_where_the_id_is_readable(policy: Policy):
    everywhere = ("self", "team", "lead", "org")

    assert {role: policy.relations(role, "Employee") for role in policy.roles()} == {
        "employee": ("self", "lead"),
        "hr_manager": everywhere,
        "hr_specialist": ("team",),
        "payroll_specialist": everywhere,
        "performance_specialist": everywhere,
        "department_manager": ("team",),
        "general_manager": (),
        "auditor": everywhere,
        "administrator": (),
    }
