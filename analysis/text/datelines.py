"""Datelines: the place, and the agency or outlet, that open a news text."""

import re
from dataclasses import dataclass

from analysis.text.agency_names import CANONICAL

# Who is credited behind a place: agencies, and outlets that credit themselves so. Two
# letters are as often a party.
AGENCIES = {"ap", "cnn", "rnd", "taz"}.union(
    spelling.casefold() for spelling in CANONICAL if len(spelling) > 2
)
# fmt: off
# Words in capitals before a dash that are no places.
LABELS = frozenset([
    "ADVERTISEMENT", "ANALYSE", "ANALYSIS", "BREAKING", "COMMENT", "EILMELDUNG",
    "EXCLUSIVE", "EXKLUSIV", "FILE", "INTERVIEW", "ISIS", "KOMMENTAR", "LIVE",
    "LIVEBLOG", "MEINUNG", "NATO", "NEWS", "OPEC", "OPINION", "PHOTO", "PHOTOS",
    "PODCAST", "TICKER", "UNESCO", "UNICEF", "UPDATE", "UPDATED", "VIDEO", "WATCH",
])
# fmt: on
_ARTICLES = frozenset(["an", "das", "der", "die", "ein", "eine", "im", "in", "the"])

_CAPITALS = r"[A-ZÄÖÜÉÀÇŁ][A-ZÄÖÜÉÀÇŁß'’.-]+(?: [A-ZÄÖÜÉÀÇŁ][A-ZÄÖÜÉÀÇŁß'’.-]+){0,4}"
_NAME = r"[A-ZÄÖÜÉŁ][\w'’.-]+(?: (?:(?:am|an der|de|of|the) )?[A-ZÄÖÜÉŁ][\w'’.-]+){0,2}"
_MONTH = (
    r"(?:Jan|Feb|Mar|Mär|Apr|May|Mai|Jun|Jul|Aug|Sep|Oct|Okt|Nov|Dec|Dez)[a-zä]{0,6}\.?"
)
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}}\.? {_MONTH})(?:,? \d{{4}})?"
_CREDIT = r"\((?P<credit>[^()\n]{2,40})\)"
_DASH = r"\s?[-–—]{1,2}\s?"
_SENTENCE_START = r"(?=[\"“„»«]?[^\W_a-z])"

_CREDITED = re.compile(
    rf"(?P<place>(?:{_CAPITALS}|{_NAME})(?:\s?/\s?(?:{_CAPITALS}|{_NAME})){{0,3}}"
    rf"(?:, (?!{_DAY}){_NAME})?)(?:,? {_DAY})?,? "
    rf"{_CREDIT}(?P<mark>{_DASH}|[.:]\s?(?:[-–—]\s)?|\s){_SENTENCE_START}"
)
_CREDIT_ALONE = re.compile(
    rf"(?:{_DAY} )?{_CREDIT}(?:{_DASH}|[.:]\s|\s){_SENTENCE_START}"
)
_PLACE_ALONE = re.compile(
    rf"(?P<place>{_CAPITALS}(?:\s?/\s?{_CAPITALS}){{0,3}}(?:, {_NAME})?)(?:, {_DAY})?"
    rf"\s[–—]{{1,2}}\s{_SENTENCE_START}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What opens a news text: `place` ("BERLIN"), `credit` (the outlet or agency in
    parentheses), each None where absent, and the `rest` of the text behind it.
    """

    place: str | None
    credit: str | None
    rest: str


def find_dateline(text: str) -> Dateline | None:
    """Find the dateline at the start of `text`; None where it opens with a sentence.

    A place in capitals needs a credit or a dash, any other place needs a credit that
    is followed by a dash or a stop, or that names an agency.
    """
    found = _CREDITED.match(text)
    if found and _is_credited(found["place"], found["credit"], found["mark"]):
        return Dateline(
            place=found["place"], credit=found["credit"], rest=text[found.end() :]
        )
    found = _CREDIT_ALONE.match(text)
    if found and _names_agency(found["credit"]):
        return Dateline(place=None, credit=found["credit"], rest=text[found.end() :])
    found = _PLACE_ALONE.match(text)
    if found and found["place"] not in LABELS and re.match(r"\w{3}", found["place"]):
        return Dateline(place=found["place"], credit=None, rest=text[found.end() :])
    return None


def _is_credited(place: str, credit: str, mark: str) -> bool:
    if _names_agency(credit):
        return place.split()[0].lower() not in _ARTICLES
    # "Angela Merkel (CDU) – ..." is a person: other credits stand behind capitals only.
    return place.isupper() and bool(mark.strip()) and not credit[0].isdigit()


def _names_agency(credit: str) -> bool:
    return re.split(r"[/ ,]", credit.lower())[0] in AGENCIES
