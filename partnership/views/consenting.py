"""What the pages about positions share: the matrix, differences, the way from section to section."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from partnership import labels
from partnership.agreement import SECTION_IDS, Agreement, SectionId
from partnership.consensus import Cell, Matrix, Position, Stance
from partnership.differences import Difference, words
from partnership.telling import Teller
from studio.languages import Translator
from studio.widgets.frame import plain

ICONS = {
    Stance.AGREE: ":material/check_circle:",
    Stance.RESERVATION: ":material/published_with_changes:",
    Stance.STAND_ASIDE: ":material/do_not_disturb_on:",
    Stance.ABSTAIN: ":material/remove:",
    Stance.OBJECT: ":material/block:",
}
_SIGNS = {
    Stance.AGREE: "✓",
    Stance.RESERVATION: "✓ !",
    Stance.STAND_ASIDE: "→",
    Stance.ABSTAIN: "–",
    Stance.OBJECT: "✕",
}
STYLE = """<style>
.icm-consent { overflow-x: auto; }
.icm-consent table { border-collapse: collapse; font-size: .95rem; }
.icm-consent th, .icm-consent td { border: 1px solid #9aa9bc; padding: .35rem .5rem; text-align: left; }
.icm-consent thead th { vertical-align: bottom; max-width: 9rem; overflow-wrap: anywhere; }
.icm-consent tbody th { font-weight: 400; min-width: 9rem; position: sticky; left: 0; background: #f1f5f7; }
.icm-consent tbody th, .icm-consent tbody th a { color: #14212b; }
.icm-consent td { color: #14212b; background: #fff; min-width: 5rem; }
.icm-consent .agree, .icm-consent .agreed { background: #cdeed8; }
.icm-consent .reservation, .icm-consent .carried { background: #e4f0c8; }
.icm-consent .stand_aside, .icm-consent .abstain { background: #fbeec2; }
.icm-consent .object, .icm-consent .blocked { background: #f8d2cf; }
.icm-words { white-space: pre-wrap; overflow-wrap: anywhere; background: #fff; color: #14212b; padding: .5rem .75rem;
  border: 1px solid #9aa9bc; border-radius: .5rem; }
.icm-words ins { background: #cdeed8; color: #0b3d1e; }
.icm-words del { background: #f8d2cf; color: #6b1410; }
</style>"""


def matrix(agreement_id: str, agreement: Agreement, found: Matrix, t: Translator) -> None:
    """Sections by partners as a table; each section leads to its page."""
    stances, standings = labels.stances(t), labels.standings(t)
    heads = "".join(
        f'<th scope="col">{escape(labels.partner_name(agreement, partner, t) or t("(without name)"))}</th>'
        for partner in found.partners
    )
    rows = []
    for number, (section, title) in enumerate(labels.sections(t).items(), 1):
        here = next(each for each in SECTION_IDS if each == section)
        standing = found.standing(here)
        cells = "".join(_cell(cell, stances, t) for cell in found.column(here))
        address = escape(f"/agreement-section?id={agreement_id}&section={section}")
        rows.append(
            f'<tr><th scope="row"><a href="{address}" target="_self">{number} {escape(title)}</a></th>{cells}'
            f'<td class="{standing}">{escape(standings[standing])}</td></tr>'
        )
    label = escape(t("Positions of the partners"))
    st.html(
        f'{STYLE}<div class="icm-consent" role="region" tabindex="0" aria-label="{label}">'
        f'<table><thead><tr><th scope="col">{escape(t("Section"))}</th>{heads}'
        f'<th scope="col">{escape(t("Together"))}</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _cell(cell: Cell, stances: dict[str, str], t: Translator) -> str:
    if cell.stance is not None:
        return f'<td class="{cell.stance}">{_SIGNS[cell.stance]} {escape(stances[cell.stance])}</td>'
    if cell.position is not None:
        return f"<td>{escape(t('asked again'))}</td>"
    return f"<td>{escape(t('no reply'))}</td>"


def spoken(position: Position, agreement: Agreement, t: Translator) -> None:
    """A position as a paragraph: who, what, why, what instead."""
    stance = labels.stances(t)[position.stance]
    partner = plain(labels.partner_name(agreement, position.partner, t))
    lines = [f"{ICONS[position.stance]} **{partner}: {stance}**"]
    if position.reason:
        lines.append(plain(position.reason))
    if position.counter:
        lines.append(f"{t('Instead:')} {plain(position.counter)}")
    given = t("{person}, {when}", person=plain(position.given_by) or t("(erased)"), when=t.instant(position.at))
    lines.append(f"{given} · {t('from a file')}" if position.by_file else given)
    st.markdown("  \n".join(lines))


def shown(found: Iterable[Difference], before: Agreement, after: Agreement, t: Translator, level: int = 0) -> None:
    """Differences, each with its field; words that went are struck, words that came are underlined."""
    teller = Teller(t, before, after)
    parts = []
    for each in found:
        name = escape(teller.place(each.path))
        if each.kind == "moved":
            parts.append(f"<p><strong>{name}</strong>: {escape(t('in another order'))}</p>")
            continue
        old, new = teller.value(each.path, each.before), teller.value(each.path, each.after)
        parts.append(f"<p><strong>{name}</strong></p>{marked(old, new, t)}")
    if parts:
        st.html(STYLE + "\n".join(parts))


def marked(before: str, after: str, t: Translator) -> str:
    """Both texts in one, as HTML."""
    tags = {"same": "span", "added": "ins", "removed": "del"}
    inner = "".join(f"<{tags[part.mark]}>{escape(part.text)}</{tags[part.mark]}>" for part in words(before, after))
    return f'<div class="icm-words">{inner or escape(t("(empty)"))}</div>'


def section_title(section: SectionId, t: Translator) -> str:
    return f"{SECTION_IDS.index(section) + 1} {labels.sections(t)[section]}"
