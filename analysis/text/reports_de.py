"""Reported speech in German: whether a sentence is one, and who is said to speak."""

import re
from collections.abc import Set

from analysis.text.colons import find_colon_speaker
from analysis.text.cues import Listener, find_cue, read_cue
from analysis.text.konjunktiv import FIRST, SECOND, find_konjunktiv
from analysis.text.noun_phrases import GERMAN, QUOTE
from analysis.text.speech_verbs import (
    ACTS,
    SAID,
    SAYS,
    SEPARABLE,
    TOLD,
    any_of,
    split_words,
)

_SAYS = any_of(SAYS)
_PARTED = "(?:{})".format(
    "|".join(
        rf"{any_of(finite.split())}\b[^.,;:]*? (?:{particle})\b"
        for finite, particle in SEPARABLE.items()
    )
)
_FINITE = frozenset(word for finite in SEPARABLE for word in finite.split())
_VERB = any_of(SAYS | ACTS | _FINITE)
_SPEECH = SAYS | SAID | _FINITE
_ASSERTING = (
    r"(?:(?:behaupt|leugn)(?:et|ete|eten)|(?:erklär|versicher|beteuer|dementier|bekräftig)"
    r"(?:t|te|ten)|bestreitet|bestritt(?:en)?|(?:kündig|räum)(?:t|te|ten)\b[^.,;:]*?"
    r" (?:an|ein)|(?:gibt|gab|gaben|geben)\b[^.,;:]*? (?:an|zu))"
)
# What a witness "will gesehen haben": not what somebody means to have done.
_WITNESSED = split_words("""
    gesehen gehört beobachtet bemerkt erfahren erkannt entdeckt vernommen erlebt gewusst
    abgeschossen abgefangen abgewehrt getroffen zerstört getötet eingenommen erobert
    versenkt
""")
_ACCOUNTS = split_words("""
    Angabe Angaben Aussage Aussagen Darstellung Einschätzung Einschätzungen Ansicht
    Meinung Worten Auffassung Informationen Überzeugung Erkenntnissen Berichten
    Schätzung Schätzungen
""")
# "sprach von einem „Sieg“ und reiste ab": most of it is no speech.
_ACTS_ON = (
    r" und (?!(?:eine?[mnrs]?|de[rmns]|die|das|vo[nm]|[a-zäöüß]+e[mr]) )[a-zäöüß]+\b"
)
# What names the source: it tells reported speech, and often the speaker.
_SOURCES = [
    read_cue("laut Laut", rf"\b[Ll]aut {GERMAN}"),
    read_cue("zufolge", r"(?P<speaker>(?:\w+en )?\w*[Bb]erichten) zufolge\b"),
    read_cue("zufolge", rf"(?:{GERMAN}|Angaben) zufolge\b"),
    read_cue(
        _ACCOUNTS,
        rf"\b[Nn]ach (?:[a-zäöü]+e[mnrs]? )?{any_of(_ACCOUNTS)}\b"
        r"(?: (?:von |vom |aus |(?=(?:de[rs]|eine[rs]|[a-zäöü]+er) ))"
        rf"{GERMAN})?",
    ),
    read_cue("Sicht", rf"\b[Aa]us (?:der )?Sicht (?:von )?{GERMAN}"),
    read_cue(
        "hieß heißt verlautete",
        rf"\b[Aa]us {GERMAN}[^,;:]*? (?:hieß|heißt|verlautete)\b",
    ),
    read_cue(
        "hervorgeht hervorging", rf"\b[Ww]ie aus {GERMAN}[^.;:]*? hervorg(?:eht|ing)\b"
    ),
    read_cue(
        "hervor", rf"\b[Aa]us {GERMAN}[^.,;:]*? (?:geht|ging)\b[^.,;:]* hervor, dass\b"
    ),
    read_cue("so", rf"(?:[,–]|{QUOTE}) so {GERMAN}(?= [a-zäöü]|[.,:;]|$| –)"),
    read_cue(SAYS, rf"\b[Ww]ie (?:es h(?:ieß|eißt)|{GERMAN}\b[^,.;:]*? {_SAYS}\b)"),
]
# What tells reported speech and leaves it to the rest of the sentence who speaks.
_REPORTS = [
    read_cue(
        "dass daß",
        rf"\b(?:{_SAYS}|{_PARTED}|{any_of(SAID)}|sprach(?:en)? davon|droh(?:t|ten?))\b"
        r"(?! nicht)[^.;:]*?, da(?:ss|ß)\b",
    ),
    read_cue("Vernehmen", r"\b[Dd]em Vernehmen nach\b"),
    read_cue(
        "davon",
        r"(?<!\b[Ww]ir )\b(?:geht|gehen|ging|gingen) (?!wir\b)[^.,;:]*?\bdavon aus,"
        r" da(?:ss|ß)\b",
    ),
    read_cue(
        _WITNESSED,
        rf"\b(?:will|wollen) (?![^.;:]*\bbis\b)[^.,;:]*?\b{any_of(_WITNESSED)} haben\b",
    ),
    read_cue("soll sollen", r"\bsoll(?:en)?\b[^,;:]*\w(?:t|en) (?:haben|sein)\b"),
    read_cue(
        "angeblich Angeblich",
        r"(?<!\bder )(?<!\bdie )(?<!\bdas )(?<!\bden )\b[Aa]ngeblich\b",
    ),
    read_cue(
        _SPEECH,
        rf"\b{_ASSERTING}\b[^,.;:]{{0,40}},(?! um\b)[^.;:]* \w*zu(?: |\B)\w+en\b",
    ),
    read_cue("hieß heißt", r"\b(?:hieß|heißt) es\b|\b[Ee]s (?:hieß|heißt)\b"),
    read_cue(
        "wirft warf werfen warfen",
        r"\b(?:wirft|warf|werfen|warfen)\b[^.;:]* vor(?=[.,;:]|$)",
    ),
    read_cue(
        "bezeichnet bezeichnete bezeichneten kritisiert kritisierte kritisierten"
        " verurteilt verurteilte wertet wertete werteten brandmarkte",
        r"^(?!.*\b(?:wird|werden|wurden?|worden)\b).*"
        r"\b(?:bezeichn|kritisier|verurteil|wert|brandmark)e?t(?:en?)?\b[^.;:]* als\b",
    ),
    read_cue(
        "nannte nannten nennt nennen",
        rf"\b(?:nannten?|nennt|nennen)\b[^.;:]*(?:{QUOTE}{QUOTE}"
        r"|(?! nicht\b) [a-zäöüß]{4,}\.$)",
    ),
    read_cue(
        "spricht sprach sprachen sprechen",
        rf"\b(?:spricht|sprach|sprachen|sprechen)\b.* vo[nm]\b.*{QUOTE}{QUOTE}"
        rf"(?!{_ACTS_ON})",
    ),
    read_cue(
        "beschuldigt beschuldigte beschuldigten bezichtigt bezichtigte bezichtigten",
        r"\b(?:beschuldig|bezichtig)t(?:en?)?\b",
    ),
    read_cue(
        "ruft rufen rief riefen",
        rf"{QUOTE},? r(?:uft|ufen|ief|iefen) (?:er|sie|{GERMAN})",
    ),
    read_cue(
        _SPEECH,
        rf"[,–] (?:{_SAYS}|{any_of(_FINITE)}) (?:er|sie|es|{GERMAN})\b"
        r"(?![^,.;:]* (?:ab|zu)\b)",
    ),
]
_COLON = re.compile(rf"\b(?:{_SAYS}|{_PARTED})\b[^:„“\"»]*: \w")
_PRONOUN = "(?:[Ee]r|[Ss]ie|[Ee]s|[Mm]an|[Ii]ch|[Ww]ir)"
_START = rf"(?:^{QUOTE}?|[,;:–] |{QUOTE},? |\b(?:aber|und|doch|[Dd]ass) )"
_PLACE = r"(?: (?:in|aus|bei|an) (?:de[rmn] )?[A-ZÄÖÜ][\w-]+)?"
_INSERTED = r"(?:, [^,:]+,)?"
_ADVERB = (
    r"(?:(?:am|im|in|vor|nach) (?:[a-zäöü]+ )?[A-ZÄÖÜ]\w+ |(?:gestern|heute|auch|nun"
    r"|zuvor|dazu|indes|hingegen|daraufhin|zudem|unterdessen|dagegen|jedoch|aber) )?"
)
_HEARD = any_of(SAYS | ACTS | TOLD)
_NOBODY = read_cue(
    SAYS | ACTS | TOLD,
    rf"(?:^|[,;:–“”«\"] ){_PRONOUN} {_HEARD}\b|\b{_HEARD} {_PRONOUN}\b",
)
_SUBJECT = rf"{_START}{GERMAN}{_PLACE}{_INSERTED}"
_SPEAKERS = [
    read_cue(SAYS, rf"{_SUBJECT} {_SAYS}\b"),
    read_cue(SAYS, rf"\b{_SAYS} {_ADVERB}{GERMAN}"),
    read_cue(
        _SPEECH | ACTS,
        rf"{_SUBJECT} (?:(?:hat|hatten?|haben) [^,;:]*{any_of(SAID)}|{_VERB})\b",
    ),
    read_cue(SAID, rf"\b(?:hat|hatten?|haben) {GERMAN}[^,;:]* {any_of(SAID)}\b"),
    read_cue(
        _FINITE | ACTS, rf"\b{_VERB} {_ADVERB}(?!(?:den|dem|einen|einem) ){GERMAN}"
    ),
    read_cue("davon", rf"{_SUBJECT} (?:geht|gehen|ging|gingen)\b[^.,;:]*? davon aus,"),
    read_cue(
        _WITNESSED,
        rf"{_SUBJECT} (?:will|wollen) [^.,;:]*?\b{any_of(_WITNESSED)} haben\b",
    ),
]
_THEREAFTER = frozenset(["demnach", "Demnach"])
_CONDITIONS = frozenset(["wenn", "Wenn", "falls", "Falls", "Sollte", "Sollten"])
# A premier who "wurde deutlich: „…“", but no "Streit in der Koalition: „…“".
_LEAD = re.compile(
    rf"^{GERMAN} (?!(?:in|im|vo[nmr]|zu[mr]?|bei|auf|mit|für|über|nach|aus|gegen|an|am"
    rf"|um|de[rs])\b)[^:]*: ?{QUOTE}"
)


