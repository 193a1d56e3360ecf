from datetime import date
from pathlib import Path

import pytest

from analysis.errors import ConfigError
from analysis.scoring.choice import ModelChoice
from analysis.text.topics import parse_topic
from dashboards.events import Event
from flows.settings import Period, parse_settings, read_settings

FILE = Path("/here/detente.toml")


def test_paths_are_relative_to_the_config() -> None:
    settings = parse_settings('[warehouse]\npath = "data/w.duckdb"', FILE)

    assert settings.warehouse == Path("/here/data/w.duckdb")
    assert settings.working_file == Path("/here/data/w.working.duckdb")


def test_an_outlet_gets_the_zone_of_its_language() -> None:
    settings = parse_settings('[[outlet]]\noutlet = "Blatt"\nlanguage = "de"', FILE)

    assert settings.outlets[0].time_zone == "Europe/Berlin"


def test_a_source_is_called_by_its_address_without_login_and_key() -> None:
    address = "https://user:S3cret@example.org/rss?apikey=abc123"
    written = f'[[source]]\nkind = "feed"\nurl = "{address}"'

    (source,) = parse_settings(written, FILE).sources

    assert "S3cret" not in source.name
    assert "abc123" not in source.name
    assert source.url == address


def test_topics_keep_their_order_and_their_words() -> None:
    settings = parse_settings('[topics]\nwar = "war OR krieg"\ntalks = "talks"', FILE)

    assert settings.topics == (
        parse_topic("war", "war OR krieg"),
        parse_topic("talks", "talks"),
    )


def test_an_event_has_a_day_or_several_and_may_concern_some_outlets_only() -> None:
    settings = parse_settings(
        """
        [[event]]
        on = 2026-09-22
        name = "Merrin is shelled"
        [[event]]
        on = "2026-10-12"
        until = 2026-10-15
        name = "Talks in Bellmar"
        outlets = ["WIRELINE"]
        """,
        FILE,
    )

    assert settings.events == (
        Event(on=date(2026, 9, 22), name="Merrin is shelled"),
        Event(
            on=date(2026, 10, 12),
            until=date(2026, 10, 15),
            name="Talks in Bellmar",
            outlets=("WIRELINE",),
        ),
    )


def test_a_model_is_the_bundled_one_unless_another_is_named() -> None:
    assert parse_settings("", FILE).model == ModelChoice(name="bundled")


def test_a_model_of_the_hub_keeps_its_name_and_a_folder_becomes_absolute(
    tmp_path: Path,
) -> None:
    (tmp_path / "models" / "tone").mkdir(parents=True)
    written = """
        [model]
        name = "{}"
        kind = "classifier"
        offline = true
        [model.labels]
        "1 star" = "negative"
        "5 stars" = "positive"
    """
    file = tmp_path / "detente.toml"

    hub = parse_settings(written.format("owner/model"), file).model
    folder = parse_settings(written.format("models/tone"), file).model

    assert hub == ModelChoice(
        name="owner/model",
        kind="classifier",
        offline=True,
        labels={"1 star": "negative", "5 stars": "positive"},
        sought=tmp_path / "owner" / "model",
    )
    assert folder.name == str(tmp_path / "models" / "tone")


