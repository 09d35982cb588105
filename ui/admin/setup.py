"""Setting a company up, step by step: what is done is looked up each time, so a step once undone shows again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.admin.access import Say, open_places, require_place, words
from ui.offers import may_read, may_write
from ui.page import Pages

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from server.kernel.context import Context

Answered = Callable[[Any], bool]


def rows(least: int = 1) -> Answered:
    """Make the test whether so many rows came."""
    return lambda found: len(found["nodes"]) >= least


ANY = rows()


def all_signed(found: Mapping[str, Any]) -> bool:
    return bool(found["nodes"]) and all(one["isCertified"] for one in found["nodes"])


@dataclass(frozen=True)
class Step:
    """A step: the alias of what is asked, its page, its words, the right that opens it, and when it is done."""

    name: str
    place: str
    icon: str
    text: str
    why: str
    right: str
    is_done: Answered = ANY
    to: str = "write"

    def opens(self, ctx: Context) -> bool:
        return may_write(ctx, self.right, own=False) if self.to == "write" else may_read(ctx, self.right)


def steps(say: Say) -> tuple[Step, ...]:
    """List the steps in the order in which one leans on the other."""
    return (
        Step("entities", "/org/entities", "building-2", say("Your companies in law"),
             say("Who employs whom: each person belongs to one."), "Mutation.createLegalEntity"),
        Step("departments", "/settings/departments", "network", say("Departments, positions and locations"),
             say("Scope, figures and approvals follow them. A list of people can bring them along."),
             "Mutation.createDepartment", rows(2)),
        Step("people", "/data/new", "users", say("Your people"),
             say("From a file, or one by one. You see what would change before anything is written."),
             "Mutation.hireEmployee", rows(2)),
        Step("accounts", "/settings/accounts/new", "user-check", say("Accounts and roles"),
             say("Who may see what. Invite the HR manager first."), "Mutation.createAccount", rows(2)),
        Step("leave", "/leave/settings", "tree-palm", say("Leave kinds and the calendar"),
             say("Holidays, worked weekends, how many days of which leave."), "Mutation.setAbsenceType"),
        Step("chains", "/approvals/chains", "stamp", say("Who approves what"),
             say("The line manager and then HR, unless you say otherwise."), "Mutation.setApprovalChain"),
        Step("figures", "/metrics/dictionary", "sigma", say("Sign the twelve core metrics"),
             say("Once, by HR and by the business; then no one argues about which number is right."),
             "metric_sign_hr", all_signed),
        Step("plans", "/plans", "scale", say("A score plan"),
             say("What counts besides sales, and how much. Begin with a template."), "Mutation.saveScorePlan"),
        Step("teams", "/feedback/teams", "message-square-quote", say("A team that answers customers"),
             say("Each piece of feedback has somebody and 24 hours."), "Mutation.saveFeedbackTeam"),
        Step("courses", "/training/rules", "graduation-cap", say("What new people must learn"),
             say("Assigned by itself when somebody joins, with a due date."), "Mutation.saveTrainingRule"),
        Step("system", "/settings/system", "database", say("A first backup"),
             say("`main.py backup`, then `restore --drill`: only what came back once is a backup."), "system",
             lambda found: bool(found["lastBackupAt"]), to="read"),
    )  # fmt: skip


class Setup:
    """GET /settings/setup."""

    path = "/settings/setup"

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        require_place(self.pages, request, self.path)
        say = words(self.pages, request)
        every = steps(say)
        mine = [step for step in every if step.opens(request.state.ctx)]
        asked = {step.name: step in mine for step in every}
        answer = await self.pages.ask(request, "admin/setup", **asked)
        done = {step.name for step in mine if answer[step.name] and step.is_done(answer[step.name])}
        view = {
            "title": say("Setting up"),
            "sub": say("What is done is looked up, not ticked."),
            "places": open_places(self.pages, request),
            "current": self.path,
            "steps": mine,
            "done": done,
            "next": next((step.name for step in mine if step.name not in done), ""),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "admin/setup.html", view)
