"""Reported speech in English: whether a sentence is one, and who is said to speak."""

import re
from collections.abc import Set

from analysis.text.colons import find_colon_speaker
from analysis.text.cues import Listener, find_cue, read_cue
from analysis.text.noun_phrases import ENGLISH_AFTER, ENGLISH_BEFORE, QUOTE
from analysis.text.speech_verbs import (
    EN_ACTS,
    EN_CLAUSE,
    EN_NOUNS,
    EN_SAYING,
    EN_SAYS,
    any_of,
    split_words,
)

_SPEECH = EN_SAYS | EN_CLAUSE
_CLAUSE = any_of(EN_CLAUSE)
_SURE = any_of(EN_CLAUSE - EN_NOUNS)
_SURE_ASIDE = any_of(EN_CLAUSE - EN_NOUNS | {"claim", "claims", "notes", "reports"})
_VERB = any_of(_SPEECH | EN_ACTS)
_AUXILIARY = (
    r"(?:(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did"
    r"|does|do)(?:n[’']t)?\b|cannot\b|(?:he|she|it|they|we|I|there)[’'](?:s|ll|d|re) )"
)
_NOT = r"(?<!let[’']s )(?<!\bnot )(?<!n't )(?<!n’t )(?<!\bto )(?<!\bnever )"
_NO_SPEAKER = (
    r"(?!(?:the )?(?:plan|plans|schedule|size|needs?|custom|rules?|law|tradition"
    r"|number|type|rank|whether|how|what)\b)"
)
_PAPERS = split_words("""
    statement report document filing memo letter briefing account release notice
""")
# Who finds out and tells; others who "found that" were there.
_FINDERS = split_words("""
    report reports study studies survey surveys poll polls inquiry investigation review
    audit panel commission analysis investigators inspectors researchers auditors
""")
_FINDS = r"(?:found|finds|show(?:s|ed)?|suggest(?:s|ed)?)"
_ASKING = split_words("asks asked wonders wondered cried shouted replied")
_ASKS = any_of(_ASKING)
# "spoke of a “win” and left": most of it is no speech.
_ACTS_ON = (
    r" and (?:then |later )?(?:\w+ed|left|flew|went|took|made|met|came|rose|broke|cut"
    r"|sent|drove|gave|hung)\b"
)
# What names the source: it tells reported speech, and often the speaker.
_SOURCES = [
    read_cue(
        "view opinion assessment words",
        r"\b[Ii]n the (?:view|opinion|assessment|words) of (?!the camera)"
        rf"{ENGLISH_AFTER}",
    ),
    read_cue(
        "per Per",
        rf"(?:^|, )[Pp]er (?:an?|the) (?:[\w-]+ )?{any_of(_PAPERS)} (?:from|by|of)"
        rf" {ENGLISH_AFTER}",
    ),
    read_cue("according According", rf"\b[Aa]ccording to {_NO_SPEAKER}{ENGLISH_AFTER}"),
]
_HEDGE = "reportedly allegedly purportedly supposedly Reportedly Allegedly"
# What tells reported speech and leaves it to the rest of the sentence who speaks.
_REPORTS = [
    read_cue(
        EN_SAYS,
        rf"{_NOT}\b(?<!That )(?:said|says?)\b"
        r"(?! (?:nothing|little|no|yes|goodbye|prayers|farewell|hello|about)\b)",
    ),
    read_cue(_HEDGE, rf"(?<!the )(?<!\ban )(?<!\bto )\b{any_of(_HEDGE.split())}\b"),
    read_cue(
        EN_CLAUSE,
        rf"{_NOT}\b(?:{any_of(EN_NOUNS)}|{_SURE}"
        r"(?: (?!(?:to|about|of|for)\b)[\w’'-]+){0,8}?(?:, [^,]+,)?) that\b"
        rf"(?! (?:{_AUXILIARY}|\w+ed\b))",
    ),
    read_cue(
        EN_CLAUSE,
        rf"{_NOT}\b(?:{_SURE}"
        r"|(?:(?<=\b[Hh]e )|(?<=\b[Ss]he ))(?:claims|notes|reports|states|promises))"
        r" (?!(?:to|on|by|of|in|at|from)\b)"
        r"(?:(?!(?:that|which|who|to|when|while|as|after|before|why|how)\b)[\w’'-]+ )"
        r"{1,12}?"
        rf"{_AUXILIARY}",
    ),
    read_cue(
        "told",
        rf"(?:,|{QUOTE}) (?:he|she|they|{ENGLISH_BEFORE}) told [^,.;:]{{2,40}}[.,]",
    ),
    read_cue("claim claims claimed", r"\bclaim(?:s|ed)? to (?:have|be)\b"),
    read_cue("deny denies denied", r"\bden(?:y|ies|ied) (?:ever )?\w+ing\b"),
    read_cue(
        EN_CLAUSE,
        rf"(?:,|{QUOTE}) (?:he|she|they|it|I|{ENGLISH_BEFORE}) {_SURE_ASIDE}"
        r"(?:[.,;]|$| (?:on|in|at|late|during|after|earlier|yesterday|today)\b)",
    ),
    read_cue(EN_CLAUSE, rf"(?:,|{QUOTE}) {_CLAUSE} {ENGLISH_AFTER}(?:[.,;]|$| on\b)"),
    read_cue("accuse accuses accused", r"\baccuse[sd]? [^.;:]*?\bof\b"),
    read_cue(
        EN_ACTS,
        r"\b(?:describe|denounce|dismiss|label|brand|characteri[sz]e|portray"
        r"|critici[sz]e|condemn)(?:e?[sd])\b"
        r"(?:(?! (?:was|were|who|that)\b)[^.,;:])*? as\b",
    ),
    read_cue(
        "call calls called",
        r"\bcall(?:s|ed)? (?!for\b|on\b|off\b|up\b|in\b|upon\b|out\b|to\b)"
        rf"(?:[\w’'-]+ ){{1,7}}(?:{QUOTE}{QUOTE}|an? )",
    ),
    read_cue(
        "spoke speaks speak", rf"\bsp(?:oke|eaks?) of\b.*{QUOTE}{QUOTE}(?!{_ACTS_ON})"
    ),
    read_cue(
        "understood believed thought",
        r"\b(?:is|are|was|were) (?:widely )?(?:understood|believed|thought)"
        r" (?:to (?:have|be)|that)\b",
    ),
    read_cue(_FINDERS, rf"\b{any_of(_FINDERS)} (?:[^.,;:]{{1,40}} )?{_FINDS} that\b"),
    read_cue(
        "asks asked wonders wondered",
        rf"^(?=.*\?).*?, (?:(?:he|she|they|{ENGLISH_BEFORE}) (?:ask|wonder)(?:s|ed)"
        r"|(?:ask|wonder)(?:s|ed) [^,.;:?]{2,60})[,.?]"
        r"|, (?:he|she|they) (?:ask|wonder)(?:s|ed)\.",
    ),
    read_cue(
        _ASKING,
        rf"{QUOTE},? (?:{_ASKS} (?:he|she|they|an?\b|the\b|[A-Z])"
        rf"|(?:he|she|they|{ENGLISH_BEFORE}) {_ASKS}\b(?! (?:for|about)\b))",
    ),
    read_cue(
        "said reported alleged rumoured rumored quoted claimed",
        r"\b(?:is|are|was|were|been)"
        r" (?:said|reported|alleged|rumou?red|quoted|claimed) (?:to|as|that)\b",
    ),
]
# What is said in a clause of its own ("the town that they say …"), or not said.
_ASIDE = read_cue(
    "that which who what after before when since After Before When Since not never",
    r"\b(?:(?:(?<!, )that|which|who|what|[Aa]fter|[Bb]efore|[Ww]hen|[Ss]ince)"
    r" (?:(?!be\b|been\b|was\b|were\b)[\w’'-]+ ){0,6}?|(?:not|never) (?:even |\w+ly )?)"
    rf"(?:{_CLAUSE}|said|says?|accused)\b",
)
_SAYING = re.compile(rf"\b(?:saying|{any_of(EN_SAYING)} that)\b")
_COLON = re.compile(rf"\b{any_of(_SPEECH - EN_NOUNS)}\b[^:“\"]*: \w")
_LEAD = (
    r"(?:(?:On|Last|In|Earlier|Later|But|And|Yet|Still|Then|Now|Meanwhile|Also)"
    r"(?: \w+day| \d+| week| month)? )?"
)
_START = rf"(?:^{QUOTE}?{_LEAD}|[,;:–—] (?:but |and |as )?|{QUOTE},? )"
_HELPERS = (
    r"(?: (?:has|have|had|also|later|then|repeatedly|further|again|earlier|previously"
    r"|reportedly|however|bluntly|on \w+day|all|once|already))*"
)
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|[Ww]ho)"
_NOBODY = read_cue(
    _SPEECH | EN_ACTS,
    rf"(?:^|[,;:–—] (?:but |and )?|{QUOTE},? ){_PRONOUN}{_HELPERS} {_VERB}\b"
    rf"|{QUOTE},? {_VERB} {_PRONOUN}\b",
)
_SUBJECT = (
    rf"{_START}{ENGLISH_BEFORE}(?:(?:, (?!{_PRONOUN}\b)[^,:]+){{1,2}},|, who [^,:]+,)?"
    rf"{_HELPERS}"
)
_SPEAKERS = [
    read_cue(EN_SAYS, rf"{_SUBJECT} (?:said|says?)\b"),
    read_cue(EN_SAYS, rf"(?:^|[,;:–—] |{QUOTE},? )(?:said|says?) {ENGLISH_AFTER}"),
    read_cue(EN_CLAUSE | EN_ACTS, rf"{_SUBJECT} {_VERB}\b"),
    read_cue(EN_CLAUSE, rf"(?:^|[,;:–—] |{QUOTE},? ){_CLAUSE} {ENGLISH_AFTER}"),
    read_cue(_FINDERS, rf"{_SUBJECT} {_FINDS} that\b"),
    read_cue(_ASKING, rf"(?:, |{QUOTE},? ){_ASKS} {ENGLISH_AFTER}"),
    read_cue(_ASKING, rf"{_SUBJECT} {_ASKS}\b"),
]
_BEFORE_QUOTE = re.compile(
    rf"^{ENGLISH_BEFORE} (?:was|is|put|had|quoted|reacted|commented|began|asked)\b"
    rf"[^:]*: ?{QUOTE}"
)


