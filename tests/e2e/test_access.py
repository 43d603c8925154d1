"""Every page without serious accessibility problems, at a desk and on a phone, and nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from studio import identity
from tests.architecture.objects import Held, everything
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner

pytestmark = pytest.mark.slow

PLAIN = ["/sign-in", "/sign-out", "/join"]
ROOMS = [
    "/",
    "/agreements",
    "/agreement-templates",
    "/toolkit",
    "/forms",
    "/own-instruments",
    "/dilemmas",
    "/dilemmas?d=privacy-money",
    "/country-tables",
    "/toolkit?topic=qualifications",
    "/standards",
    "/instrument",
    "/practice",
    "/assumptions",
    "/progress",
    "/caseloads",
    "/workshops",
    "/author",
    "/account",
]
OBJECTS = {
    "agreement": [
        "/agreement",
        "/agreement-findings",
        "/agreement-preparation",
        "/agreement-preview",
        "/agreement-glance",
        "/agreement-people",
        "/agreement-positions",
        "/agreement-votes",
        "/agreement-versions",
        "/agreement-word",
        "/agreement-invitations",
        "/agreement-signing",
        "/agreement-sign",
        "/agreement-monitoring",
        "/agreement-reflection",
        "/agreement-annual",
        "/agreement-later",
    ],
    "assessment": ["/assessment", "/assessment-results", "/assessment-plan"],
    "form protocol": ["/form"],
    "form file-review": ["/form"],
    "run": ["/case", "/debrief"],
    "caseload": ["/caseload", "/caseload-debrief"],
    "workshop": ["/workshop", "/workshop-live", "/workshop-seat"],
    "scenario draft": ["/scenario"],
}
DRAFT = ("client", "facts", "voice", "services", "goals", "checks", "preview", "share", "history")


@pytest.fixture(scope="module")
def filled(make_studio: Callable[..., Studio]) -> tuple[Studio, list[Held]]:
    studio = make_studio()
    with beside(studio):
        return studio, everything(identity.local_owner())


def addresses(held: list[Held]) -> Iterator[str]:
    yield from ROOMS
    yield "/administration"
    for thing in held:
        for page in OBJECTS.get(thing.kind, []):
            yield f"{page}?id={thing.id}"
            if page == "/scenario":
                yield from (f"{page}?id={thing.id}&part={part}" for part in DRAFT)
            if page == "/case":
                yield from (f"{page}?id={thing.id}&part={part}" for part in ("needs", "plan", "weeks", "closing"))
            if page == "/caseload":
                yield from (f"{page}?id={thing.id}&part={part}" for part in ("all", "client", "services"))


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_every_page_is_accessible_and_stays_at_home(
    filled: tuple[Studio, list[Held]], browser: Browser, size: tuple[int, int]
) -> None:
    studio, held = filled
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    away: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((studio.url, "data:", "blob:")):
            away.append(request.url)

    page = context.new_page()
    page.on("request", watch)
    problems: list[str] = []
    for address in PLAIN[:1] + PLAIN[2:]:
        page.goto(studio.url + address)
        problems += scanned(page, address)
    sign_in_owner(context, studio)
    page.goto(studio.url + "/sign-out")
    problems += scanned(page, "/sign-out")
    for address in addresses(held):
        page.goto(studio.url + address)
        settled(page)
        if page.get_by_test_id("stException").count():
            problems.append(f"{address}: exception")
        problems += scanned(page, address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            problems.append(f"{address}: {wide} pixels wider than the screen")
    context.close()
    assert not problems, "\n".join(problems)
    assert not away, away


def scanned(page: Page, address: str) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{address}: {one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
