"""The part of the base's vocabulary that ships.

Pieces of several characters in scripts that none of the model's languages uses are
left out; single characters stay, so that no text becomes unknown by it. Texts in all
other scripts are cut into the same pieces as before.
"""

import json
import unicodedata
from collections.abc import Sequence

from flows.training.weights import Words

# As few as bring the folder below 78 MB; by the first word of their characters' names.
LEFT_OUT = frozenset(
    {
        "GUJARATI",
        "GURMUKHI",
        "KANNADA",
        "KHMER",
        "LAO",
        "MALAYALAM",
        "MYANMAR",
        "ORIYA",
        "SINHALA",
        "TAMIL",
        "TELUGU",
        "THAI",
    }
)


def parse_pieces(tokenizer: str) -> list[str]:
    """The pieces in a `tokenizer.json`, in the order of their numbers."""
    return [piece for piece, _ in json.loads(tokenizer)["model"]["vocab"]]


def find_kept(pieces: Sequence[str]) -> list[int]:
    """The numbers of the pieces that ship, ascending."""
    single = {piece for piece in pieces if len(piece) == 1}
    return [
        number
        for number, piece in enumerate(pieces)
        if len(piece) == 1
        or not any(map(_is_left_out, piece))
        or not single.issuperset(piece)
    ]


def trim_tokenizer(tokenizer: str, kept: Sequence[int]) -> str:
    """A `tokenizer.json` of the kept pieces alone, numbered anew in their order."""
    fields = json.loads(tokenizer)
    vocabulary = fields["model"]["vocab"]
    renumbered = {old: new for new, old in enumerate(kept)}
    fields["model"]["vocab"] = [vocabulary[number] for number in kept]
    fields["model"]["unk_id"] = renumbered[fields["model"]["unk_id"]]
    # Long texts are windowed by us, and no row is padded.
    fields["truncation"] = fields["padding"] = None
    for token in fields["added_tokens"]:
        token["id"] = renumbered[token["id"]]
    for special in fields["post_processor"]["special_tokens"].values():
        special["ids"] = [renumbered[number] for number in special["ids"]]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def pick_words(words: Words, kept: Sequence[int]) -> Words:
    """The word vectors of the kept pieces."""
    rows = list(kept)
    return Words(packed=words.packed[rows], scales=words.scales[rows])


def _is_left_out(character: str) -> bool:
    return unicodedata.name(character, "").partition(" ")[0] in LEFT_OUT
