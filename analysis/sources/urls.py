"""Addresses of articles: the same page under one spelling."""

import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import idna

from analysis.sources.tracking import is_tracking
from analysis.sources.url_parts import (
    leave_cache,
    settle_escapes,
    settle_host,
    settle_path,
    settle_query,
)

# Servers take no longer ones.
_LONGEST = 8000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_POST = re.compile(
    r"[\w-]+=[\w-]+|(?=[\w:-]*\d)(?:[a-z]+-)*"
    r"(?:block|entry|event|post|update|beitrag|eintrag)s?[-_:]?[\w-]+",
    re.IGNORECASE,
)
# Applications address their pages behind "#/" and "#!".
_ROUTE = re.compile(r"!?/.+|!.+")
# Sections are called in a few words, articles by a number or at length.
_ARTICLE = re.compile(r"\d|(?:-[^/-]+){3}")
_LATER_PAGE = re.compile(r"(?:^|&)(?:page|pagina|seite|teil)=(?:[2-9]|[1-9]\d+)(?:&|$)")

_USER = re.compile(
    r"(?:(?<=^//)|(?<=[:=]//))[^/?#\s]*@|(?<=%3A%2F%2F)(?:(?!%2F|%3F|%23)[^/?#&\s])*%40",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?<=[?&#;])|(?<=%3F)|(?<=%26))([^=&#?;/]{1,60}?)(?:=|%3D)", re.I
)
_VALUE_END = re.compile(r"[&#]|$")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SECRET = re.compile(
    r"(?:access|api|auth|client|user)?(?:key|secret|token)|auth(?:orization)?|hmac|jwt|"
    r"credentials?|pass(?:phrase|wd|word)?|pwd|(?:j|php)?sess(?:ion)?(?:id)?|sig(?:nature)?"
)


def find_url(written: str | None) -> str | None:
    """Give the web address `written` in its canonical spelling; None if it is none, or
    a home page's, which articles of its outlet share where a source knows no better.

    Without default port, credentials, tracking parameters and session; copies of a page
    for AMP, its caches and mobile hosts go by the address of the page. A fragment
    goes too, unless it names a post of a live blog ("event_id=x7", "post-12").
    """
    url = _settle(written)
    return None if url and _is_home(urlsplit(url)) else url


def find_identity(url: str | None, canonical: str | None) -> str | None:
    """Give the address by which a page is known: the one it calls itself if that can be
    believed, else what `find_url` gives for `url`.

    A `canonical` on another site, of a home page, a section or a folder above the page,
    or of the first of several pages is not believed: a wrong one loses an article.
    """
    own, stated = _settle(url), find_url(canonical)
    if own is None:
        return stated if stated and not _is_front(urlsplit(stated)) else None
    if stated is None or find_host(own) != find_host(stated):
        return find_url(own)
    here, there = urlsplit(own), urlsplit(stated)
    if not _is_believable(here, there):
        return find_url(own)
    return there._replace(fragment=here.fragment or there.fragment).geturl()


def find_host(url: str | None) -> str | None:
    """Name the host of a web address as people read it, without "www.", "m.", "amp.";
    None if it is no web address."""
    parts = _split_web(url)
    host = settle_host((parts.hostname or "").removeprefix("www.")) if parts else None
    if host is None or "xn--" not in host:
        return host
    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host


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


def hide_credentials(url: str) -> str:
    """Give `url`, web address or not, as it may be logged and stored: without user and
    password, and with "…" for the values of parameters that are called a key, token,
    secret, password, signature, session and so on."""
    # Again behind the values: one with a slash may have parted "//" from its "@".
    return _USER.sub("", _hide_values(_USER.sub("", url)))


def _hide_values(url: str) -> str:
    shown, end = [], 0
    for found in _NAME.finditer(url):
        if found.start() >= end and _is_secret(found[1]):
            shown += [url[end : found.end()], "…"]
            value_end = _VALUE_END.search(url, found.end())
            end = value_end.start() if value_end else len(url)
    return "".join(shown) + url[end:]


def _split_web(written: str | None) -> SplitResult | None:
    stripped = (written or "").strip()
    if len(stripped) > _LONGEST:
        return None
    try:
        parts = urlsplit(leave_cache(stripped))
        is_web = parts.scheme in _DEFAULT_PORTS and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if is_web else None


def _settle(written: str | None) -> str | None:
    url = _tidy(written)
    # What one mark's going lays bare may be another: "m.amp.daily.example/a/amp".
    while url and (tidied := _tidy(url)) != url:
        url = tidied
    return url


def _tidy(written: str | None) -> str | None:
    parts = _split_web(written)
    host = settle_host(parts.hostname or "") if parts else None
    if parts is None or host is None:
        return None
    if parts.port not in {None, _DEFAULT_PORTS[parts.scheme]}:
        host = f"{host}:{parts.port}"
    return parts._replace(
        netloc=host,
        path=settle_path(parts.path),
        query=settle_query(parts.query),
        fragment=_settle_fragment(parts.fragment),
    ).geturl()


def _settle_fragment(fragment: str) -> str:
    if _ROUTE.fullmatch(fragment):
        return settle_escapes(fragment)
    return fragment if _POST.fullmatch(fragment) and not is_tracking(fragment) else ""


def _is_believable(here: SplitResult, there: SplitResult) -> bool:
    """Tell whether the page `here` may call itself `there`, on the same site."""
    mine, its = here.path.strip("/"), there.path.strip("/")
    if mine == its and here.query == there.query:
        return True
    is_above = mine.startswith(f"{its}/")
    return not (is_above or _is_front(there) or _LATER_PAGE.search(here.query))


def _is_home(page: SplitResult) -> bool:
    return not (page.path.strip("/") or page.query or page.fragment)


def _is_front(page: SplitResult) -> bool:
    return not page.query and not _ARTICLE.search(unquote(page.path))


def _is_secret(name: str) -> bool:
    words = _WORD.findall(unquote(name))
    return any(_SECRET.fullmatch(word.lower()) for word in words)
