"""Sheets → gold → agreement, in a real warehouse."""

import csv
import errno
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from filelock import FileLock

from analysis.errors import DetenteError, WarehouseError
from analysis.records import Sample
from analysis.warehouse.warehouse import Warehouse, ask
from flows.agreeing import save_gold_agreement
from flows.cli import main
from flows.coding import import_sheets
from flows.forgetting import forget_coder
from flows.gold_evaluation import evaluate_gold, read_gold, render_gold_json
from flows.gold_table import render_gold
from flows.imported import CoderCount, Imported, render_imported
from flows.settings import Settings, read_settings
from tests.conftest import Golden
from tests.flows.tiny import write_tiny
from tests.samples import (
    MODEL,
    NOW,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
)

SAMPLE = "20261122T120000-abc123"
HEADER = (
    "sample_id", "item", "text_hash", "language", "text",
    "escalation", "diplomacy", "sentiment", "sure", "note", "coder",
)  # fmt: skip
# Item n is text 2**63 + n. Every other one was drawn with chance .1, the rest with .5.
FIRST = 2**63
# What the coders say and what the model says of twelve items: escalation only.
ANA = "111000000011"
BEN = "110000000011"
SAID = "110100000000"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse with twelve sampled sentences of two outlets, scored, published."""
    config = tmp_path / "detente.toml"
    config.write_text('[warehouse]\npath = "w.duckdb"\n', encoding="utf-8")
    settings = read_settings(config)
    with Warehouse(settings.working_file) as warehouse:
        warehouse.save_records("outlet", [an_outlet("Daily"), an_outlet("Tagblatt")])
        warehouse.save_records("model", [MODEL])
        articles = [
            an_article(1, "Daily"),
            replace(an_article(2, "Tagblatt"), language="de"),
        ]
        warehouse.save_records("article", articles)
        # The second outlet carries the last two sentences, one of them as a quotation.
        sentences = [a_sentence(1, n, FIRST + n) for n in range(1, 13)]
        sentences += [
            a_sentence(2, 1, FIRST + 11),
            replace(a_sentence(2, 2, FIRST + 12), is_quote=True, voice="direct"),
        ]
        warehouse.save_records("sentence", sentences)
        scores = [
            a_score(FIRST + n, float(said), 0.25, -0.5)
            for n, said in enumerate(SAID, start=1)
        ]
        warehouse.save_records("sentence_score", scores)
        save_sample(warehouse, SAMPLE)
        warehouse.publish(settings.warehouse)
    return settings


def save_sample(
    warehouse: Warehouse, sample_id: str, predicted: Sequence[str] = ["NEITHER"] * 12
) -> None:
    sample = Sample(
        sample_id=sample_id,
        model_id=MODEL.model_id,
        drawn_at=NOW,
        since=date(2026, 11, 1),
        until=date(2026, 11, 8),
        frame=60,
        items=12,
        seed=1,
    )
    warehouse.save_records("sample", [sample])
    items = pl.DataFrame(
        {
            "sample_id": [sample_id] * 12,
            "item": range(1, 13),
            "text_hash": pl.Series([FIRST + n for n in range(1, 13)], dtype=pl.UInt64),
            "outlet": ["Daily"] * 12,
            "language": ["en"] * 12,
            "week": [date(2026, 11, 2)] * 12,
            "predicted": predicted,
            "inclusion_probability": [0.1, 0.5] * 6,
        }
    )
    warehouse.save("save_sample_item", {"incoming": items})


def a_row(item: int, coder: str = "Ana", **cells: str) -> dict[str, str]:
    """A row of the sheet that was sent out, with `cells` filled in."""
    given = {
        "sample_id": SAMPLE,
        "item": str(item),
        "text_hash": f"t{FIRST + item}",
        "language": "en",
        "text": f"Sentence, {item}.",
        "coder": coder,
    }
    return dict.fromkeys(HEADER, "") | given | cells


def coded(item: int, escalation: str, coder: str = "Ana") -> dict[str, str]:
    return a_row(
        item, coder, escalation=escalation, diplomacy="0", sentiment="negative"
    )


def write_sheet(
    folder: Path, name: str, rows: Sequence[dict[str, str]], delimiter: str = ","
) -> Path:
    written = io.StringIO()
    sheet = csv.DictWriter(written, HEADER, delimiter=delimiter)
    sheet.writeheader()
    sheet.writerows(rows)
    path = folder / name
    path.write_text(written.getvalue(), encoding="utf-8")
    return path


def write_both(folder: Path) -> list[Path]:
    """Two coders' sheets: Ana's from her page, Ben's from a German spreadsheet."""
    ana = [coded(n, said) for n, said in enumerate(ANA, start=1)]
    ben = [
        coded(n, {"1": "ja", "0": "nein"}[said], "Ben") | {"text_hash": "9,22337E+18"}
        for n, said in enumerate(BEN, start=1)
    ]
    return [
        write_sheet(folder, "ana.csv", ana),
        write_sheet(folder, "ben.csv", ben, ";"),
    ]


