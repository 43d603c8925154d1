"""Tables that compare countries, as data: filtered, searched, side by side, as CSV (ISSA 2007, tables 1 to 5)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.content import ContentError, read_yaml_file, texts
from toolkit.loader import CONTENT
from toolkit.sources import Source


class CountryTable(BaseModel):
    """Which countries and columns a table has; countries by ISO 3166 code, in the order of the source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    source: Source
    columns: tuple[str, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True)
class CountryTableText:
    """A table in one language; a cell the source leaves empty is an empty text."""

    title: str
    about: str
    note: str
    columns: Mapping[str, str]
    countries: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]]

    def matching(self, words: str) -> tuple[str, ...]:
        """Countries whose name, cells or the columns these stand in hold every word, in any case."""
        wanted = words.casefold().split()

        def text(country: str) -> str:
            said = (f"{self.columns[column]} {cell}" for column, cell in self.cells[country].items() if cell)
            return " ".join((self.countries[country], *said)).casefold()

        return tuple(country for country in self.countries if all(word in text(country) for word in wanted))

    def csv(self, head: str) -> str:
        """The whole table as CSV, `head` over the first column."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([head, *self.columns.values()])
        for country, name in self.countries.items():
            writer.writerow([name, *(self.cells[country][column] for column in self.columns)])
        return out.getvalue()


@lru_cache(maxsize=1)
def country_tables() -> Mapping[str, CountryTable]:
    try:
        found = [CountryTable.model_validate(row) for row in read_yaml_file(CONTENT / "tables.yaml")]
    except ValidationError as error:
        raise ContentError("tables.yaml", str(error)) from error
    return {table.id: table for table in found}


@lru_cache(maxsize=32)
def country_table_text(table_id: str, locale: str) -> CountryTableText:
    table, words = country_tables()[table_id], texts(CONTENT / "tables", locale)
    return CountryTableText(
        title=words(f"{table_id}.title"),
        about=words(f"{table_id}.about"),
        note=words(f"{table_id}.note"),
        columns={column: words(f"{table_id}.columns.{column}") for column in table.columns},
        countries={country: words(f"countries.{country}") for country in table.countries},
        cells={
            country: {column: words.get(f"{table_id}.cells.{country}.{column}") for column in table.columns}
            for country in table.countries
        },
    )
