"""Identity of texts: the same 64-bit number on every machine and in every version."""

import hashlib
import re

_WORD = re.compile(r"\w+")


def hash_text(*parts: str | None) -> int:
    """Number `parts` with 64 bits of BLAKE2b (0 … 2^64 - 1); None differs from "".

    Two among twenty million distinct texts collide with a probability of 1e-5.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        written = b"\x00" if part is None else b"\x01" + part.encode("utf-8", "replace")
        digest.update(len(written).to_bytes(8, "big") + written)
    return int.from_bytes(digest.digest(), "big")


def hash_words(title: str | None, body: str) -> int:
    """Number the case-folded words of `body`, under whatever title, punctuation and
    layout; where there is no body the words of the title decide.
    """
    words = _WORD.findall(body.casefold()) or _WORD.findall((title or "").casefold())
    return hash_text(" ".join(words))
