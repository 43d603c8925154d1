"""Policy contrasts beside published effects: does the engine reproduce what is known, in order and rough size?

The two arms of a contrast have the same clients and the same luck, so their difference is due to the policy.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import ConfigDict, Field

from scenarios.client import DOMAIN_INDEX, Frozen, Percent
from scenarios.generate import generate
from scenarios.services import Service, ServiceSystem
from scenarios.weeks.assess import assessed
from scenarios.weeks.engine import Engine
from scenarios.weeks.evidence import Evidence, Standing
from scenarios.weeks.outcome import Trace, simulate
from scenarios.weeks.policies import Policy, SeparateInstitutions, Skipped, StandingRules, View
from scenarios.weeks.state import Cohort, Contact, Decisions, Referring, Status
from studio.content import Texts, read_yaml_file, texts
from studio.languages import Translator

CONTENT = Path(__file__).parents[1] / "content" / "validation"
CLIENTS = 4000
NEED = 1
"""Highest level that makes a sample of people with a need."""


class Measure(StrEnum):
    EMPLOYED = "employed"
    """Difference of the shares in work, percentage points."""
    RELATIVE = "relative"
    """Ratio of the shares in work, percent."""
    WEEKS = "weeks"
    """Difference of weeks in work."""
    WEEKS_RELATIVE = "weeks_relative"
    """Ratio of weeks in work, percent."""
    STRESS = "stress"
    """Difference in stress, steps."""


class Arm(Frozen):
    """What is done with the sample: everybody gets the same, or case managers follow a policy by what they see."""

    policy: Literal["same", "separate", "integrated"] = "same"
    services: tuple[str, ...] = ()
    contact: Annotated[int, Field(ge=1, le=104)] = 6
    """Weeks between meetings, where everybody gets the same."""

    def policy_of(self) -> Policy:
        """`integrated` is one case manager for all needs, with case conferences and introductions in person."""
        if self.policy == "separate":
            return SeparateInstitutions()
        if self.policy == "integrated":
            return StandingRules(at_once=4, warm=True, confer_every=12)
        return _Everybody(self)


class Contrast(Frozen):
    """Two arms, a measure, and what studies found."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    need: str | None = None
    with_: Arm = Field(alias="with")
    without: Arm = Arm()
    measure: Measure
    week: Annotated[int, Field(ge=1, le=156)]
    share: Percent = 100
    low: int
    high: int
    published: int
    sources: tuple[str, ...]
    standing: Standing


class Contrasts(Frozen):
    urn: str
    version: str
    services: dict[str, dict[str, object]]
    contrasts: dict[str, Contrast]


class Result(Frozen):
    """A contrast as simulated: `simulated` and `error` (standard error) in tenths of the measure's unit."""

    id: str
    contrast: Contrast
    simulated: int
    error: int
    clients: int

    @property
    def holds(self) -> bool:
        """Whether the simulated effect lies in the published interval."""
        return self.contrast.low * 10 <= self.simulated <= self.contrast.high * 10


@lru_cache(maxsize=1)
def contrasts() -> Contrasts:
    return Contrasts.model_validate(read_yaml_file(CONTENT.with_suffix(".yaml")))


def contrast_texts(locale: str) -> Texts:
    """What each contrast compares (`<id>.what`), why it is missed (`<id>.missed`), what that is worth (`about`)."""
    return texts(CONTENT, locale)


@dataclass(frozen=True)
class _Everybody:
    """Everybody gets the services of an arm once, and is met as often as it says."""

    arm: Arm

    def decide(self, view: View) -> tuple[Decisions, list[Skipped]]:
        decided = view.nothing()
        if view.week % self.arm.contact == 0:
            decided.contact[~view.employed] = Contact.MEETING
        for service in self.arm.services:
            s = view.system.index[service]
            decided.refer[view.status[:, s] == Status.NONE, s] = Referring.PAPER
        return decided, []


def validate(
    evidence: Evidence,
    *,
    clients: int = CLIENTS,
    seed: int = 1,
    territory: str = "EU",
    only: Collection[str] | None = None,
) -> list[Result]:
    """Every contrast (or those in `only`) on `clients` generated people, fewer where a contrast is about one need."""
    everyone = assessed(Cohort.of(list(generate(territory, clients, seed))), evidence, seed)
    found = contrasts()
    system = ServiceSystem(
        services=tuple(Service.model_validate({"id": name, **given}) for name, given in found.services.items())
    )
    wanted = {name: item for name, item in found.contrasts.items() if only is None or name in only}
    # One life per arm, as long as its longest contrast, serves all contrasts that have it.
    longest: dict[tuple[str | None, Arm], int] = {}
    for contrast in wanted.values():
        for arm in (contrast.with_, contrast.without):
            key = (contrast.need, arm)
            longest[key] = max(longest.get(key, 0), contrast.week)
    lives = {
        (need, arm): simulate(
            Engine(system, evidence, seed=seed, cohort=_sample(everyone, need)),
            arm.policy_of(),
            weeks,
            keep_weeks=False,
        )
        for (need, arm), weeks in longest.items()
    }
    return [
        _result(name, contrast, lives[contrast.need, contrast.with_], lives[contrast.need, contrast.without])
        for name, contrast in wanted.items()
    ]


