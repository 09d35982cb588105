from __future__ import annotations

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.dictionary.reach import canonical, common, reachable
from server.metrics.live import dims
from tests.metrics.dictionary.small import small


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("department", "department"),
        ("dept", "department"),
        ("jobFamily", "job_family"),
        ("job_family", "job_family"),
        ("job-family", "job_family"),
        ("ageBand", "age_band"),
        ("employee", "person"),
        ("colour", None),
    ],
)
def test_a_dimension_has_one_name_and_many_spellings(written, name):
    assert canonical(written) == name
    assert canonical(written, load_builtin()) == name


def test_synonyms_are_the_dictionary_s():
    assert canonical("store", load_builtin()) == "location"
    assert canonical("segment", small()) == "segment"
    assert canonical("segment") is None


@pytest.mark.parametrize(
    ("source", "dimension", "can"),
    [
        ("employment", "department", True),
        ("employment", "gender", True),
        ("employment", "exit_type", True),
        ("employment", "person", True),
        ("employment", "segment", False),
        ("sale", "segment", True),
        ("sale", "department", True),
        ("sale", "agent", True),
        ("sale", "person", False),
        ("check", "department", False),
        ("check", "ran_on", False),
    ],
)
def test_what_a_source_can_be_split_by(source, dimension, can):
    assert reachable(small().sources[source], dimension) is can


def test_common_ones_are_those_of_every_source():
    known = small()

    assert common([known.sources["employment"], known.sources["sale"]], known) == (
        "department",
        "job_family",
        "gender",
    )
    assert common([known.sources["employment"], known.sources["check"]], known) == ()
    assert common([], known) == ()


def test_the_engine_can_split_by_exactly_what_definitions_may_promise():
    known = load_builtin()

    assert [
        (source.name, name)
        for source in known.sources.values()
        for name in known.dimensions
        if dims.allowed(source, name) != reachable(source, name)
    ] == []
