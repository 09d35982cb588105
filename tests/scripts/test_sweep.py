"""What the sweep reads and what it holds against a page; the looking itself needs a browser and a demo."""

from __future__ import annotations

import json

import pytest

from scripts.sweep import BUDGET, Place, Seen, _answered, _weighed, read_demo, read_pages


def test_each_page_is_listed_once_with_its_role_and_path():
    pages = read_pages()

    assert len({page.name for page in pages}) == len(pages)
    assert all(page.path.startswith("/") for page in pages)
    assert any(page.always for page in pages)


def test_the_first_account_of_a_role_is_taken(tmp_path):
    told = {"url": "http://x/", "accounts": [{"role": "a", "username": "1"}, {"role": "a", "username": "2"}]}
    file = tmp_path / "demo.json"
    file.write_text("making\n" + json.dumps(told), "utf-8")

    assert read_demo(file) == ("http://x", {"a": {"role": "a", "username": "1"}})


@pytest.mark.parametrize(
    ("name", "seen", "wrong"),
    [
        ("person", Seen(200, size=60_000, requests=8), []),
        ("person", Seen(404, size=60_100, requests=9), ["60.1 KB of 60", "9 requests of 8", "answered 404"]),
        ("person", Seen(200, moved=0.021), ["moved 0.021 while it came"]),
        ("absent", Seen(404), []),
        ("home-manager", Seen(200, size=80_000, requests=14), []),
    ],
    ids=["kept", "too-heavy", "moved", "meant-to-be-absent", "home-is-wider"],
)
def test_a_page_is_held_to_its_budget_and_its_answer(name, seen, wrong):
    place = Place(name, "hr_manager", "/", always=True)

    assert [*_weighed(place, seen), *_answered(place, seen)] == wrong
    assert BUDGET == (60, 8, 1500)