def _sample(everyone: Cohort, need: str | None) -> Cohort:
    if need is None:
        return everyone
    return everyone.only(everyone.levels[:, DOMAIN_INDEX[need]] <= NEED)


def _result(name: str, contrast: Contrast, with_: Trace, without: Trace) -> Result:
    one, other = _values(contrast, with_), _values(contrast, without)
    paired = one - other
    error = float(paired.std()) / len(paired) ** 0.5
    if contrast.measure in (Measure.RELATIVE, Measure.WEEKS_RELATIVE):
        base = max(float(other.mean()), 1e-9)
        effect, error = float(one.mean()) / base * 100, error / base * 100
    else:
        effect = float(paired.mean()) * contrast.share / 100
        error = error * contrast.share / 100
    return Result(
        id=name, contrast=contrast, simulated=round(effect * 10), error=round(error * 10), clients=len(paired)
    )


def _values(contrast: Contrast, trace: Trace) -> npt.NDArray[np.float64]:
    """(rows,) what is compared, per client, at the week of the contrast."""
    match contrast.measure:
        case Measure.STRESS:
            values = trace.stress[contrast.week]
        case Measure.WEEKS | Measure.WEEKS_RELATIVE:
            values = trace.employed[1 : contrast.week + 1].sum(axis=0)
        case Measure.EMPLOYED:
            values = trace.employed[contrast.week] * 100
        case Measure.RELATIVE:
            values = trace.employed[contrast.week]
    return np.asarray(values, np.float64)


def report_rows(results: list[Result], t: Translator) -> list[dict[str, str]]:
    """The results as a table: column -> cell, in the language of `t`."""
    known = contrast_texts(t.locale)
    return [
        {
            t("Compared"): known(f"{result.id}.what"),
            t("Simulated"): f"{t.number(result.simulated / 10)} ± {t.number(result.error / 10)}",
            t("Published"): t(
                "{published} ({low} to {high})",
                published=t.number(result.contrast.published),
                low=t.number(result.contrast.low),
                high=t.number(result.contrast.high),
            ),
            t("Unit"): _unit(result.contrast.measure, t),
            t("Week"): str(result.contrast.week),
            t("Verdict"): t("holds") if result.holds else t("does not hold"),
            t("Remark"): _remark(result, t),
        }
        for result in results
    ]


def _remark(result: Result, t: Translator) -> str:
    """Why a contrast is missed, and whether its published figure was read."""
    known, parts = contrast_texts(t.locale), []
    if not result.holds and f"{result.id}.missed" in known:
        parts.append(known(f"{result.id}.missed"))
    if result.contrast.standing is not Standing.READ:
        parts.append(t("The published figure is recalled and still to be verified."))
    return " ".join(parts)


def report(results: list[Result], t: Translator) -> str:
    """The results as plain text: one line for each contrast, what is known beside it, and where the engine misses."""
    known = contrast_texts(t.locale)
    lines = [known("about"), ""]
    for result in results:
        contrast = result.contrast
        lines += [
            known(f"{result.id}.what"),
            "  "
            + t(
                "simulated {simulated} (± {error}), published {published} ({low} to {high}), {unit}, "
                "week {week}: {holds}",
                simulated=t.number(result.simulated / 10),
                error=t.number(result.error / 10),
                published=t.number(contrast.published),
                low=t.number(contrast.low),
                high=t.number(contrast.high),
                unit=_unit(contrast.measure, t),
                week=contrast.week,
                holds=t("holds") if result.holds else t("does not hold"),
            ),
        ]
        if remark := _remark(result, t):
            lines.append("  " + remark)
    return "\n".join(lines)


def _unit(measure: Measure, t: Translator) -> str:
    return {
        Measure.EMPLOYED: t("percentage points in work"),
        Measure.RELATIVE: t("percent of the share in work without it"),
        Measure.WEEKS: t("weeks in work"),
        Measure.WEEKS_RELATIVE: t("percent of the weeks in work without it"),
        Measure.STRESS: t("steps of stress"),
    }[measure]
