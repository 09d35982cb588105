"""The whole matrix is a reviewed file; `python -m tests.policies.test_matrix` writes it anew."""

from pathlib import Path

from policies import Change, Policy, RuleRow, as_csv, diff, load

GOLDEN = Path(__file__).with_name("matrix.csv")


def test_the_matrix_is_the_one_that_was_reviewed(policy: Policy):
    assert as_csv(policy).splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_a_part_of_the_matrix_reads_as_a_table(policy: Policy):
    header, first, *_ = as_csv(policy, ["Employee.idNumber"]).splitlines()

    assert header == ",".join(["object", "class", "act", "relation", *policy.roles()])
    assert first == "Employee.idNumber,identity,read,self,idcard,,idcard,,,,plain,,"


def test_rehearsing_a_change_lists_the_cells_it_opens_and_closes(policy: Policy):
    opening = RuleRow(
        "1", 605, "department_manager", "team", "exit_reason", "reveal", "plain", "allow", "试 | Try"
    )
    closing = RuleRow(
        "2", 405, "payroll_specialist", "org", "payable_hours", "export", "null", "deny", "停 | Stop"
    )

    changes = diff(policy, load(overrides=[opening, closing]))

    team = "department_manager", "team"
    assert [change for change in changes if change.opens] == [
        Change(*team, f"{of}.{name}", "reveal", "", "plain")
        for of in ("Employee", "Employment")
        for name in ("isRegretted", "leaveGround", "leaveReason")
    ] + [Change(*team, "Resignation.reason", "reveal", "", "plain")]
    assert {
        (change.obj, change.act, change.before, change.after) for change in changes if not change.opens
    } == {
        (name, "export", "plain", "")
        for name in ("Attendance.id", "Attendance.month", "Attendance.payableHours", "Employee.attendance")
    }


def test_a_new_field_and_a_new_role_appear_in_the_rehearsal(policy: Policy, folder):
    roles = folder / "roles.csv"
    roles.write_text(roles.read_text() + "trainer, 1100, anyone, 讲师, Trainer\n")

    changes = diff(policy, load(folder))

    assert {change.role for change in changes} == {"trainer"}
    assert ("trainer", "org", "Query.me", "read", "", "plain") in {
        (each.role, each.relation, each.obj, each.act, each.before, each.after) for each in changes
    }


if __name__ == "__main__":
    GOLDEN.write_text(as_csv(load()), encoding="utf-8")
