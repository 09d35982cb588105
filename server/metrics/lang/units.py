"""The algebra of units: what may be added, what a division gives, and whether a result fits the unit declared.

A unit is a product of bases with whole exponents. People and events count as things: they may be divided by each
other (complaints per contact) but people are not added to events, nor money to either.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Exponents = tuple[tuple[str, int], ...]
NONE: Exponents = ()

BASES: dict[str, Exponents] = {
    "percent": NONE,
    "pp": NONE,
    "ratio": NONE,
    "person": (("head", 1),),
    "fte": (("head", 1),),
    "spell": (("head", 1),),
    "count": (("item", 1),),
    "day": (("day", 1),),
    "hour": (("hour", 1),),
    "second": (("second", 1),),
    "money": (("money", 1),),
    "money_per_person": (("head", -1), ("money", 1)),
    "score": (("score", 1),),
    "points": (("points", 1),),
    "per_1000": (("per_1000", 1),),
    "per_million_hours": (("per_million_hours", 1),),
}
"""What each unit of the dictionary is made of."""

THINGS = frozenset({"head", "item"})
SCALED: dict[str, tuple[Exponents, int]] = {
    "points": (NONE, 0),
    "per_1000": (NONE, 0),
    "per_million_hours": ((("hour", -1),), 1),
}
"""Units a formula makes with a factor of its own (100, 1000): the bases left, and how many things over things."""

PER_THING = frozenset({"money", "day", "hour", "second", "score"})
"""Units that an average keeps: hours per head are still hours."""


class Quantity(NamedTuple):
    """The unit of a part of a formula; `name` is how the dictionary calls it, if the part has such a name."""

    exponents: Exponents
    name: str = ""
    is_number: bool = False

    @property
    def is_bare(self) -> bool:
        return not self.exponents


NUMBER = Quantity(NONE, "ratio", is_number=True)
SHARE = Quantity(NONE, "percent")


def of(unit: str) -> Quantity:
    """Return the quantity of a declared unit; an unknown one counts as a bare number."""
    return Quantity(BASES.get(unit, NONE), unit)


def times(one: Quantity, other: Quantity) -> Quantity:
    return Quantity(combined(one.exponents, other.exponents, 1), kept_name(one, other))


def over(one: Quantity, other: Quantity) -> Quantity:
    exponents = combined(one.exponents, other.exponents, -1)
    if exponents == one.exponents:
        return Quantity(exponents, one.name)
    return Quantity(exponents, "" if exponents else "percent")


def kept_name(one: Quantity, other: Quantity) -> str:
    if one.is_bare and (other.exponents or one.is_number):
        return other.name
    return one.name if other.is_bare else ""


def combined(one: Exponents, other: Exponents, sign: int) -> Exponents:
    out = dict(one)
    for base, power in other:
        out[base] = out.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in out.items() if power))


def may_add(one: Quantity, other: Quantity) -> bool:
    """Whether two parts are of one kind, so that adding or comparing them means something.

    Things divided by things are a share, whichever they are: it may be taken from 1.
    """
    return without_shares(one.exponents) == without_shares(other.exponents)


def without_shares(exponents: Exponents) -> Exponents:
    return exponents if things(exponents) else without_things(exponents)


def fits(quantity: Quantity, unit: str) -> bool:
    """Whether a result may be given out in a unit: a count by a count is a share, hours by heads are still hours."""
    wanted = BASES.get(unit)
    if wanted is None:
        return False
    if quantity.exponents == wanted:
        return True
    rest, number = without_things(quantity.exponents), things(quantity.exponents)
    if unit in SCALED:
        return (rest, number) == SCALED[unit]
    if unit == "ratio" and rest == BASES["score"]:
        return number == -1
    if rest != without_things(wanted):
        return False
    return number == things(wanted) or (unit in PER_THING and number == -1)


def without_things(exponents: Exponents) -> Exponents:
    return tuple(each for each in exponents if each[0] not in THINGS)


def things(exponents: Exponents) -> int:
    return sum(power for base, power in exponents if base in THINGS)


def named(quantity: Quantity) -> str:
    """Return the dictionary's unit for a result, "" if it has none."""
    if quantity.name and fits(quantity, quantity.name):
        return quantity.name
    exact = (unit for unit in NAMING if BASES[unit] == quantity.exponents)
    return next(exact, "") or next((unit for unit in NAMING if fits(quantity, unit)), "")


NAMING = ("percent", *(unit for unit in BASES if unit not in ("percent", "pp", "ratio", "spell")))
"""Units by which a result without a name of its own is called, the likelier first."""


def spelled(quantity: Quantity, labels: Mapping[str, str]) -> str:
    """Describe a quantity for a message: its unit's name, or its bases."""
    unit = named(quantity)
    if unit:
        return labels.get(unit, unit)
    return "·".join(base if power == 1 else f"{base}^{power}" for base, power in quantity.exponents)
