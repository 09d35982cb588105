"""Hire somebody, let them give notice, and take the notice back: `python hire_and_undo.py CODE NAME DEPARTMENT DATE`.

Each change carries a key of its own, so that sending it twice (a lost answer, a retry) does it once; and the version
it saw, so that a change somebody else made meanwhile is refused as CONFLICT instead of being overwritten.
"""

from __future__ import annotations

import sys
from datetime import date

from connect import connect
from zhiren_client import EmployeeStatus, GiveNoticeInput, HireEmployeeInput, WithdrawNoticeInput
from zhiren_client.exceptions import GraphQLClientGraphQLMultiError


def main(code: str, name: str, department: str, day: str) -> None:
    hire = HireEmployeeInput(
        code=code,
        name=name,
        department_code=department,
        hired_on=date.fromisoformat(day),
        idempotency_key=f"hire-{code}",
    )
    with connect() as client:
        hired = client.hire(hire)
        again = client.hire(hire)
        print(f"hired {hired.code}: {said(hired.status)}, once: {hired.id == again.id}")

        notice = GiveNoticeInput(code=code, version=hired.version, idempotency_key=f"notice-{code}")
        left = client.give_notice(notice)
        print(f"notice given: {said(left.status)}")

        try:
            client.withdraw_notice(WithdrawNoticeInput(code=code, version=hired.version))
        except GraphQLClientGraphQLMultiError as trouble:
            print(f"an old version is refused: {(trouble.errors[0].extensions or {})['code']}")

        back = client.withdraw_notice(
            WithdrawNoticeInput(code=code, version=left.version, idempotency_key=f"back-{code}")
        )
        print(f"notice withdrawn: {said(back.status)}")


def said(status: EmployeeStatus | None) -> str:
    return status.value if status else "-"


if __name__ == "__main__":
    if not sys.argv[4:]:
        raise SystemExit(__doc__)
    main(*sys.argv[1:5])
