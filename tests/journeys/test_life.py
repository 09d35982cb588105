"""A person's life by GraphQL over HTTP: every step from hire to rehire, and what each moment shows on both clocks."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.served import Served

pytestmark = pytest.mark.slow
HR, PAYROLL = "hr_manager", "payroll_specialist"
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
HIRED, CONFIRMED, MOVED, RAISED = (TODAY - timedelta(days=n) for n in (300, 210, 150, 90))
PROMOTED, NOTICED, LEFT, BACK = (TODAY - timedelta(days=n) for n in (100, 60, 30, 10))
SEEN = "id version status department { code } position { code } hiredOn leftOn leaveKind"
STATE = """query($code: String!, $asOf: Date, $asKnownAt: DateTime) {
  employee(code: $code, asOf: $asOf, asKnownAt: $asKnownAt) {
    status department { code } position { code } baseSalary hiredOn leftOn
  }
}"""


def document(name: str) -> str:
    kind = f"{name[0].upper()}{name[1:]}Input!"
    return f"mutation($input: {kind}) {{ {name}(input: $input) {{ {SEEN} }} }}"


class Life:
    """One person, and the moments just after each step."""

    def __init__(self, served: Served, code: str) -> None:
        self.served, self.code, self.version, self.moments = served, code, 0, list[str]()

    def step(self, name: str, role: str = HR, /, **given: object) -> Any:  # the row, as GraphQL spells it
        body = {"code": self.code, "idempotencyKey": f"{self.code}-{name}", **given}
        if self.version:
            body["version"] = self.version
        found = self.served.ask(role, document(name), input=body)[name]
        self.version = found["version"]
        time.sleep(0.005)
        self.moments.append(datetime.now(UTC).isoformat(timespec="milliseconds"))
        time.sleep(0.005)
        return found

    def at(
        self, as_of: date | None = None, known: str | None = None, role: str = HR
    ) -> tuple[Any, ...] | None:
        """Return status, department, position and pay as of a day, as known at a moment."""
        moment = {"asOf": as_of and as_of.isoformat(), "asKnownAt": known}
        found = self.served.ask(role, STATE, code=self.code, **moment)["employee"]
        if found is None:
            return None
        links = [found[name] and found[name]["code"] for name in ("department", "position")]
        return found["status"], *links, found["baseSalary"]


@pytest.fixture(scope="module")
def life(served: Served) -> Life:
    """Somebody who has gone through everything, one step after the other."""
    one = Life(served, "J1001")
    hired = one.step(
        "hireEmployee", name="夏晚晴", hiredOn=str(HIRED), departmentCode="R-S03", positionCode="P-SHOP-1",
        phone="13912345678", probationEndsOn=str(HIRED + timedelta(days=90)),
    )  # fmt: skip
    assert (hired["status"], hired["department"], hired["hiredOn"]) == (
        "PROBATION",
        {"code": "R-S03"},
        str(HIRED),
    )
    assert one.step("completeProbation", confirmedOn=str(CONFIRMED))["status"] == "ACTIVE"
    moved = one.step("transferEmployee", departmentCode="R-S04", effectiveOn=str(MOVED))
    assert (moved["department"], moved["position"]) == ({"code": "R-S04"}, {"code": "P-SHOP-1"})
    raised = one.step("promoteEmployee", positionCode="P-SHOP-2", effectiveOn=str(PROMOTED))
    assert raised["position"] == {"code": "P-SHOP-2"}
    one.step("changePay", PAYROLL, baseSalary="6400.00", effectiveOn=str(RAISED))
    assert one.step("giveNotice", noticeOn=str(NOTICED))["status"] == "NOTICE"
    assert one.step("withdrawNotice")["status"] == "ACTIVE"
    left = one.step("recordLeave", leftOn=str(LEFT), leaveKind="VOLUNTARY", reason="家庭原因")
    assert (left["status"], left["leftOn"], left["leaveKind"]) == ("LEFT", str(LEFT), "VOLUNTARY")
    back = one.step("rehireEmployee", rehiredOn=str(BACK), departmentCode="R-S05", positionCode="P-SHOP-1")
    assert (back["status"], back["hiredOn"], back["leftOn"]) == ("PROBATION", str(BACK), None)
    return one


def test_a_demo_that_was_moved_names_the_folder_it_is_in(served: Served):
    assert served.ready["data"] == str(served.data)


def test_each_day_shows_what_held_on_it(life: Life):
    day = timedelta(days=1)

    assert life.at(HIRED - day) is None
    assert life.at(HIRED) == ("PROBATION", "R-S03", "P-SHOP-1", None)
    assert life.at(CONFIRMED) == ("ACTIVE", "R-S03", "P-SHOP-1", None)
    assert life.at(MOVED - day) == ("ACTIVE", "R-S03", "P-SHOP-1", None)
    assert life.at(MOVED) == ("ACTIVE", "R-S04", "P-SHOP-1", None)
    assert life.at(PROMOTED) == ("ACTIVE", "R-S04", "P-SHOP-2", None)
    assert life.at(RAISED) == ("ACTIVE", "R-S04", "P-SHOP-2", "6400.00")
    assert life.at(LEFT) == ("ACTIVE", "R-S04", "P-SHOP-2", "6400.00")
    assert life.at(LEFT + day) == ("LEFT", "R-S04", "P-SHOP-2", "6400.00")
    assert life.at(BACK) == ("PROBATION", "R-S05", "P-SHOP-1", "6400.00")
    assert life.at() == life.at(TODAY)


def test_each_moment_shows_what_was_known_then(life: Life):
    hired, confirmed, moved, promoted, raised, noticed, withdrawn, left, _ = life.moments

    assert life.at(TODAY, hired) == ("PROBATION", "R-S03", "P-SHOP-1", None)
    assert life.at(TODAY, confirmed) == ("ACTIVE", "R-S03", "P-SHOP-1", None)
    assert life.at(TODAY, moved) == ("ACTIVE", "R-S04", "P-SHOP-1", None)
    assert life.at(TODAY, promoted) == ("ACTIVE", "R-S04", "P-SHOP-2", None)
    assert life.at(TODAY, raised) == ("ACTIVE", "R-S04", "P-SHOP-2", "6400.00")
    assert life.at(TODAY, noticed) == ("NOTICE", "R-S04", "P-SHOP-2", "6400.00")
    assert life.at(TODAY, withdrawn) == ("ACTIVE", "R-S04", "P-SHOP-2", "6400.00")
    assert life.at(LEFT, left) == ("ACTIVE", "R-S04", "P-SHOP-2", "6400.00")
    assert life.at(MOVED, confirmed) == ("ACTIVE", "R-S03", "P-SHOP-1", None)


def test_whoever_keeps_pay_sees_pay_and_no_department(life: Life):
    assert life.at(RAISED, role=PAYROLL) == (None, None, None, "6400.00")


def test_hr_sees_pay_and_may_not_change_it(life: Life):
    given = {"code": life.code, "baseSalary": "1.00"}

    assert life.served.refusal(HR, document("changePay"), input=given) == "DENIED"
    assert life.at(RAISED) == ("ACTIVE", "R-S04", "P-SHOP-2", "6400.00")


def test_the_same_request_sent_again_is_answered_again_and_done_once(life: Life):
    given = {
        "name": "江一舟",
        "code": "J2001",
        "hiredOn": str(HIRED),
        "departmentCode": "R-S03",
        "idempotencyKey": "k1",
    }

    first, again = (life.served.post(HR, document("hireEmployee"), input=given) for _ in range(2))

    assert first.content == again.content
    assert first.json()["data"]["hireEmployee"]["version"] == 1


def test_a_key_used_for_another_request_is_refused(life: Life):
    given = {
        "name": "江一帆",
        "code": "J3001",
        "hiredOn": str(HIRED),
        "departmentCode": "R-S03",
        "idempotencyKey": "k2",
    }
    life.served.ask(HR, document("hireEmployee"), input=given)

    other = given | {"code": "J3002"}

    assert life.served.refusal(HR, document("hireEmployee"), input=other) == "IDEMPOTENCY_MISMATCH"
    assert life.served.ask(HR, '{ employee(code: "J3002") { id } }') == {"employee": None}


def test_a_version_somebody_else_has_passed_is_a_conflict(life: Life):
    given = {"code": life.code, "version": life.version - 1, "departmentCode": "R-S06"}

    assert life.served.refusal(HR, document("transferEmployee"), input=given) == "CONFLICT"
    assert life.at() == ("PROBATION", "R-S05", "P-SHOP-1", "6400.00")


def test_a_step_out_of_turn_is_refused(life: Life):
    given = {"code": life.code}

    assert life.served.refusal(HR, document("withdrawNotice"), input=given) == "INVALID_STATE"
    assert life.served.refusal(HR, document("rehireEmployee"),
        input={**given, "rehiredOn": str(TODAY), "departmentCode": "R-S03"}) == "INVALID_STATE"  # fmt: skip


def test_a_colleague_answers_byte_for_byte_like_nobody(life: Life):
    colleague = life.served.ask(HR, "query($code: String!) { employee(code: $code) { id } }", code=life.code)
    query = "query($id: ID!) { employee(id: $id) { id name phone baseSalary manager { name } } }"

    there = life.served.post("employee", query, id=colleague["employee"]["id"])
    nowhere = life.served.post("employee", query, id="01900000-0000-7000-8000-000000000000")

    assert there.content == nowhere.content == b'{"data":{"employee":null}}'
    assert {k: v for k, v in there.headers.items() if k not in ("date", "x-request-id")} == {
        k: v for k, v in nowhere.headers.items() if k not in ("date", "x-request-id")
    }


def test_every_step_left_one_audit_entry(life: Life):
    found = life.served.ask(HR, "query($c: String!) { employee(code: $c) { id } }", c=life.code)["employee"][
        "id"
    ]
    query = """query($id: ID!) { auditEntries(where: {subjectId: {eq: $id}}, orderBy: [{seq: ASC}]) {
      nodes { action } } }"""

    entries = life.served.ask("auditor", query, id=found)["auditEntries"]["nodes"]

    actions = [entry["action"].removeprefix("people.") for entry in entries]
    steps = [
        "hire_employee", "complete_probation", "transfer_employee", "promote_employee", "change_pay",
        "give_notice", "withdraw_notice", "record_leave", "rehire_employee",
    ]  # fmt: skip
    assert [action for action in actions if action in steps] == steps
    # Told meanwhile, one a target; the period of performance ends with the employment.
    meanwhile = {"take_exit_step", "performance.finalize_card"}
    assert {action for action in actions if action not in steps} <= meanwhile
