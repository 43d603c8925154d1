"""What every naming tradition holds: first names by generation and gender, family names, and their forms.

A tradition is a Faker provider, so that `Faker().add_provider(Albanian)` gives `name_female()` and the like; the
generator of clients reads the same lists by addressed luck. Names are ordinary ones; nobody in particular is meant.
"""

from __future__ import annotations

from typing import ClassVar

from faker.providers.person import Provider as PersonProvider

from scenarios.client import Gender


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


class Tradition(PersonProvider):
    """Base of the providers; `last_names_female` differ from `last_names` only where the language inflects them."""

    language: ClassVar[str] = "en"
    """ISO 639 code of the language that goes with the names."""
    female: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """First names by generation, older people first; `male` likewise."""
    male: ClassVar[tuple[tuple[str, ...], ...]] = ()
    first_names_female: ClassVar[tuple[str, ...]] = ()
    """All of them: what Faker picks from, like the next three."""
    first_names_male: ClassVar[tuple[str, ...]] = ()
    last_names_female: ClassVar[tuple[str, ...]] = ()
    last_names_male: ClassVar[tuple[str, ...]] = ()
    formats_female: ClassVar[tuple[str, ...]] = ("{{first_name_female}} {{last_name_female}}",)
    formats_male: ClassVar[tuple[str, ...]] = ("{{first_name_male}} {{last_name_male}}",)
    formats = formats_female + formats_male

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        family_names = tuple(cls.last_names)
        cls.first_names_female = sum(cls.female, ())
        cls.first_names_male = sum(cls.male, ())
        cls.first_names = cls.first_names_female + cls.first_names_male
        cls.last_names_male = family_names
        cls.last_names_female = tuple(cls.family_name_of_women(name) for name in family_names)

    @staticmethod
    def family_name_of_women(name: str) -> str:
        """The form a woman bears; the same unless the language inflects family names."""
        return name

    @classmethod
    def full_name(cls, gender: Gender, generation: int, first: float, last: float) -> str:
        """The name that two numbers in [0, 1) point to."""
        firsts = (cls.female if gender is Gender.FEMALE else cls.male)[generation]
        lasts = cls.last_names_female if gender is Gender.FEMALE else cls.last_names_male
        return f"{firsts[int(first * len(firsts))]} {lasts[int(last * len(lasts))]}"
