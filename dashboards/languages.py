"""Languages as a reader calls them."""

from babel import Locale

from dashboards.wording import Wording
from dashboards.words import clean_name


def name_language(code: str, wording: Wording) -> str:
    """As "German" or "Deutsch" for "de"; a code that nobody knows stays as it is."""
    names = Locale(wording.language).languages
    return str(names.get(code.replace("-", "_"), clean_name(code)))
