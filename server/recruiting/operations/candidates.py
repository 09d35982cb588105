"""Candidates: entered, referred by colleagues, moved from state to state, tested; who somebody is stays sealed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from server.desk.notices import notify
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.people.event_models import OfferResult
from server.people.operations.access import Place, allow, decide, link, require
from server.people.operations.record import operation
from server.people.operations.seal import CLEAN
from server.people.rules import clean_name
from server.recruiting.models import (
    ApplicationState,
    Candidate,
    CandidateEvent,
    CandidateSource,
    JobOpening,
    OpeningState,
)
from server.recruiting.operations.figures import keep_offer
from server.recruiting.operations.ground import (
    LONGEST_NOTE,
    LONGEST_REASON,
    MOST_MONTHS,
    day_of,
    find_candidate,
    find_opening,
    number_of,
    pay_of,
    reached,
    require_open,
    text_of,
    wrong,
)
from server.recruiting.operations.ground import (
    note as noted,
)
from server.recruiting.rules import NEXT, OVER
from server.store.base import change_row, stamp
from server.store.keys import person_key

LEAST_REASON = 2


# --- Coming in ---


@operation
async def add_candidate(
    ctx: Context,
    *,
    opening_id: str,
    name: str,
    phone: str | None = None,
    email: str | None = None,
    source: CandidateSource = CandidateSource.OWN,
    experience_months: int = 0,
    expected_pay: Decimal | None = None,
    applied_on: date | None = None,
    note: str = "",
    has_consent: bool = False,
) -> str:
    """Enter somebody who applies; an expected pay needs the right to set pay in recruiting."""
    opening = await find_opening(ctx, opening_id, "addCandidate")
    if expected_pay is not None:
        allow(
            ctx, Place(department_id=link(opening, "department_id")), "addCandidate", "Candidate.expectedPay"
        )
    if source == CandidateSource.REFERRAL:
        raise wrong("source", "内部推荐由员工本人提交。", "A referral is made by the employee.")
    about = {"name": name, "phone": phone, "email": email, "pay": expected_pay, "note": note}
    return await enter(
        ctx,
        opening,
        about,
        source=source,
        months=experience_months,
        applied_on=applied_on,
        has_consent=has_consent,
    )


@operation
async def refer_candidate(
    ctx: Context,
    *,
    opening_id: str,
    name: str,
    phone: str | None = None,
    email: str | None = None,
    experience_months: int = 0,
    note: str = "",
    has_consent: bool = False,
) -> str:
    """Refer somebody for an open post; the hiring manager hears of it, and the employee sees how it goes."""
    me = ctx.principal.employee_id
    require(decide(ctx, Place(me), "Mutation.referCandidate", "write"))
    opening = await JobOpening.filter(id=opening_id).select_for_update().get_or_none()
    if me is None or opening is None or opening.state != OpeningState.OPEN:
        raise not_found()
    if not has_consent:
        raise wrong("hasConsent", "请先征得对方同意。", "Ask them first.")
    made = await enter(
        ctx, opening, {"name": name, "phone": phone, "email": email, "note": note}, source=CandidateSource.REFERRAL,
        months=experience_months, referred_by=me, has_consent=True,
    )  # fmt: skip
    title = label("有同事推荐了一位候选人", "A colleague has referred somebody")
    await notify(
        ctx, [link(opening, "owner_id")], "recruiting", title=title, link=f"/recruiting/candidates/{made}",
        key=f"candidate:{made}:referred",
    )  # fmt: skip
    return made


async def enter(
    ctx: Context,
    opening: JobOpening,
    about: dict[str, Any],
    *,
    source: CandidateSource,
    months: int = 0,
    referred_by: str | None = None,
    applied_on: date | None = None,
    has_consent: bool = False,
) -> str:
    """Insert a candidate whose contacts and pay are sealed with a key of their own. Inside store.write."""
    require_open(opening)
    made, day = new_id(), day_of(ctx, applied_on, "appliedOn")
    sealed = await sealed_of(ctx, made, {each: about.get(each) for each in ("phone", "email")})
    if not (about.get("phone") or about.get("email")):
        raise wrong("phone", "请填写手机或邮箱。", "Write a phone number or an e-mail address.")
    await refuse_twice(opening.id, sealed)
    if about.get("pay") is not None:
        sealed |= await sealed_pay(ctx, made, about["pay"])
    await Candidate.create(
        **stamp(ctx), **sealed, id=made, opening_id=opening.id, name=clean_name(about["name"]), source=source,
        referred_by_id=referred_by, experience_months=number_of(months, "experienceMonths", 0, MOST_MONTHS),
        applied_on=day, note=text_of(about.get("note") or "", "note", LONGEST_NOTE), has_consent=has_consent,
    )  # fmt: skip
    await reached(ctx, made, ApplicationState.APPLIED, day)
    await noted(ctx, "apply", made, "Candidate", {"source": (None, source), "opening": (None, opening.code)})
    return made


async def sealed_of(ctx: Context, candidate_id: str, contacts: dict[str, str | None]) -> dict[str, Any]:
    """Return the sealed columns of contacts with their hashes; None clears one."""
    vault, key = ctx.store.vault, await person_key(ctx.store.vault, candidate_id)
    columns: dict[str, Any] = {}
    for name, text in contacts.items():
        clear, place = CLEAN[name](text) if text else None, f"candidate.{name}"
        columns[name] = vault.seal(key, f"{place}|{candidate_id}", clear) if clear else None
        columns[f"{name}_hash"] = vault.blind(place, clear) if clear else None
    return columns


async def sealed_pay(ctx: Context, candidate_id: str, amount: Decimal) -> dict[str, Any]:
    key = await person_key(ctx.store.vault, candidate_id)
    clear = pay_of(amount, "expectedPay")
    return {"expected_pay": ctx.store.vault.seal(key, f"candidate.expected_pay|{candidate_id}", clear)}


async def contacts_of(
    ctx: Context, row: Candidate, opening: JobOpening, changes: dict[str, str | None]
) -> dict[str, Any]:
    """Return the sealed columns of contacts that change; None leaves one as it is, an empty text clears it.

    Only who reads a contact in full may replace it: nobody overwrites what they cannot see.
    """
    told = {name: text for name, text in changes.items() if text is not None}
    if not told:
        return {}
    place = Place(department_id=link(opening, "department_id"))
    for name in told:
        if decide(ctx, place, f"Candidate.{name}", "read").view != "plain":
            raise Denied(
                "您看不到完整的联系方式，不能修改。",
                "You do not see this contact in full, so you cannot change it.",
                path=("input", name),
            )
    if not any(changes[name] or (changes[name] is None and getattr(row, name)) for name in changes):
        raise wrong("phone", "请填写手机或邮箱。", "Write a phone number or an e-mail address.")
    sealed = await sealed_of(ctx, row.id, dict(told))
    await refuse_twice(opening.id, sealed, besides=row.id)
    return sealed


async def refuse_twice(opening_id: str, sealed: dict[str, Any], *, besides: str = "") -> None:
    """Refuse somebody who has already applied for this opening by the same phone or address."""
    for name in ("phone", "email"):
        told = {f"{name}_hash": sealed.get(f"{name}_hash")}
        others = Candidate.filter(opening_id=opening_id, **told).exclude(id=besides)
        if any(told.values()) and await others.exists():
            raise wrong(
                name, "这位候选人已应聘过这项招聘。", "Somebody with it has applied for this opening already."
            )


# --- Changing ---


@operation
async def change_candidate(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    name: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    experience_months: int | None = None,
    expected_pay: Decimal | None = None,
    note: str | None = None,
    has_consent: bool | None = None,
    version: int | None = None,
) -> str:
    """Change what is known of a candidate, or put right how they were written down; one way to reach them stays."""
    row, opening = await find_candidate(ctx, id, "changeCandidate")
    values: dict[str, Any] = await contacts_of(ctx, row, opening, {"phone": phone, "email": email})
    if name is not None:
        values["name"] = clean_name(name)
    if experience_months is not None:
        values["experience_months"] = number_of(experience_months, "experienceMonths", 0, MOST_MONTHS)
    if note is not None:
        values["note"] = text_of(note, "note", LONGEST_NOTE)
    if has_consent is not None:
        values["has_consent"] = has_consent
    if expected_pay is not None:
        place = Place(department_id=link(opening, "department_id"))
        allow(ctx, place, "changeCandidate", "Candidate.expectedPay")
        values |= await sealed_pay(ctx, row.id, expected_pay)
    await change_row(ctx, Candidate, row.id, version=version, **values)
    await noted(ctx, "change_candidate", row.id, "Candidate", dict.fromkeys(sorted(values), (None, None)))
    return row.id


@operation
async def move_candidate(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    state: ApplicationState,
    happened_on: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> str:
    """Move a candidate on. Turning somebody down is always somebody's decision and takes a reason."""
    row, opening = await find_candidate(ctx, id, "moveCandidate")
    if state not in NEXT[ApplicationState(row.state)]:
        raise InvalidState(
            "从当前状态不能到这一步。", "That step does not follow from here.", path=("input", "state")
        )
    day = day_of(ctx, happened_on, "happenedOn")
    if (
        last := await CandidateEvent.filter(candidate_id=row.id).order_by("-happened_on").first()
    ) is not None:
        require_after(day, last.happened_on)
    why = text_of(reason, "reason", LONGEST_REASON, LEAST_REASON if state == ApplicationState.REJECTED else 0)
    await step(ctx, row, state, day, why, version=version)
    await answer_offer(ctx, row, opening, state, day)
    return row.id


