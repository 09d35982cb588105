"""What surrounds every page: the session, the headers, the request id, and a log that names no person."""

from __future__ import annotations

from typing import Any, cast

import pytest
from starlette.datastructures import MutableHeaders

from server.web.site import CSP, Site
from tests.web.conftest import PASSWORD, SECRET

OURS = {"sec-fetch-site": "same-origin"}


async def sign_in(client, username="hr_manager", password=PASSWORD, **headers):
    return await client.post(
        "/login", data={"username": username, "password": password}, headers=headers or OURS
    )


async def test_a_session_is_known_until_it_is_signed_out(world):
    async with world.client() as client:
        assert (await client.get("/who")).text == "nobody"
        answer = await sign_in(client)
        assert (await client.get("/who")).text == "hr_manager"
        token = (await client.get("/csrf")).text
        out = await client.post("/logout", data={"csrf": token}, headers=OURS)
        assert (await client.get("/who")).text == "nobody"

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("zr_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert 'zr_session=""' in out.headers["set-cookie"]


async def test_signing_in_again_ends_the_session_there_was(world):
    async with world.client() as client:
        await sign_in(client)
        first, token = client.cookies["zr_session"], (await client.get("/csrf")).text
        await client.post(
            "/login", data={"username": "employee", "password": PASSWORD, "csrf": token}, headers=OURS
        )
        assert client.cookies["zr_session"] != first
        client.cookies.set("zr_session", first)
        client.cookies = {"zr_session": first}

        assert (await client.get("/who")).text == "nobody"


async def test_an_api_token_is_no_session(world):
    async with world.client(cookie=f"zr_session={world.tokens['hr_manager']}") as client:
        assert (await client.get("/who")).text == "nobody"
    async with world.client("hr_manager") as client:
        assert (await client.get("/who")).text == "nobody"


async def test_wrong_passwords_are_told_and_then_wait(world):
    async with world.client() as client:
        said = [(await sign_in(client, password="not this one")).text for _ in range(11)]

    assert said[:10] == ["Wrong user name or password."] * 10
    assert said[10].startswith("Too many tries")


async def test_where_somebody_sits_is_not_what_they_say(world):
    async with world.client() as client:
        said = [
            (
                await sign_in(client, password="not this one", **OURS, **{"x-forwarded-for": f"10.0.0.{n}"})
            ).text
            for n in range(11)
        ]

    assert said[10].startswith("Too many tries")


FORMS = {
    "from our page": ({"sec-fetch-site": "same-origin"}, True, 200),
    "from our page, by origin": ({"origin": "http://testserver"}, True, 200),
    "saying nothing, with the token": ({}, True, 200),
    "without the token": ({"sec-fetch-site": "same-origin"}, False, 403),
    "from elsewhere": ({"sec-fetch-site": "cross-site"}, True, 403),
    "from elsewhere, by origin": ({"origin": "http://evil.example"}, True, 403),
    "from nowhere": ({"origin": "null"}, True, 403),
}


@pytest.mark.parametrize("case", FORMS)
async def test_forms_come_from_our_own_pages(world, case):
    headers, has_token, status = FORMS[case]
    async with world.client() as client:
        await sign_in(client)
        token = (await client.get("/csrf")).text if has_token else ""
        answer = await client.post("/logout", data={"csrf": token}, headers=headers)
        still = (await client.get("/who")).text

    assert answer.status_code == status
    assert still == ("nobody" if status == 200 else "hr_manager")


async def test_a_token_of_another_session_does_not_serve(world):
    async with world.client() as one, world.client() as other:
        await sign_in(one)
        await sign_in(other, "employee")
        token = (await other.get("/csrf")).text
        again = (await other.get("/csrf")).text

        assert (await one.post("/logout", data={"csrf": token}, headers=OURS)).status_code == 403
        assert token != again
        assert (await other.post("/logout", data={"csrf": again}, headers=OURS)).status_code == 200


async def test_signing_in_from_another_site_is_refused(world):
    async with world.client() as client:
        answer = await sign_in(client, **{"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_every_page_carries_its_armor(world):
    async with world.client() as client:
        answer = await client.get("/who")

    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "private, no-store"
    assert len(answer.headers["x-request-id"]) == 36
    assert "strict-transport-security" not in answer.headers


async def test_behind_tls_cookies_are_secure_and_browsers_are_told(world):
    world.house.settings = world.house.settings.model_copy(update={"tls_certificate": "cert.pem"})
    async with world.client() as client:
        answer = await sign_in(client)

    assert answer.headers["set-cookie"].startswith("__Host-zr_session=")
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


async def test_the_language_cookie_beats_the_setting(world):
    async with world.client() as client:
        await sign_in(client)
        client.cookies.set("lang", "en")
        answer = await client.get("/who")

    assert answer.status_code == 200


async def test_a_failure_is_a_bare_500_and_its_log_holds_no_value(world, capsys):
    async with world.client() as client:
        answer = await client.get("/fail")

    assert (answer.status_code, answer.text) == (500, "Something went wrong; report the request id.")
    logged = "".join(capsys.readouterr())
    assert answer.headers["x-request-id"] in logged
    assert SECRET not in logged


async def test_the_log_names_the_route_and_not_the_address(world, capsys):
    async with world.client() as client:
        await client.get("/people/0190-somebody?q=wang")

    logged = "".join(capsys.readouterr())
    assert "/people/{id}" in logged
    assert "somebody" not in logged
    assert "wang" not in logged


@pytest.mark.parametrize(
    ("origin", "media"),
    [
        ("https://v.example.com", "; media-src https://v.example.com"),
        ("https://v.example.com; script-src *", ""),
        ("http://v.example.com", ""),
        ("", ""),
    ],
)
def test_a_page_that_plays_a_video_opens_its_origin_and_nothing_else(world, origin, media):
    headers = MutableHeaders()

    Site(cast("Any", None), world.house).dress(headers, "r1", origin)

    assert headers["Content-Security-Policy"] == CSP + media
