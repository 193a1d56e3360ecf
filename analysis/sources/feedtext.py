"""What a feed's address delivered: bytes → text, from the first mark-up on."""

import codecs
import gzip
import re
import zlib
from io import BytesIO

from analysis.errors import SourceError
from analysis.sources.encoding import decode_text, find_encoding

UNPACKED_LIMIT = 50_000_000

_PIECE = 1_000_000
_DECLARED = re.compile(
    rb"^[\s\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})"
)
_PROLOG = re.compile(
    r"\s*(?:<\?[^<>]*>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)",
    re.DOTALL | re.IGNORECASE,
)
_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(
    r"<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)(?=[\s/>]|\Z)", re.IGNORECASE
)
_ENTRY_START = re.compile(r"<(?:\w+:)?(?:item|entry|url|sitemap)(?=[\s>]|\Z)")
_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry|url|sitemap)\s*>")
_END = re.compile(
    r"</(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\s*>|\A<[^<>]*/>", re.IGNORECASE
)
# A declaration that can be read byte by byte is wrong about the wide ones, and no feed
# is written in the others.
_NO_CODECS = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw")
# Browsers read these by the larger set, and outlets rely on it.
_LARGER_SETS = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def decode_feed(payload: bytes, charset: str | None = None) -> str:
    """Read what may be packed by gzip as text, without what stands before its root:
    declarations, comments, a script's warnings.

    A byte order mark decides on the encoding, then whether the bytes are UTF-8, then
    the XML declaration, then the server's `charset`, then a guess. Raises SourceError
    ("too large", "broken gzip", "binary file").
    """
    text = _decode(_unpack(payload), charset).lstrip("\ufeff\x00 \t\r\n")
    text = _drop_prolog(text)
    if text.startswith("{") or _PAGE.match(text):
        return text
    root = _ROOT.search(text[:10_000])
    return text[root.start() :] if root else text


def is_markup_of_feed(text: str) -> bool:
    """Whether `text` begins with the root of a feed or a sitemap."""
    return _ROOT.match(text) is not None


def drop_cut_entry(text: str) -> tuple[str, bool]:
    """Say whether mark-up breaks off before the end of its root, and end it behind its
    last whole entry if so."""
    if _END.search(text[-2000:]):
        return text, False
    ends = [found.end() for found in _ENTRY_END.finditer(text)]
    if _END.search(text, ends[-1] if ends else 0):
        return text, False
    if ends:
        return text[: ends[-1]], True
    start = _ENTRY_START.search(text)
    return text[: start.start()] if start else text, True


def _unpack(payload: bytes) -> bytes:
    """Unpack gzip; of a broken-off or damaged one what can be had."""
    if not payload.startswith(b"\x1f\x8b"):
        return payload
    unpacked = bytearray()
    try:
        with gzip.GzipFile(fileobj=BytesIO(payload)) as stream:
            while piece := stream.read1(_PIECE):
                unpacked += piece
                if len(unpacked) > UNPACKED_LIMIT:
                    raise SourceError(
                        "too large",
                        f"unpacked it has more than {UNPACKED_LIMIT:,} bytes: no feed "
                        "or sitemap may; ask for a smaller one",
                    )
    except (OSError, EOFError, zlib.error) as error:
        if not unpacked:
            raise SourceError("broken gzip", f"{error}: fetch it again") from error
    return bytes(unpacked)


def _decode(payload: bytes, charset: str | None) -> str:
    found = _DECLARED.search(payload[:1000])
    declared = found[1].decode("ascii") if found else None
    if payload.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        return decode_text(payload)
    if b"\x00" in payload[:100]:
        return decode_text(payload)
    # Behind legible mark-up a zero byte is dirt.
    payload = payload.replace(b"\x00", b"")
    order = (declared, "utf-8") if payload.isascii() else ("utf-8", declared)
    for name in order:
        if (text := _decode_as(payload, name)) is not None:
            return text
    guess = _guess_encoding(payload)
    text = None if guess == "utf-8" else _decode_as(payload, charset)
    return payload.decode(guess, "replace") if text is None else text


def _guess_encoding(payload: bytes) -> str:
    try:
        return find_encoding(payload)
    except SourceError as error:
        # A few letters that nobody can tell are no reason to lose the others.
        if error.reason == "unknown encoding":
            return "utf-8"
        raise


def _decode_as(payload: bytes, name: str | None) -> str | None:
    """Decode strictly but for a character cut in half at the end; None where the bytes
    are not in the encoding of that name."""
    try:
        codec = codecs.lookup(name or "").name
        if codec.startswith(_NO_CODECS):
            return None
        known = _LARGER_SETS.get(codec, codec)
        return codecs.getincrementaldecoder(known)().decode(payload)
    except (LookupError, ValueError, AssertionError):
        return None


def _drop_prolog(text: str) -> str:
    at = 0
    while found := _PROLOG.match(text, at):
        at = found.end()
    return text[at:].lstrip()
