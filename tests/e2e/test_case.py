"""The case played by keyboard alone, and by touch on a phone; its parts without serious accessibility problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scenarios import service
from studio import identity
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner
from tests.e2e.test_access import scanned

pytestmark = pytest.mark.slow

SCENARIO = "lence_debts_and_care"
PARTS = ("talk", "notebook", "needs", "plan", "weeks", "notes", "end")
DEBRIEF = ("practice", "talk", "found", "notes", "outcome", "what_if", "questions")
STEPS = 90
"""Presses of Tab after which a control counts as out of reach."""


@pytest.fixture(scope="module")
def cases(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()


def begun(studio: Studio, seed: int, *deeds: dict[str, object]) -> str:
    """A run of the owner in which these deeds are done."""
    with beside(studio):
        me = identity.local_owner()
        run_id = service.start_run(me, SCENARIO, seed=seed)
        for number, deed in enumerate(deeds):
            texts = {"t": "The letters are opened and sorted by April"} if deed["kind"] == "set_aim" else {}
            service.decide(me, run_id, deed, key=f"k{number}", texts=texts)
    return run_id


def kinds(studio: Studio, run_id: str) -> list[str]:
    with beside(studio):
        return [entry.deed.kind for entry in service.entries(identity.local_owner(), run_id)]


FOCUSED = """() => {
  let one = document.activeElement
  while (one && one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement
  if (!one || one === document.body || one.tagName === "MAIN") return null
  const box = one.getBoundingClientRect()
  const label = one.labels && one.labels.length ? one.labels[0].innerText : ""
  const ring = (e) => {
    const style = getComputedStyle(e)
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
  }
  const edge = (e) => getComputedStyle(e).borderColor !== getComputedStyle(e.parentElement).borderColor
  let seen = ring(one)
  for (let up = one, i = 0; i < 4 && !seen && up.parentElement; i++) {
    up = up.parentElement
    seen = ring(up) || (up.parentElement && edge(up))
  }
  return {
    name: [one.getAttribute("aria-label") || "", label, one.innerText || ""].join(" ").trim(),
    role: one.getAttribute("role") || one.type || one.tagName,
    seen,
    inside: box.bottom > 0 && box.top < innerHeight,
  }
}"""


def drawn(page: Page) -> None:
    """Wait until the page is whole: its last sentence stands there and the script rests."""
    expect(page.get_by_text("is a synthetic person")).to_be_visible()
    settled(page)


class Keyboard:
    """Somebody who uses Tab, Enter, Space and arrows, and looks where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, name: str) -> None:
        """Tab on until a control of this name has the focus; it must be visible there."""
        passed = []
        for _ in range(STEPS):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(FOCUSED)
            if found is None:
                continue
            passed.append(found["name"][:40])
            if any(line.startswith(name) for line in found["name"].splitlines()):
                assert found["seen"], f"no visible focus on {name}"
                assert found["inside"], f"{name} has the focus outside the window"
                return
        raise AssertionError(f"no way by Tab to {name!r}; passed {passed}")

    def press(self, name: str) -> None:
        self.to(name)
        self.page.keyboard.press("Enter")
        settled(self.page)

    def choose(self, name: str, option: str) -> None:
        """Choose the one option that has these words; the arrow opens the list again if the page scrolled it shut."""
        self.to(name)
        self.page.keyboard.type(option)
        self.page.keyboard.press("ArrowDown")
        expect(self.page.get_by_role("option", name=option).first).to_be_visible()
        self.page.keyboard.press("Enter")
        settled(self.page)

    def part(self, name: str) -> None:
        """Another part of the case by arrows, from the one that is open."""
        self.page.reload()  # begin at the top of the page, as after opening it
        drawn(self.page)
        for _ in range(STEPS):
            self.page.keyboard.press("Tab")
            if (found := self.page.evaluate(FOCUSED)) and found["role"] == "radio":
                break
        for _ in PARTS:
            if self.page.evaluate("document.activeElement.innerText").strip() == name:
                break
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Space")
        expect(self.page.get_by_role("heading", level=2, name=name)).to_be_visible()
        drawn(self.page)


def test_a_case_by_keyboard_alone(cases: Studio, context: BrowserContext) -> None:
    sign_in_owner(context, cases)
    subsidy = {"id": "activity_1", "domain": "income", "service": "wage_subsidy"}
    priority = {"kind": "rate", "domain": "debt", "level": None, "priority": True}
    run_id = begun(cases, 11, priority, {"kind": "set_activity", "activity": subsidy})
    page = context.new_page()
    page.goto(f"{cases.url}/case?id={run_id}")
    settled(page)
    keys = Keyboard(page)

    keys.press("Begin a conversation")
    expect(page.get_by_role("button", name="Say it")).to_be_visible()
    drawn(page)
    keys.choose("What about?", "Confidentiality")
    keys.press("Say it")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)

    keys.part("Needs")
    keys.choose("Area of life", "Debt")
    keys.to("0 ·")
    page.keyboard.press("Enter")
    settled(page)

    keys.part("Plan")
    keys.press("Add an aim")
    expect(page.get_by_label("What will be different?")).to_be_visible()
    drawn(page)
    keys.to("What will be different?")
    page.keyboard.type("The letters are opened and sorted by April")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    keys.press("Save the aim")
    expect(page.get_by_role("button", name="Save the aim")).to_have_count(0)
    expect(page.get_by_text("The letters are opened").first).to_be_visible()

    keys.press("Refer on paper")

    keys.part("Weeks")
    keys.press("Next week")
    expect(page.get_by_text("Week 1, ").first).to_be_visible()
    done = kinds(cases, run_id)
    assert done[2:4] == ["meet", "say"]
    assert {"rate", "set_aim", "refer", "advance"} <= set(done)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", has_touch=True, is_mobile=True, device_scale_factor=2
    )
    yield made
    made.close()


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.tap()
    settled(page)


