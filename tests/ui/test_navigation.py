"""The navigation holds what the server says one may open."""

from __future__ import annotations

from ui.navigation import links


def places(console: bool = True, **viewer: object) -> list[str]:
    return [link.place for link in links(viewer, console)]


def test_sections_appear_with_their_right():
    assert places(mayListPeople=True, mayReadAudit=True) == ["/", "/people", "/audit", "/api-console"]
    assert places(console=False) == ["/"]


def test_who_lists_no_one_has_their_own_record_instead():
    assert places(console=False, employee={"id": "me"}) == ["/", "/people/me"]
    assert places(console=False, employee={"id": "me"}, mayListPeople=True) == ["/", "/people"]


def test_a_section_is_current_on_its_pages_too():
    people = next(link for link in links({"mayListPeople": True}, console=True) if link.place == "/people")

    assert people.is_current("/people/1/edit")
    assert not people.is_current("/")
