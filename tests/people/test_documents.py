"""Documents: sealed apart from their row, seen by class, opened with a trace, destroyed when taken away."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from server.kernel.errors import Denied, InvalidInput, NotFound
from server.kernel.upload import Upload
from server.people import operations as ops
from server.people.models import DocumentKind
from server.store.keys import erase_key
from tests.people.town import one, refused, rows
from tests.plan.world import context, uid

PDF = b"%PDF-1.7 the signed contract of E4"
E3, E4, E6 = uid("E3"), uid("E4"), uid("E6")


def handed(content: bytes = PDF, name: str = "合同.pdf") -> Upload:
    return Upload(name, content)


async def kept(town, role: str = "hr_manager", person: str = "E4", **given) -> str:
    asked: dict[str, Any] = {"file": handed(), "kind": DocumentKind.CONTRACT, "code": person} | given
    return await ops.add_document(context(town, role), **asked)


async def test_a_document_is_kept_sealed_and_opened_as_it_was(town):
    document = await kept(town, title="劳动合同", valid_until=date(2027, 5, 11))

    found = await ops.open_document(context(town, "hr_manager"), id=document)

    assert (found.file_name, found.media_type, found.content) == ("合同.pdf", "application/pdf", PDF)
    assert await rows(town, "select title,data_class,size,valid_until from document") == [
        ("劳动合同", "document_contract", str(len(PDF)), "2027-05-11")
    ]
    assert b"signed" not in (await one(town, "select content from document_content")).encode()


async def test_opening_is_logged_and_adding_audited(town):
    document = await kept(town)
    await ops.open_document(context(town, "hr_manager"), id=document)

    looks = await rows(town, "select subject_id,field_group,document from access_log")
    assert looks == [(E4, "document_contract", "openDocument")]
    actions = await rows(town, "select action,subject_id from audit_entry order by seq")
    assert actions[-1] == ("people.add_document", E4)


async def test_what_is_out_of_sight_is_as_what_does_not_exist(town):
    document = await kept(town)

    for role in ("department_manager", "payroll_specialist", "employee", "administrator", "auditor"):
        caller = context(town, role)
        await refused(town, partial(ops.open_document, caller, id=document), NotFound)


async def test_a_manager_opens_certificates_of_the_team(town):
    document = await kept(town, kind=DocumentKind.CERTIFICATE)

    assert (await ops.open_document(context(town, "department_manager"), id=document)).content == PDF


async def test_people_add_certificates_of_their_own_but_no_contract(town):
    own = context(town, "employee")
    document = await ops.add_document(own, file=handed(), kind=DocumentKind.CERTIFICATE, id=E3)

    assert (await ops.open_document(own, id=document)).content == PDF
    trouble = await refused(
        town, lambda: ops.add_document(own, file=handed(), kind=DocumentKind.CONTRACT, id=E3), Denied
    )
    assert trouble.path == ("input", "kind")


async def test_a_document_taken_away_leaves_its_row_and_no_content(town):
    document, hr = await kept(town), context(town, "hr_manager")

    assert await ops.remove_document(hr, id=document, reason="传错了") == E4

    assert await one(town, "select count(*) from document_content") == 0
    assert await rows(town, "select data_class from document") == [("removed",)]
    with pytest.raises(NotFound):
        await ops.open_document(hr, id=document)


async def test_who_only_reads_takes_nothing_away(town):
    document = await kept(town, kind=DocumentKind.CERTIFICATE)
    manager = context(town, "department_manager")

    await refused(town, lambda: ops.remove_document(manager, id=document), Denied)


async def test_an_erased_person_leaves_nothing_to_open(town):
    document, hr = await kept(town), context(town, "hr_manager")
    await town.write(lambda: erase_key(hr, town.vault, E4))

    with pytest.raises(NotFound):
        await ops.open_document(hr, id=document)


async def test_the_same_request_again_adds_nothing(town):
    first = await kept(town, idempotency_key="k1")

    assert await kept(town, idempotency_key="k1") == first
    assert await one(town, "select count(*) from document") == 1


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 a program", b"x" * (10 * 1024 * 1024 + 1)])
async def test_what_is_no_document_is_refused(town, content):
    hr = context(town, "hr_manager")

    trouble = await refused(
        town,
        lambda: ops.add_document(hr, file=handed(content), kind=DocumentKind.OTHER, code="E4"),
        InvalidInput,
    )

    assert trouble.path == ("input", "file")
