"""A request on its way through redirects: where it is, and what it met."""

from dataclasses import dataclass, field
from datetime import datetime

import httpx

from analysis.errors import SourceError
from flows.network.answers import Fetched, Request
from flows.network.headers import (
    parse_content_type,
    parse_max_age,
    parse_retry_after,
)
from flows.network.places import Place, parse_place, show_url

LONGEST_HEADER = 1000
_PERMANENT = {301, 308}
_REDIRECTS = {302, 303, 307, *_PERMANENT}


@dataclass(slots=True, kw_only=True)
class Trip:
    """Where the request is now, and the answer that it met last.

    `start` is the place first asked, `seconds` the time spent asking so far.
    """

    request: Request
    start: Place
    place: Place
    seconds: float = 0.0
    status: int | None = None
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    _seen: list[str] = field(default_factory=list)
    _permanent: bool = True

    def find_headers(self) -> dict[str, str]:
        """The request's own headers: a login only to the origin it was meant for."""
        is_home = self.place.origin == self.start.origin
        found = {
            "If-None-Match": self.request.etag,
            "If-Modified-Since": self.request.last_modified,
            "Authorization": self.start.login if is_home else None,
        }
        return {name: value for name, value in found.items() if value and _fits(value)}

    def find_length(self) -> int:
        """The length that the answer announces for its body; 0 where it is unknown."""
        written = self.headers.get("content-length", "")
        return int(written) if written.isdecimal() else 0

    def find_misfit(self) -> SourceError | None:
        """The error of an answer that does not fit what was asked."""
        if self.status == 304 and not (self.request.etag or self.request.last_modified):
            return SourceError(
                "broken answer",
                "HTTP 304 (unchanged), though nothing was said to be known already; "
                "it is tried again at the next run",
            )
        return None

    def is_redirected(self) -> bool:
        """Say whether the last answer sends the request elsewhere."""
        return self.status in _REDIRECTS and "location" in self.headers

    def follow(self, most_redirects: int) -> None:
        """Go where the last answer sends the request.

        Raises `SourceError` ("too many redirects", "not a web address").
        """
        self._seen.append(self.place.url)
        self._permanent = self._permanent and self.status in _PERMANENT
        self.place = parse_place(self.headers["location"], self.place.url)
        self.status, self.headers = None, httpx.Headers()
        if self.place.url in self._seen:
            raise SourceError(
                "too many redirects",
                f"{show_url(self.place.url)} leads back to itself, as pages do "
                "that want a cookie; name another address in the config",
            )
        if len(self._seen) > most_redirects:
            raise SourceError(
                "too many redirects",
                f"more than {most_redirects}; name the final address in the config",
            )

    def report(self, body: bytes, error: SourceError | None, now: datetime) -> Fetched:
        """What came of the trip; `now` is when it ended."""
        content_type, charset = parse_content_type(self.headers.get("content-type"))
        return Fetched(
            url=self.request.url,
            final_url=self._find_final(),
            status=self.status,
            body=body,
            milliseconds=round(self.seconds * 1000),
            error=error,
            moved_to=None if error else self._find_new_home(),
            charset=charset,
            content_type=content_type,
            etag=self._find_mark("etag"),
            last_modified=self._find_mark("last-modified"),
            retry_after=parse_retry_after(self.headers.get("retry-after"), now),
            max_age=parse_max_age(self.headers.get("cache-control")),
        )

    def _find_mark(self, name: str) -> str | None:
        written = self.headers.get(name)
        return written if written and _fits(written) else None

    def _find_final(self) -> str:
        """The address asked for is given back as it was written, where it can be."""
        is_first = not self._seen and not self.start.login
        return self.request.url if is_first else self.place.url

    def _find_new_home(self) -> str | None:
        # An address without its login would be refused the next time.
        moved = self._seen and self._permanent and not self.start.login
        return self.place.url if moved else None


def _fits(value: str) -> bool:
    """Say whether a header can be sent, and is worth it."""
    return value.isascii() and value.isprintable() and len(value) <= LONGEST_HEADER
