"""What changed between two texts, word by word. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\S+")
# Texts longer than this together are shown whole, before and after: comparing takes too long.
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: `kept`, `gone` or `new`."""

    state: str
    text: str


def word_differences(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces that turn one text into the other.

    Kept and gone together are the first text, kept and new together the second.
    """
    if len(before) + len(after) > LONGEST:
        pieces = [Piece("gone", before), Piece("new", after)]
    else:
        old, new = _WORDS.findall(before), _WORDS.findall(after)
        pieces = []
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                pieces.append(Piece("kept", "".join(old[a:b])))
            else:
                pieces += [Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d]))]
    return tuple(piece for piece in pieces if piece.text)
