"""Candidates from a file, known by the opening and their phone or e-mail; both are sealed as they come in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from server.imports import values as cells
from server.imports.check import Values
from server.imports.columns import Field, clean, limited
from server.imports.entered.entry import Entry, Ground, inside
from server.imports.masters import flag_of
from server.imports.values import Cell
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.people import rules
from server.recruiting.models import Candidate, CandidateEvent, CandidateSource, JobOpening
from server.recruiting.operations.candidates import add_candidate, change_candidate
from server.store.keys import person_key
from server.store.models import PersonKey

SOURCES = {
    CandidateSource.OWN: "own direct 自主投递 投递 官网 招聘网站",
    CandidateSource.AGENCY: "agency headhunter 猎头 中介 代理机构",
    CandidateSource.CAMPUS: "campus 校园 校招 校园招聘",
    CandidateSource.REFERRAL: "referral 内推 内部推荐",
}
CHANGEABLE = ("experience_months", "note", "has_consent")


def source_of(cell: Cell) -> CandidateSource:
    return cells.choice_of(cell, SOURCES)


FIELDS = (
    Field("opening", limited(32), "招聘编码|需求编码|招聘需求|opening code|requisition|job code", required=True),
    Field("name", clean(rules.clean_name), "姓名|候选人|候选人姓名|candidate|full name", required=True),
    Field("phone", clean(rules.clean_phone), "手机|手机号|联系电话|电话|mobile|phone number"),
    Field("email", clean(rules.clean_email), "邮箱|电子邮箱|e-mail|mail"),
    Field("source", source_of, "来源|渠道|招聘渠道|channel"),
    Field("experience_months", cells.count_of, "相关经验月数|经验月数|经验（月）|months of experience"),
    Field("expected_pay", cells.number_of, "期望月薪|期望薪资|expected salary|expected monthly pay"),
    Field("applied_on", cells.day_of, "应聘日期|投递日期|申请日期|application date"),
    Field("note", limited(1000), "备注|说明|remark"),
    Field("has_consent", flag_of, "同意保留资料|同意留存|consent"),
)  # fmt: skip


async def find(ctx: Context, row: Values, _: Ground) -> Candidate | None:
    """Find who has applied for the opening by the same phone or address."""
    opening = await opening_of(str(row["opening"]))
    for name in ("phone", "email"):
        if name in row:
            told: dict[str, Any] = {
                f"{name}_hash": ctx.store.vault.blind(f"candidate.{name}", str(row[name]))
            }
            if found := await Candidate.filter(opening_id=opening.id, **told).first():
                return found
    return None


async def opening_of(code: str) -> JobOpening:
    found = await JobOpening.get_or_none(code=code.strip().upper()) or await JobOpening.get_or_none(
        code=code.strip()
    )
    if found is None:
        raise InvalidInput(
            f"没有招聘需求“{code}”，请先发布。",
            f"There is no opening '{code}'; open it first.",
            path=("input", "opening"),
        )
    return found


async def enter(ctx: Context, row: Values, held: Any, _: Ground) -> str:
    """Enter a candidate; of one who is there, only what differs of their experience, pay, note and consent."""
    if held is None:
        told = {name: value for name, value in row.items() if name != "opening"}
        return await inside(add_candidate)(ctx, opening_id=(await opening_of(str(row["opening"]))).id, **told)
    told = {name: row[name] for name in CHANGEABLE if name in row and row[name] != getattr(held, name)}
    if "expected_pay" in row and Decimal(str(row["expected_pay"])) != await pay_of(ctx, held):
        told["expected_pay"] = row["expected_pay"]
    return (
        await inside(change_candidate)(ctx, id=held.id, version=held.version, **told)
        if told
        else str(held.id)
    )


async def pay_of(ctx: Context, held: Candidate) -> Decimal | None:
    if held.expected_pay is None:
        return None
    key = await person_key(ctx.store.vault, held.id)
    return Decimal(ctx.store.vault.open(key, f"candidate.expected_pay|{held.id}", held.expected_pay))


SHOWS = {
    "opening": "JobOpening.title", "name": "Candidate.name", "phone": "Candidate.phone", "email": "Candidate.email",
    "source": "Candidate.source", "experience_months": "Candidate.experienceMonths",
    "expected_pay": "Candidate.expectedPay", "applied_on": "Candidate.appliedOn", "note": "Candidate.note",
    "has_consent": "Candidate.hasConsent",
}  # fmt: skip
CANDIDATES = Entry(
    labels=("候选人", "Candidates"),
    verb="addCandidate",
    model=Candidate,
    key=("opening", "phone"),
    fields=FIELDS,
    columns=(*CHANGEABLE, "expected_pay", "state"),
    shows=SHOWS,
    find=find,
    enter=enter,
    parts=((CandidateEvent, "candidate_id"), (PersonKey, "person_id")),
    names={"opening_id": "opening"},
    sealed=frozenset({"expected_pay"}),
    guarded={"expected_pay": "Candidate.expectedPay"},
)
