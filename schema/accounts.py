"""What is changed about customers' accounts beyond their own row: segments over time, and people to speak to."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.acts import act
from schema.attendance_mutations import SEEN
from schema.call import call
from schema.inputs import Once, given_with, needed, optional
from schema.judged_inputs import OfRow
from schema.topics import CustomerAccount
from server.feedback.models import Segment
from server.feedback.operations import account_persons, account_segments
from server.kernel.labels import label


@strawberry.input(description=label("客户分层变化", "As what a customer counts from a day on"))
class ChangeAccountSegmentInput(Once):
    account_id: strawberry.ID = needed("客户编号", "Account")
    segment: Segment = needed("客户分层", "Segment")
    since_on: date = needed("起始日期", "From")
    note: str | None = optional("说明", "Remark")


@strawberry.input(description=label("清单中的分层变化", "A change of segment of a list"))
class AccountSegmentLineInput:
    account_code: str = needed("客户编码", "Account code")
    segment: Segment = needed("客户分层", "Segment")
    since_on: date = needed("起始日期", "From")
    note: str | None = optional("说明", "Remark")


@strawberry.input(description=label("分层变化清单", "A list of changes of segment"))
class ImportAccountSegmentsInput(Once):
    changes: list[AccountSegmentLineInput] = needed("分层变化", "Changes")


@strawberry.input(description=label("客户联系人", "Somebody at the customer's to speak to"))
class SaveAccountPersonInput(Once):
    account_id: strawberry.ID = needed("客户编号", "Account")
    name: str = needed("姓名", "Name")
    person_id: strawberry.ID | None = optional("联系人编号，不填则新增", "Person; a new one by default")
    job_title: str | None = optional("职务", "Job title")
    phone: str | None = optional("手机，空文本清除", "Phone; an empty text clears it")
    email: str | None = optional("邮箱，空文本清除", "Email; an empty text clears it")
    is_main: bool | None = optional("主要联系人", "Main contact")
    since_on: date | None = optional("起始日期，默认今天", "From; today by default")
    until_on: date | None = optional("截止日期", "Until")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("清单中的联系人", "A person of a list"))
class AccountPersonLineInput:
    account_code: str = needed("客户编码", "Account code")
    name: str = needed("姓名", "Name")
    job_title: str | None = optional("职务", "Job title")
    phone: str | None = optional("手机", "Phone")
    email: str | None = optional("邮箱", "Email")
    is_main: bool | None = optional("主要联系人", "Main contact")
    since_on: date | None = optional("起始日期", "From")


@strawberry.input(description=label("联系人清单", "A list of people to speak to"))
class ImportAccountPersonsInput(Once):
    persons: list[AccountPersonLineInput] = needed("联系人", "People")


@strawberry.input(description=label("抹除联系人资料", "A person forgotten"))
class EraseAccountPersonInput(OfRow):
    pass


LINES = given_with({"changes": dict, "persons": dict})


async def bring_in_segments(info: strawberry.Info, input: ImportAccountSegmentsInput) -> int:
    return int(await account_segments.import_account_segments(call(info).ctx, **LINES(input)))


async def bring_in_persons(info: strawberry.Info, input: ImportAccountPersonsInput) -> int:
    return int(await account_persons.import_account_persons(call(info).ctx, **LINES(input)))


@strawberry.type(description=label("客户变更", "Changes of customers"))
class AccountMutation:
    change_account_segment = act(
        "变更客户分层", "Let a customer count differently", ChangeAccountSegmentInput, CustomerAccount,
        account_segments.change_account_segment,
    )  # fmt: skip
    import_account_segments = strawberry.mutation(
        bring_in_segments,
        description=label(
            "按客户编码导入分层变化，返回新增或变更的条数",
            "Bring in changes of segment by account code; how many are new or changed",
        ),
    )
    save_account_person = act(
        "保存客户联系人", "Keep a person to speak to", SaveAccountPersonInput, CustomerAccount,
        account_persons.save_account_person,
    )  # fmt: skip
    erase_account_person = act(
        "抹除联系人资料", "Forget a person", EraseAccountPersonInput, CustomerAccount,
        account_persons.erase_account_person,
    )  # fmt: skip
    import_account_persons = strawberry.mutation(
        bring_in_persons,
        description=label(
            "按客户编码导入联系人，返回新增或变更的人数",
            "Bring in people to speak to by account code; how many are new or changed",
        ),
    )
