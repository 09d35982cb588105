"""The addresses of recruiting: openings, candidates, and open posts that colleagues refer somebody for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.recruiting.candidates import Candidates
from ui.recruiting.openings import Openings
from ui.recruiting.posts import Posts
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    openings, candidates, posts = Openings(pages), Candidates(pages), Posts(pages)
    both = ["GET", "POST"]
    return [
        Route("/recruiting", guarded(pages, openings.listed)),
        Route("/recruiting/new", guarded(pages, openings.edit), methods=both),
        Route("/recruiting/posts", guarded(pages, posts.listed)),
        Route("/recruiting/posts/{vacancy}", guarded(pages, posts.refer), methods=both),
        Route("/recruiting/candidates/{candidate}", guarded(pages, candidates.one), methods=both),
        Route("/recruiting/{opening}", guarded(pages, openings.one), methods=both),
        Route("/recruiting/{opening}/edit", guarded(pages, openings.edit), methods=both),
        Route("/recruiting/{opening}/add", guarded(pages, candidates.add), methods=both),
    ]
