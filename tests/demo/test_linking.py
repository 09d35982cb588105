"""Links of the sample worlds: each kind there is, each code once."""

from __future__ import annotations

from server.demo.linking import NICKNAMES, SHOPS, UNITS
from server.demo.world import UNITS as PLACES
from server.feedback.models import FeedbackLinkKind


def test_links_stand_in_places_there_are():
    codes = [code for code, *_ in (*SHOPS, *UNITS)]

    assert len(set(codes)) == len(codes)
    assert {*codes} <= {unit.code for unit in PLACES}
    assert {kind for _, kind, *_ in UNITS} == {FeedbackLinkKind.DEPARTMENT, FeedbackLinkKind.WARD}
    assert len(set(NICKNAMES)) == 3
