"""What is asked of the network, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from analysis.errors import SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An address to ask for; with what the last answer was called (`etag`) and when it
    was changed, an answer that is still the same comes without its body."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What one address gave. `error` is set, and `body` empty, where it gave nothing.

    `url` is the one asked for, `final_url` the one that answered after redirects,
    without a login; `moved_to` is the same where it counts for good (all redirects
    were permanent, it answered, and no login was needed). `status` is None without an
    answer. `retry_after` is when the host wants to be asked again, a day ahead at
    most, `max_age` how long the answer stays fresh. `milliseconds` is the time spent
    asking, without the time spent waiting for the host's turn.
    """

    url: str
    final_url: str
    status: int | None
    body: bytes
    milliseconds: int
    error: SourceError | None
    moved_to: str | None = None
    charset: str | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after: datetime | None = None
    max_age: timedelta | None = None

    @property
    def unchanged(self) -> bool:
        """Say whether the body is the one that the request's `etag` stands for."""
        return self.status == 304 and self.error is None
