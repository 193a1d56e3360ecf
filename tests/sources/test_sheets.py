"""Coded sheets as people, spreadsheets and the coding page hand them in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SourceError
from analysis.sources.codes import (
    clean_cell,
    parse_answer,
    parse_coder,
    parse_hash,
    parse_item,
    parse_sentiment,
    parse_sure,
)
from analysis.sources.sheets import Coding, Fault, Sheet, parse_sheet

HEADER = (
    "sample_id,item,text_hash,language,text,"
    "escalation,diplomacy,sentiment,sure,note,coder"
)
ROW = 's1,7,t14695981039346656037,de,"Sie drohen, laut.",1,0,negative,1,,Jörg'
CODING = Coding(
    line=2,
    sample_id="s1",
    item=7,
    text_hash=14695981039346656037,
    coder="Jörg",
    escalation=True,
    diplomacy=False,
    sentiment="negative",
    sure=True,
    note=None,
)


def parsed(*lines: str) -> Sheet:
    return parse_sheet("\r\n".join(lines).encode())


def faults(*lines: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in parsed(*lines).faults]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *(
            (one, True)
            for one in ("1", "1.0", "1,0", "yes", "Ja", " TRUE ", "WAHR", "x")
        ),
        *((one, False) for one in ("0", "0,00", "No", "nein", "false", "FALSCH")),
        pytest.param("", None, id="empty is not coded, never no"),
        pytest.param("  ", None, id="blank is not coded"),
    ],
)
def test_yes_and_no_as_people_write_them(cell: str, answer: bool | None) -> None:
    assert parse_answer(cell) is answer


@pytest.mark.parametrize(
    ("cell", "sentiment"),
    [
        *((one, "negative") for one in ("-1", "−1", "-1,0", "negativ", "Negative")),
        *((one, "neutral") for one in ("0", "0.0", "neutral", "NEUTRAL")),
        *((one, "positive") for one in ("1", "+1", "positiv", "Positive")),
        ("", None),
    ],
)
def test_sentiment_in_words_and_numbers(cell: str, sentiment: str | None) -> None:
    assert parse_sentiment(cell) == sentiment


@pytest.mark.parametrize("cell", ["maybe", "2", "-", "1 0", "10", "¹"])
def test_an_answer_that_is_none_is_refused(cell: str) -> None:
    with pytest.raises(SourceError, match="write 1 for yes, 0 for no"):
        parse_answer(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("t14695981039346656037", 14695981039346656037),
        ("14695981039346656037", 14695981039346656037),
        ("17", 17),
        pytest.param("1.4696E+19", None, id="rounded by Excel"),
        pytest.param("1,4696E+19", None, id="rounded by a German Excel"),
        pytest.param("1.469598103934666e+19", None, id="rounded by pandas"),
        pytest.param("14695981039346700000", None, id="fifteen digits and noughts"),
        pytest.param("", None, id="column emptied"),
    ],
)
def test_a_number_that_was_rounded_is_unknown(cell: str, number: int | None) -> None:
    assert parse_hash(cell) == number


@pytest.mark.parametrize("cell", ["", "0", "-1", "1.5", "9" * 5000, "seven", "1e3"])
def test_an_item_is_a_whole_number_from_one(cell: str) -> None:
    with pytest.raises(SourceError, match="write the item's number"):
        parse_item(cell)


def test_who_writes_nothing_under_sure_raises_no_doubt() -> None:
    assert [parse_sure(cell) for cell in ("", "1", "0", "nein")] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "coder"),
    [
        pytest.param("Jo\u0308rg", "Jörg", id="a letter and its dots apart"),
        pytest.param("Jörg\u200b", "Jörg", id="a blank without width"),
        pytest.param("Jo\u200b\u0308rg", "Jörg", id="one between letter and dots"),
        pytest.param("Anna  Maria", "Anna Maria", id="two blanks"),
        pytest.param("Anna\u00a0\tMaria", "Anna Maria", id="blanks of other kinds"),
        pytest.param("Ａｎａ", "Ana", id="wide letters"),
        pytest.param("ana", "ana", id="capitals are left to the coder"),
        pytest.param("\u200b", None, id="nothing that can be seen"),
    ],
)
def test_a_coder_has_one_name_however_it_is_typed(cell: str, coder: str | None) -> None:
    assert parse_coder(cell) == coder
    (row,) = parsed(HEADER, ROW.replace("Jörg", cell)).codings
    assert row.coder == coder


@given(st.text(max_size=20))
def test_a_name_that_was_read_is_read_the_same_again(cell: str) -> None:
    name = parse_coder(cell)

    assert name is None or parse_coder(name) == name


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        ("'=SUM(A1)", "=SUM(A1)"),
        ("see 2;'-1", "see 2;-1"),
        ("'tis", "'tis"),
        (" \u00a0x ", "x"),
    ],
)
def test_guards_against_formulas_are_taken_off(cell: str, clean: str) -> None:
    assert clean_cell(cell) == clean


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_do_not_matter(encoding: str, separator: str) -> None:
    row = ROW.replace('"Sie drohen, laut."', '"Sie drohen"').replace(",", separator)
    sheet = f"{HEADER.replace(',', separator)}\r\n{row}\r\n"

    assert parse_sheet(sheet.encode(encoding)) == Sheet(codings=(CODING,), faults=())


def test_a_row_has_the_line_on_which_it_begins() -> None:
    quoted = ROW.replace("Sie drohen", "Sie\ndrohen")

    lines = [one.line for one in parsed("sep=,", HEADER, quoted, "", ROW).codings]

    assert lines == [3, 6]


def test_columns_may_stand_anywhere_and_others_are_passed_over() -> None:
    sheet = parsed("Coder,escalation,diplomacy,remark,SENTIMENT,item,sample_id",
                   "Jörg,1,0,hm,negative,7,s1")  # fmt: skip

    (coding,) = sheet.codings
    assert (coding.coder, coding.text_hash, coding.sure) == ("Jörg", None, True)


def test_cells_that_a_spreadsheet_left_off_or_added_at_the_end_are_empty() -> None:
    sheet = parsed(HEADER + ",,", "s1,7", "s1,8,,,,1,0,1,,,,,,,")

    assert [(one.item, one.escalation) for one in sheet.codings] == [
        (7, None),
        (8, True),
    ]


def test_a_row_without_answers_is_not_coded_even_if_it_has_a_note() -> None:
    sheet = parsed(HEADER, "s1,7,,de,x,,,,0,skip,Jörg")

    (coding,) = sheet.codings
    assert (coding.escalation, coding.diplomacy, coding.sentiment) == (None,) * 3


def test_a_half_coded_row_is_a_fault_that_names_what_is_empty() -> None:
    assert faults(HEADER, "s1,7,,de,x,1,,,,,Jörg", "s1,8,,de,x,1,1,,,,Jörg") == [
        (2, "diplomacy and sentiment are empty; answer all three questions or none"),
        (3, "sentiment is empty; answer all three questions or none"),
    ]


def test_every_fault_of_a_row_is_told_and_the_other_rows_are_read() -> None:
    sheet = parsed(HEADER, ",x,y,de,x,maybe,0,good,,,Jörg", ROW)

    assert [one.line for one in sheet.codings] == [3]
    assert [fault.what.split(";")[0] for fault in sheet.faults] == [
        "sample_id is empty",
        "item is 'x'",
        "text_hash is 'y'",
        "escalation is 'maybe'",
        "sentiment is 'good'",
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        pytest.param(
            ["sample_id,item,escalation", "s1,1,1"],
            "no column diplomacy, sentiment; the first line must name the columns as "
            "on the sheet that was sent out",
            id="columns missing",
        ),
        pytest.param(
            [f"{HEADER},item", ROW],
            "two columns are called item; take one of them away",
            id="a column twice",
        ),
        pytest.param(
            [""],
            "no column sample_id, item, escalation, diplomacy, sentiment; the first "
            "line must name the columns as on the sheet that was sent out",
            id="an empty file",
        ),
        pytest.param(
            ["%PDF-1.7"],
            "these bytes are a PDF; save the sheet as CSV",
            id="no table at all",
        ),
    ],
)
def test_a_sheet_that_cannot_be_read_has_one_fault(
    lines: list[str], fault: str
) -> None:
    assert parsed(*lines) == Sheet(codings=(), faults=(Fault(line=1, what=fault),))


def test_a_text_cut_by_a_separator_is_a_fault() -> None:
    assert faults(HEADER, ROW.replace('"', "")) == [
        (2, "12 cells under 11 names; put texts that hold the separator in quotes")
    ]


def test_what_follows_an_open_quote_is_one_fault() -> None:
    assert [line for line, _ in faults(HEADER, ROW, 's1,8,,de,"open,1,0,1,,,J')] == [3]


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_faults(payload: bytes) -> None:
    sheet = parse_sheet(payload)

    assert sheet.codings or sheet.faults


@given(st.lists(st.text(max_size=12), max_size=11))
def test_any_cells_under_the_header_give_rows_or_faults(cells: list[str]) -> None:
    sheet = parse_sheet(f"{HEADER}\n{','.join(cells)}\n".encode("utf-8", "replace"))

    assert all(one.item > 0 and one.sample_id for one in sheet.codings)
