"""Every decision can be put into words, down to the line that made it."""

import pytest

from policies import Policy, PolicyError, who_may

CASES = [
    (
        ("department_manager", "team", "Employee.phone", "read"),
        ["wang → department_manager", "Employee.phone → phone", "team"],
        "允许(脱敏:phone):部门经理看到的联系方式已脱敏",
        "Allowed (masked: phone): Department managers see contact details masked",
    ),
    (
        ("payroll_specialist", "self", "Mutation.changePay", "write"),
        ["wang → payroll_specialist → insider → anyone", "Mutation.changePay → pay_change", "self"],
        "不允许:任何人不得修改自己的薪酬",
        "Refused: Nobody changes their own pay",
    ),
    (
        ("general_manager", "group", "Employee.baseSalary", "aggregate"),
        ["wang → general_manager", "Employee.baseSalary → pay", "group"],
        "允许(5 人及以上的汇总):总经理可看五人以上的汇总",
        "Allowed (totals of 5 people or more): The general manager sees totals of five people or more",
    ),
    (
        ("employee", "self", "Department.name", "read"),
        ["wang → employee → insider", "Department.name → org", "self → org"],
        "允许:部门岗位和地点对内公开",
        "Allowed: Departments positions and locations are public inside",
    ),
    (
        ("employee", "lead", "Employee.email", "read"),
        ["wang → employee → insider → anyone", "Employee.email → email → contact → personal", "lead → org"],
        "不允许:没有规则允许",
        "Refused: no rule allows it",
    ),
    (
        ("employee", "self", "Employee.shoeSize", "read"),
        ["wang → employee → insider → anyone", "self → org"],
        "不允许:Employee.shoeSize 尚未归入任何数据类别",
        "Refused: Employee.shoeSize has no data class yet",
    ),
]


@pytest.mark.parametrize(("question", "chain", "zh", "en"), CASES)
def test_an_explanation_gives_the_steps_and_the_reason(policy: Policy, question, chain, zh, en):
    explanation = policy.explain(*question, who="wang")

    assert (explanation.chain, explanation.zh, explanation.en) == (chain, zh, en)
    assert explanation.decision is policy.decide(*question) or explanation.rule is None


def test_without_a_person_the_chain_begins_at_the_role(policy: Policy):
    assert policy.explain("auditor", "org", "Employee.name", "read").chain[0] == "auditor"


def test_the_rule_is_named_by_file_and_line(policy: Policy):
    rule = policy.explain("auditor", "org", "Employee.name", "read").rule

    assert rule is not None
    file, line = rule.where.split(":")
    assert f"{rule.line}" == line
    assert file == "rules/people.csv"


def test_a_blank_role_is_not_explained(policy: Policy):
    with pytest.raises(PolicyError):
        policy.explain("", "org", "Employee.name", "read")


def test_who_may_lists_everyone_who_is_allowed(policy: Policy):
    found = [
        (each.role, each.relation, each.decision.view)
        for each in who_may(policy, "Employee.idNumber", "reveal")
    ]

    assert found == [("hr_manager", relation, "plain") for relation in ("self", "lead", "team", "org")]
