"""Rounds of feedback: set up, say who is asked, open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from server import audit
from server.access.settings import read_number
from server.desk.notices import notify
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.labels import label
from server.people.models import Assignment
from server.people.operations.access import Place, allow, allow_anywhere, find_department, find_target, link
from server.people.operations.approving import line_manager
from server.people.operations.record import operation
from server.performance.peers.models import PeerInvite, PeerRelation, PeerRound, PeerRoundKind, PeerRoundState
from server.performance.peers.operations.ground import (
    find_round,
    is_now,
    members_of,
    note,
    person_of,
    require_state,
    still_here,
    wrong,
)
from server.store.base import change_row, stamp

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,31}")
MOST_QUESTIONS, LONGEST_NAME, LONGEST_TEXT = 20, 64, 200
MOST_SUBJECTS = 300
BATCH = 500


@dataclass(frozen=True)
class PeerQuestion:
    """A question that is answered with 1 to 5."""

    zh: str
    en: str = ""


# --- Setting up ---


@operation
async def save_peer_round(
    ctx: Context,
    *,
    code: str,
    name: str,
    starts_on: date,
    ends_on: date,
    questions: Sequence[PeerQuestion],
    name_en: str = "",
    kind: PeerRoundKind = PeerRoundKind.PEOPLE,
    least_answers: int | None = None,
    version: int | None = None,
) -> str:
    """Set up a round or change one that has not opened; return its id."""
    allow(ctx, Place(), "savePeerRound")
    key, title = code.strip(), name.strip()
    if not CODE.fullmatch(key):
        raise wrong("code", "编码用字母、数字、横线和下划线。", "A code has letters, digits, - and _.")
    if not 1 <= len(title) <= LONGEST_NAME:
        raise wrong("name", "名称须有 1 至 64 字。", "A name has 1 to 64 characters.")
    if ends_on < starts_on:
        raise wrong("endsOn", "截止日期不能早于开始日期。", "The round cannot end before it starts.")
    floor = await read_number(ctx, "peer_least_answers")
    if least_answers is not None and least_answers < floor:
        raise wrong(
            "leastAnswers",
            f"每组至少 {floor} 份才可显示。",
            f"A group shows from {floor} answers on at least.",
        )
    values: dict[str, Any] = {  # columns of mixed types
        "name": title,
        "name_en": name_en.strip()[:LONGEST_NAME],
        "kind": kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "least_answers": least_answers or floor,
        "questions": orjson.dumps(spelled(questions)).decode(),
    }
    held = await PeerRound.filter(code=key).select_for_update().get_or_none()
    if held is None:
        row_id = (await PeerRound.create(**stamp(ctx), code=key, **values)).id
    else:
        require_state(held, PeerRoundState.NOMINATING)
        row_id = held.id
        await change_row(ctx, PeerRound, row_id, version=version, **values)
    await note(ctx, "save_round", row_id, {"questions": (None, len(questions))})
    return row_id


def spelled(questions: Sequence[PeerQuestion]) -> list[str]:
    """Return the questions as they are kept, in both languages; the place of each is its key."""
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise wrong("questions", "请写 1 至 20 个问题。", "Write 1 to 20 questions.")
    found = [(each.zh.strip(), each.en.strip()) for each in questions]
    if any(not zh or max(len(zh), len(en)) > LONGEST_TEXT or "|" in zh + en for zh, en in found):
        raise wrong(
            "questions",
            "每个问题须有 1 至 200 字，不含竖线。",
            "A question has 1 to 200 characters and no bar.",
        )
    return [label(zh, en or zh) for zh, en in found]


@operation
async def include_in_peer_round(
    ctx: Context,
    *,
    round_id: str,
    employee_codes: Sequence[str] = (),
    department_code: str | None = None,
    asking_department_code: str | None = None,
) -> str:
    """Take people into a round, or have one department's people asked about another; return the round's id.

    Of a person the manager, the direct reports and they themselves are asked; colleagues are nominated.
    """
    allow(ctx, Place(), "includeInPeerRound")
    row = await find_round(round_id, PeerRoundState.NOMINATING)
    department = await find_department(None, department_code)
    if row.kind is PeerRoundKind.DEPARTMENTS:
        asking = await find_department(None, asking_department_code, field="askingDepartment")
        if department is None or asking is None or department.id == asking.id:
            raise wrong(
                "askingDepartmentCode", "请选两个不同的部门。", "Name two departments that are not the same."
            )
        number = await ask_department(ctx, row, asking.id, department.id)
    else:
        people = [await person_of(code, "employeeCodes") for code in employee_codes]
        people += await members_of(ctx, department.id) if department else []
        if not 1 <= len(people) <= MOST_SUBJECTS:
            raise wrong("employeeCodes", "请选 1 至 300 人。", "Choose 1 to 300 people.")
        number = sum([await ask_around(ctx, row, person) for person in dict.fromkeys(people)])
    await note(ctx, "include", row.id, {"asked": (None, number)})
    return row.id


async def ask_department(ctx: Context, row: PeerRound, asking: str, department: str) -> int:
    known = await PeerInvite.filter(round_id=row.id, department_id=department, asking_id=asking)
    there = {link(each, "rater_id") for each in known}
    made = [
        PeerInvite(
            **stamp(ctx), round_id=row.id, rater_id=person, department_id=department, asking_id=asking,
            relation=PeerRelation.PEER,
        )
        for person in await members_of(ctx, asking)
        if person not in there
    ]  # fmt: skip
    await PeerInvite.bulk_create(made, batch_size=BATCH)
    return len(made)


async def ask_around(ctx: Context, row: PeerRound, person: str) -> int:
    """Ask the person, the manager and the direct reports."""
    manager = await line_manager(ctx, person)
    posts = Assignment.filter(
        manager_id=person, is_primary=True, superseded_at=None, valid_from__lte=ctx.today
    )
    under = {link(post, "employee_id") for post in await posts if is_now(post.valid_to, ctx.today)}
    asked = {person: PeerRelation.SELF} | dict.fromkeys(
        sorted(await still_here(ctx, under)), PeerRelation.REPORT
    )
    if manager:
        asked[manager] = PeerRelation.MANAGER
    return await invite(ctx, row, person, asked)


async def invite(ctx: Context, row: PeerRound, subject: str, asked: Mapping[str, PeerRelation]) -> int:
    known = await PeerInvite.filter(round_id=row.id, subject_id=subject)
    there = {link(each, "rater_id") for each in known}
    made = [
        PeerInvite(**stamp(ctx), round_id=row.id, rater_id=rater, subject_id=subject, relation=relation)
        for rater, relation in asked.items()
        if rater not in there
    ]
    await PeerInvite.bulk_create(made, batch_size=BATCH)
    return len(made)


@operation
async def nominate_peers(
    ctx: Context,
    *,
    round_id: str,
    rater_codes: Sequence[str],
    employee_id: str | None = None,
    employee_code: str | None = None,
) -> str:
    """Name the colleagues who are asked about somebody, oneself by default, in place of those named before."""
    named = employee_id or (None if employee_code else ctx.principal.employee_id)
    if not (named or employee_code):
        allow_anywhere(ctx, "nominatePeers")
        raise not_found()
    target = await find_target(ctx, named, employee_code)
    allow(ctx, target.place, "nominatePeers")
    row = await find_round(round_id, PeerRoundState.NOMINATING)
    subject = target.person.id
    if not await PeerInvite.exists(round_id=row.id, subject_id=subject):
        raise InvalidState("本人不在这一轮的名单里。", "This person is not part of the round.")
    people = list(dict.fromkeys([await person_of(code, "raterCodes") for code in rater_codes]))
    if len(people) > row.most_peers:
        raise wrong(
            "raterCodes", f"最多邀请 {row.most_peers} 位同事。", f"Name at most {row.most_peers} colleagues."
        )
    await PeerInvite.filter(round_id=row.id, subject_id=subject, relation=PeerRelation.PEER).delete()
    others = {person: PeerRelation.PEER for person in people if person != subject}
    await invite(ctx, row, subject, others)
    await audit.record(
        ctx, "peers.nominate", subject_type="Employee", subject_id=subject,
        changes={"round": (None, row.code), "peers": (None, len(others))},
    )  # fmt: skip
    return row.id


@operation
async def open_peer_round(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Open a round: whoever is asked is told, and names cannot change any more."""
    allow(ctx, Place(), "openPeerRound")
    row = await find_round(id, PeerRoundState.NOMINATING)
    raters = {str(each) for each in await PeerInvite.filter(round_id=id).values_list("rater_id", flat=True)}
    if not raters:
        raise InvalidState(
            "这一轮还没有人可以作答，请先选人。", "Nobody is asked in this round yet; choose people."
        )
    await change_row(ctx, PeerRound, id, version=version, state=PeerRoundState.OPEN)
    title = label(f"请匿名作答：{row.name}", f"Your answer is asked for: {row.name_en or row.name}")
    await notify(
        ctx, sorted(raters), "peers", title=title, link="/peers", key=f"peers:{id}", due_on=row.ends_on
    )
    await note(ctx, "open_round", id, {"state": (PeerRoundState.NOMINATING, PeerRoundState.OPEN)})
    return id
