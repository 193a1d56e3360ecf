"""A collection from a web of faults, and another one after the web has moved on."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from analysis.records import Poll
from analysis.warehouse.warehouse import Warehouse, ask
from flows.settings import read_settings
from tests.flows.faulty_web import FaultyWeb, faulty_web
from tests.flows.watched import Watched, watch

pytestmark = pytest.mark.slow
GIGABYTE = 1 << 30
CLOSED = ("/intern/", "/rights/")
ROBOTS = "/robots.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The web, the two runs on it, and the warehouse as each of them left it."""

    web: FaultyWeb
    runs: tuple[Watched, Watched]
    first: Path
    later: Path


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collected]:
    """Two runs; all that was said about when to ask again is forgotten between them."""
    folder = tmp_path_factory.mktemp("faulty")
    with faulty_web() as web:
        config = web.write_config(folder)
        working = read_settings(config).working_file
        first = watch("ingest", "--config", config)
        assert first.code == 0, first.output
        shutil.copyfile(working, folder / "first.duckdb")
        make_due(working)
        web.advance()
        later = watch("ingest", "--config", config)
        assert later.code == 0, later.output
        yield Collected(
            web=web, runs=(first, later), first=folder / "first.duckdb", later=working
        )


def make_due(working: Path) -> None:
    with Warehouse(working) as warehouse:
        polls = [Poll(**row) for row in warehouse.load("polls").iter_rows(named=True)]
        due = [replace(poll, next_at=poll.asked_at) for poll in polls]
        warehouse.save_records("poll", due)


def by(later: bool) -> str:
    return "the second run" if later else "the first run"


either_run = pytest.mark.parametrize("later", [False, True], ids=by)


def ask_run(collected: Collected, sql: str, later: bool) -> list[tuple[Any, ...]]:
    """Rows of the warehouse as the run left it; {run} in the query is the run's id."""
    run = "(SELECT arg_max(run_id, started_at) FROM run)"
    warehouse = collected.later if later else collected.first
    return ask(warehouse, sql.replace("{run}", run)).rows()


@either_run
def test_every_feed_ends_as_its_host_lets_it(collected: Collected, later: bool) -> None:
    rows = ask_run(
        collected,
        'SELECT source, list(DISTINCT outcome) FROM "fetch" '
        "WHERE live AND run_id = {run} GROUP BY source",
        later,
    )

    found = {source: {*outcomes} for source, outcomes in rows}
    wrong = {
        host.source: ends
        for host in collected.web.hosts
        if not _agree(ends := found.get(host.source, set()), host.find_outcomes(later))
    }
    assert wrong == {}


def _agree(found: set[str], allowed: frozenset[str]) -> bool:
    return found <= allowed and bool(found) == bool(allowed)


@either_run
def test_every_article_is_there_once_whole_and_on_its_day(
    collected: Collected, later: bool
) -> None:
    rows = ask_run(
        collected,
        "SELECT outlet, url, title, body, published_on, extraction, date_flag "
        "FROM article",
        later,
    )

    found = {(outlet, url): said for outlet, url, *said in rows}
    expected = {
        (host.outlet, f.url): [f.title, f.body, f.day, f.extraction, f.flag]
        for host in collected.web.hosts
        for f in host.find_fates(later).values()
        if not f.reasons
    }
    wrong = {
        key: [
            (is_, must)
            for is_, must in zip(found[key], said, strict=True)
            if is_ != must
        ]
        for key, said in expected.items()
        if found.get(key, said) != said
    }
    assert (expected.keys() - found.keys(), found.keys() - expected.keys()) == (
        set(),
        set(),
    )
    assert wrong == {}
    assert len(rows) == len(found)


@either_run
def test_everything_else_is_a_reject_with_its_reason(
    collected: Collected, later: bool
) -> None:
    rows = ask_run(collected, "SELECT source, input, reason FROM reject", later)

    expected = {
        (host.source, name): fate.reasons
        for host in collected.web.hosts
        for name, fate in host.find_fates(later).items()
        if fate.reasons
    }
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for source, name, reason in rows:
        found[source, name].add(reason)
    wrong = {
        key: (found[key], {*reasons})
        for key, reasons in expected.items()
        if not _agree(found[key], reasons)
    }
    # That a part of a source was once missing stays on record.
    past = {
        (host.source, name)
        for host in collected.web.hosts
        for name, fate in host.later_fates.items()
        if later and fate is None and name != host.feed_url
    }
    assert (wrong, found.keys() - expected.keys() - past) == ({}, set())


