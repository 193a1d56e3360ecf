from pathlib import Path

import pytest

from analysis.errors import ConfigError
from flows.labelled import Labelled, parse_labels, read_labelled


def labelled(**given: object) -> Labelled:
    return parse_labels({"text": "Talks began.", **given}, "file:7")


def test_two_answers_and_a_sentiment() -> None:
    found = labelled(escalation=0, diplomacy=1, sentiment="neutral", lang="en")

    assert found == Labelled(
        text="Talks began.",
        language="en",
        escalation=False,
        diplomacy=True,
        exclusive=False,
        sentiment="neutral",
    )


@pytest.mark.parametrize(
    ("label", "frames"),
    [
        ("ESCALATION", (True, False)),
        ("DIPLOMACY", (False, True)),
        ("NEITHER", (False, False)),
    ],
)
def test_one_framing_label_is_an_exclusive_choice(
    label: str, frames: tuple[bool, bool]
) -> None:
    found = labelled(label=label)

    assert (found.escalation, found.diplomacy) == frames
    assert (found.exclusive, found.sentiment) == (True, None)


def test_a_label_and_answers_that_agree_are_both_right() -> None:
    found = labelled(label="DIPLOMACY", escalation=0, diplomacy=1)

    assert (found.escalation, found.diplomacy, found.exclusive) == (False, True, False)
    assert labelled(label="neutral", sentiment="neutral").sentiment == "neutral"


def test_a_sentiment_label_says_nothing_of_frames() -> None:
    found = labelled(label="negative")

    assert (found.sentiment, found.escalation, found.diplomacy) == (
        "negative",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param({"text": 3}, '"text" is missing', id="text that is none"),
        pytest.param({"text": " "}, '"text" is missing', id="empty text"),
        pytest.param(
            {"text": "a", "label": "peace"},
            '"label" is "peace"; write one of ESCALATION, DIPLOMACY, NEITHER,',
            id="a label nobody knows",
        ),
        pytest.param({"text": "a", "label": ["x"]}, '"label" is', id="label list"),
        pytest.param(
            {"text": "a", "escalation": 2, "diplomacy": 0},
            '"escalation" is 2; write 0 or 1',
            id="a count for an answer",
        ),
        pytest.param(
            {"text": "a", "escalation": 1},
            '"diplomacy" is missing; write 0 or 1',
            id="one of two answers",
        ),
        pytest.param(
            {"text": "a", "sentiment": "angry"},
            '"sentiment" is "angry"; write one of negative, neutral, positive',
            id="an unknown sentiment",
        ),
        pytest.param(
            {"text": "a", "label": "NEITHER", "diplomacy": 1},
            '"escalation" is missing; write 0 or 1',
            id="one of two answers beside a label",
        ),
        pytest.param(
            {"text": "a", "label": "NEITHER", "escalation": 0, "diplomacy": 1},
            '"label" is NEITHER, "escalation" and "diplomacy" are not; remove the one',
            id="answers that are not the label's",
        ),
        pytest.param(
            {"text": "a", "label": "neutral", "sentiment": "positive"},
            '"label" is neutral, "sentiment" is positive; remove one of the two',
            id="a sentiment that is not the label's",
        ),
    ],
)
def test_a_broken_row_names_its_line_and_the_mend(
    row: dict[str, object], message: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_labels(row, "file:7")

    assert str(raised.value).startswith(f"file:7: {message}")


@pytest.mark.parametrize(
    ("task", "row"),
    [("framing", {"sentiment": "neutral"}), ("sentiment", {"label": "NEITHER"})],
)
def test_a_row_without_the_tasks_label_is_refused(
    task: str, row: dict[str, object]
) -> None:
    with pytest.raises(ConfigError, match=r"file:7: no "):
        parse_labels({"text": "a", **row}, "file:7", task)


def test_a_language_may_be_called_by_either_name() -> None:
    assert labelled(lang="de", label="NEITHER").language == "de"
    assert labelled(language="de", label="NEITHER").language == "de"
    assert labelled(label="NEITHER").language is None


def test_answers_given_as_null_are_not_given() -> None:
    found = labelled(escalation=None, diplomacy=None, sentiment="neutral")

    assert (found.escalation, found.diplomacy) == (None, None)
    assert labelled(escalation=None, label="DIPLOMACY").exclusive


def test_a_file_is_read_past_blank_lines_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    lines = '{"text": "a", "label": "NEITHER"}\r\n\r\n{"text": "b", "label": "neutral"}'
    path.write_text("\ufeff" + lines, encoding="utf-8")

    assert [row.text for row in read_labelled(path)] == ["a", "b"]


def test_the_line_number_of_a_broken_line_counts_blank_ones(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "a", "label": "NEITHER"}\n\n{"text": ', encoding="utf-8")

    with pytest.raises(ConfigError, match=r"gold\.jsonl:3: not JSON"):
        read_labelled(path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(
    content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigError, match=r"gold\.jsonl: cannot be read"):
        read_labelled(path)


def test_a_table_says_the_same_as_json_lines(tmp_path: Path) -> None:
    table, lines = tmp_path / "gold.csv", tmp_path / "gold.jsonl"
    table.write_text(
        'language,escalation,diplomacy,sentiment,text\nen,1,0,negative,"Fire, smoke."\n'
        "de,,,positive,Sie singen.\n",
        encoding="utf-8",
    )
    lines.write_text(
        '{"lang": "en", "escalation": 1, "diplomacy": 0, "sentiment": "negative",'
        ' "text": "Fire, smoke."}\n'
        '{"lang": "de", "sentiment": "positive", "text": "Sie singen."}\n',
        encoding="utf-8",
    )

    assert read_labelled(table) == read_labelled(lines)


def test_an_answer_of_a_table_that_is_no_answer_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("escalation,diplomacy,text\n1,0,a\nyes,0,b\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r'gold\.csv:3: "escalation" is "yes"; write'):
        read_labelled(path)


ROWS = """\
{"text": "a", "label": "NEITHER", "source": "UN", "sure": true}
{"text": "b", "label": "NEITHER", "source": null}
{"text": "c", "label": "NEITHER", "source": ""}
"""


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        pytest.param([], [None, None, None], id="not asked for"),
        pytest.param(["source"], ["UN", "–", "–"], id="an unknown value is a dash"),
        pytest.param(
            ["source", "sure"], ["UN · true", "– · –", "– · –"], id="two keys"
        ),
    ],
)
def test_a_row_is_in_the_group_that_its_keys_make(
    by: list[str], groups: list[str | None], tmp_path: Path
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(ROWS, encoding="utf-8")

    assert [row.group for row in read_labelled(path, by=by)] == groups


def test_a_key_that_no_row_has_is_answered_with_those_they_have(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(ROWS, encoding="utf-8")

    with pytest.raises(
        ConfigError,
        match=r'no row has a key "sorce"; its keys are label, source, sure, text',
    ):
        read_labelled(path, by=["sorce"])