def test_a_case_by_touch_on_a_phone(cases: Studio, phone: BrowserContext) -> None:
    sign_in_owner(phone, cases)
    run_id = begun(cases, 12, {"kind": "rate", "domain": "debt", "level": None, "priority": True})
    page = phone.new_page()
    page.goto(f"{cases.url}/case?id={run_id}")
    settled(page)
    expect(page.get_by_text("You are the case manager")).to_be_visible()
    tap(page, "Begin a conversation")
    expect(page.get_by_text("You are the case manager")).to_have_count(0)
    tap(page, "Say it")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)

    page.get_by_role("radio", name="Plan").tap()
    settled(page)
    tap(page, "Add an aim")
    page.get_by_label("What will be different?").tap()
    page.get_by_label("What will be different?").fill("The letters are opened and sorted by April")
    tap(page, "Save the aim")
    expect(page.get_by_text("The letters are opened").first).to_be_visible()
    tap(page, "Add an activity")
    tap(page, "Save the activity")
    tap(page, "Go through the plan")

    page.get_by_role("radio", name="Weeks").tap()
    settled(page)
    tap(page, "Next week")
    expect(page.get_by_text("What the last week brought")).to_be_visible()
    tap(page, "Hide hints")
    page.reload()
    settled(page)
    expect(page.get_by_role("button", name="What now?")).to_be_visible()
    assert kinds(cases, run_id) == ["rate", "meet", "say", "set_aim", "set_activity", "propose_plan", "advance"]
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1


def test_hints_are_never_cut_on_a_phone(cases: Studio, phone: BrowserContext) -> None:
    sign_in_owner(phone, cases)
    with beside(cases):
        run_id = service.start_run(identity.local_owner(), SCENARIO, seed=7)
        decisions = [{"kind": "meet", "place": "private_room"}]
        decisions += [{"kind": "say", "technique": "open", "topic": each} for each in ("welcome", "everyday", "hopes")]
        decisions += [{"kind": "say", "technique": "explain", "topic": "rights"}, {"kind": "ask_consent"}]
        for number, deed in enumerate(decisions):
            service.decide(identity.local_owner(), run_id, deed, key=str(number))
    page = phone.new_page()
    page.goto(f"{cases.url}/case?id={run_id}&part=plan")
    settled(page)
    box = page.locator(".st-key-guide")
    expect(box.get_by_role("button", name="Hide hints")).to_be_visible()
    assert box.evaluate(
        "e => e.scrollHeight <= e.clientHeight + 1 && e.parentElement.scrollHeight <= e.parentElement.clientHeight + 1"
    )


def test_what_is_being_written_for_the_plan_survives_a_killed_server(cases: Studio, context: BrowserContext) -> None:
    sign_in_owner(context, cases)
    run_id = begun(cases, 13, {"kind": "rate", "domain": "debt", "level": None, "priority": True})
    page = context.new_page()
    page.goto(f"{cases.url}/case?id={run_id}&part=plan")
    settled(page)
    page.get_by_role("button", name="Add an aim").first.click()
    settled(page)
    page.get_by_label("What will be different?").press_sequentially("The letters are opened")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    cases.kill()
    cases.start()
    page.reload()
    settled(page)
    expect(page.get_by_label("What will be different?")).to_have_value("The letters are opened")
    page.get_by_role("button", name="Save the aim").click()
    settled(page)
    expect(page.get_by_text("The letters are opened").first).to_be_visible()
    assert kinds(cases, run_id) == ["rate", "set_aim"]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_every_part_of_a_lived_case_is_accessible(cases: Studio, browser: Browser, size: tuple[int, int]) -> None:
    aim = {"id": "aim_1", "domain": "debt", "text": {"text": "t"}, "measure": "level", "target": 2, "by_week": 12}
    activity = {"id": "activity_1", "domain": "debt", "service": "portfolio_search", "aims": ["aim_1"]}
    run_id = begun(
        cases,
        14,
        {"kind": "meet", "place": "private_room"},
        {"kind": "say", "technique": "explain", "topic": "confidentiality"},
        {"kind": "say", "technique": "open", "topic": "hopes"},
        {"kind": "ask_consent", "partners": ["csw"]},
        {"kind": "enquire", "partner": "csw"},
        {"kind": "rate", "domain": "debt", "level": 0, "priority": True},
        {"kind": "set_aim", "aim": aim},
        {"kind": "set_activity", "activity": activity},
        {"kind": "propose_plan"},
        {"kind": "advance", "weeks": 1},
        {"kind": "conference", "partners": ["pes", "csw"]},
    )
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    sign_in_owner(context, cases)
    page, problems = context.new_page(), list[str]()
    addresses = [f"/case?id={run_id}&part={part}" for part in PARTS]
    addresses += [f"/case?id={run_id}&part=plan&open={what}" for what in ("aim:debt", "aim_1", "activity_1")]
    addresses += [f"/debrief?id={run_id}&part={part}" for part in DEBRIEF]
    for address in addresses:
        page.goto(cases.url + address)
        settled(page)
        if page.get_by_test_id("stException").count():
            problems.append(f"{address}: exception")
        problems += scanned(page, address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            problems.append(f"{address}: {wide} pixels wider than the screen")
    context.close()
    assert not problems, "\n".join(problems)
