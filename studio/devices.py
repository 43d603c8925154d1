"""What a browser says it is (User-Agent), in the words people know a device by; a guess from what it claims."""

from __future__ import annotations

from studio.languages import Translator

BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Version/": "Safari",
}
"""In this order: most browsers also claim to be the ones further down."""
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def called(claimed: str, t: Translator) -> str:
    """`Firefox on Windows`; what is not known is not made up."""
    browser = next((name for mark, name in BROWSERS.items() if mark in claimed), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in claimed), "")
    if browser and system:
        return t("{browser} on {system}", browser=browser, system=system)
    return browser or (t("another browser on {system}", system=system) if system else t("another browser"))
