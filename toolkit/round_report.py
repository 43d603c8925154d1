"""What a report says about raters' differences: agreement, agenda, partners, lenses."""

from __future__ import annotations

from collections.abc import Mapping

from studio.documents.model import AnyBlock, Column, Heading, Paragraph, Table
from studio.documents.spreadsheet import Cell, Sheet
from studio.languages import Translator
from toolkit.assessment import Results
from toolkit.instrument import InstrumentWords
from toolkit.reliability import Reading, Reliability
from toolkit.report import ReportWords
from toolkit.spread import Differences


def agreement(found: Reliability, t: Translator) -> str:
    """What the coefficient says, in a sentence a meeting can use."""
    alpha = "" if found.alpha is None else t.number(round(found.alpha, 2))
    return {
        Reading.RELIABLE: t(
            "You see things alike (Krippendorff's alpha {alpha}, where 1 is full agreement and 0 is chance). The means "
            "can be relied on.",
            alpha=alpha,
        ),
        Reading.TENTATIVE: t(
            "You see most things alike (Krippendorff's alpha {alpha}, where 1 is full agreement and 0 is chance). Take "
            "the means as a first impression and talk the differences over.",
            alpha=alpha,
        ),
        Reading.LOW: t(
            "You see things differently (Krippendorff's alpha {alpha}, where 1 is full agreement and 0 is chance). Do "
            "not rely on the means before you have talked: you may know different things, or read the levels "
            "differently.",
            alpha=alpha,
        ),
        Reading.NO_VARIATION: t("Everybody gave the same level everywhere, so agreement cannot be put in a number."),
        Reading.TOO_FEW: t("No criterion was scored by two people, so nothing can be said about agreement."),
    }[found.reading]


class RoundReport:
    """The parts of a report that only a round with several raters has."""

    def __init__(
        self,
        words: InstrumentWords,
        results: Results,
        differences: Differences,
        partners: Mapping[str, str],
        locale: str,
    ) -> None:
        self.words, self.results, self.differences, self.partners = words, results, differences, partners
        self.names = ReportWords(locale)
        self.t = self.names.t

    def blocks(self) -> list[AnyBlock]:
        """For the document; empty where only one person answered."""
        t, seen = self.t, self.differences
        if self.results.raters < 2:
            return []
        found: list[AnyBlock] = [
            Heading(level=1, text=t("How far raters agree")),
            Paragraph(text=agreement(seen.reliability, t)),
        ]
        if seen.agenda:
            titles = (t("Criterion"), t("Levels given"), t("Spread"), t("Agreed"))
            columns = tuple(Column(title=title, share=share) for title, share in zip(titles, (3, 2, 1, 1), strict=True))
            rows = tuple(
                (
                    f"{point.item.node.ref} {self.words.nodes[point.item.node.id].title}",
                    ", ".join(map(str, sorted(point.item.scores))),
                    str(point.item.spread),
                    self.names.value(point.item.value) if point.item.consensus else "–",
                )
                for point in seen.agenda
            )
            found.append(Table(caption=t("What raters see differently"), columns=columns, rows=rows))
        if partners := self._shown():
            found.append(
                Table(
                    caption=t("Mean levels by partner"),
                    columns=(
                        Column(title=t("Standard"), share=3),
                        *(Column(title=self._name(partner), align="right") for partner in partners),
                    ),
                    rows=tuple(
                        (
                            f"{group.node.ref} {self.words.nodes[group.node.id].title}",
                            *(self.names.value(seen.standards[group.node.id].get(partner)) for partner in partners),
                        )
                        for group in self.results.groups
                    ),
                )
            )
        return found

    def sheet(self) -> Sheet:
        """Criterion by criterion: spread, partners, lenses."""
        t, seen, partners = self.t, self.differences, self._shown()

        def means(item_id: str) -> list[Cell]:
            spreads = {spread.partner_id: round(spread.mean, 2) for spread in seen.partners[item_id]}
            return [spreads.get(partner) for partner in partners]

        def lenses(item_id: str) -> list[Cell]:
            one = seen.lenses[item_id]
            return [None if v is None else round(v, 2) for v in (one.agreed, one.practised, one.works)]

        rows: list[list[Cell]] = [
            [
                item.node.ref,
                self.words.nodes[item.node.id].title,
                len(item.scores),
                min(item.scores, default=None),
                max(item.scores, default=None),
                item.spread,
                *means(item.node.id),
                *lenses(item.node.id),
                item.consensus.score if item.consensus else None,
                item.consensus.reason if item.consensus else "",
                item.consensus.dissent if item.consensus else "",
            ]
            for item in self.results.items()
        ]
        columns = [t("Number"), t("Criterion"), t("Raters"), t("Lowest"), t("Highest"), t("Spread")]
        columns += [self._name(partner) for partner in partners]
        columns += [t("Agreed (share)"), t("Practised (share)"), t("Works (share)")]
        columns += [t("Consensus"), t("Because"), t("Seen otherwise")]
        return Sheet(t("Differences"), columns, rows)

    def _shown(self) -> list[str]:
        """Partners that are shown by themselves somewhere, all others last."""
        found = {partner for means in self.differences.standards.values() for partner in means}
        return sorted(found, key=lambda partner: (not partner, self.partners.get(partner, "")))

    def _name(self, partner_id: str) -> str:
        return self.partners.get(partner_id, self.t("All others"))