def is_reported(sentence: str, words: Set[str]) -> bool:
    """Whether most of what `sentence` says is what somebody is said to have said.

    `sentence` is without what stands inside quotation marks; `words` are its words.
    """
    if not _ASIDE.words.isdisjoint(words):
        sentence = _ASIDE.pattern.sub("", sentence)
    return (
        find_cue(_SOURCES, sentence, words) is not None
        or find_cue(_REPORTS, sentence, words) is not None
        or _is_mostly_said(sentence, words)
        or (":" in sentence and _has_colon(sentence, words))
    )


def find_speaker(sentence: str, words: Set[str]) -> str | None:
    """Find who speaks, as written; None where nobody or a pronoun does."""
    if found := find_cue(_SOURCES, sentence, words):
        return found["speaker"]
    if find_cue([_NOBODY], sentence, words):
        return None
    if found := find_cue(_SPEAKERS, sentence, words):
        return found["speaker"]
    if ":" not in sentence:
        return None
    found = _BEFORE_QUOTE.match(sentence)
    return found["speaker"] if found else find_colon_speaker(sentence)


def _is_mostly_said(sentence: str, words: Set[str]) -> bool:
    """Whether half of the sentence is what "saying" or "adding" leads in."""
    if EN_SAYING.isdisjoint(words):
        return False
    found = _SAYING.search(sentence)
    return found is not None and 2 * found.start() <= len(sentence)


def _has_colon(sentence: str, words: Set[str]) -> bool:
    if not _SPEECH.isdisjoint(words) and _COLON.search(sentence):
        return True
    return find_colon_speaker(sentence) is not None


LISTENER = Listener(
    words=frozenset().union(EN_SAYING, *(cue.words for cue in _SOURCES + _REPORTS)),
    is_reported=is_reported,
    find_speaker=find_speaker,
    goes_on=lambda *_: False,
)
