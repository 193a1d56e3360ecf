"""The language of a text, with what the source declares as a second witness."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Free choice among 140 languages calls "Trump wins vote" Nigerian Pidgin.
# fmt: off
NEWS_LANGUAGES = frozenset([
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
    "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru",
    "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
])
# fmt: on
LONG_ENOUGH_WORDS = 12
SURE_ENOUGH = 0.8
SAMPLE_LETTERS = 1_000

_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def find_language(text: str, hint: str | None = None) -> str | None:
    """Name the language of `text` by its ISO 639-1 code; None where it has no letters.

    `hint` is the declared language ("de", "de-DE"). It wins where the text is shorter
    than twelve words, where the detector is unsure, and where the detector does not
    know the declared language; it loses against a sure detection on a longer text.
    """
    declared = _parse_hint(hint)
    if not any(map(str.isalpha, text)):
        return None
    if declared and (declared not in NEWS_LANGUAGES or _is_short(text)):
        return declared
    detected, probability = _load_identifier().classify(text[:SAMPLE_LETTERS])
    if declared and probability < SURE_ENOUGH:
        return declared
    return str(detected)


def _parse_hint(hint: str | None) -> str | None:
    code = re.split(r"[-_]", (hint or "").strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def _is_short(text: str) -> bool:
    sample = text[:SAMPLE_LETTERS]
    # Scripts without spaces: two characters make about a word.
    words = len(_WORD.findall(sample)) + len(_UNSPACED.findall(sample)) // 2
    return words < LONG_ENOUGH_WORDS


@cache
def _load_identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(NEWS_LANGUAGES)
    return identifier
