"""Deliveries → articles: the one place where what a source says is believed or not."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from analysis.errors import SourceError
from analysis.measures.copies import find_story
from analysis.records import Article, Delivery, Outlet, Reject, Source
from analysis.sources.dates import parse_date
from analysis.sources.urls import find_host, find_url
from analysis.text.clean import clean_prose, settle_characters
from analysis.text.datelines import AGENCIES, Dateline, find_dateline
from analysis.text.hashes import hash_text
from analysis.text.language import find_language

FEWEST_WORDS = 3
FIRST_YEAR = 1990

_LONGEST_TITLE = 120
_TOMORROW = timedelta(days=1)
# The year begins first at the eastern end of the world, fourteen hours ahead.
_EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC) - timedelta(hours=14)
_FROM_PAGES = frozenset(["html", "page"])
_TIME_ZONES: Mapping[str, str] = {
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "pl": "Europe/Warsaw",
    "ru": "Europe/Moscow",
    "uk": "Europe/Kyiv",
    "it": "Europe/Rome",
    "es": "Europe/Madrid",
    "nl": "Europe/Amsterdam",
    "cs": "Europe/Prague",
    "sv": "Europe/Stockholm",
    "fi": "Europe/Helsinki",
    "el": "Europe/Athens",
    "ro": "Europe/Bucharest",
    "hu": "Europe/Budapest",
    "tr": "Europe/Istanbul",
    "he": "Asia/Jerusalem",
    "fa": "Asia/Tehran",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "zh": "Asia/Shanghai",
}
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def make_article(
    delivery: Delivery, source: Source, outlets: Mapping[str, Outlet], now: datetime
) -> Article | Reject:
    """Believe what can be believed of `delivery`, or say why not.

    `outlets` are the known ones by their key. An article without a date is kept,
    undated; one whose written date cannot be read, lies before 1990 or more than a day
    after `now`, one without an outlet and one of fewer than three words is a Reject.
    """
    title, text = _split_title(delivery)
    prose = clean_prose(text)
    dateline = find_dateline(prose) or Dateline(place=None, credit=None, rest=prose)
    body = dateline.rest.strip()
    try:
        _check_length(title, body)
        url = find_url(delivery.url)
        language = _find_language(delivery, source, outlets, f"{title or ''}\n{body}")
        name = _find_name(delivery, source, dateline.credit)
        outlet = find_outlet(name, outlets, language)
        stated = delivery.dates[0] if delivery.dates else None
        written = stated.written if stated else None
        published_at = _find_moment(written, outlet, now)
    except SourceError as error:
        return make_reject(
            source.name,
            delivery.input,
            error.reason,
            error.detail,
            delivery.content_hash,
            now,
        )
    zone = ZoneInfo(outlet.time_zone)
    return Article(
        article_id=_number_article(outlet.outlet, url, title, body),
        outlet=outlet.outlet,
        url=url,
        title=title,
        body=body,
        language=language,
        published_at=published_at,
        published_on=published_at and published_at.astimezone(zone).date(),
        date_source=stated.source if stated and published_at else None,
        fetched_at=now,
        source=source.name,
        extraction=delivery.extraction,
        place=dateline.place,
        word_count=count_words(body),
        story_id=find_story(title, body),
        text_hash=hash_text(title, body),
    )


def find_outlet(
    name: str, outlets: Mapping[str, Outlet], language: str | None
) -> Outlet:
    """Give the known outlet of that name, or make one whose time zone is that of the
    country most of its language's outlets sit in; UTC where that is open (en, ar)."""
    known = outlets.get(name)
    if known is not None:
        return known
    time_zone = _TIME_ZONES.get(language or "", "UTC")
    return Outlet(outlet=name, name=name, language=language, time_zone=time_zone)


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
        input=input,
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


def _find_moment(written: str | None, outlet: Outlet, now: datetime) -> datetime | None:
    if written is None or not written.strip():
        return None
    quoted = f'"{written.strip()[:60]}"'
    moment = parse_date(written, ZoneInfo(outlet.time_zone))
    if moment is None:
        raise SourceError(
            "unreadable date", f"{quoted} is no date or could be two: write 2024-07-31"
        )
    # Compared before any change of zone, which year 1 and year 9999 do not survive.
    if moment > now + _TOMORROW:
        raise SourceError(
            "date in the future", f"{quoted}: correct the date or leave it out"
        )
    if moment < _EARLIEST:
        raise SourceError(
            f"date before {FIRST_YEAR}", f"{quoted}: correct the date or leave it out"
        )
    return moment


def _number_article(outlet: str, url: str | None, title: str | None, body: str) -> int:
    return hash_text(outlet, url) if url else hash_text(outlet, title, body)
