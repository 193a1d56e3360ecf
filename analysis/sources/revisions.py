"""Which text of which article: new ones, newer texts of known ones, and repeats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.records import Article, Revision

_BEGINNINGS = frozenset(["feed", "teaser"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An article as the warehouse holds it, and the hashes of its earlier texts."""

    article: Article
    earlier: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What becomes of articles that came in: `new` ones, `changed` ones whose newest
    text is another now, the texts they had before, and how many were `repeats`."""

    new: Sequence[Article]
    changed: Sequence[Article]
    superseded: Sequence[Revision]
    repeats: int


def settle_texts(
    incoming: Sequence[Article], standing: Mapping[int, Standing]
) -> Settlement:
    """Hold `incoming`, in order of arrival, against what stands under their ids.

    The newest text counts. A text that the article had before is a repeat, and so is
    the beginning of a text that is known as a whole. A repeat of its newest text dates
    an article that had no date.
    """
    current = dict(standing)
    superseded: list[Revision] = []
    repeats = 0
    for article in incoming:
        held = current.get(article.article_id)
        if held is None:
            current[article.article_id] = Standing(article=article)
        elif _is_repeat(article, held):
            repeats += 1
            if _is_dated_by(article, held.article):
                dated = _take_date(held.article, article)
                current[article.article_id] = replace(held, article=dated)
        else:
            superseded.append(_keep(held.article))
            current[article.article_id] = Standing(
                article=_succeed(article, held.article),
                earlier=held.earlier | {held.article.text_hash},
            )
    newest = {number: held.article for number, held in current.items()}
    return Settlement(
        new=[article for number, article in newest.items() if number not in standing],
        changed=[
            newest[number]
            for number, held in standing.items()
            if newest[number] is not held.article
        ],
        superseded=superseded,
        repeats=repeats,
    )


def _is_repeat(article: Article, held: Standing) -> bool:
    known = held.article
    is_beginning = article.extraction in _BEGINNINGS
    return (
        article.text_hash in {known.text_hash, *held.earlier}
        or (is_beginning and known.extraction not in _BEGINNINGS)
        or (is_beginning and article.word_count < known.word_count)
    )


def _is_dated_by(article: Article, known: Article) -> bool:
    is_same = article.text_hash == known.text_hash
    return is_same and known.published_at is None and article.published_at is not None


def _keep(article: Article) -> Revision:
    return Revision(
        article_id=article.article_id,
        revision=article.revision,
        title=article.title,
        body=article.body,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        text_hash=article.text_hash,
    )


def _succeed(article: Article, known: Article) -> Article:
    """The newer text under the day of the first one: outlets that change a text often
    change its date too, and its day in the series must not move for that."""
    succeeding = replace(article, url=known.url, revision=known.revision + 1)
    return succeeding if known.published_at is None else _take_date(succeeding, known)


def _take_date(article: Article, other: Article) -> Article:
    return replace(
        article,
        published_at=other.published_at,
        published_on=other.published_on,
        date_source=other.date_source,
        date_flag=other.date_flag,
        date_detail=other.date_detail,
    )
