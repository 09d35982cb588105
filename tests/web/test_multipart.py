"""Files in a GraphQL request reach their variables; anything odd is refused before it runs."""

from __future__ import annotations

import orjson
import pytest

from server.kernel.upload import Upload
from server.web.asked import Refused
from server.web.multipart import parse_multipart

KIND = "multipart/form-data; boundary=x"
QUERY = "mutation Up($input: I!) { up(input: $input) { id } }"


def form(*parts):
    out = b""
    for name, value in parts:
        extra, body = (
            ("", value.encode()) if isinstance(value, str) else (f'; filename="{value[0]}"', value[1])
        )
        out += (
            f'--x\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + body + b"\r\n"
        )
    return out + b"--x--\r\n"


def asked(variables):
    return orjson.dumps({"query": QUERY, "variables": variables}).decode()


async def test_a_file_lands_in_its_variable():
    body = form(
        ("operations", asked({"input": {"file": None, "kind": "people"}})),
        ("map", '{"0": ["variables.input.file"]}'),
        ("0", ("花名册.csv", b"a,b\n1,2\n")),
    )

    found = await parse_multipart(body, KIND, 1 << 20)

    assert found.source == QUERY
    assert found.variables == {"input": {"file": Upload("花名册.csv", b"a,b\n1,2\n"), "kind": "people"}}


async def test_files_land_in_lists_too():
    body = form(
        ("operations", asked({"files": [None, None]})),
        ("map", '{"0": ["variables.files.1"]}'),
        ("0", ("a.csv", b"a")),
    )

    assert (await parse_multipart(body, KIND, 9)).variables == {"files": [None, Upload("a.csv", b"a")]}


FILE = ("0", ("a.csv", b"abc"))
PLACE = ("map", '{"0": ["variables.file"]}')
WAITING = ("operations", asked({"file": None}))


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([WAITING, FILE], 400),
        ([("operations", "{"), PLACE, FILE], 400),
        ([("operations", "[]"), PLACE, FILE], 400),
        ([("operations", "5"), PLACE, FILE], 400),
        ([WAITING, PLACE], 400),
        ([("operations", asked({"file": 1})), PLACE, FILE], 400),
        ([WAITING, ("map", '{"0": ["query"]}'), FILE], 400),
        ([WAITING, ("map", '{"0": ["variables.other.file"]}'), FILE], 400),
        ([WAITING, PLACE, ("0", ("a.csv", b"0123456789"))], 413),
    ],
)
async def test_what_is_odd_is_refused(parts, status):
    with pytest.raises(Refused) as refusal:
        await parse_multipart(form(*parts), KIND, 9)

    assert refusal.value.status == status


@pytest.mark.parametrize("body", [b"", b"nonsense", form()[:-4]])
async def test_a_broken_form_is_refused(body):
    with pytest.raises(Refused):
        await parse_multipart(body, KIND, 9)


async def test_a_form_without_a_boundary_is_refused():
    with pytest.raises(Refused):
        await parse_multipart(form(WAITING), "multipart/form-data", 9)
