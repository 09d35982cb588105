"""What the models ask of a database."""

from __future__ import annotations

from server.store.inspect import wanted_indexes, wanted_references
from tests.store.sample import Book, Shelf


async def test_indexes_and_references_are_read_from_the_models(sample):
    assert wanted_indexes([Shelf, Book]) == {
        ("sample_shelf", True, ("name",)),
        ("sample_shelf", True, ("name", "version")),
        ("sample_shelf", False, ("created_at", "name")),
        ("sample_book", False, ("shelf_id",)),
        ("sample_book", False, ("lent_at",)),
        ("sample_book", False, ("phone_blind",)),
    }
    assert wanted_references([Shelf, Book]) == {("sample_book", "shelf_id", "sample_shelf")}
