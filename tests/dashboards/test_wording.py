"""What a reader sees, in both languages."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from dashboards.wording import LANGUAGES, Wording, load_texts

ENGLISH, GERMAN = Wording("en"), Wording("de")
FOLDER = Path(__file__).parents[2]
# What writes the texts of a key that it is handed uses none itself.
WRITERS = ("wording/__init__.py", "assets/words.js")


def list_variants(text: str | dict[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def find_placeholders(text: str | dict[str, str]) -> set[str]:
    return {name for one in list_variants(text) for name in re.findall(r"{(\w+)}", one)}


def read_sources() -> Iterator[str]:
    """Everything that may ask for a text: modules, templates, scripts."""
    for folder in ("dashboards", "flows"):
        for path in sorted((FOLDER / folder).rglob("*")):
            is_writer = path.as_posix().endswith((*WRITERS, "plotly-cartesian.min.js"))
            if path.suffix in (".py", ".j2", ".js") and not is_writer:
                yield path.read_text(encoding="utf-8")


def is_used(key: str, sources: str) -> bool:
    """Whether a key stands in the sources whole, or as the beginning of a key that is
    put together ("measure." + name), or as a noun that is counted."""
    section, name = key.split(".")
    if f'"{key}"' in sources:
        return True
    if section == "common" and f'"{name}"' in sources:
        return True
    words = name.split("_")
    starts = [".".join((section, "_".join(words[:n]) + "_")) for n in range(len(words))]
    return any(
        re.search(rf'["`]{re.escape(start)}(" [+~]|\$?{{)', sources)
        for start in (f"{section}.", *starts[1:])
    )


def is_whole(text: str | dict[str, str]) -> bool:
    """Whether a text says something, and one and other where it counts."""
    counts = isinstance(text, str) or list(text) == ["one", "other"]
    return counts and all(one == one.strip() != "" for one in list_variants(text))


def test_every_text_is_there_in_both_languages_with_equal_placeholders() -> None:
    unequal = [
        key
        for key, found in load_texts().items()
        if tuple(found) != LANGUAGES
        or find_placeholders(found["en"]) != find_placeholders(found["de"])
        or not all(is_whole(text) for text in found.values())
    ]

    assert unequal == []


def test_every_text_is_asked_for_somewhere() -> None:
    sources = "\n".join(read_sources())

    assert [key for key in sorted(load_texts()) if not is_used(key, sources)] == []


def test_what_scripts_say_holds_no_markup() -> None:
    scripts = (FOLDER / "dashboards" / "assets").glob("*.js")
    asked = {
        key
        for path in scripts
        for key in re.findall(r'"([a-z]+\.\w+)"', path.read_text(encoding="utf-8"))
    }
    marked = [
        key
        for key in sorted(asked & set(load_texts()))
        for text in load_texts()[key].values()
        if any(re.search(r"<\w|&\w+;", one) for one in list_variants(text))
    ]

    assert marked == []


def test_numbers_and_dates_follow_the_language() -> None:
    day = date(2026, 3, 5)

    assert (ENGLISH.date(day), GERMAN.date(day)) == ("5 Mar 2026", "5. März 2026")
    assert (ENGLISH.number(1204), GERMAN.number(1204)) == ("1,204", "1.204")
    assert ENGLISH.value("balance", -0.125) == "−0.13"
    assert GERMAN.value("balance", 0.3) == "+0,30"
    assert GERMAN.value("escalation", 0.3) == "0,30"
    assert ENGLISH.value("sentiment", -0.001) == "0.00"
    assert GERMAN.interval("escalation", 0.1, 0.25) == "95\u00a0% 0,10 … 0,25"
    assert [ENGLISH.share(share) for share in (0, 0.001, 0.125, 1)] == [
        *("0\u00a0%", "< 1\u00a0%", "13\u00a0%", "100\u00a0%")
    ]


def test_counts_choose_their_noun() -> None:
    assert ENGLISH.count(1, "story") == "1 distinct story"
    assert ENGLISH.count(1204, "story") == "1,204 distinct stories"
    assert GERMAN.count(0, "sentence") == "0 Sätze"


def test_values_in_a_text_are_escaped_and_our_own_markup_is_not() -> None:
    said = ENGLISH.say("trends.unknown", measure="<b>", model="a & b")

    assert isinstance(said, Markup)
    assert said.startswith("&lt;b&gt; is unknown here")
    assert "a &amp; b" in said
    assert "<code>" in ENGLISH.say("trends.empty_lead")


def test_a_key_without_text_or_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        ENGLISH.text("trends.unheard_of")
    with pytest.raises(KeyError):
        ENGLISH.text("trends.unknown")
