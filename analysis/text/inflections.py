"""The forms in which a word stands in texts: its inflections, in German its compounds.

Rules instead of a dictionary. What a word ends in decides which endings it takes, in
English and in German; in other languages these are the plural's -s and -es alone. A
stem that changes (strike, struck) is not followed, except by an umlaut, which folding
has dropped. All words here are folded (`analysis.text.folding`).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

# Shorter words are parts of too many others: UN of uns, Rat of rate, Iran of Tirana.
SHORTEST_INFLECTED = 3
SHORTEST_WITH_ENDINGS = 4
SHORTEST_IN_COMPOUNDS = 5
# What is longer is no word, and takes long to judge.
LONGEST = 100


class Rule(NamedTuple):
    """For words that end in `ending`: after `cut` letters are taken off them they take
    one of `endings`, where {0} is their last letter; taken off by `loose` letters they
    head compounds."""

    ending: re.Pattern[str]
    endings: str
    cut: int = 0
    loose: int = 0


_VERB = "e?n|e|e?nd(?:e[mnrs]?)?|e?st|e?t|e?te(?:[mnrst]|st)?"
_GERMAN: Sequence[Rule] = (
    Rule(re.compile("um$"), "um|ums|a|en", 2),
    Rule(re.compile("nis$"), "|se|ses|sen"),
    Rule(re.compile("in$"), "|s|e|es|en|nen"),
    Rule(re.compile("(?:isch|lich|ig|sam|bar|los|haft|iv|[iu]ell)$"), "|s|e|e[mnrs]"),
    Rule(re.compile("(?:ung|heit|keit|schaft|ion|tat)en$"), "|s|en", 2, 2),
    Rule(re.compile("(?<=..)eln$"), f"el(?:s|{_VERB})?|le", 3),
    Rule(re.compile("(?<=..)ern$"), f"|s|{_VERB}", 1),
    Rule(re.compile("(?<=.{4})en$"), f"ens|{_VERB}", 2, 1),
    Rule(re.compile("e[lr]$"), "|s|n|in|innen"),
    Rule(re.compile("e$"), "e|es|ens?|in|innen", 1),
    Rule(re.compile("[aiouy]$"), "|s"),
    Rule(re.compile("$"), "|s|es?|ens?|in|innen"),
)
_ENGLISH: Sequence[Rule] = (
    Rule(re.compile("is$"), "is|es", 2),
    Rule(re.compile("um$"), "um|ums|a", 2),
    Rule(re.compile("(?<=[^aeiou])y$"), "y|ys|ies|ied|ying", 1),
    Rule(re.compile("e$"), "e|es|ed|e?ings?", 1),
    Rule(re.compile("(?:[sxzo]|[cs]h)$"), "|s|es|ed|ings?"),
    Rule(re.compile("^[^aeiou]*[aeiou][bdgmnprt]$"), "|s|{0}ed|{0}ings?"),
    Rule(re.compile("[^aeiou][aeiou][bdglmnprt]$"), "|s|{0}?ed|{0}?ings?"),
    Rule(re.compile("$"), "|s|ed|ings?"),
)
_OTHER: Sequence[Rule] = (Rule(re.compile("$"), "|s|es"),)
_SHORT = (Rule(re.compile("$"), "|s"),)
_PLURAL = re.compile("(?<=..(?:ss|sh|ch))es$|(?<=...[^aious])s$")
_PLURAL_OF_Y = re.compile("(?<=.[^aeiou])ies$")

# What words are derived with is no part of a compound: Aufrüstung is not a kind of
# Rüstung, nor zufrieden of Frieden, nor a Krieger of Krieg.
_PREFIX = (
    "(?:ab|an|auf|aus|be|bei|dar|de|des|dis|durch|ein|emp|ent|er|ex|fort|ge|her|hin"
    "|hinter|in|inter|ko|kom|kon|los|miss|mit|nach|ob|per|pra|pro|re|sub|trans|uber|um"
    "|un|unter|ver|vor|weg|wider|wieder|zer|zu|zuruck|zusammen)"
)
# None may be two others: a long word would be tried in twice as many ways each time.
_SUFFIX = (
    "(?:bar|chen|ei|e?nd|er|haft|heit|ial|iell|ien|ier|iert|ig|ik|in|innen|ion|isch"
    "|ismus|ist|isten|ium|keit|lein|ler|lich|ling|los|ner|sam|schaft|tum|ung)"
)
_DERIVED = f"(?:(?:e[lnr]?|n|r|t)?{_SUFFIX}+(?:e[mnrs]?|n|s|en|st)?|{_VERB})"
_PART = r"(?:\w+[aeiouy]\w*|[aeiouy]\w+)"


def is_form(word: str, base: str, language: str | None) -> bool:
    """Whether `word` is a form of `base` in a text of `language` (ISO 639-1); where
    that is None, in any language. Beyond 100 letters a word is a form of itself only.
    """
    if len(word) > LONGEST:
        return word == base
    return bool(_compile_forms(base, language).fullmatch(word))


def find_stem(base: str) -> str:
    """The letters that every form of `base` contains."""
    stems = [_stem(base, table) for table in (_GERMAN, _ENGLISH)]
    return min(stems, key=len)


@cache
def _compile_forms(base: str, language: str | None) -> re.Pattern[str]:
    tables = {"de": [_GERMAN], "en": [_ENGLISH], None: [_GERMAN, _ENGLISH, _OTHER]}
    chosen = tables.get(language, [_OTHER])
    forms = [base, *(_write_forms(base, table) for table in chosen)]
    if _GERMAN in chosen and len(base) >= SHORTEST_IN_COMPOUNDS:
        forms.append(_write_compounds(base))
    return re.compile("|".join(forms))


def _write_forms(base: str, table: Sequence[Rule]) -> str:
    rule = _choose(base, table)
    prefix = "(?:ge)?" if _VERB in rule.endings else ""
    return f"{prefix}{_stem(base, table)}(?:{rule.endings.format(base[-1])})"


def _write_compounds(base: str) -> str:
    """A part, at the end or before another part: Kampfpanzer, Panzerfahrer."""
    rule = _choose(base, _GERMAN)
    stem, head = _stem(base, _GERMAN), base[: len(base) - rule.loose]
    before = f"(?!{_PREFIX}+{stem}){_PART}"
    behind = rf"(?!{_DERIVED}$)(?=\w{{3}}){_PART}"
    return f"{before}{stem}(?:{rule.endings})|(?:{before})?{head}{behind}"


def _stem(base: str, table: Sequence[Rule]) -> str:
    single = _singular(base) if table is _ENGLISH else base
    return single[: len(single) - _choose(base, table).cut]


def _choose(base: str, table: Sequence[Rule]) -> Rule:
    if len(base) < SHORTEST_INFLECTED:
        return Rule(re.compile("$"), "")
    if len(base) < SHORTEST_WITH_ENDINGS:
        table = _SHORT
    single = _singular(base) if table is _ENGLISH else base
    return next(rule for rule in table if rule.ending.search(single))


def _singular(base: str) -> str:
    return _PLURAL.sub("", _PLURAL_OF_Y.sub("y", base))