def test_a_folder_has_no_revision(tmp_path: Path) -> None:
    (tmp_path / "tone").mkdir()
    written = '[model]\nname = "tone"\nkind = "classifier"\nrevision = "v1"'

    with pytest.raises(ConfigError, match="'tone' is a folder, and revision belongs"):
        parse_settings(written, tmp_path / "detente.toml")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param(
            '[warehouse]\npath = "w"\n[site]\npaht = "s"',
            "/here/detente.toml:4: unknown key 'paht'; did you mean 'path'?",
            id="misspelt key",
        ),
        pytest.param(
            "[warehosue]",
            "/here/detente.toml:1: unknown key 'warehosue'; did you mean 'warehouse'?",
            id="misspelt table",
        ),
        pytest.param(
            '[[source]]\nkind = "feed"\nurl = "u"\n\n[[source]]\nkind = "fed"',
            "/here/detente.toml:6: source.kind: Input should be 'feed', 'pages', "
            "'files' or 'archive'",
            id="unknown kind of the second source",
        ),
        pytest.param(
            '[[source]]\nkind = "feed"',
            '/here/detente.toml:1: source: a source of kind "feed" needs a url',
            id="feed without address",
        ),
        pytest.param(
            '[[outlet]]\nname = "Blatt"',
            "/here/detente.toml:1: [[outlet]] lacks the key 'outlet'",
            id="outlet without key",
        ),
        pytest.param(
            '[schedule]\ntime_zone = "Berlin"',
            "/here/detente.toml:2: schedule.time_zone: no time zone 'Berlin'; write "
            "e.g. Europe/Berlin",
            id="time zone",
        ),
        pytest.param(
            '[schedule]\ncron = "99 * * * *"',
            "/here/detente.toml:2: schedule.cron: no schedule '99 * * * *' (Bad "
            'minute); write e.g. "15 * * * *"',
            id="schedule",
        ),
        pytest.param(
            '[schedule]\ncron = "0 15 6 * * *"',
            "/here/detente.toml:2: schedule.cron: no schedule '0 15 6 * * *' (not five "
            'fields); write e.g. "15 * * * *"',
            id="schedule with seconds",
        ),
        pytest.param(
            '[schedule]\ncron = "0 6 * * 5L"',
            "/here/detente.toml:2: schedule.cron: no schedule '0 6 * * 5L' (L, W and # "
            'are not known everywhere); write e.g. "15 * * * *"',
            id="the last Friday",
        ),
        pytest.param(
            '[schedule]\ncron = "0 6 */2 * 1"',
            "/here/detente.toml:2: schedule.cron: no schedule '0 6 */2 * 1' (day of "
            'month and weekday, one of them in steps); write e.g. "15 * * * *"',
            id="odd Mondays",
        ),
        pytest.param(
            "[fetch]\nmost_bytes = -1",
            "/here/detente.toml:2: fetch.most_bytes: Input should be greater than 0",
            id="negative limit",
        ),
        pytest.param(
            '[[source]]\nkind = "files"\npath = "a"\n' * 2,
            "/here/detente.toml: two sources are called 'a'; give one a name of its "
            "own",
            id="two sources of one name",
        ),
        pytest.param(
            '[model]\nname = "owner/model"\nkinds = "classifier"',
            "/here/detente.toml:3: unknown key 'kinds'; did you mean 'kind'?",
            id="misspelt key of a model",
        ),
        pytest.param(
            '[model]\nname = "owner/model"\nkind = "clasifier"',
            "/here/detente.toml:3: model.kind: Input should be 'classifier' or "
            "'zero-shot'",
            id="unknown kind of model",
        ),
        pytest.param(
            '[model]\nkind = "classifier"\n\n[model.labels]\nLABEL_0 = "war"',
            "/here/detente.toml:5: model.labels.LABEL_0: 'war' is no label of ours; "
            "write one of negative, neutral, positive, escalation, diplomacy, neither, "
            "entailment, contradiction",
            id="a label that is none of ours",
        ),
        pytest.param(
            '[model]\nname = "owner/model"\nrevision = "main"',
            "/here/detente.toml:1: model: revision belongs to a model of another kind; "
            'add kind = "classifier" or "zero-shot"',
            id="a revision without a kind",
        ),
        pytest.param(
            '[model]\nkind = "zero-shot"\ncodebook = "2"',
            "/here/detente.toml:1: model: a zero-shot model is asked by Detente's "
            "codebook; remove codebook",
            id="another codebook for hypotheses that are ours",
        ),
        pytest.param(
            '[model]\nkind = "classifier"\nlabels = { yes = "entailment" }',
            "/here/detente.toml:1: model: entailment is a label of kind = "
            '"zero-shot"; change one of the two',
            id="entailment of a classifier",
        ),
        pytest.param(
            '[topics]\npeace = "peace"\nukraine = "kyiv OR"',
            "/here/detente.toml:3: topics.ukraine: at character 8: OR lacks a word "
            "behind it; add one or remove OR",
            id="a query that breaks off",
        ),
        pytest.param(
            '[topics]\n" " = "peace"',
            "/here/detente.toml:1: topics: a topic has no name; write e.g. talks = "
            '"negotiat* OR talks"',
            id="a topic without a name",
        ),
        pytest.param(
            '[[event]]\nname = "Talks"\non = "12.10.2026"',
            "/here/detente.toml:3: event.on: no day '12.10.2026'; write e.g. "
            "2026-09-22",
            id="a day that is none",
        ),
        pytest.param(
            '[[event]]\nname = "Talks"\non = 2026-10-12\nuntil = 2026-10-11',
            "/here/detente.toml:1: event: 'Talks' ends on 2026-10-11, before it begins "
            "on 2026-10-12",
            id="an event that ends before it begins",
        ),
        pytest.param(
            '[[event]]\nname = "Talks"',
            "/here/detente.toml:1: [[event]] lacks the key 'on'",
            id="an event without a day",
        ),
        pytest.param(
            '[[event]]\nname = "Talks"\non = 2026-10-12\noutlet = "WIRELINE"',
            "/here/detente.toml:4: unknown key 'outlet'; did you mean 'outlets'?",
            id="an event of one outlet",
        ),
        pytest.param(
            "[site\n",
            "/here/detente.toml: not TOML: Expected ']' at the end of a table "
            "declaration (at line 1, column 6)",
            id="broken TOML",
        ),
    ],
)
def test_a_wrong_config_is_named_with_line_and_mend(written: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_settings(written, FILE)

    assert str(caught.value) == message


def test_a_config_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file or directory; name a config"):
        read_settings(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("day", "held"),
    [
        pytest.param(date(2026, 10, 31), False, id="the day before"),
        pytest.param(date(2026, 11, 1), True, id="the first day"),
        pytest.param(date(2026, 11, 8), True, id="the last day"),
        pytest.param(date(2026, 11, 9), False, id="the day after"),
        pytest.param(None, False, id="an undated article"),
    ],
)
def test_a_period_holds_both_its_ends(day: date | None, held: bool) -> None:
    period = Period(since=date(2026, 11, 1), until=date(2026, 11, 8))

    assert period.holds(day) == held
