"""Deliveries → articles: the one place where what a source says is believed or not."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from analysis.errors import SourceError
from analysis.records import Article, Delivery, Outlet, Reject, Source
from analysis.sources.dating import believe_date
from analysis.sources.urls import find_host, find_identity, hide_credentials
from analysis.sources.zones import find_zone
from analysis.text.agencies import find_agencies
from analysis.text.clean import clean_prose, settle_characters
from analysis.text.datelines import AGENCIES, Dateline, find_dateline
from analysis.text.hashes import hash_text, hash_words
from analysis.text.language import find_language

FEWEST_WORDS = 3

_LONGEST_TITLE = 120
_FROM_PAGES = frozenset(["page", "teaser", "gallery", "post"])
_NOTHING: Mapping[str, frozenset[int]] = MappingProxyType({})
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def make_article(
    delivery: Delivery,
    source: Source,
    outlets: Mapping[str, Outlet],
    now: datetime,
    furniture: Mapping[str, frozenset[int]] = _NOTHING,
) -> Article | Reject:
    """Believe what can be believed of `delivery`, or say why not.

    `outlets` are the known ones by their key, `furniture` numbers the paragraphs that
    repeat across an outlet's articles (`hash_text`): they are dropped. An article
    without a date is kept, undated; one whose dates cannot be believed
    (`analysis.sources.dating`), one without an outlet and one of fewer than three words
    is a Reject.
    """
    try:
        return _make_article(delivery, source, outlets, now, furniture)
    except SourceError as error:
        return make_reject(
            source.name,
            delivery.input,
            error.reason,
            error.detail,
            delivery.content_hash,
            now,
        )


def _make_article(
    delivery: Delivery,
    source: Source,
    outlets: Mapping[str, Outlet],
    now: datetime,
    furniture: Mapping[str, frozenset[int]],
) -> Article:
    title, text = _split_title(delivery)
    prose = clean_prose(text)
    dateline = find_dateline(prose) or Dateline(place=None, credit=None, rest=prose)
    _check_length(title, dateline.rest)
    shown = f"{title or ''}\n{dateline.rest}"
    language = _find_language(delivery, source, outlets, shown)
    name = _find_name(delivery, source, dateline.credit)
    outlet = find_outlet(name, outlets, language)
    body = drop_paragraphs(dateline.rest.strip(), furniture.get(outlet.outlet))
    _check_length(title, body)
    url = find_identity(delivery.url, delivery.canonical)
    zone = ZoneInfo(outlet.time_zone)
    dating = believe_date(delivery.dates, zone, now)
    return Article(
        article_id=_number_article(outlet.outlet, url, title, dateline.rest.strip()),
        outlet=outlet.outlet,
        url=url,
        title=title,
        body=body,
        language=language,
        published_at=dating.published_at,
        published_on=dating.published_at
        and dating.published_at.astimezone(zone).date(),
        date_source=dating.source,
        fetched_at=now,
        source=source.name,
        extraction=delivery.extraction,
        place=dateline.place,
        word_count=count_words(body),
        story_id=hash_words(title, body),
        text_hash=hash_text(title, body),
        date_flag=dating.flag,
        date_detail=dating.detail,
        agency=", ".join(find_agencies(text)) or None,
    )


def find_outlet(
    name: str, outlets: Mapping[str, Outlet], language: str | None
) -> Outlet:
    """Give the known outlet of that name, or make one whose time zone is that of the
    country most of its language's outlets sit in; UTC where that is open (en, ar)."""
    known = outlets.get(name)
    if known is not None:
        return known
    zone = find_zone(country=None, language=language)
    return Outlet(outlet=name, name=name, language=language, time_zone=zone)


def drop_paragraphs(body: str, furniture: frozenset[int] | None) -> str:
    """Drop the paragraphs of `body` whose numbers are in `furniture`."""
    if not furniture:
        return body
    paragraphs = body.split("\n\n")
    return "\n\n".join(one for one in paragraphs if hash_text(one) not in furniture)


def count_words(text: str) -> int:
    """Count the words of `text`; two Chinese, Japanese or Korean characters are one."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + (unspaced + 1) // 2


def make_reject(  # noqa: PLR0913, PLR0917 - as many as a reject has columns
    source: str,
    input: str,  # noqa: A002 - the column's name
    reason: str,
    detail: str,
    content_hash: str,
    now: datetime,
) -> Reject:
    """Number a reject, so that the same fault of the same input is the same row."""
    return Reject(
        reject_id=hash_text(source, input, reason, content_hash),
        source=source,
        input=hide_credentials(input),
        reason=reason,
        detail=detail,
        first_seen_at=now,
        content_hash=content_hash,
    )


def _split_title(delivery: Delivery) -> tuple[str | None, str]:
    """Give title and text; plain text may carry its title as a short first line."""
    text = delivery.text or ""
    if title := _tidy_title(delivery.title):
        return title, text
    if delivery.extraction != "txt":
        return None, text
    first, _, rest = text.strip().partition("\n")
    following = rest.strip().split("\n")[0]
    is_title = len(first) <= _LONGEST_TITLE and not first.rstrip().endswith((".", ":"))
    if is_title and len(following) > len(first):
        return _tidy_title(first), rest
    return None, text


def _tidy_title(title: str | None) -> str | None:
    return " ".join(settle_characters(title or "").split()) or None


def _check_length(title: str | None, body: str) -> None:
    words = count_words(title or "") + count_words(body)
    if words < FEWEST_WORDS:
        raise SourceError(
            "too short",
            f"{words} words in title and text, {FEWEST_WORDS} make an article: check "
            "that the source delivers its text",
        )


def _find_language(
    delivery: Delivery, source: Source, outlets: Mapping[str, Outlet], text: str
) -> str | None:
    stated = outlets.get(delivery.outlet or source.outlet or "")
    hint = delivery.language or source.language or (stated.language if stated else None)
    return find_language(text.strip(), hint)


def _find_name(delivery: Delivery, source: Source, credit: str | None) -> str:
    """Name the outlet by its record, the config, its own credit, its host, or at last
    an agency's credit. What a page calls itself ranks after the config."""
    stated = [delivery.outlet, source.outlet]
    if delivery.extraction in _FROM_PAGES:
        stated.reverse()
    is_agency = credit is not None and credit.split("/")[0].casefold() in AGENCIES
    names = [*stated, None if is_agency else credit, find_host(delivery.url), credit]
    for name in names:
        if tidied := _tidy_title(name):
            return tidied
    raise SourceError(
        "no outlet",
        'nothing names the outlet: add outlet = "…" to the source or a column for it',
    )


def _number_article(outlet: str, url: str | None, title: str | None, body: str) -> int:
    return hash_text(outlet, url) if url else hash_text(outlet, title, body)
