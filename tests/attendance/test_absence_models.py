"""The usual kinds of absence, put into a new database of either sort."""

from __future__ import annotations

import pytest

from server.attendance.absence_models import USUAL, seeds, type_id


def test_each_usual_kind_has_an_id_of_its_own_everywhere():
    ids = [type_id(line[0]) for line in USUAL]

    assert ids[0] == "018f0000-0000-7000-8000-00000abe0001"
    assert len({*ids}) == len(USUAL) == 9
    assert {len(each) for each in ids} == {36}


def test_a_kind_that_is_not_usual_has_none():
    with pytest.raises(StopIteration):
        type_id("SPA")


def test_what_is_there_already_stays_as_it_is():
    assert all(
        text.endswith("on conflict do nothing")
        for dialect in ("sqlite", "postgres")
        for text in seeds(dialect)
    )