def is_reported(sentence: str, words: Set[str]) -> bool:
    """Whether most of what `sentence` says is what somebody is said to have said.

    `sentence` is without what stands inside quotation marks; `words` are its words.
    """
    return (
        find_cue(_SOURCES, sentence, words) is not None
        or find_cue(_REPORTS, sentence, words) is not None
        or _is_spoken_konjunktiv(sentence, words)
        or (":" in sentence and _has_colon(sentence, words))
    )


def goes_on(sentence: str, words: Set[str], after_speech: bool) -> bool:
    """Whether `sentence` goes on with what was said before: Konjunktiv I rules it or,
    `after_speech`, either Konjunktiv outside conditions; or it says "demnach".
    """
    if not _THEREAFTER.isdisjoint(words):
        return True
    is_unreal = not _CONDITIONS.isdisjoint(words)
    forms = FIRST | SECOND if after_speech and not is_unreal else FIRST
    clauses = [] if forms.isdisjoint(words) else find_konjunktiv(sentence, forms)
    return clauses != [] and 2 * clauses[0] <= len(sentence)


def find_speaker(sentence: str, words: Set[str]) -> str | None:
    """Find who speaks, as written; None where nobody or a pronoun does."""
    if found := find_cue(_SOURCES, sentence, words):
        return found.groupdict()["speaker"]
    if find_cue([_NOBODY], sentence, words):
        return None
    found = find_cue(_SPEAKERS, sentence, words)
    if not found and ":" in sentence:
        found = _LEAD.match(sentence)
        return found["speaker"] if found else find_colon_speaker(sentence)
    return found["speaker"] if found else None


def _has_colon(sentence: str, words: Set[str]) -> bool:
    if not _SPEECH.isdisjoint(words) and _COLON.search(sentence):
        return True
    return find_colon_speaker(sentence) is not None


def _is_spoken_konjunktiv(sentence: str, words: Set[str]) -> bool:
    """Whether a Konjunktiv stands by a verb of saying."""
    forms = FIRST | SECOND if not (SAYS | SAID | TOLD).isdisjoint(words) else FIRST
    is_spoken = forms is not FIRST or not ACTS.isdisjoint(words)
    return (
        is_spoken
        and not forms.isdisjoint(words)
        and find_konjunktiv(sentence, forms) != []
    )


LISTENER = Listener(
    words=frozenset().union(
        FIRST, SECOND, _THEREAFTER, _SPEECH, *(cue.words for cue in _SOURCES + _REPORTS)
    ),
    is_reported=is_reported,
    find_speaker=find_speaker,
    goes_on=goes_on,
)
