"""The sample papers: only of people who are there, sealed with their keys, some of them about to expire."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tortoise import Tortoise

from server.demo.lives import Author
from server.demo.papers import ENDS, PAPER, keep_papers
from server.demo.rows import Ledger
from server.kernel.secrets import new_secrets
from server.people import models as m
from server.people.operations.documents import place_of
from server.store.config import APP, MODEL_MODULES
from server.store.vault import Vault

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def book() -> Ledger:
    Tortoise.init_models(MODEL_MODULES, APP)
    made = Ledger(Vault(new_secrets()), TODAY, datetime(2026, 11, 22, tzinfo=UTC))
    lives = Author(TODAY).write()
    for number, life in enumerate(lives, start=1):
        made.person(number, life)
    keep_papers(made, lives)
    return made


def test_fixed_terms_end_one_after_the_other(book):
    ends = {row.contract_ends_on for row in book.rows[m.Employment] if row.contract_ends_on}

    assert sorted((end - TODAY).days for end in ends) == list(ENDS)
    assert {row.contract for row in book.rows[m.Employment] if row.contract_ends_on} == {"FIXED_TERM"}


def test_values_and_files_open_with_the_key_of_their_person(book):
    value, paper = book.rows[m.CustomValue][0], book.rows[m.Document][0]
    content = next(row for row in book.rows[m.DocumentContent] if row.document_id == paper.id)

    key = book.keys[value.employee_id]
    assert book.vault.open(key, f"custom_value.value|{value.id}", value.value) == value.open_text
    assert book.vault.open_bytes(book.keys[paper.employee_id], place_of(paper.id), content.content) == PAPER


def test_some_papers_of_the_shop_expire_soon(book):
    soon = [
        row
        for row in book.rows[m.Document]
        if row.kind == "CERTIFICATE" and (row.valid_until - TODAY).days <= 30
    ]

    assert soon
    assert len(book.rows[m.CustomField]) == 3
    assert len(book.rows[m.Note]) == 2
