from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from analysis.records import Article
from analysis.sources.revisions import Standing, settle_texts
from tests.samples import an_article

FIRST = replace(an_article(1), text_hash=10, body="Talks begin.")
SECOND = replace(
    FIRST,
    text_hash=11,
    body="Talks begin and end.",
    published_at=datetime(2026, 11, 5, tzinfo=UTC),
    published_on=date(2026, 11, 5),
)


def test_an_article_nobody_knows_is_new() -> None:
    settled = settle_texts([FIRST], {})

    assert (settled.new, settled.changed, settled.repeats) == ([FIRST], [], 0)


def test_the_same_text_again_is_a_repeat() -> None:
    settled = settle_texts([FIRST], {1: Standing(article=FIRST)})

    assert (settled.new, settled.changed, settled.repeats) == ([], [], 1)


def test_the_newest_text_counts_and_the_old_one_is_kept_beside_it() -> None:
    settled = settle_texts([SECOND], {1: Standing(article=FIRST)})

    (changed,), (kept,) = settled.changed, settled.superseded
    assert (changed.body, changed.revision) == ("Talks begin and end.", 2)
    assert (kept.body, kept.revision, kept.text_hash) == ("Talks begin.", 1, 10)


def test_a_newer_text_stays_on_the_day_of_the_first() -> None:
    (changed,) = settle_texts([SECOND], {1: Standing(article=FIRST)}).changed

    assert changed.published_on == date(2026, 11, 2)


def test_a_newer_text_dates_an_article_that_had_no_date() -> None:
    undated = replace(FIRST, published_at=None, published_on=None, date_source=None)

    (changed,) = settle_texts([SECOND], {1: Standing(article=undated)}).changed

    assert (changed.published_on, changed.date_source) == (date(2026, 11, 5), "record")


def test_a_repeat_dates_an_article_that_had_no_date() -> None:
    undated = replace(
        FIRST,
        published_at=None,
        published_on=None,
        date_source=None,
        date_flag="unreadable",
        date_detail="soon",
    )

    settled = settle_texts([FIRST], {1: Standing(article=undated)})

    assert (settled.changed, settled.superseded, settled.repeats) == ([FIRST], [], 1)


def test_a_repeat_never_moves_a_date() -> None:
    later = replace(FIRST, published_on=date(2026, 11, 5))

    settled = settle_texts([later], {1: Standing(article=FIRST)})

    assert (settled.changed, settled.superseded, settled.repeats) == ([], [], 1)


def test_a_text_the_article_had_before_is_a_repeat() -> None:
    standing = Standing(article=SECOND, earlier=frozenset([10]))

    settled = settle_texts([FIRST], {1: standing})

    assert (settled.changed, settled.superseded, settled.repeats) == ([], [], 1)


def test_the_beginning_of_a_text_known_as_a_whole_is_a_repeat() -> None:
    whole = replace(FIRST, extraction="page", word_count=300)
    teaser = replace(SECOND, extraction="teaser", word_count=40)

    settled = settle_texts([teaser], {1: Standing(article=whole)})

    assert (settled.changed, settled.repeats) == ([], 1)


def test_a_whole_text_replaces_a_beginning() -> None:
    teaser = replace(FIRST, extraction="feed", word_count=40)
    whole = replace(SECOND, extraction="page", word_count=300)

    (changed,) = settle_texts([whole], {1: Standing(article=teaser)}).changed

    assert changed.extraction == "page"


def test_texts_that_arrive_together_count_in_their_order() -> None:
    third = replace(SECOND, text_hash=12, body="Talks begin, end and begin.")

    settled = settle_texts([FIRST, SECOND, FIRST, third], {})

    (new,) = settled.new
    assert (new.body, new.revision) == ("Talks begin, end and begin.", 3)
    assert [kept.text_hash for kept in settled.superseded] == [10, 11]
    assert settled.repeats == 1


@given(
    texts=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), max_size=12),
    known=st.dictionaries(st.integers(1, 3), st.integers(1, 4)),
)
def test_every_text_ends_as_article_revision_or_repeat(
    texts: list[tuple[int, int]], known: dict[int, int]
) -> None:
    def of(number: int, text_hash: int) -> Article:
        return replace(an_article(number), text_hash=text_hash)

    standing = {n: Standing(article=of(n, text)) for n, text in known.items()}

    settled = settle_texts([of(*text) for text in texts], standing)

    ends = len(settled.new) + len(settled.superseded) + settled.repeats
    assert ends == len(texts)
