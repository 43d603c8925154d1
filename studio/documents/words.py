"""The few words that exporters add by themselves, in the document's language."""

from __future__ import annotations

from dataclasses import dataclass

from studio.languages import PSEUDO, translator


@dataclass(frozen=True, slots=True)
class Words:
    page: str
    """With `{page}` and `{total}` in it."""
    place_and_date: str
    signature: str
    name: str
    function: str
    stamp: str


def words(locale: str) -> Words:
    t = translator(locale)
    return Words(
        page=t("Page {page} of {total}", page="{page}", total="{total}"),
        place_and_date=t("Place and date"),
        signature=t("Signature"),
        name=t("Name"),
        function=t("Function"),
        stamp=t("Stamp (M.P.)"),
    )


_REGIONS = {
    "en": "en-GB",
    "sq": "sq-AL",
    "bs": "bs-Latn-BA",
    "hr": "hr-HR",
    "mk": "mk-MK",
    "sr": "sr-Latn-RS",
    "cnr": "sr-Latn-ME",
}


def language_tag(locale: str) -> str:
    """The locale as a BCP 47 tag with a region, which is what word processors choose a dictionary by."""
    if locale == PSEUDO:
        return _REGIONS["en"]
    return _REGIONS.get(locale, locale.replace("_", "-"))
