"""People to speak to at a customer's."""

from __future__ import annotations

from datetime import date

import orjson
import pytest

from server.catalog import ROOTS, entities
from server.feedback import models as m
from server.feedback.operations.account_persons import (
    erase_account_person,
    import_account_persons,
    save_account_person,
)
from server.feedback.operations.accounts import save_customer_account
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.plan.engine import Engine
from server.web import looks
from server.web.asked import Asked
from server.web.health import Health
from tests.people.town import plant, rows
from tests.plan.world import context
from tests.schema.world import SCHEMA

SEEN = "{ customerAccounts { nodes { id persons { nodes { name phone email } } } } }"
TOLD = "select name,job_title,is_main,until_on,phone is null,phone_hash is null from account_person order by name"


@pytest.fixture
async def account(store):
    await plant(store)
    return await save_customer_account(
        context(store, "employee"), code="K-1", name="客户一", customer_ref="c1", segment=m.Segment.KEY,
        started_on=date(2025, 1, 5),
    )  # fmt: skip


def said(store, value):
    return str(value if store.dialect == "postgres" else int(value))


async def person(store):
    return (await rows(store, "select id from account_person order by name desc"))[0][0]


async def test_contacts_are_sealed_and_what_is_not_said_stays(store, account):
    staff = context(store, "employee")
    await save_account_person(
        staff, account_id=account, name="刘经理", job_title="采购", phone="138 0013 8000", is_main=True
    )
    who = await person(store)
    await save_account_person(staff, account_id=account, person_id=who, name="刘总", version=1)
    with pytest.raises(Conflict):
        await save_account_person(staff, account_id=account, person_id=who, name="刘", version=1)
    no, yes = said(store, value=False), said(store, value=True)
    assert await rows(store, TOLD) == [("刘总", "采购", yes, None, no, no)]
    sealed = (await rows(store, "select phone from account_person"))[0][0]
    assert "13800138000" not in sealed
    await save_account_person(staff, account_id=account, person_id=who, name="刘总", phone="")
    await save_account_person(staff, account_id=account, name="财务", is_main=True)

    assert await rows(store, TOLD) == [
        ("刘总", "采购", no, None, yes, yes),
        ("财务", "", yes, None, yes, yes),
    ]


async def test_only_a_masked_phone_is_seen_by_who_does_not_look_after_the_customer(store, account):
    staff = context(store, "employee")
    await save_account_person(
        staff, account_id=account, name="刘经理", phone="13800138000", email="liu@example.com"
    )
    engine = Engine(SCHEMA._schema, entities(), ROOTS, store)

    async def shown(role):
        parsed = engine.documents.get(SEEN)
        operation = parsed.operation(None)
        answer = await engine.run(context(store, role), parsed, operation, engine.variables(operation, None))
        return [each["persons"]["nodes"] for each in orjson.loads(answer.data())["customerAccounts"]["nodes"]]

    plain = {"name": "刘经理", "phone": "13800138000", "email": "liu@example.com"}
    masked = {"name": "刘经理", "phone": "138****8000", "email": "l***@example.com"}
    assert await shown("employee") == [[plain]]
    assert await shown("hr_manager") == [[plain]]
    assert await shown("performance_specialist") == [[masked]]
    assert await shown("department_manager") == [[masked]]
    assert await shown("hr_specialist") == []


async def test_a_look_at_a_phone_is_kept_under_the_account(store, account):
    engine = Engine(SCHEMA._schema, entities(), ROOTS, store)
    parsed = engine.documents.get("{ customerAccounts { nodes { persons { nodes { phone } } } } }")
    operation, ctx = parsed.operation(None), context(store, "employee")
    log = looks.LookLog(store, engine, Health())

    seen = log.places_of(ctx, parsed, operation)
    one = log.one(looks.Waiting(ctx, parsed, operation, Asked(SEEN), seen, {}), account, 1, list(seen))

    assert (one.subject_type, one.subject_id, one.field_group) == ("CustomerAccount", account, "crm")


async def test_somebody_forgotten_leaves_nothing_that_opens(store, account):
    staff = context(store, "employee")
    await save_account_person(staff, account_id=account, name="刘经理", job_title="采购", phone="13800138000")
    who = await person(store)
    with pytest.raises(NotFound):
        await erase_account_person(staff, id="nobody")
    await erase_account_person(staff, id=who)

    no, yes = said(store, value=False), said(store, value=True)
    assert await rows(store, TOLD) == [("", "", no, staff.today.isoformat(), yes, yes)]
    assert await rows(store, f"select wrapped from person_key where person_id='{who}'") == [("",)]
    with pytest.raises(InvalidState):
        await save_account_person(staff, account_id=account, person_id=who, name="刘经理")


async def test_a_list_knows_people_again_by_phone_email_or_name(store, account):
    staff = context(store, "employee")
    liu = {"account_code": "K-1", "name": "刘经理", "phone": "13800138000", "email": "liu@example.com"}
    wang = {"account_code": "K-1", "name": "王会计", "is_main": True}

    assert await import_account_persons(staff, persons=[liu, wang]) == "2"
    assert await import_account_persons(staff, persons=[liu, wang]) == "0"
    renamed = {**liu, "name": "刘总", "job_title": "总经理"}
    assert await import_account_persons(staff, persons=[renamed, {**liu, "name": "刘总", "phone": ""}]) == "2"
    with pytest.raises(InvalidInput) as caught:
        await import_account_persons(staff, persons=[wang, {**liu, "phone": "123"}])
    assert "Row 2" in caught.value.en

    no, yes = said(store, value=False), said(store, value=True)
    assert await rows(store, TOLD) == [
        ("刘总", "总经理", no, None, yes, yes),
        ("王会计", "", yes, None, yes, yes),
    ]


async def test_days_in_order_and_only_who_keeps_the_account(store, account):
    staff = context(store, "employee")
    with pytest.raises(InvalidInput):
        await save_account_person(
            staff, account_id=account, name="刘经理", since_on=date(2025, 3, 1), until_on=date(2025, 2, 1)
        )
    with pytest.raises(NotFound):
        await save_account_person(staff, account_id=account, person_id="nobody", name="刘经理")
    with pytest.raises(Denied):
        await save_account_person(context(store, "performance_specialist"), account_id=account, name="刘经理")
    assert await rows(store, TOLD) == []
