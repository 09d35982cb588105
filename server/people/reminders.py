"""Reminders of what ends: probations, contracts, documents; told once a day to HR and the line manager."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from server.access.settings import read_days
from server.desk import notify
from server.kernel.context import Context, Principal
from server.kernel.labels import label
from server.people.models import Assignment, Department, Document, Employee, Employment
from server.people.operations.access import Place, decide, link
from server.people.operations.outcomes import batched
from server.people.record_entities import DOCUMENT_CLASSES

Everyone = Callable[[], Awaitable[list[Principal]]]


@dataclass(frozen=True)
class Ending:
    """Something of one person that ends on a day; `topic` is what a reader must be able to see to be told."""

    person: str
    day: date
    kind: str
    key: str
    topic: str
    link: str


WORDS: Mapping[str, tuple[str, str]] = {
    "probation": (
        "{name} 的试用期 {day} 到期，请办理转正或其他安排",
        "{name}'s probation ends on {day}; decide on it",
    ),
    "contract": (
        "{name} 的合同 {day} 到期，请办理续签或终止",
        "{name}'s contract ends on {day}; renew it or let it end",
    ),
    "document": ("{name} 的文件 {day} 到期，请更新", "A document of {name} expires on {day}; renew it"),
}


def reminders(everyone: Everyone) -> Callable[[Context], Awaitable[None]]:
    """Return the day's work of reminding; `everyone` lists the people with an account."""

    async def remind(ctx: Context) -> None:
        """Tell who keeps a record, and who leads the person, of what ends soon.

        Told at each number of days the settings name, and no more than once; a day on which nothing ran is made up
        for by the next. What is no longer to end is told no more.
        """
        found = await ctx.store.write(partial(ending, ctx))
        known = await everyone()
        for people in batched(sorted({each.person for each in found})):
            mine = [each for each in found if each.person in set(people)]
            await ctx.store.write(partial(tell, ctx, mine, people, known))

    return remind


async def ending(ctx: Context) -> list[Ending]:
    return [*await stays_ending(ctx), *await documents_ending(ctx)]


def step(day: date, today: date, days: Sequence[int]) -> int | None:
    """Return which reminder is due: the smallest number of days that has been reached; None before the first."""
    left = (day - today).days
    return min((each for each in days if left <= each), default=None) if left >= 0 else None


async def stays_ending(ctx: Context) -> list[Ending]:
    found: list[Ending] = []
    for kind, column, setting in (
        ("probation", "probation_ends_on", "probation_reminder_days"),
        ("contract", "contract_ends_on", "contract_reminder_days"),
    ):
        days = await read_days(ctx, setting)
        if not days:
            continue
        until = ctx.today + timedelta(days=max(days))
        near = Employment.filter(superseded_at=None, **{f"{column}__gte": ctx.today, f"{column}__lte": until})
        for stay in await near:
            if not concerns(stay, kind, ctx.today):
                continue
            day, person = getattr(stay, column), link(stay, "employee_id")
            if (at := step(day, ctx.today, days)) is not None:
                key = f"{kind}:{person}:{day}:{at}"
                found.append(
                    Ending(person, day, kind, key, "Employment.hiredOn", f"/people/{person}/employment")
                )
    return found


def concerns(stay: Employment, kind: str, today: date) -> bool:
    """Tell whether the end still matters: not for who has left or is leaving before it, or is confirmed."""
    if stay.left_on is not None or stay.hired_on > today:
        return False
    return kind != "probation" or stay.confirmed_on is None


async def documents_ending(ctx: Context) -> list[Ending]:
    days = await read_days(ctx, "document_reminder_days")
    if not days:
        return []
    until = ctx.today + timedelta(days=max(days))
    near = await Document.filter(removed_at=None, valid_until__gte=ctx.today, valid_until__lte=until)
    people = {link(row, "employee_id") for row in near}
    gone = {
        link(stay, "employee_id")
        for batch in batched(sorted(people))
        for stay in await Employment.filter(employee_id__in=batch, superseded_at=None, left_on__lt=ctx.today)
    }
    found = []
    for row in near:
        person = link(row, "employee_id")
        assert row.valid_until is not None  # noqa: S101 (asked for above)
        at = step(row.valid_until, ctx.today, days)
        if at is not None and person not in gone:
            key, where = f"document:{row.id}:{row.valid_until}:{at}", f"/people/{person}/documents"
            found.append(Ending(person, row.valid_until, "document", key, DOCUMENT_CLASSES[row.kind], where))
    return found


async def tell(
    ctx: Context, found: Iterable[Ending], people: Sequence[str], everyone: Sequence[Principal]
) -> None:
    """Write the notices of some people; each goes to those alone who may see what it tells of."""
    names = {row.id: row.name for row in await Employee.filter(id__in=people)}
    places = await places_on(people, ctx.today)
    for each in found:
        department, boss = places.get(each.person, ("", ""))
        place = Place(each.person, department)
        told = [one for one in listeners(ctx, everyone, place, each.topic, boss) if one != each.person]
        zh, en = WORDS[each.kind]
        said = {"name": names.get(each.person, ""), "day": each.day.isoformat()}
        await notify(
            ctx, told, f"people.{each.kind}", title=label(zh.format(**said), en.format(**said)), link=each.link,
            key=each.key, due_on=each.day,
        )  # fmt: skip


def listeners(ctx: Context, everyone: Sequence[Principal], place: Place, topic: str, boss: str) -> list[str]:
    """List who is told: HR of the department, else of the whole company, and the line manager; each may see it."""
    able = [
        one
        for one in everyone
        if one.employee_id and decide(ctx.acting_as(one), place, topic, "read").allowed
    ]
    near = [one for one in able if keeps(ctx, one, place, "team")]
    keepers = near or [one for one in able if keeps(ctx, one, place, "org")]
    return [str(one.employee_id) for one in able if one in keepers or one.employee_id == boss]


def keeps(ctx: Context, one: Principal, place: Place, relation: str) -> bool:
    """Tell whether somebody keeps the record in this relation: they may record the contract."""
    return any(
        ctx.policy.decide(grant.role, relation, "Mutation.changeContract", "write").allowed
        for grant in one.grants
        if relation != "team" or place.department_id in grant.team
    )


async def places_on(people: Sequence[str], day: date) -> dict[str, tuple[str, str]]:
    """Return each person's department on a day and who leads them: whom the assignment names, else the head."""
    live = Assignment.filter(employee_id__in=people, is_primary=True, superseded_at=None, valid_from__lte=day)
    rows = [row for row in await live if row.valid_to is None or row.valid_to > day]
    heads = {row.id: link(row, "manager_id") for row in await Department.all()}
    found = {}
    for row in rows:
        department, person = link(row, "department_id"), link(row, "employee_id")
        head = heads.get(department, "")
        found[person] = (department, link(row, "manager_id") or (head if head != person else ""))
    return found
