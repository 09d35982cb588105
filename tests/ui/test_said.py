"""A form's success is told once, only in words of ours, with a way back that only takes back."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any, cast

import orjson
import pytest
from starlette.responses import Response

from ui.people.steps import STEPS
from ui.said import SENTENCES, Said, Undo, tell, told

UNDO = Undo("/people/moves/undo", {"id": "018f", "next": "/people?q=李"}, seconds=10)


def cookie(value: str) -> Any:
    return cast("Any", SimpleNamespace(cookies={"said": value}))


@pytest.mark.parametrize(
    ("value", "said"), [("saved", Said("Changes saved")), ("<b>", None), ("", None), ("unknown.e30", None)]
)
def test_only_known_keys_are_told(value, said):
    assert told(cookie(value)) == said


def test_every_step_has_its_sentence():
    assert {step.name for step in STEPS} <= SENTENCES.keys()


def test_the_cookie_is_short_and_out_of_reach_of_scripts():
    header = tell(Response(), "saved").headers["set-cookie"].lower()

    assert "httponly" in header
    assert "max-age=30" in header


def test_the_way_back_and_the_number_come_through_the_cookie():
    header = tell(Response(), "saved", undo=UNDO, num=7).headers["set-cookie"]
    value = SimpleCookie(header)["said"].value

    assert told(cookie(value)) == Said("Changes saved", 7, UNDO)


@pytest.mark.parametrize("more", ["%%%", "e30", "bm90IGpzb24"])
def test_a_way_back_that_cannot_be_read_is_not_offered(more):
    assert told(cookie(f"saved.{more}")) == Said("Changes saved")


@pytest.mark.parametrize("place", ["/people/new", "//elsewhere/undo", "https://elsewhere/undo", "undo"])
def test_nothing_but_taking_back_is_offered(place):
    with pytest.raises(ValueError, match="undo"):
        Undo(place)

    forged = urlsafe_b64encode(orjson.dumps({"n": 0, "p": place, "f": {}, "s": 10})).decode()
    assert told(cookie(f"saved.{forged}")) == Said("Changes saved")
