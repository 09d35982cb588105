"""What delivery is handed: who a person is and who leads a department; the counts ask what the contract knows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from graphql import parse, validate

from schema import root
from server.access.models import Account
from server.catalog.delivery import OPEN, leads, reader_of
from server.delivery.sending import Reader
from server.kernel.context import Grant, Principal
from tests.plan.world import PAST, POLICY, context, plant, uid


def test_every_count_of_a_digest_is_a_question_of_the_contract():
    schema = root.build()._schema

    assert {each.root: validate(schema, parse(each.document)) for each in OPEN} == {
        each.root: [] for each in OPEN
    }


def test_a_department_is_led_by_its_head_and_by_who_manages_it():
    ctx: Any = SimpleNamespace(policy=POLICY)

    def one(employee: str | None, *grants: Grant) -> Principal:
        return Principal("a", "a", "a", employee, grants)

    found = [
        leads(ctx, each, "d2", "e2")
        for each in (
            one("e2"), one("e9", Grant("department_manager", ("d1", "d2"))), one("e9", Grant("hr_specialist", ("d2",))),
            one("e9", Grant("department_manager", ("d1",))), one(None, Grant("department_manager", ("d2",))),
        )
    ]  # fmt: skip

    assert found == [True, True, False, False, False]


async def test_a_person_is_written_to_in_their_language_while_their_account_is_open(sqlite_store):
    await plant(sqlite_store)
    ctx = context(sqlite_store, "hr_manager")
    row: dict[str, Any] = {"created_at": PAST, "updated_at": PAST}

    async def accounts() -> None:
        for code, active in (("E3", True), ("E4", False)):
            await Account.create(
                id=f"a-{code}",
                **row,
                username=code,
                display_name=code,
                employee_id=uid(code),
                is_active=active,
                language="en",
            )

    await sqlite_store.write(accounts)

    async def read(code: str) -> Reader | None:
        kept: Reader | None = await sqlite_store.write(lambda: reader_of(ctx, uid(code)))
        return kept

    found = await read("E3")
    assert found is not None
    assert found.language == "en"
    assert [await read("E4"), await read("E5")] == [None, None]
