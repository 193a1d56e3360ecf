"""The time zone an outlet most likely writes its times in."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

# Names in use beside those that the Unicode consortium lists in English and German.
_OTHER_NAMES: Mapping[str, str] = {
    "bosnia": "BA",
    "bosnien": "BA",
    "burma": "MM",
    "congo": "CD",
    "czech republic": "CZ",
    "england": "GB",
    "great britain": "GB",
    "großbritannien": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "hongkong": "HK",
    "ivory coast": "CI",
    "kongo": "CD",
    "korea": "KR",
    "macedonia": "MK",
    "moldawien": "MD",
    "palestine": "PS",
    "palästina": "PS",
    "russian federation": "RU",
    "scotland": "GB",
    "tschechische republik": "CZ",
    "turkey": "TR",
    "uae": "AE",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
    "vae": "AE",
    "weißrussland": "BY",
}
# Of countries with several zones the one where most national media sit, where it is
# not the first in Unicode's list.
_MEDIA_ZONES: Mapping[str, str] = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CY": "Asia/Nicosia",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "PF": "Pacific/Tahiti",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "XK": "Europe/Belgrade",
}
# Their outlets sit under too many clocks to guess one.
_WORLD_LANGUAGES = frozenset(["ar", "en", "pt"])


def find_zone(country: str | None, language: str | None) -> str:
    """Name the IANA time zone of an outlet.

    `country` is an ISO 3166 code ("AT") or an English or German name and counts before
    `language` ("de", "de-CH"), which stands for the country most of its outlets sit
    in; "UTC" where both leave it open.
    """
    home = _find_country(country or "")
    return (
        _find_media_zone(home) or _find_media_zone(_find_home(language or "")) or "UTC"
    )


def _find_country(written: str) -> str | None:
    return _countries_by_name().get(" ".join(written.split()).casefold())


def _find_home(tag: str) -> str | None:
    """Give the country of a language tag: its region, else its language's home."""
    language, *rest = tag.strip().replace("_", "-").casefold().split("-")
    if rest and (region := _find_country(rest[-1])):
        return region
    if language in _WORLD_LANGUAGES:
        return None
    likely: str = get_global("likely_subtags").get(language, "")
    country = likely.rpartition("_")[2]
    return country if len(country) == 2 else None


def _find_media_zone(country: str | None) -> str | None:
    if country is None:
        return None
    zones: list[str | None] = get_global("territory_zones").get(country, [None])
    return _MEDIA_ZONES.get(country, zones[0])


@cache
def _countries_by_name() -> Mapping[str, str]:
    """Map names and codes in lower case to codes."""
    names = {
        name.casefold(): code
        for language in ("en", "de")
        for code, name in Locale(language).territories.items()
        if len(code) == 2
    }
    codes = {code.casefold(): code for code in names.values()}
    others = {name.casefold(): code for name, code in _OTHER_NAMES.items()}
    return {**names, **codes, **others}
