"""Names of dimensions, and which source can be split by which."""

from __future__ import annotations

import pytest

from server.metrics.components import Frame
from server.metrics.live.dims import DIMENSIONS, NoSuchDimension, allowed, canonical
from server.metrics.live.fetch import fetch
from tests.metrics.town import component, dictionary, window


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("department", "department"), ("dept", "department"), ("jobFamily", "job_family"), ("job_family", "job_family"),
        ("ageBand", "age_band"), ("line_manager", "manager"), ("employee", "person"), ("store", "location"),
        ("Department", "department"), ("colour", None), ("", None),
    ],
)  # fmt: skip
def test_a_dimension_is_known_however_it_is_written(written, name):
    assert canonical(written) == name


@pytest.mark.parametrize(
    ("source", "dimensions"),
    [
        ("employment", {"department", "manager", "position", "job_family", "grade", "location", "employment_type",
                        "legal_entity", "gender", "age_band", "tenure_band", "exit_type", "person"}),
        ("contact", {"department", "manager", "position", "job_family", "grade", "location", "employment_type",
                     "legal_entity", "gender", "age_band", "tenure_band", "channel", "agent"}),
        ("finance", {"department", "line"}),
        ("survey_answer", {"department", "job_family", "location", "tenure_band", "item"}),
        ("survey_invite", {"department", "job_family", "location", "tenure_band"}),
        ("data_check", set()),
    ],
)  # fmt: skip
def test_a_source_gives_what_its_anchor_reaches(source, dimensions):
    found = {each for each in DIMENSIONS if allowed(dictionary().sources[source], each)}

    assert found - {"job_family", "location", "tenure_band"} == dimensions - {
        "job_family",
        "location",
        "tenure_band",
    }


async def test_another_dimension_is_refused(ctx):
    asked = [(component("revenue"), window("2025-03-01..2025-03-31"))]

    with pytest.raises(NoSuchDimension):
        await fetch(ctx, dictionary(), asked, Frame(by=("gender",)))
