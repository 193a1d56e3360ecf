"""Which news agencies a delivered text credits as its origin.

Credits stand in the head of a text (dateline, byline) and in its tail (signature, line
of sources or rights); a few set phrases count wherever they stand. An agency that is
quoted, or that took the picture, is not credited.
"""

import re

from analysis.text.agency_names import NAMES, find_names, parse_credit, parse_list

HEAD = 600
TAIL = 600
LONGEST_CREDIT = 160

_SMALL_LETTER = "a-zß-öø-ÿа-яёіїєґ"
_CAPITAL = rf"[\"“„»«]?[^\W\d_{_SMALL_LETTER}]"
_OPENINGS = [
    re.compile(opening)
    for opening in (
        # As in "BERLIN (dpa) - Die", "PARIS, 2 juil (AFP) –", "Kabul (AFP) Afghan".
        r"(?P<place>[^()\n]{0,70})\((?:mit |with )?(?P<credit>[^()\n]{2,40})\)"
        rf"(?:\s?[-–—.:|]|\s(?={_CAPITAL}))",
        # "МОСКВА, 2 июля. /ТАСС/."
        r"(?P<place>[^/\n]{0,70})/(?P<credit>[^/\n]{2,20})/[.\s]",
        # "МОСКВА, 2 июл - РИА Новости."
        r"(?P<place>[^\n–—-]{2,40})\s[-–—]\s(?P<credit>[^.\n]{2,20})\.\s",
        # "BERLIN epd/taz | Die"
        r"(?P<place>[^|\n]{2,40})\s(?P<credit>[^|\s]{2,20})\s\|",
        # "Düsseldorf dpa/lnw – Der"
        r"(?P<place>[^\n–—-]{2,40})\s(?P<credit>[a-z][\w/-]{1,20})\s[-–—]\s",
        # "dpa. BERLIN, 3. Juli. Die"
        r"(?P<credit>[a-z][\w/-]{1,20})\.?\s(?P<place>[A-ZÄÖÜ]{4}[^.,\n]{0,30})[.,]",
    )
]
_ARTICLES = frozenset(
    ["A", "An", "Das", "Der", "Die", "Ein", "Eine", "Im", "In", "The"]
)
_SMALL_WORDS = frozenset(["am", "an", "de", "del", "der", "la", "of"])
_LONGEST_DAY = 5
_STOP = re.compile(r"[,.](?:\s|$)")

_WITH = re.compile(
    r"(?:mit (?:informationen (?:der|von) )?|with |avec |con |via )", re.IGNORECASE
)
_SOURCE = re.compile(
    r"(?:quellen?|sources?|contributing|text|fuentes?|font[ei]|źródło|kaynak|источник"
    r"|джерело)\s?:",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:von|by|par|por|di|.{1,30}\savec)\s", re.IGNORECASE)
_ROLE = re.compile(
    r"-(?:Korrespondent|Mitarbeiter|Reporter)\w*"
    r"|\s(?:[Ss]taff|[Ww]riter|[Rr]eporter|[Cc]orrespondent)s?(?=\W|$)"
    r"|[()]|\s(?=(?:The )?Associated Press\b)"
)
_SENTENCE_END = r"[.!?…\"“”»«]"
_SIGNATURE = re.compile(
    rf"{_SENTENCE_END}\s*(?:\s|[-–—]{{1,2}}\s?|(?=/))\(?(?:mit |with |avec |con )?"
    r"/?(?P<credit>[^.!?()\n]{2,60}?)/?[)\].]*$"
)
_RIGHTS = re.compile(
    r"(?:©|\([cC]\)|[cC]opyright)[\s©:]*(?:\([cC]\)\s?)?(?:\d{4},?\s)?(?:by\s)?"
    rf"(?P<names>{NAMES})(?!\s?/)"
)
_PICTURE = re.compile(
    r"foto|photo|bild|image|getty|imago|picture|grafik|graphic|video|screenshot|epa\b",
    re.IGNORECASE,
)

