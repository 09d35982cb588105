"""Columns hold, order and give back the same on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError, ValidationError

from server.store.base import stamp
from server.store.fields import Choice, Instant
from tests.conftest import NOW, make_context
from tests.store.sample import Book, Mood, Shelf

EAST = timezone(timedelta(hours=8))


@pytest.fixture
def origin(sample):
    return stamp(make_context(sample))


@pytest.fixture
def add(sample, origin):
    async def add(**given):
        facts: dict[str, Any] = {"valid_from": date(2025, 1, 1), "recorded_at": NOW, "title": "书"}
        return await sample.write(lambda: Book.create(**origin, **facts | given))

    return add


async def test_every_column_comes_back_as_it_went(sample, add):
    lent = datetime(2025, 4, 5, 17, 30, 1, 234567, tzinfo=EAST)
    made = await add(
        mood="POOR",
        lent_at=lent,
        due_on=date(2025, 5, 1),
        price=2**40,
        phone="v1.x",
        phone_blind="ab",
        is_new=False,
        pages=7,
    )
    book = await sample.write(lambda: Book.get(id=made.id))

    assert (book.mood, book.due_on, book.price, book.phone, book.phone_blind, book.is_new, book.pages) == (
        Mood.POOR, date(2025, 5, 1), 2**40, "v1.x", "ab", False, 7,
    )  # fmt: skip
    assert book.lent_at == made.lent_at == datetime(2025, 4, 5, 9, 30, 1, 234000, tzinfo=UTC)
    assert (book.version, book.created_by, book.other_id) == (1, "0190-hr", None)


async def test_the_tables_hold_the_agreed_spelling(sample, add):
    await add(lent_at=NOW, due_on=date(2025, 5, 1), price=150)

    assert await sample.reads.rows("SELECT mood, lent_at, due_on, price, length(id) FROM sample_book") == [
        ("GOOD", "2025-04-05T09:30:00.000Z", "2025-05-01", 150, 36)
    ]


async def test_text_order_is_the_same_everywhere(sample, add):
    titles = ["b", "B", "a", "é", "王", "李", "A-1", "A1", "_", "z"]
    for title in titles:
        await add(title=title)

    ordered = await sample.reads.rows("SELECT title FROM sample_book ORDER BY title")

    assert [row[0] for row in ordered] == sorted(titles, key=str.encode)


async def test_instants_are_compared_as_moments(sample, add):
    await add(lent_at=NOW)
    same_moment_elsewhere = NOW.astimezone(EAST)

    assert await sample.write(lambda: Book.filter(lent_at=same_moment_elsewhere).count()) == 1
    assert await sample.write(lambda: Book.filter(lent_at__lt=NOW + timedelta(milliseconds=1)).count()) == 1
    assert await sample.write(lambda: Book.filter(lent_at="2025-04-05T09:30:00Z").count()) == 1


async def test_an_instant_without_its_offset_is_refused(add):
    with pytest.raises(ValueError, match="an instant needs its offset"):
        await add(lent_at="2025-04-05T09:30:00")


def test_a_naive_instant_is_refused_by_the_column():
    column = Instant()
    column.model_field_name = "at"
    with pytest.raises(ValueError, match="at: an instant needs its offset"):
        column.to_db_value(datetime(2025, 4, 5), Book)  # noqa: DTZ001 (that is the point)


async def test_a_value_that_is_no_choice_is_refused(add):
    with pytest.raises(ValueError, match="BAD"):
        await add(mood="BAD")


def test_a_choice_in_a_migration_names_no_enum():
    assert Choice(Mood, default=Mood.GOOD).deconstruct() == (
        "server.store.fields.Choice",
        [],
        {"default": "GOOD"},
    )
    assert Choice(null=True, kind=None).to_python_value("ANY") == "ANY"


async def test_text_longer_than_its_column_is_refused(add):
    with pytest.raises(ValidationError):
        await add(title="长" * 41)


async def test_what_is_pointed_at_cannot_be_deleted(sample, origin, add):
    shelf = await sample.write(lambda: Shelf.create(**origin, name="甲"))
    await add(shelf_id=shelf.id)

    with pytest.raises(IntegrityError):
        await sample.write(lambda: Shelf.filter(id=shelf.id).delete())
    with pytest.raises(IntegrityError):
        await add(shelf_id="nowhere")
