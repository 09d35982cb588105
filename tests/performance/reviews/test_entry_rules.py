"""What typed texts mean, what fits a scale, and what pasted tables say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.performance.plans.points import Component
from server.performance.reviews.entry_rules import (
    CellOutcome,
    fold,
    judge,
    read_number,
    read_sheet,
    said,
    spell,
    table_of,
)

SERVICE = Component("SERVICE", 6000, name="服务态度", name_en="Service")
STARS = Component("STARS", 4000, name="协作（1-5）", scale_low=100, scale_high=500)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("88", "88"),
        (" 88.50 ", "88.50"),
        ("９７．５", "97.5"),
        ("97.2%", "97.2"),
        ("90分", "90"),
        ("88.555", None),
        ("1e2", None),
        ("nan", None),
        ("好", None),
    ],
    ids=["whole", "spaces", "full_width", "percent", "unit", "three_places", "exponent", "nan", "word"],
)
def test_a_number_is_read_as_people_type_it(text, value):
    assert read_number(text) == (None if value is None else Decimal(value))


def test_a_value_is_spelled_without_needless_zeros():
    assert [spell(Decimal(text)) for text in ("88.50", "100", "0.00")] == ["88.5", "100", "0"]


@pytest.mark.parametrize(
    ("component", "text", "wrong", "value"),
    [
        (SERVICE, "100", None, "100"),
        (SERVICE, "100.01", CellOutcome.OUT_OF_RANGE, None),
        (SERVICE, "942%", CellOutcome.OUT_OF_RANGE, None),
        (SERVICE, "-1", CellOutcome.OUT_OF_RANGE, None),
        (SERVICE, "", None, None),
        (STARS, "0.99", CellOutcome.OUT_OF_RANGE, None),
        (STARS, "4.5", None, "4.5"),
        (STARS, "四", CellOutcome.NOT_A_NUMBER, None),
    ],
    ids=["top", "above", "percent_above", "below", "empty_clears", "under_stars", "stars", "word"],
)
def test_a_text_is_judged_by_the_scale_of_its_component(component, text, wrong, value):
    assert judge(component, text) == (wrong, value)


def test_what_is_wrong_says_what_would_be_right():
    assert said(CellOutcome.OUT_OF_RANGE, STARS) == ("请填 1–5 之间的数。", "Enter a number from 1 to 5.")
    assert said(CellOutcome.SAVED) == ("", "")


def test_a_table_is_parted_by_tabs_else_by_commas():
    assert table_of("a\tb,c\r\n1\t2\n\n") == [["a", "b,c"], ["1", "2"]]
    assert table_of('a,"b,c"\n1,2') == [["a", "b,c"], ["1", "2"]]


def test_headings_name_people_and_components_in_any_order():
    sheet = read_sheet("服务态度\t备注\t工号\n88\t好\tE3\n\t缺\tE4", (SERVICE, STARS))

    assert [(cell.row, cell.code, cell.component, cell.text) for cell in sheet.cells] == [
        (2, "E3", "SERVICE", "88")
    ]
    assert sheet.unknown == ["备注"]


def test_a_heading_may_carry_brackets_and_percent_signs():
    assert fold("协作（1-5） %") == fold("协作15")
    assert [cell.component for cell in read_sheet("姓名\t协作 1-5\n陈佳\t4", (STARS,)).cells] == ["STARS"]


def test_without_a_heading_for_people_the_first_other_column_is_theirs():
    sheet = read_sheet("谁\tService\n陈佳\t88", (SERVICE,))

    assert [(cell.name, cell.text) for cell in sheet.cells] == [("陈佳", "88")]
    assert sheet.unknown == []


def test_a_block_without_headings_knows_its_places_only():
    sheet = read_sheet("88\t90\n77\t", (SERVICE, STARS))

    assert [(cell.at, cell.text) for cell in sheet.cells] == [
        ((0, 0), "88"),
        ((0, 1), "90"),
        ((1, 0), "77"),
        ((1, 1), ""),
    ]


def test_nothing_pasted_is_nothing():
    assert read_sheet(" \n", (SERVICE,)).cells == []
