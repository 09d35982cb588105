"""The tabs of an area are those a reader may open; a page lies under the longest of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from server.kernel.context import Grant, Principal
from tests.ui.stage import POLICY, open_stage
from ui.imports.sections import SECTIONS as DATA
from ui.metrics.sections import REPORTS
from ui.org.sections import SECTIONS as ORGANIZATION
from ui.shell.sections import every, tabs_of
from ui.support.sections import SECTIONS as SUPPORT


def reader(role: str, employee: str | None = "e1") -> Any:
    who = Principal("a", "reader", "读者", employee, (Grant(role, ("d1",)),))
    return SimpleNamespace(principal=who, policy=POLICY)


@pytest.mark.parametrize(
    ("role", "sections", "closed"),
    [
        ("employee", ORGANIZATION, {"/org/staffing", "/org/competencies/gaps", "/org/promotions"}),
        ("hr_manager", ORGANIZATION, set()),
        ("employee", SUPPORT, {"/support/topics"}),
        ("hr_manager", SUPPORT, set()),
        ("employee", REPORTS, {"/metrics/reports"}),
        ("employee", DATA, {section.place for section in DATA}),
    ],
)
def test_each_role_has_its_tabs(role, sections, closed):
    shown = {section.place for section in tabs_of(sections, reader(role), "/")["shown"]}

    assert {section.place for section in sections} - shown == closed


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/org/staffing", "/org/staffing"),
        ("/org/0190", "/org"),
        ("/org/competencies/gaps", "/org/competencies/gaps"),
        ("/organs", ""),
    ],
)
def test_a_page_lies_under_the_longest_tab(path, here):
    assert tabs_of(ORGANIZATION, reader("hr_manager"), path)["here"] == here
    assert every(reader("hr_manager"), path)["organization"]()["here"] == here


def test_the_tabs_stand_on_the_page_with_the_open_one_marked():
    browser, _ = open_stage("hr_manager", lines={"SupportTopics": {}})

    page = browser.get("/support/suggestions").text

    assert '<a href="/support/suggestions" aria-current="page">' in page
    assert '<a href="/support/topics">' in page
