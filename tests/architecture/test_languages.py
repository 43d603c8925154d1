"""The message catalogue is complete, and messages fit their parameters."""

from __future__ import annotations

import string

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from studio.languages import PSEUDO, translator
from studio.settings import ROOT

COMMAND = (
    "uv run pybabel extract -F babel.cfg -k t -k n:1,2 --sort-output --no-location --omit-header -o locales/icm.pot ."
)


def extracted() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config, "babel.cfg")
    found = extract_from_dir(
        str(ROOT), methods, options, keywords={"t": None, "n": (1, 2)}, directory_filter=lambda d: ".venv" not in d
    )
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def test_the_template_of_the_catalogue_is_up_to_date() -> None:
    with (ROOT / "locales" / "icm.pot").open("rb") as file:
        listed = {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id}
    assert extracted() == listed, f"run: {COMMAND}"


def test_every_message_is_valid_and_named() -> None:
    for message in extracted():
        for _, name, _, _ in string.Formatter().parse(message):
            assert name is None or name.isidentifier(), message


def test_plurals_numbers_dates_and_the_pseudo_language() -> None:
    t = translator("en")
    assert (t.n("{count} partner", "{count} partners", 1), t.n("{count} partner", "{count} partners", 3)) == (
        "1 partner",
        "3 partners",
    )
    assert translator(PSEUDO)("{count} partners", count=3) == "⟦3 pártñérš⟧"
    assert t("50 % {kept}", kept="{x}") == "50 % {x}"
    assert t("{literal} stays without parameters") == "{literal} stays without parameters"
