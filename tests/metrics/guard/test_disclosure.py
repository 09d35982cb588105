"""What an account was shown is remembered, for itself alone and for the same data alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from server.kernel.context import Context
from server.metrics.guard.disclosure import digest, guard, pack, remembered, universe_of, unpack

K = 5


def rows(people: Iterable[int]) -> dict[str, str]:
    return {f"row{each}": f"person{each}" for each in people}


async def test_the_second_of_two_near_sets_is_refused(ctx: Context) -> None:
    assert await guard(ctx, "u", {"six": rows(range(6))}, [], K) == set()
    assert await guard(ctx, "u", {"five": rows(range(5))}, [], K) == {"five"}
    assert list(await remembered(ctx, "u")) == [digest(rows(range(6)))]


async def test_the_same_question_again_is_answered_and_not_written_twice(ctx: Context) -> None:
    for _ in range(2):
        assert await guard(ctx, "u", {"six": rows(range(6))}, [], K) == set()
    assert len(await remembered(ctx, "u")) == 1


async def test_what_is_always_visible_counts_and_is_not_written(ctx: Context) -> None:
    assert await guard(ctx, "u", {"few": rows(range(26))}, [rows(range(30))], K) == {"few"}
    assert await remembered(ctx, "u") == {}


async def test_larger_sets_are_let_through_first(ctx: Context) -> None:
    asked = {"part": rows(range(26)), "whole": rows(range(30)), "nobody": rows(())}
    assert await guard(ctx, "u", asked, [], K) == {"part"}


async def test_other_accounts_and_other_universes_are_apart(ctx: Context) -> None:
    await guard(ctx, "u", {"six": rows(range(6))}, [], K)
    other = ctx.acting_as(replace(ctx.principal, account_id="0190-other"))
    assert await guard(other, "u", {"five": rows(range(5))}, [], K) == set()
    assert await guard(ctx, "v", {"five": rows(range(5))}, [], K) == set()


async def test_of_two_questions_at_once_one_is_refused(ctx: Context) -> None:
    answers = await asyncio.gather(
        guard(ctx, "u", {"six": rows(range(6))}, [], K), guard(ctx, "u", {"five": rows(range(5))}, [], K)
    )
    assert sorted(map(len, answers)) == [0, 1]


def test_sets_are_packed_and_unpacked() -> None:
    assert unpack(pack(rows(range(3)))) == rows(range(3))


def test_a_universe_is_named_by_every_word() -> None:
    assert universe_of("a", 1) != universe_of("a", 2)
