"""Which article an arriving one is: by address, by another address, by its text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.records import Alias, Article
from analysis.text.hashes import hash_text

# The same shorter text under two addresses may be a notice that recurs.
LONG_WORDS = 50
SAME_TEXT_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article, and the address it was delivered under (its own may be another)."""

    article: Article
    url: str | None

    @property
    def delivered_id(self) -> int | None:
        """The number it would have by the address it was delivered under."""
        return hash_text(self.article.outlet, self.url) if self.url else None

    @property
    def is_long(self) -> bool:
        """Whether its text alone tells what article it is."""
        return self.article.word_count >= LONG_WORDS


def identify(
    arrivals: Sequence[Arrival], known: Mapping[int, Article]
) -> tuple[list[Article], list[Alias]]:
    """Give each arrival the number and address of the article it is, and the other
    addresses these were met under.

    `known` maps places in `arrivals` to articles of the warehouse; an arrival may also
    be one that came before it.
    """
    seen = _Seen()
    identified: list[Article] = []
    aliases: dict[tuple[str, str], Alias] = {}
    for place, arrival in enumerate(arrivals):
        is_known = known.get(place) or seen.find(arrival) or arrival.article
        article = replace(
            arrival.article, article_id=is_known.article_id, url=is_known.url
        )
        seen.add(arrival, article)
        identified.append(article)
        for url in {arrival.url, arrival.article.url} - {article.url, None}:
            alias = Alias(
                outlet=article.outlet, url=str(url), article_id=article.article_id
            )
            aliases[alias.outlet, alias.url] = alias
    return identified, list(aliases.values())


class _Seen:
    """The articles that came before, by address and by text."""

    def __init__(self) -> None:
        self._addresses: dict[tuple[str, str], Article] = {}
        self._texts: dict[tuple[str, int], Article] = {}

    def find(self, arrival: Arrival) -> Article | None:
        article = arrival.article
        for url in filter(None, (article.url, arrival.url)):
            if found := self._addresses.get((article.outlet, url)):
                return found
        same = self._texts.get((article.outlet, article.text_hash))
        if same and arrival.is_long and _are_near(same, article):
            return same
        return None

    def add(self, arrival: Arrival, article: Article) -> None:
        for url in filter(None, (article.url, arrival.article.url, arrival.url)):
            self._addresses.setdefault((article.outlet, url), article)
        self._texts[article.outlet, article.text_hash] = article


def _are_near(one: Article, other: Article) -> bool:
    days: tuple[date | None, date | None] = (one.published_on, other.published_on)
    if days[0] is None or days[1] is None:
        return False
    return abs((days[0] - days[1]).days) <= SAME_TEXT_DAYS
