"""Newcomers of a file who may be somebody known: by ID number, phone, e-mail, or the name with a date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from server.imports.check import Values
from server.imports.duplicates import MOST_ALIKE
from server.imports.known import Known
from server.imports.people import NewPerson
from server.kernel.context import Context
from server.people.names import spell

HASHED = {"id_number": "SAME_ID_NUMBER", "phone": "SAME_PHONE", "email": "SAME_EMAIL"}
ORDER = (*HASHED.values(), "SAME_NAME_AND_BIRTH", "SAME_NAME_AND_HIRE_DATE")
"""The reasons, the surest first."""
CITIZEN = re.compile(r"\d{6}(\d{8})\d{3}[\dX]")
MOST = 5
Trait = tuple[str, object]
Alike = tuple[tuple[str, tuple[str, ...]], ...]
"""The ids of people a row may speak of, the likeliest first, each with the reasons."""


def alike_of(ctx: Context, newcomers: Sequence[NewPerson], known: Known) -> dict[int, Alike]:
    """Return, by row, whom each newcomer looks like; what many share tells nobody apart."""
    if not newcomers:
        return {}
    owners = by_trait(known)
    found = {new.row: weigh(traits_of_row(ctx, new.values), owners) for new in newcomers}
    return {row: alike for row, alike in found.items() if alike}


def by_trait(known: Known) -> dict[Trait, list[str]]:
    """Return who has each trait."""
    owners: defaultdict[Trait, list[str]] = defaultdict(list)
    for code, person in known.people.items():
        for name, reason in HASHED.items():
            if text := person.hashes[name]:
                owners[reason, text].append(person.id)
        whole = spell(person.name)[0]
        owners["SAME_NAME_AND_HIRE_DATE", (whole, person.stay["hired_on"])].append(person.id)
        if born := known.births.get(code):
            owners["SAME_NAME_AND_BIRTH", (whole, born)].append(person.id)
    return owners


def traits_of_row(ctx: Context, values: Values) -> Iterator[Trait]:
    blind = ctx.store.vault.blind
    for name, reason in HASHED.items():
        if name in values:
            yield reason, blind(f"employee.{name}", str(values[name]))
    whole = spell(str(values.get("name", "")))[0]
    yield "SAME_NAME_AND_HIRE_DATE", (whole, values.get("hired_on"))
    if born := birth_in(str(values.get("id_number", ""))):
        yield "SAME_NAME_AND_BIRTH", (whole, born)


def birth_in(number: str) -> date | None:
    """Return the day of birth that a citizen's number spells; None for any other number."""
    if not (match := CITIZEN.fullmatch(number)):
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None


def weigh(traits: Iterator[Trait], owners: dict[Trait, list[str]]) -> Alike:
    """Put those who share a trait in order: the surest reason first, then the more reasons."""
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for trait in traits:
        people = owners.get(trait, [])
        for person in people if len(people) <= MOST_ALIKE else ():
            reasons[person].append(trait[0])
    ranked = {one: tuple(sorted(why, key=ORDER.index)) for one, why in reasons.items()}
    ordered = sorted(ranked, key=lambda one: (ORDER.index(ranked[one][0]), -len(ranked[one]), one))
    return tuple((one, ranked[one]) for one in ordered[:MOST])
