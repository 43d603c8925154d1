"""Municipalities per territory, as a provider for Faker; rural ones come after the towns."""

from __future__ import annotations

from typing import ClassVar

from faker.providers import BaseProvider


class Places(BaseProvider):
    """Towns and rural municipalities by territory code; `municipality("AL")` picks one."""

    towns: ClassVar[dict[str, tuple[str, ...]]] = {
        "EU": ("Northport", "Rivertown", "Hillford", "Lakeside"),
        "AL": ("Tirana", "Durrës", "Shkodër", "Elbasan", "Vlorë", "Korçë", "Fier", "Berat", "Lushnjë", "Kukës"),
        "BA": (
            "Sarajevo",
            "Banja Luka",
            "Tuzla",
            "Zenica",
            "Mostar",
            "Bihać",
            "Bijeljina",
            "Prijedor",
            "Brčko",
            "Doboj",
        ),
        "XK": (
            "Pristina",
            "Prizren",
            "Peja/Peć",
            "Gjakova/Đakovica",
            "Gjilan/Gnjilane",
            "Ferizaj/Uroševac",
            "Mitrovica",
        ),
        "ME": ("Podgorica", "Nikšić", "Bijelo Polje", "Pljevlja", "Berane", "Bar", "Herceg Novi", "Ulcinj"),
        "MK": ("Skopje", "Bitola", "Kumanovo", "Prilep", "Tetovo", "Veles", "Štip", "Ohrid", "Gostivar", "Strumica"),
        "RS": (
            "Beograd",
            "Novi Sad",
            "Niš",
            "Kragujevac",
            "Subotica",
            "Leskovac",
            "Vranje",
            "Užice",
            "Zrenjanin",
            "Bor",
        ),
    }
    villages: ClassVar[dict[str, tuple[str, ...]]] = {
        "EU": ("Upper Valley", "Westfield", "Oldbridge", "Stonebrook"),
        "AL": ("Has", "Tropojë", "Mat", "Skrapar", "Dibër", "Malësi e Madhe", "Divjakë", "Klos", "Pukë", "Delvinë"),
        "BA": ("Foča", "Bugojno", "Livno", "Srebrenica", "Maglaj", "Olovo", "Rogatica", "Kladanj", "Drvar", "Žepče"),
        "XK": (
            "Dragash/Dragaš",
            "Kaçanik/Kačanik",
            "Skenderaj/Srbica",
            "Kamenica",
            "Štrpce/Shtërpcë",
            "Klina",
            "Istog/Istok",
        ),
        "ME": ("Plav", "Rožaje", "Kolašin", "Andrijevica", "Žabljak", "Mojkovac", "Gusinje", "Petnjica"),
        "MK": (
            "Kratovo",
            "Berovo",
            "Debar",
            "Makedonski Brod",
            "Demir Hisar",
            "Valandovo",
            "Resen",
            "Kruševo",
            "Vinica",
        ),
        "RS": (
            "Bojnik",
            "Kuršumlija",
            "Prijepolje",
            "Knjaževac",
            "Trgovište",
            "Žitište",
            "Ljubovija",
            "Sjenica",
            "Bela Palanka",
        ),
    }

    def municipality(self, territory: str) -> str:
        """A municipality of this territory, rural or not."""
        return str(self.random_element(self.towns[territory] + self.villages[territory]))