def stored(settings: Settings) -> list[tuple[object, ...]]:
    with Warehouse(settings.working_file) as warehouse:
        return warehouse.load("gold_label").rows()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Another process that has the warehouse open to write."""
    code = (
        "import sys; from pathlib import Path;"
        "from analysis.warehouse.warehouse import Warehouse;"
        "w = Warehouse(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout
        assert holder.stdout.readline() == b"open\n"
        yield
    finally:
        holder.communicate()


def refused(settings: Settings, *paths: Path, coder: str | None = None) -> list[str]:
    """The lines of the error, file names without their folder."""
    with pytest.raises(DetenteError) as caught:
        import_sheets(paths, settings, coder, NOW)
    first, *lines = str(caught.value).splitlines()
    assert first == "nothing is stored:"
    assert stored(settings) == []
    return [line.replace(f"{settings.file.parent}/", "") for line in lines]


def test_a_coded_row_becomes_gold_with_the_chance_it_was_drawn_with(
    settings: Settings, tmp_path: Path
) -> None:
    row = coded(1, "1") | {"sure": "0", "note": "'=as item 2", "sentiment": "-1"}
    path = write_sheet(tmp_path, "ana.csv", [row, a_row(2)])

    imported = import_sheets([path], settings, None, NOW)

    assert stored(settings) == [
        (
            FIRST + 1, "Ana", True, False, "negative", 0.1,
            SAMPLE, False, "=as item 2", NOW,
        ),
    ]  # fmt: skip
    assert render_imported(imported) == (
        "Ana: 1 new, 0 replaced, 0 unchanged, 1 not coded\n"
        "Coded in part: Daily 1 of 12. These stand for the rest.\n"
        "Sentences with one coder: 1, with two: 0, with more: 0\n"
        "`detente evaluate --gold` shows how they agree; the next `detente run` or "
        "`publish` brings the gold to readers."
    )


def test_importing_the_same_again_changes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    paths = write_both(tmp_path)
    import_sheets(paths, settings, None, NOW)
    before = stored(settings)

    again = import_sheets(paths, settings, None, NOW.replace(year=2027))

    assert stored(settings) == before
    assert [(one.coder, one.unchanged) for one in again.coders] == [
        ("Ana", 12),
        ("Ben", 12),
    ]
    assert again.coded_by == {2: 12}


def test_a_later_sheet_replaces_what_a_coder_said_before(
    settings: Settings, tmp_path: Path
) -> None:
    first = write_sheet(tmp_path, "a.csv", [coded(1, "1"), coded(2, "1")])
    again = coded(2, "0") | {"sample_id": "second"}
    second = write_sheet(tmp_path, "b.csv", [again])
    import_sheets(
        [write_sheet(tmp_path, "0.csv", [coded(1, "0")])], settings, None, NOW
    )
    with Warehouse(settings.working_file) as warehouse:
        save_sample(warehouse, "second")

    imported = import_sheets([first, second], settings, None, NOW)

    assert imported.coders == (
        CoderCount(coder="Ana", new=1, replaced=1, unchanged=0, superseded=1, empty=0),
    )
    assert [row[2] for row in stored(settings)] == [True, False]


def test_a_later_sheet_that_answers_alike_supersedes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    again = coded(1, "1") | {"sample_id": "second", "sure": "0", "note": "hm"}
    sheets = [
        write_sheet(tmp_path, "a.csv", [coded(1, "1")]),
        write_sheet(tmp_path, "b.csv", [again]),
    ]
    with Warehouse(settings.working_file) as warehouse:
        save_sample(warehouse, "second")

    imported = import_sheets(sheets, settings, None, NOW)

    assert imported.coders == (
        CoderCount(coder="Ana", new=1, replaced=0, unchanged=0, superseded=0, empty=0),
    )


def test_of_two_exports_of_a_coder_that_differ_only_one_may_be_named(
    settings: Settings, tmp_path: Path
) -> None:
    older = write_sheet(tmp_path, "S-ana (1).csv", [coded(1, "1"), coded(2, "1")])
    newer = write_sheet(tmp_path, "S-ana.csv", [coded(2, "0"), coded(1, "1")])
    ben = write_sheet(tmp_path, "S-ben.csv", [coded(2, "0", "Ben")])

    assert refused(settings, older, newer, ben) == [
        "S-ana.csv:2: answers otherwise than S-ana (1).csv:3; name only the newest "
        "sheet"
    ]


def test_sheets_are_read_into_a_lost_working_file_made_anew(
    settings: Settings, tmp_path: Path
) -> None:
    settings.working_file.unlink()

    imported = import_sheets(write_both(tmp_path), settings, None, NOW)

    assert [(one.coder, one.new) for one in imported.coders] == [
        ("Ana", 12),
        ("Ben", 12),
    ]


def test_sheets_are_not_read_into_a_warehouse_that_is_nowhere(
    settings: Settings, tmp_path: Path
) -> None:
    settings.working_file.unlink()
    settings.warehouse.unlink()

    with pytest.raises(DetenteError, match="no such warehouse; name the config"):
        import_sheets(write_both(tmp_path), settings, None, NOW)

    assert not settings.working_file.exists()


def test_the_coder_of_a_sheet_without_names_is_given_with_the_command(
    settings: Settings, tmp_path: Path
) -> None:
    path = write_sheet(tmp_path, "a.csv", [coded(1, "1", ""), a_row(2, "")])

    assert refused(settings, path) == [
        "a.csv:2: no name in column coder; write it there or add --coder NAME"
    ]
    imported = import_sheets([path], settings, "Cem", NOW)

    assert [(one.coder, one.new, one.empty) for one in imported.coders] == [
        ("Cem", 1, 1)
    ]


def test_a_name_given_with_the_command_is_read_like_one_on_a_sheet(
    settings: Settings, tmp_path: Path
) -> None:
    path = write_sheet(tmp_path, "a.csv", [coded(1, "1", ""), coded(2, "1", "Jörg")])

    imported = import_sheets([path], settings, "Jo\u0308rg\u200b ", NOW)

    assert [(one.coder, one.new) for one in imported.coders] == [("Jörg", 2)]


def test_a_new_name_is_set_against_those_there_were(
    settings: Settings, tmp_path: Path
) -> None:
    ana = write_sheet(tmp_path, "a.csv", [coded(1, "1")])
    anna = write_sheet(tmp_path, "b.csv", [coded(1, "1", "Anna"), coded(2, "1")])
    first = import_sheets([ana], settings, None, NOW)

    second = import_sheets([anna], settings, None, NOW)

    assert " is new" not in render_imported(first)
    assert "\nAnna is new; coders so far: Ana.\n" in render_imported(second)


def test_outlets_that_are_coded_in_part_or_not_at_all_are_told() -> None:
    partly = pl.DataFrame(
        {
            "outlet": ["Daily", "Post", "Sentinel", "Tagblatt"],
            "items": [1200, 80, 40, 60],
            "coded": [24, 2, 1, 0],
            "uncoded": [0, 1, 0, 3],
        }
    )

    words = render_imported(
        Imported(coders=(), known=(), coded_by={1: 25}, partly=partly, alike=())
    )

    assert words.splitlines()[:3] == [
        "Coded in part: Daily 24 of 1,200, Sentinel 1 of 40. These stand for the rest.",
        "Not yet representative: Post 2 of 80. Of a class of sentences drawn there "
        "nothing is coded yet: these outlets, their languages and the whole are not "
        "corrected until it is. Code on.",
        "Not coded: Tagblatt 0 of 60. The whole and these outlets' languages are not "
        "corrected until each outlet is.",
    ]


def test_two_coders_who_never_differ_are_doubted() -> None:
    words = render_imported(
        Imported(
            coders=(),
            known=("Ana", "Anna"),
            coded_by={2: 300},
            partly=pl.DataFrame(
                {"outlet": [], "items": [], "coded": [], "uncoded": []}
            ),
            alike=(("Ana", "Anna", 300),),
        )
    )

    assert words.splitlines()[0] == (
        "Ana and Anna answer alike on all 300: one person, or one sheet twice? "
        "`detente code forget NAME` takes one back."
    )


def test_a_coder_s_gold_is_taken_back_and_nobody_else_s(
    settings: Settings, tmp_path: Path
) -> None:
    import_sheets(write_both(tmp_path), settings, None, NOW)

    assert forget_coder(" Ana\u200b", settings) == 12

    assert {row[1] for row in stored(settings)} == {"Ben"}
    again = import_sheets([tmp_path / "ana.csv"], settings, None, NOW)
    assert [(one.coder, one.new) for one in again.coders] == [("Ana", 12)]


def test_a_coder_whom_nobody_knows_cannot_be_forgotten(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_sheets(write_both(tmp_path), settings, None, NOW)
    config = ["--config", str(settings.file)]

    assert main(["code", "forget", "Anna", *config]) == 1
    assert capsys.readouterr().err == (
        f"detente: {settings.working_file}: no gold of 'Anna'; coders: Ana, Ben\n"
    )
    assert main(["code", "forget", "Ana", *config]) == 0
    assert capsys.readouterr().out == (
        "Ana: 12 codings taken back; the next `detente run` or `publish` takes them "
        "from readers. Their sheet brings them back.\n"
    )


def test_all_faults_of_all_sheets_are_listed_and_nothing_is_stored(
    settings: Settings, tmp_path: Path
) -> None:
    good = write_sheet(tmp_path, "good.csv", [coded(3, "1")])
    bad = write_sheet(
        tmp_path,
        "bad.csv",
        [
            coded(1, "1") | {"sample_id": "other"},
            coded(2, "1") | {"sample_id": "other"},
            coded(13, "1"),
            coded(4, "1") | {"text_hash": "17"},
            coded(5, "maybe"),
            coded(6, "1"),
            coded(6, "0"),
            coded(7, "1", "ANA"),
        ],
    )

    assert refused(settings, good, bad) == [
        "bad.csv:2: sample 'other' is not in w.working.duckdb; import the sheet with "
        "the config it was drawn with (and 1 more below)",
        f"bad.csv:4: sample '{SAMPLE}' has no item 13; copy sample_id and item from "
        "the sheet that was sent out",
        "bad.csv:5: item 4 is not the text that text_hash names: cells were moved; "
        "copy both from the sheet that was sent out and look at the answers again",
        "bad.csv:6: escalation is 'maybe'; write 1 for yes, 0 for no",
        "bad.csv:8: answers otherwise than line 7 on the same text; leave one",
        "bad.csv:9: coder 'ANA' is 'Ana' elsewhere; write one name one way",
    ]


def test_of_many_faults_twenty_are_shown_and_the_rest_counted(
    settings: Settings, tmp_path: Path
) -> None:
    rows = [coded(n, "1") for n in range(101, 126)]

    lines = refused(settings, write_sheet(tmp_path, "a.csv", rows))

    assert len(lines) == 21
    assert lines[-1] == "and 5 more like these"


def test_the_agreement_with_gold_is_one_json_object(
    settings: Settings, tmp_path: Path, golden: Golden
) -> None:
    import_sheets(write_both(tmp_path), settings, None, NOW)

    found = evaluate_gold(*read_gold(settings), MODEL.model_id)

    golden(Path("flows/gold.json"), render_gold_json(found) + "\n")
    golden(Path("flows/gold.txt"), render_gold(found))


def test_one_coder_alone_has_no_alpha_and_is_told_so(
    settings: Settings, tmp_path: Path
) -> None:
    import_sheets(write_both(tmp_path)[:1], settings, None, NOW)

    found = evaluate_gold(*read_gold(settings), MODEL.model_id)

    alphas = found.figures.filter(figure="alpha")
    assert set(alphas.select("value", "n").rows()) == {(None, 0)}
    assert "One coder alone: nothing shows how reliable the gold is." in render_gold(
        found
    )


def test_the_table_doubts_two_coders_who_never_differ(
    settings: Settings, tmp_path: Path
) -> None:
    import_sheets(write_both(tmp_path), settings, None, NOW)
    found = evaluate_gold(*read_gold(settings), MODEL.model_id)

    alike = found.pairs.with_columns(agreement=pl.lit(1.0), n=pl.lit(30))

    doubt = "Ana and Ben answer alike on all 30: one person"
    assert doubt in render_gold(replace(found, pairs=alike))
    assert doubt not in render_gold(found)


def test_gold_is_read_from_the_published_copy_while_a_run_writes(
    settings: Settings, tmp_path: Path
) -> None:
    import_sheets(write_both(tmp_path), settings, None, NOW)
    assert read_gold(settings)[0] == "w.working.duckdb"
    with Warehouse(settings.working_file) as warehouse:
        warehouse.publish(settings.warehouse)

    with writing(settings.working_file):
        file, gold = read_gold(settings)

    assert (file, len(gold.labels)) == ("w.duckdb", 24)


def forbid_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a user who may only read; the tests may run as one who may do all."""

    def refuse(lock: FileLock) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", lock.lock_file)

    monkeypatch.setattr(FileLock, "acquire", refuse)