def require_after(day: date, last: date) -> None:
    if day < last:
        raise wrong(
            "happenedOn",
            f"日期不能早于上一步（{last}）。",
            f"The day cannot be before the last step ({last}).",
        )


async def step(
    ctx: Context,
    row: Candidate,
    state: ApplicationState,
    day: date,
    why: str,
    *,
    version: int | None = None,
    **more: Any,
) -> None:
    """Bring a candidate to a state, with its dated event. Inside store.write; `more` are columns of mixed types."""
    over = state in OVER or state == ApplicationState.HIRED
    decided = {"decided_on": day, "reason": why} if over else {"decided_on": None, "reason": ""}
    await change_row(ctx, Candidate, row.id, version=version, state=state, **decided, **more)
    await reached(ctx, row.id, state, day, why)
    await noted(ctx, "move", row.id, "Candidate", {"state": (row.state, state)})


async def answer_offer(
    ctx: Context, row: Candidate, opening: JobOpening, state: ApplicationState, day: date
) -> None:
    """Tell figures of an offer made, accepted or declined; one we took back was not declined."""
    if state == ApplicationState.OFFERED:
        await keep_offer(ctx, row.id, opening, day, None, None)
        return
    if row.state != ApplicationState.OFFERED:
        return
    made = await CandidateEvent.filter(candidate_id=row.id, state=ApplicationState.OFFERED).order_by(
        "-happened_on"
    )
    results = {ApplicationState.HIRED: OfferResult.ACCEPTED, ApplicationState.WITHDRAWN: OfferResult.DECLINED}
    result = results.get(state, OfferResult.EXPIRED)
    await keep_offer(ctx, row.id, opening, made[0].happened_on if made else day, result, day)
