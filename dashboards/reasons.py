"""Why an input became no article, as a reader calls it."""

from dashboards.wording import Wording, load_texts
from dashboards.words import clean_name


def name_reason(reason: str, wording: Wording) -> str:
    """As "broken line" or "fehlerhafte Zeile"; a reason without a text of its own stays
    in the words that are stored."""
    key = f"reason.{reason.replace(' ', '_')}"
    return wording.text(key) if key in load_texts() else clean_name(reason)
