"""The navigation holds what the server says one may open."""

from __future__ import annotations

from ui.navigation import links


def places(console: bool = True, **viewer: object) -> list[str]:
    return [link.place for link in links(viewer, console)]


def test_sections_appear_with_their_right():
    assert places(mayListPeople=True, mayReadAudit=True) == ["/", "/people", "/audit", "/api-console"]
    assert places(console=False) == ["/"]


def test_who_lists_no_one_has_their_own_record_instead():
    paid = ["/me/learning", "/me/performance", "/me/incentives"]
    own = [*paid, "/approvals", "/attendance", "/leave", "/support", "/meetings", "/recruiting/posts"]
    assert places(console=False, employee={"id": "me"}) == ["/", "/people/me", *own]
    assert places(console=False, employee={"id": "me"}, mayListPeople=True) == ["/", "/people", *own]
    assert places(console=False, mayReadExits=True) == ["/", "/people/exits"]


def test_who_may_not_read_reports_has_boards_beside_the_metrics():
    assert places(console=False, mayReadMetrics=True) == ["/", "/metrics/dictionary", "/metrics/boards"]
    assert places(console=False, mayReadMetrics=True, mayReadReports=True) == [
        "/",
        "/metrics/dictionary",
        "/metrics/reports",
    ]


def test_the_pages_of_metrics_belong_to_their_section():
    metrics, reports = links({"mayReadMetrics": True, "mayReadReports": True}, console=False)[1:]

    assert metrics.is_current("/metrics/explore")
    assert not metrics.is_current("/metrics/boards/b1")
    assert reports.is_current("/metrics/boards/b1")


def test_a_section_is_current_on_its_pages_too():
    people = next(link for link in links({"mayListPeople": True}, console=True) if link.place == "/people")

    assert people.is_current("/people/1/edit")
    assert not people.is_current("/")
    assert not people.is_current("/people/exits")
