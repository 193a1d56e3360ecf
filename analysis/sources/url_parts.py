"""Hosts, paths and queries of addresses under one spelling (RFC 3986), and without what
makes them another copy of the same page: AMP, mobile, a session."""

import re
from urllib.parse import quote

import idna

from analysis.sources.tracking import is_tracking

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]")
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]+\]")
_COPY_LABEL = re.compile(r"(?:m|mobile?|amp)\.(.+)")
# co.uk is no site of its own: "m.co.uk" is the site "m".
_REGISTRY = re.compile(r"(?:ac|com?|edu|gob|gou?v|net|nom|org?)\.[a-z]{2}")
_AMP_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[cv]|(?:www\.)?google\.[a-z.]{2,6}/amp|"
    r"(?:www\.)?bing-amp\.com/c)/(s/)?(?=[\w-]+\.[\w-])",
    re.IGNORECASE | re.ASCII,
)
_COPY_PATHS = (
    # In front it may be a section, unless an article follows.
    (re.compile(r"^/amp(?=/.*(?:\d|-[^/-]*-))"), ""),
    (re.compile(r"(?<=[^/])/amp(?=/?$)"), ""),
    (re.compile(r"(?<=[^/.])\.amp(?=(?:\.html?)?$)"), ""),
    (re.compile(r"/index\.html?$"), "/"),
)
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp;)+")


def leave_cache(url: str) -> str:
    """Give the address of the page that an AMP cache keeps a copy of."""
    while found := _AMP_CACHE.match(url):
        scheme = "https" if found[1] else "http"
        url = f"{scheme}://{url[found.end() :]}"
    return url


def settle_host(host: str) -> str | None:
    """Give a host in ASCII and lower case, without "m.", "mobile.", "amp."; None if it
    is none."""
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    host = host.lower().rstrip(".")
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host):
        return None
    while (copy := _COPY_LABEL.fullmatch(host)) and _is_site(copy[1]):
        host = copy[1]
    return host


def settle_path(path: str) -> str:
    """Give a path without dot segments and without the marks of AMP pages."""
    path = _drop_dots(_SESSION.sub("", settle_escapes(path)) or "/")
    before = None
    while path != before:
        before = path
        for mark, rest in _COPY_PATHS:
            path = mark.sub(rest, path)
    return path


def settle_query(query: str) -> str:
    """Give a query without tracking parameters, the others as they stand."""
    pairs = settle_escapes(_ENTITY.sub("&", f"&{query}")).split("&")
    return "&".join(pair for pair in pairs if pair and not is_tracking(pair))


def settle_escapes(text: str) -> str:
    """Escape what RFC 3986 wants escaped and nothing that it does not."""
    return _ESCAPE.sub(_settle_escape, text)


def _settle_escape(found: re.Match[str]) -> str:
    if found[1] is None:
        return quote(found[0], safe="", errors="replace")
    character = chr(int(found[1], 16))
    return character if _UNRESERVED.fullmatch(character) else found[0].upper()


def _is_site(host: str) -> bool:
    return "." in host and not _REGISTRY.fullmatch(host)


def _drop_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    *folders, last = path.removeprefix("/").split("/")
    for segment in folders:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if last == "..":
        kept = kept[:-1]
    return "/" + "/".join([*kept, "" if last in {".", ".."} else last])