_MENTIONS = r"(?P<names>[^.\n()]{2,100})"
# Each begins with letters that stand for themselves: so a whole text is soon searched.
_PHRASES = [
    re.compile(phrase)
    for phrase in (
        rf"it Material (?:aus|der|des|von) {_MENTIONS}",
        rf"it Agenturmaterial (?:aus|der|des|von) {_MENTIONS}",
        rf"Verwendung von Material (?:aus|der|des|von) {_MENTIONS}",
        r"Diese[rs]? (?:Artikel|Beitrag|Meldung|Nachricht|Text)\b[^.\n]{0,60}[Aa]gentur"
        r"(?:en)? (?P<names>[^.\n]{2,60}) (?:übernommen|erstellt|verfasst)",
        r"This (?:story|article|report) (?:was|is|has been)[^.\n]{0,40} (?:by|from) "
        rf"{_MENTIONS}",
        rf"ith (?:files|reporting|information) (?:from|by) {_MENTIONS}",
        rf"ontains material from {_MENTIONS}",
        r"aterial from (?P<names>[^.\n]{2,80}) was used in this",
        r"nformation from (?P<names>[^.\n]{2,80}) was used in this",
        rf"dditional reporting (?:by|from) {_MENTIONS}",
        r"Reporting by (?P<names>[^\n]{2,200})",
        rf"on informa(?:ción|ciones|zioni) (?:de|di|da) {_MENTIONS}",
        rf"vec des informations (?:de |d['’]){_MENTIONS}",
        r"(?P<names>dpa):\d{6}-\d",
        r"Thomson (?P<names>Reuters) Trust Principles",
    )
]
_CONTRIBUTED = re.compile(r" contributed(?: to this\b| reporting\b|\.(?:\n|$))")
_BREAK = re.compile(r"\n|[.!?]\s?")


def find_agencies(text: str) -> tuple[str, ...]:
    """Name the agencies that `text` credits, alphabetically; "ots", which distributes
    press releases, counts as one. Empty where none is named: "(Agenturen)".
    """
    head, tail = _split_edges(text)
    credited: set[str] = set()
    for line in head:
        credited |= _read_opening(line) | _read_line(line)
    for line in tail:
        credited |= _read_line(line) | _read_signature(line) | _read_rights(line)
    for phrase in _PHRASES:
        for found in phrase.finditer(text):
            credited |= find_names(found["names"])
    for found in _CONTRIBUTED.finditer(text):
        before = text[max(found.start() - LONGEST_CREDIT, 0) : found.start()]
        credited |= find_names(_BREAK.split(before)[-1])
    return tuple(sorted(credited, key=str.casefold))


def _split_edges(text: str) -> tuple[list[str], list[str]]:
    """Give the lines that begin in the head and those that end in the tail."""
    end = text.find("\n", HEAD)
    start = text.rfind("\n", 0, max(len(text) - TAIL, 0)) + 1
    head = text if end < 0 else text[:end]
    return _split_lines(head), _split_lines(text[start:])


def _split_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n")]


def _read_opening(line: str) -> set[str]:
    """Read a dateline: a place, perhaps a day, and a credit."""
    for opening in _OPENINGS:
        found = opening.match(line)
        credited = parse_credit(found["credit"]) if found else set()
        if found and credited and _is_place(found["place"]):
            return credited
    return set()


def _is_place(text: str) -> bool:
    """Whether it is names up to the first comma or stop, and behind it no more than a
    day or a country."""
    names, *rest = _STOP.split(text, maxsplit=1)
    words = names.replace("/", " ").split()
    return (
        not set(words[:1]) & _ARTICLES
        and all(not word[0].islower() or word in _SMALL_WORDS for word in words)
        and len(" ".join(rest).split()) <= _LONGEST_DAY
    )


def _read_line(line: str) -> set[str]:
    """Read a line that is nothing but a credit, a list of sources or a byline."""
    if len(line) > LONGEST_CREDIT:
        return set()
    bare = line.strip(" \t()[]*_|.–—-")
    if source := _SOURCE.match(bare):
        return parse_list(bare[source.end() :])
    if credited := parse_credit(_WITH.sub("", bare, count=1)):
        return credited
    if (byline := _BYLINE.match(bare)) and not line.endswith("."):
        return parse_list(_ROLE.sub(",", bare[byline.end() :]))
    return set()


def _read_signature(line: str) -> set[str]:
    """Read a credit behind the last sentence of a paragraph."""
    found = _SIGNATURE.search(line, max(len(line) - LONGEST_CREDIT, 0))
    return parse_credit(found["credit"]) if found else set()


def _read_rights(line: str) -> set[str]:
    """Read who holds the rights; above a text it is the picture that is meant."""
    found = _RIGHTS.search(line, max(len(line) - LONGEST_CREDIT, 0))
    is_picture = len(line) <= LONGEST_CREDIT and _PICTURE.search(line)
    return find_names(found["names"]) if found and not is_picture else set()
