import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ConfigError
from flows.labelled_rows import parse_csv_rows, parse_row


@given(st.text())
def test_a_line_is_a_whole_object_or_refused_with_its_place(line: str) -> None:
    wrapped = json.dumps({"text": line})

    assert parse_row(wrapped, "file:7") == {"text": line}
    with pytest.raises(ConfigError, match=r"^file:7: not a"):
        parse_row(json.dumps(line), "file:7")
    with pytest.raises(ConfigError, match=r"^file:7: not JSON"):
        parse_row(wrapped[:-1], "file:7")


def test_a_table_gives_cells_by_name_and_the_line_each_row_begins_on() -> None:
    table = 'case,escalation,text\nE1,1,"two\nlines"\n\n,0,"a ""word"""\n'

    assert list(parse_csv_rows(table, "file")) == [
        ("file:2", {"case": "E1", "escalation": 1, "text": "two\nlines"}),
        ("file:5", {"case": None, "escalation": 0, "text": 'a "word"'}),
    ]


def test_an_empty_table_has_no_rows() -> None:
    assert list(parse_csv_rows("", "file")) == []


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param("a;text\n", "file:1: the header has not one", id="semicolons"),
        pytest.param("a,a,text\n", "file:1: the header has not one", id="a name twice"),
        pytest.param(
            "a,text\n1,Fire, smoke.\n",
            "file:2: 3 cells under 2 names; quote a text that holds commas",
            id="a comma too many",
        ),
        pytest.param(
            'text\na\n"b" c\n', "file:3: not a table", id="letters after a quotation"
        ),
        pytest.param(
            'text\na\n"b\n', "file:3: not a table", id="a quotation left open"
        ),
    ],
)
def test_a_broken_table_names_its_line_and_the_mend(table: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        list(parse_csv_rows(table, "file"))

    assert str(raised.value).startswith(message)


@given(st.lists(st.text(min_size=1).filter(lambda text: "\x00" not in text)))
def test_every_text_comes_out_of_a_table_as_it_went_in(texts: list[str]) -> None:
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL)
    writer.writerows([["text"], *([text] for text in texts)])

    rows = parse_csv_rows(table.getvalue(), "file")

    assert [row["text"] for _, row in rows] == texts
