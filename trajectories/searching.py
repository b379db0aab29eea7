"""Searching in what was written: by word in Dutch, in the texts as this reader reads them."""

import re
from collections.abc import Mapping

from django.db import connection

from participants.names import folded


def which_hold(texts: Mapping[int, str], words: str) -> set[int]:
    """The keys of the texts in which every word occurs, in whatever form: 'school' finds 'scholen'.

    The texts are given, and not looked up, so that a name that is veiled for a reader is not found
    by searching for it either. A beginning of a word will do; little words such as 'de' alone find
    nothing. One query.
    """
    asked = " & ".join(f"{word}:*" for word in re.findall(r"\w+", folded(words)))
    if not asked or not texts:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key FROM unnest(%s::bigint[], %s::text[]) AS told (key, text)"
            " WHERE to_tsvector('dutch', text) @@ to_tsquery('dutch', %s)",
            [list(texts), [folded(text) for text in texts.values()], asked],
        )
        return {key for (key,) in cursor.fetchall()}