def test_gold_is_read_from_the_published_copy_where_only_reading_is_allowed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_sheets(write_both(tmp_path), settings, None, NOW)
    with Warehouse(settings.working_file) as warehouse:
        warehouse.publish(settings.warehouse)
    forbid_locks(monkeypatch)

    file, gold = read_gold(settings)

    assert (file, len(gold.labels)) == ("w.duckdb", 24)


def test_where_nothing_is_published_a_reader_learns_why_there_is_no_gold(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.warehouse.unlink()
    forbid_locks(monkeypatch)

    with pytest.raises(WarehouseError, match=r"working\.duckdb\.lock: Permission den"):
        read_gold(settings)


def test_of_a_sample_coded_in_part_every_text_stands_for_more(
    settings: Settings, tmp_path: Path
) -> None:
    rows = [coded(n, "1") for n in (1, 2, 3)]
    import_sheets([write_sheet(tmp_path, "a.csv", rows)], settings, None, NOW)

    _, gold = read_gold(settings)

    # Three of twelve are coded; drawn with chance .1, .5 and .1.
    assert gold.labels["weight"].to_list() == [40, 8, 40]


def test_a_class_coded_whole_does_not_stand_for_one_coded_in_part(
    settings: Settings, tmp_path: Path
) -> None:
    with Warehouse(settings.working_file) as warehouse:
        save_sample(warehouse, "classes", ["ESCALATION"] * 4 + ["NEITHER"] * 8)
    rows = [coded(n, "1") | {"sample_id": "classes"} for n in range(1, 7)]
    import_sheets([write_sheet(tmp_path, "a.csv", rows)], settings, None, NOW)

    _, gold = read_gold(settings)

    # All four of one class, two of eight of the other.
    assert gold.labels["weight"].to_list() == [10, 2, 10, 2, 40, 8]


def test_texts_that_two_samples_drew_stand_for_no_more_than_with_one(
    settings: Settings, tmp_path: Path
) -> None:
    ana = [coded(n, said) for n, said in enumerate(ANA, start=1)]
    again = [coded(n, "1") | {"sample_id": "second"} for n in (1, 2)]
    import_sheets([write_sheet(tmp_path, "a.csv", ana)], settings, None, NOW)
    alone = read_gold(settings)[1].labels["weight"].to_list()
    with Warehouse(settings.working_file) as warehouse:
        save_sample(warehouse, "second")

    import_sheets([write_sheet(tmp_path, "b.csv", again)], settings, None, NOW)

    both = read_gold(settings)[1].labels
    assert both["sample_id"].to_list() == ["second"] * 2 + [SAMPLE] * 10
    assert both["weight"].to_list() == alone == [10, 2] * 6


def test_texts_that_a_model_has_not_scored_are_scored_for_it_and_not_kept(
    settings: Settings, tmp_path: Path
) -> None:
    import_sheets(write_both(tmp_path), settings, None, NOW)
    model = write_tiny(tmp_path)

    found = evaluate_gold(*read_gold(settings), str(model))

    assert (found.scored, found.scored_now) == (12, 12)
    assert read_gold(settings)[1].scores["model_id"].unique().to_list() == ["tiny@1"]


def test_publishing_keeps_the_figures_of_coders_and_model(
    settings: Settings, tmp_path: Path
) -> None:
    import_sheets(write_both(tmp_path), settings, None, NOW)

    with Warehouse(settings.working_file) as warehouse:
        first = save_gold_agreement(warehouse, MODEL.model_id)
        again = save_gold_agreement(warehouse, MODEL.model_id)
        warehouse.publish(settings.warehouse)

    rows = ask(
        settings.warehouse,
        "SELECT model_id, figure, value, n, count(*) OVER () AS rows "
        "FROM gold_agreement WHERE question = 'escalation' AND grouping = 'all'",
    )
    assert first == again
    assert sorted(rows["figure"]) == [
        "agreement", "alpha", "f1", "precision", "recall", "share",
    ]  # fmt: skip
    assert rows.filter(figure="agreement").row(0)[:4] == ("", "agreement", 0.916667, 12)


def test_without_gold_nothing_is_published(settings: Settings) -> None:
    with Warehouse(settings.working_file) as warehouse:
        assert save_gold_agreement(warehouse, MODEL.model_id) == 0


def test_the_commands_import_and_evaluate(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = ["--config", str(settings.file)]
    ana, ben = map(str, write_both(tmp_path))

    assert main(["evaluate", "--gold", *config]) == 1
    assert "no gold yet; draw a sample" in capsys.readouterr().err
    assert main(["code", "import", ana, ben, *config]) == 0
    assert "with two: 12" in capsys.readouterr().out
    assert (
        main(["evaluate", "--gold", "--model", MODEL.model_id, "--json", *config]) == 0
    )
    assert json.loads(capsys.readouterr().out)["coders"] == ["Ana", "Ben"]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--gold", "x.jsonl"], id="gold and a file"),
        pytest.param(["--gold", "--task", "framing"], id="gold and a task"),
        pytest.param(["--gold", "--by", "lang"], id="gold and a key"),
        pytest.param(["x.jsonl"], id="a file without a task"),
        pytest.param(["--task", "framing"], id="a task without a file"),
    ],
)
def test_evaluate_takes_a_file_or_gold(arguments: list[str]) -> None:
    assert main(["evaluate", *arguments]) == 2
