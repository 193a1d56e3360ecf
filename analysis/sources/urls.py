"""Addresses of articles: the same page under one spelling."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|twclid|mc_[ce]id|"
    r"wt_z?mc|xtor|at_(?:medium|campaign|custom\d|link\w*|format|ptr_name|bbc_team)|"
    r"ns_(?:mchannel|campaign|source|linkname|fee)|cmpid|smid|ocid",
    re.IGNORECASE,
)
_POST = re.compile(r"(?!ref=|xtor=|utm_|:~:)[\w-]+=[\w-]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def find_url(written: str | None) -> str | None:
    """Give the web address `written` in its canonical spelling: host in lower case,
    without default port and tracking parameters; None if it is none.

    A fragment goes too, unless it names a post of a live blog ("event_id=x7").
    """
    parts = _split_web(written)
    if parts is None or parts.hostname is None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if parts.port not in {None, _DEFAULT_PORTS[parts.scheme]}:
        host = f"{host}:{parts.port}"
    return parts._replace(
        netloc=host,
        path=parts.path or "/",
        query=_drop_tracking(parts.query),
        fragment=parts.fragment if _POST.fullmatch(parts.fragment) else "",
    ).geturl()


def find_host(url: str | None) -> str | None:
    """Name the host of a web address without "www."; None if it is no web address."""
    parts = _split_web(url)
    return (parts.hostname or "").removeprefix("www.") or None if parts else None


def find_absolute(link: str | None, base: str) -> str | None:
    """Resolve `link` as it stands in the document at `base`; None if it leads nowhere
    on the web."""
    if not link or not link.strip():
        return None
    try:
        absolute = urljoin(base, link.strip())
    except ValueError:
        return None
    return absolute if _split_web(absolute) else None


def _split_web(written: str | None) -> SplitResult | None:
    try:
        parts = urlsplit((written or "").strip())
        is_web = parts.scheme in _DEFAULT_PORTS and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if is_web else None


def _drop_tracking(query: str) -> str:
    if not _TRACKING.search(query):
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0])])
