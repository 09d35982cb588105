"""A list asks for its page from the right end, and leads on and back with what was filtered."""

from __future__ import annotations

from ui.shell.paging import beside, page_of, pager


def test_a_page_is_asked_from_the_end_it_is_nearer_to():
    assert page_of({"before": "c"}) == {"last": 25, "before": "c"}
    assert page_of({"after": "c"}) == {"first": 25, "after": "c"}
    assert page_of({}) == {"first": 25, "after": None}


def test_the_way_on_keeps_the_filter():
    info = {"hasNextPage": True, "endCursor": "z", "hasPreviousPage": True, "startCursor": "a"}

    assert pager("/x", {"q": "li", "state": ""}, info) == {
        "next": "/x?q=li&after=z",
        "back": "/x?q=li&before=a",
    }
    assert pager("/x", {"q": ""}, {}) == {"next": "", "back": ""}


def test_an_address_of_its_own_is_given_the_cursor():
    info = {"hasNextPage": False, "endCursor": "z", "hasPreviousPage": True, "startCursor": "a"}

    assert beside(info, lambda **cursor: f"/y?{cursor}") == {"back": "/y?{'before': 'a'}", "next": ""}
