"""What an answer says of itself in its headers; nonsense in them is None."""

import re
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

import httpx

from analysis.sources.encoding import find_charset

MOST_SHOWN = 300
LONGEST_WAIT = timedelta(days=1)
_SECONDS = re.compile(r"\s*(\d{1,9})\s*", re.ASCII)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_FOR_AGENT = re.compile(
    r"\s*(?!unavailable_after\b|max-)([\w.-]+)\s*:\s*(.*)", re.ASCII
)


def parse_retry_after(written: str | None, now: datetime) -> datetime | None:
    """When to ask again, from seconds or an HTTP date: from `now` to a day ahead."""
    if written is None:
        return None
    seconds = _SECONDS.fullmatch(written)
    if seconds:
        return now + min(timedelta(seconds=int(seconds[1])), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment, now), now + LONGEST_WAIT)


def parse_max_age(cache_control: str | None) -> timedelta | None:
    """How long the answer stays fresh, a day at most."""
    found = _MAX_AGE.search(cache_control or "")
    return min(timedelta(seconds=int(found[1])), LONGEST_WAIT) if found else None


def parse_content_type(written: str | None) -> tuple[str | None, str | None]:
    """Split "text/html; charset=utf-8" into type and charset, both in lower case."""
    if not written:
        return None, None
    message = Message()
    message["Content-Type"] = written
    is_named = "/" in written.partition(";")[0]
    content_type = message.get_content_type() if is_named else None
    return content_type, find_charset(message)


def find_reservation(headers: httpx.Headers, agent: str) -> str | None:
    """The header by which an answer is reserved from text mining by `agent`; None
    where it is not."""
    if headers.get("tdm-reservation", "").strip() == "1":
        return "tdm-reservation: 1"
    for written in headers.get_list("x-robots-tag"):
        addressed = _FOR_AGENT.fullmatch(written)
        if addressed and addressed[1].lower() != agent.lower():
            continue
        directives = (addressed[2] if addressed else written).lower().split(",")
        if "noai" in map(str.strip, directives):
            return f"X-Robots-Tag: {written.strip()[:MOST_SHOWN]}"
    return None
