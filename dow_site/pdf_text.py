"""What the letters of a PDF say to who hears or copies it, where WeasyPrint cannot know.

A PDF maps each glyph to text, once. WeasyPrint gives a glyph the text of the letter group in which it
meets it first, so that of an Arabic letter with a vowel sign above it one glyph says both and the
other nothing, everywhere in the document. The font itself knows better.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

# The fonts of the project in which letters and signs join, by their name in a PDF.
_FILES = {"Vazirmatn": "fonts/vazirmatn-400.woff2", "Vazirmatn-Bold": "fonts/vazirmatn-700.woff2"}
_MAPPING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_SINGLE, _LIGATURE, _EXTENSION = 1, 4, 7


def mend(_document: object, pdf: object) -> None:
    """A finisher of WeasyPrint: put right what the glyphs of these fonts say; costs nothing where they are not used."""
    for one in list(pdf.objects):
        if not isinstance(one, dict) or one.get("Type") != "/Font" or "ToUnicode" not in one:
            continue
        file = _FILES.get(_name_in(one["BaseFont"]))
        if file is not None:
            stream = pdf.objects[int(one["ToUnicode"].split()[0])].stream
            stream[:] = [_mended(line, glyph_texts(finders.find(file))) for line in stream]


@cache
def glyph_texts(path: str | Path) -> dict[int, tuple[str, ...]]:
    """Of each glyph of a font file the texts that it can stand for, the most likely first."""
    # Slow to load, and for few reports.
    from fontTools.ttLib import TTFont

    font = TTFont(path)
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for code, glyph in sorted(font.getBestCmap().items()):
        # A form of a letter at the end or in the middle of a word is that letter.
        texts[glyph][unicodedata.normalize("NFKC", chr(code))] = None
    substitutions = list(_substitutions(font))
    before = -1
    while before != (before := sum(map(len, texts.values()))):
        for parts, whole in substitutions:
            for text in _joined(parts, texts):
                texts[whole][text] = None
    return {font.getGlyphID(glyph): tuple(found) for glyph, found in texts.items() if found}


def _name_in(base_font):
    name = base_font.decode() if isinstance(base_font, bytes) else str(base_font)
    return name.rpartition("+")[2].strip(",")


def _mended(line, texts):
    mapping = _MAPPING.fullmatch(line)
    if mapping is None:
        return line
    possible = texts.get(int(mapping[1], 16), ())
    said = bytes.fromhex(mapping[2].decode()).decode("utf-16-be")
    if not possible or said in possible:
        return line
    return b"<%s> <%s>" % (mapping[1], possible[0].encode("utf-16-be").hex().encode())


def _substitutions(font):
    """Which glyphs the font replaces by which one: other forms of a letter, and letters that join."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if inner.LookupType == _SINGLE:
                yield from (((one,), other) for one, other in inner.mapping.items())
            elif inner.LookupType == _LIGATURE:
                for first, ligatures in inner.ligatures.items():
                    yield from (((first, *one.Component), one.LigGlyph) for one in ligatures)


def _joined(parts, texts):
    """The likeliest text of glyphs that join; of a single one each that it can be."""
    if len(parts) == 1:
        return tuple(texts[parts[0]])
    if all(texts[part] for part in parts):
        return ("".join(next(iter(texts[part])) for part in parts),)
    return ()
