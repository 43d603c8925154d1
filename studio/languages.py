"""Languages: gettext catalogues, plural forms, dates, money. Knows nothing of Streamlit.

`translator(locale)` gives a `Translator`; by custom it is bound to the name `t`, so that extraction finds
`t("…")` and `t.n("one", "many", count)`. Messages are English sentences; parameters are named:
`t("{count} of {total} answered", count=3, total=8)`.
"""

from __future__ import annotations

import gettext
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError, dates, lists, numbers

LOCALES = Path(__file__).resolve().parents[1] / "locales"
SOURCE_LOCALE = "en"
PSEUDO = "en_XA"
"""A made-up language: every message in brackets with accents, so that a string outside the catalogue shows."""

_ACCENTED = str.maketrans("aceinosuyACEINOSUY", "áçéíñóšúýÁÇÉÍÑÓŠÚÝ")


def pseudo(text: str) -> str:
    """A message in the made-up language; placeholders in braces stay as they are."""
    out, depth = [], 0
    for character in text:
        depth += (character == "{") - (character == "}")
        out.append(character if depth or character == "}" else character.translate(_ACCENTED))
    return "⟦" + "".join(out) + "⟧"


@lru_cache(maxsize=32)
def _catalogue(locale: str) -> gettext.NullTranslations:
    if locale in (SOURCE_LOCALE, PSEUDO):
        return gettext.NullTranslations()
    return gettext.translation("icm", localedir=str(LOCALES), languages=[locale], fallback=True)


class Translator:
    """Messages, numbers and dates in one locale."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._catalogue = _catalogue(locale)
        self._babel = Locale.parse("en_GB" if locale in (SOURCE_LOCALE, PSEUDO) else locale)

    def __call__(self, message: str, /, **parameters: object) -> str:
        return self._fill(self._catalogue.gettext(message), parameters)

    def n(self, singular: str, plural: str, count: int, /, **parameters: object) -> str:
        """The form that fits `count`, which is also the parameter `{count}`."""
        return self._fill(self._catalogue.ngettext(singular, plural, count), {"count": count, **parameters})

    def _fill(self, text: str, parameters: dict[str, object]) -> str:
        if self.locale == PSEUDO:
            text = pseudo(text)
        return text.format(**parameters) if parameters else text

    def date(self, value: date) -> str:
        return dates.format_date(value, "d MMMM y", locale=self._babel)

    def instant(self, value: datetime) -> str:
        return dates.format_datetime(value, "d MMM y, HH:mm", locale=self._babel)

    def number(self, value: int | float | Decimal) -> str:
        return numbers.format_decimal(value, locale=self._babel)

    def amount(self, value: Decimal) -> str:
        """Money in a table whose title names the currency."""
        return numbers.format_decimal(value, locale=self._babel, format="#,##0.00")

    def percent(self, value: float) -> str:
        return numbers.format_percent(value, locale=self._babel)

    def money(self, value: Decimal, currency: str) -> str:
        return numbers.format_currency(value, currency, locale=self._babel, format="#,##0.00 ¤¤")

    def list(self, items: list[str]) -> str:
        return lists.format_list(items, locale=self._babel)


@lru_cache(maxsize=32)
def translator(locale: str) -> Translator:
    return Translator(locale)


@lru_cache(maxsize=1)
def available() -> dict[str, str]:
    """Locales a person can choose, each with its own name."""
    found = {SOURCE_LOCALE: "English"}
    for folder in sorted(LOCALES.glob("*/LC_MESSAGES/icm.po")):
        code = folder.parent.parent.name
        found[code] = (Locale.parse(code).get_display_name() or code).capitalize()
    return found


def is_offered(locale: str) -> bool:
    return locale in available() or locale == PSEUDO


def language_names(codes: list[str], locale: str) -> dict[str, str]:
    """Names of languages in another language; a code without a name stays a code."""
    t = translator(locale)
    # Babel knows the first as a kind of Serbian, and the second under a name the region does not use
    own = {"cnr": t("Montenegrin"), "rom": t("Romani")}
    display = Locale.parse(SOURCE_LOCALE if locale == PSEUDO else locale)
    return {code: own.get(code) or _display_name(code, display) for code in codes}


def _display_name(code: str, display: Locale) -> str:
    try:
        return Locale.parse(code).get_display_name(display) or code
    except (UnknownLocaleError, ValueError):
        return str(display.languages.get(code, code))
