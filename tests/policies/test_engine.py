"""How one question is decided, and how the answers of several roles unite."""

import importlib.metadata
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import ACTS, RELATIONS, Decision, Policy, PolicyError, Rule, RuleRow, load, rank, unite
from policies.lint import deciding_rules, questions

PHONE = ("Employee.phone", "read")


def refusing(priority: int) -> Decision:
    rule = Rule(priority, "anyone", "org", "pay", "read", "null", "deny", "不 | No", "rules/x.csv", 1)
    return Decision(allowed=False, view="null", rule=rule)


def showing(view: str) -> Decision:
    rule = Rule(110, "employee", "org", "pay", "read", view, "allow", "可 | Yes", "rules/x.csv", 2)
    return Decision(allowed=True, view=view, rule=rule)


def test_a_decision_tells_view_rule_and_place(policy: Policy):
    decision = policy.decide("department_manager", "team", *PHONE)

    assert (decision.allowed, decision.view) == (True, "phone")
    assert decision.rule is not None
    assert decision.rule.where.startswith("rules/people.csv:")
    assert decision.rule.reason("zh") == "部门经理看到的联系方式已脱敏"
    assert decision.rule.reason("en") == "Department managers see contact details masked"


def test_a_decision_is_made_once_and_kept(policy: Policy):
    assert policy.decide("auditor", "org", *PHONE) is policy.decide("auditor", "org", *PHONE)


def test_fields_of_one_class_share_a_decision(policy: Policy):
    assert policy.decide("auditor", "org", "Employee.fte", "read") is policy.decide(
        "auditor", "org", "roster", "read"
    )


IN_FORCE = load()


@given(st.sampled_from(IN_FORCE.roles()), st.sampled_from(RELATIONS), st.text(), st.sampled_from(ACTS))
def test_an_unclassified_field_is_refused_to_everyone(role, relation, field, act):
    assert IN_FORCE.decide(role, relation, f"Employee.~{field}", act) == Decision(
        allowed=False, view="null", rule=None
    )


@pytest.mark.parametrize(
    ("role", "relation", "act"),
    [
        ("", "org", "read"),
        (" ", "org", "read"),
        ("director", "org", "read"),
        ("anyone", "org", "read"),  # a whole of roles is not a role somebody holds
        ("employee", "", "read"),
        ("employee", "peer", "read"),
        ("employee", "org", ""),
        ("employee", "org", "*"),
    ],
)
def test_a_blank_or_unknown_word_is_an_error_and_never_any(policy: Policy, role, relation, act):
    with pytest.raises(PolicyError, match="unknown"):
        policy.decide(role, relation, "Employee.name", act)


def test_casbin_decides_as_the_rules_read_in_plain_python(policy: Policy):
    expected = deciding_rules(policy.source)

    for cell in itertools.product(policy.roles(), RELATIONS, questions(policy.source), ACTS):
        assert policy.decide(*cell).rule == expected.get(cell), cell


def test_a_guard_beats_what_a_role_gives(policy: Policy):
    pay = ("Employee.baseSalary", "write")

    assert policy.decide("payroll_specialist", "org", *pay).allowed
    assert not policy.decide("payroll_specialist", "self", *pay).allowed
    assert not policy.decide_for(["payroll_specialist", "employee"], "self", *pay).allowed


def test_a_refusal_of_one_role_takes_nothing_from_another(policy: Policy):
    decision = policy.decide_for(["department_manager", "employee"], "self", "Employee.baseSalary", "read")

    assert (decision.allowed, decision.view) == (True, "plain")


def test_uniting_prefers_the_view_that_shows_most():
    assert unite([showing("band"), showing("plain"), showing("phone")]).view == "plain"
    assert unite([showing("band"), showing("phone"), refusing(690)]).view == "phone"
    assert unite([showing("k=10"), showing("k=5")]).view == "k=5"


def test_uniting_lets_a_guard_decide():
    assert unite([showing("plain"), refusing(10)]) == refusing(10)


def test_uniting_refusals_keeps_the_first_that_explains():
    unexplained = Decision(allowed=False, view="null", rule=None)

    assert unite([unexplained, refusing(690)]) == refusing(690)
    assert unite([unexplained]) == unexplained
    assert unite([]) == unexplained


VIEWS = st.sampled_from(["plain", "phone", "month", "band", "k=5", "k=10"])
DECISIONS = st.lists(st.one_of(VIEWS.map(showing), st.just(refusing(690))))


@given(DECISIONS, VIEWS.map(showing))
def test_one_more_role_never_shows_less(decisions, more):
    assert rank(unite([*decisions, more]).view) >= rank(unite(decisions).view)


@given(DECISIONS)
def test_the_order_of_roles_does_not_matter(decisions):
    assert unite(decisions).view == unite(reversed(decisions)).view


def test_words_carry_labels_in_both_languages(policy: Policy):
    assert policy.label("payroll_specialist", "zh") == "薪资专员"
    assert policy.label("pay", "en") == "Pay and amounts"
    with pytest.raises(PolicyError, match="unknown word"):
        policy.label("nothing", "en")


def test_classes_and_rules_can_be_listed(policy: Policy):
    priorities = [rule.priority for rule in policy.rules()]

    assert policy.field_class("Employee.phone") == "phone"
    assert policy.field_class("Employee.shoeSize") is None
    assert priorities == sorted(priorities)


def test_the_version_follows_what_decides_and_not_its_order(policy: Policy, folder):
    same = folder / "rules" / "risk.csv"
    same.write_text("\n".join(reversed(same.read_text().splitlines())))
    reordered = load(folder)
    (folder / "fields" / "more.csv").write_text("Review.score,performance_result\n")

    assert len(policy.version) == 16
    assert reordered.version == policy.version
    assert load(folder).version != policy.version


def test_a_row_of_the_database_adds_a_right_and_names_itself():
    row = RuleRow(
        "7", 605, "department_manager", "team", "exit_reason", "read", "plain", "allow", "试行 | On trial"
    )

    decision = load(overrides=[row]).decide("department_manager", "team", "Employee.leaveReason", "read")

    assert decision.allowed
    assert decision.rule is not None
    assert decision.rule.where == "policy_rule:7"


def test_a_row_of_the_database_tightens_before_the_files_allow():
    row = RuleRow("8", 205, "hr_manager", "org", "pay", "read", "null", "deny", "暂停 | Suspended")

    assert not load(overrides=[row]).decide("hr_manager", "org", "Employee.baseSalary", "read").allowed


def test_only_the_maintained_casbin_is_installed():
    names = {each.name.lower() for each in importlib.metadata.distributions() if each.name}

    assert "pycasbin" in names
    assert "casbin" not in names
