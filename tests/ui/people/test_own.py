"""The company's own fields in the list: columns, facets and filters for who may see them, nothing for who may not."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.datastructures import QueryParams

from tests.ui.people.test_listing import DESK, FACETS, LINES, PAGE
from tests.ui.stage import PERSON, open_stage
from ui.people.own import Own, counting, facet_rows, read_own

CHANNEL = {
    "key": "channel",
    "label": "招聘渠道",
    "type": "CHOICE",
    "dataClass": "roster",
    "choices": ["内推", "校招"],
}
HUKOU = {"key": "hukou", "label": "本地户籍", "type": "FLAG", "dataClass": "roster", "choices": []}
BAND = {"key": "band", "label": "薪档", "type": "CHOICE", "dataClass": "pay", "choices": ["甲", "乙"]}
VALUES = {"nodes": [{"key": "channel", "value": "内推"}, {"key": "hukou", "value": "true"}]}
OWN: dict[str, Any] = {
    "PeopleFacets": {**FACETS, "customFields": {"nodes": [CHANNEL, HUKOU, BAND]}},
    "PeopleOwnCounts": {"n0_0": {"totalCount": 7}, "n0_1": {"totalCount": 2}},
    "People": {"employees": {**PAGE, "nodes": [{**PERSON, "legalEntity": None, "customFields": VALUES}]}},
}
CHOSEN = {
    "ListDesk": {
        **DESK,
        "listChoice": {"columns": ["own_channel", "own_hukou", "own_band"], "density": "", "size": 0},
    }
}
ADDRESS = "/people?view=all&own_band=甲&own_channel=内推"


def test_an_own_field_is_a_column_a_facet_and_a_filter():
    browser, api = open_stage("hr_manager", lines={**LINES, **OWN, **CHOSEN})

    text = browser.get(ADDRESS).text

    asked = api.variables("People")
    assert (asked["own"], asked["anyOwn"]) == (["channel", "hukou", "band"], True)
    assert asked["where"] == {
        "and": [
            {"customField": {"key": "band", "in": ["甲"]}},
            {"customField": {"key": "channel", "in": ["内推"]}},
        ]
    }
    assert 'data-label="招聘渠道">内推</td>' in text
    assert 'data-label="本地户籍">是</td>' in text
    assert 'name="own_channel" value="内推" checked><span>内推</span><small class="quiet">7</small>' in text
    assert "<legend>薪档</legend>" in text


@pytest.mark.parametrize(
    ("role", "sees_list", "sees_pay"),
    [
        ("hr_manager", True, True),
        ("payroll_specialist", True, True),
        ("hr_specialist", True, False),
        ("auditor", True, False),
    ],
)
def test_a_field_is_there_only_for_who_may_see_its_class(role, sees_list, sees_pay):
    """Four callers and a field of the class of pay: neither column nor facet nor filter for the last two."""
    browser, api = open_stage(role, lines={**LINES, **OWN, **CHOSEN}, mayListPeople=sees_list)

    text = browser.get(ADDRESS).text

    asked = api.variables("People")
    narrowed = [each["customField"]["key"] for each in (asked["where"] or {}).get("and", ())]
    assert ("band" in asked["own"]) is sees_pay
    assert ("band" in narrowed) is sees_pay
    assert ("薪档" in text) is sees_pay
    assert ('name="own_band"' in text) is sees_pay
    assert ('value="own_band"' in text) is sees_pay


def test_who_sees_no_ones_record_gets_neither_list_nor_download():
    browser, api = open_stage("employee", lines={**LINES, **OWN}, mayListPeople=False)

    assert browser.get(ADDRESS).status_code in (302, 303)
    assert not [name for name, _ in api.asked if name in ("People", "PeopleOwnCounts")]


@pytest.mark.parametrize(("role", "sees_pay"), [("hr_manager", True), ("auditor", False)])
def test_the_download_names_the_fields_that_are_shown(role, sees_pay):
    browser, _ = open_stage(role, lines={**LINES, **OWN, **CHOSEN})

    text = browser.get("/people/export?format=csv&columns=shown&own_band=甲").text

    assert ("customFields.band" in text) is sees_pay
    assert ("'key': 'band'" in text) is sees_pay


def test_an_address_is_read_by_its_form():
    given = QueryParams(
        [("own_b", "1"), ("own_a", "x"), ("own_a", "x"), ("own_a", ""), ("own_9", "1"), ("q", "2")]
    )

    assert read_own(given) == {"a": ("x",), "b": ("1",)}


def test_only_fields_with_few_choices_are_counted_and_text_is_quoted():
    small = Own("a", "甲", "CHOICE", (('say "x"', 'say "x"'), ("y", "y")))
    large = Own("b", "乙", "CHOICE", tuple((str(one), str(one)) for one in range(13)))

    document, aliases = counting([small, large, Own("c", "丙", "TEXT")])

    assert aliases == {"n0_0": ("a", 'say "x"'), "n0_1": ("a", "y")}
    assert 'customField: { key: "a", eq: "say \\"x\\"" }' in document
    assert facet_rows(large, {})[0] == {"id": "0", "name": "0", "count": None}
    assert counting([large]) == ("", {})
