"""Money to the cent: how a sum is shared out so that its parts add up to it, and what happens above a budget.

The remainder rule: everybody first gets their exact share rounded down to the cent; the cents that are left go one
each to the largest remainders, and among equal ones to the lower employee code.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

Exact = Fraction | int


def share_out(total: int, weights: Mapping[str, Exact]) -> dict[str, int]:
    """Share minor units out by weight, keyed by employee code; the parts add up to the total.

    Weights below zero count as none. If there is no weight at all nobody gets anything.
    """
    clear = {code: max(Fraction(weight), Fraction(0)) for code, weight in weights.items()}
    whole = sum(clear.values(), Fraction(0))
    if not whole or total <= 0:
        return dict.fromkeys(weights, 0)
    exact = {code: total * weight / whole for code, weight in clear.items()}
    parts = {code: int(share) for code, share in exact.items()}
    left = total - sum(parts.values())
    first = sorted(exact, key=lambda code: (parts[code] - exact[code], code))
    for code in first[:left]:
        parts[code] += 1
    return parts


def cut_to(budget: int, amounts: Mapping[str, int]) -> dict[str, int]:
    """Cut amounts, each by the same share, to a budget that they exceed; the rest of them stays as it is."""
    if sum(amounts.values()) <= budget:
        return dict(amounts)
    return share_out(budget, amounts)


def to_cent(amount: Fraction) -> int:
    """Round minor units half up, as a payslip does; below zero half goes away from zero."""
    doubled = 2 * abs(amount) + 1
    rounded = int(doubled // 2)
    return -rounded if amount < 0 else rounded
