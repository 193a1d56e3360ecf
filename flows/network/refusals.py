"""Why an address gave nothing: statuses and broken connections as `SourceError`."""

import ssl
from collections.abc import Mapping

import httpcore

from analysis.errors import SourceError

MOST_WORDS = 300
_LATER = "it is tried again at the next run"
_STATUSES: Mapping[int, tuple[str, str]] = {
    401: ("login needed", "the page wants a login; leave the source out"),
    403: ("forbidden", "the host refuses; check that it may be read at all"),
    404: ("not found", "nothing is there; check the address in the config"),
    410: ("gone", "the address is gone for good; remove it from the config"),
    429: ("too many requests", "the host asks for fewer; fetch less often"),
    451: ("withheld by law", "the host may not show it here; leave it out"),
}

TRANSIENT = frozenset(
    {
        "broken answer",
        "cut transfer",
        "host unwell",
        "no connection",
        "robots unreachable",
        "server error",
        "timeout",
        "too many requests",
    }
)
"""The reasons that may pass: what failed with one of them is worth another try."""


def find_refusal(status: int) -> SourceError | None:
    """The error of an answer with this status; None where it brings something."""
    if 200 <= status < 300 or status == 304:
        return None
    if status < 400:
        return SourceError(
            "broken answer", f"HTTP {status} brings nothing and leads nowhere; {_LATER}"
        )
    if 500 <= status < 600:
        return SourceError("server error", f"HTTP {status}: the host failed; {_LATER}")
    reason, mend = _STATUSES.get(
        status, ("refused", "the host refuses this request; check the address")
    )
    return SourceError(reason, f"HTTP {status}: {mend}")


def explain_break(error: Exception, *, answered: bool) -> SourceError:
    """The error of an exchange that broke, before or after the answer began."""
    cause = _find_cause(error)
    words = str(cause).rstrip(".")[:MOST_WORDS] or type(cause).__name__
    if isinstance(error, TimeoutError):
        return SourceError(
            "timeout",
            f"no whole answer in time; {_LATER}, or raise [fetch] most_seconds",
        )
    if isinstance(error, httpcore.TimeoutException):
        return SourceError("timeout", f"the host takes no connection; {_LATER}")
    if answered:
        return SourceError("cut transfer", f"the body broke off ({words}); {_LATER}")
    if isinstance(cause, ssl.SSLError):
        return SourceError("no connection", f"none that is safe: {words}; {_LATER}")
    if isinstance(error, httpcore.ProtocolError) and cause is not error:
        return SourceError("broken answer", f"it is not HTTP ({words}); {_LATER}")
    return SourceError("no connection", f"{words}; {_LATER}")


def _find_cause(error: BaseException) -> BaseException:
    """The error behind the wrappers, which have no words of their own."""
    inner = error.__cause__ or next(iter(error.args), None)
    return _find_cause(inner) if isinstance(inner, BaseException) else error