@either_run
def test_every_input_of_a_visit_is_accounted_for(
    collected: Collected, later: bool
) -> None:
    rows = ask_run(
        collected,
        "SELECT source, inputs, articles + revisions + repeats + rejects + outside, "
        "bool_or(outcome = 'unchanged') "
        'FROM run_source JOIN "fetch" USING (run_id, source) '
        "WHERE run_id = {run} AND live GROUP BY ALL",
        later,
    )

    expected = {
        host.source: len(host.find_fates(later))
        for host in collected.web.hosts
        if host.find_outcomes(later)
    }
    assert {source for source, *_ in rows} == expected.keys()
    for source, inputs, ended, is_unchanged in rows:
        assert (source, inputs) == (source, 0 if is_unchanged else expected[source])
        assert (source, inputs) == (source, ended)


def test_the_accounts_of_both_runs_agree(collected: Collected) -> None:
    with Warehouse(collected.later) as warehouse:
        accounts = warehouse.load("accounts").row(0, named=True)

    assert accounts["unbalanced"] == 0
    assert (accounts["uncounted_articles"], accounts["uncounted_revisions"]) == (0, 0)


def test_nobody_goes_where_hosts_and_guard_forbid_it(collected: Collected) -> None:
    seen = {(asked.address, asked.path) for asked in collected.web.requests}

    assert {address for address, _ in seen} <= {
        host.address for host in collected.web.hosts
    }
    assert [path for _, path in seen if path.startswith(CLOSED)] == []


def test_each_host_is_asked_for_its_rules_first_and_only_once(
    collected: Collected,
) -> None:
    paths: dict[str, list[str]] = {}
    for asked in collected.web.requests:
        paths.setdefault(asked.address, []).append(asked.path)

    again = {address for address, asked in paths.items() if asked.count(ROBOTS) > 1}
    failing = collected.web.find_host("robots that fail")
    assert {asked[0] for asked in paths.values()} == {ROBOTS}
    assert again == {failing.address}


def test_everyone_learns_who_asks(collected: Collected) -> None:
    agents = {asked.agent for asked in collected.web.requests}

    assert agents == {f"Detente/{version('detente')} (+press@watch.example)"}


def test_no_host_is_asked_for_more_than_two_things_at_once(
    collected: Collected,
) -> None:
    for host in collected.web.hosts:
        mine = [a for a in collected.web.requests if a.address == host.address]
        crowd = [
            sum(other.began <= asked.began < other.ended for other in mine)
            for asked in mine
        ]
        assert max(crowd, default=0) <= 2, host.source


def test_while_a_host_keeps_silent_others_are_read(collected: Collected) -> None:
    silent = collected.web.find_host("tar pit").address
    others = [a for a in collected.web.requests if a.address != silent]
    # The first four are robots.txt, tdmrep.json, the feed, and a page.
    *_, wait = [a for a in collected.web.requests if a.address == silent][:4]

    read = {a.address for a in others if wait.began < a.began < wait.ended}

    assert len(read) >= 20


def test_memory_stays_under_a_gigabyte(collected: Collected) -> None:
    assert max(run.peak_bytes for run in collected.runs) < GIGABYTE


def test_a_feed_that_has_not_changed_costs_one_request(collected: Collected) -> None:
    for host in collected.web.hosts:
        if host.later_outcomes == {"unchanged"} and host.source != "moved feed":
            asked = [a.path for a in collected.web.requests if a.is_later(host)]
            assert asked == [host.feed_path]


def test_a_feed_that_has_moved_for_good_is_asked_where_it_is(
    collected: Collected,
) -> None:
    host = collected.web.find_host("moved feed")

    assert [a.path for a in collected.web.requests if a.is_later(host)] == ["/moved"]


def test_an_earlier_text_is_kept_beside_the_newest(collected: Collected) -> None:
    rows = ask_run(
        collected,
        "SELECT url, r.revision, r.body, a.revision AS newest FROM revision AS r "
        "JOIN article AS a USING (article_id)",
        later=True,
    )

    host = collected.web.find_host("newsroom")
    assert sorted(rows) == sorted(
        (fate.url, 1, host.fates[url].body, 2)
        for url, fate in host.find_fates(later=True).items()
        if url in host.fates and fate != host.fates[url]
    )


def test_no_two_articles_are_taken_for_one_story(collected: Collected) -> None:
    rows = ask_run(
        collected,
        "SELECT list(url) FROM article GROUP BY story_id HAVING count(*) > 1",
        later=True,
    )

    assert rows == []
