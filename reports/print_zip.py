"""Many finished reports as loose files in a ZIP. Pure."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator

from dow_site.pieces import Pieces

# A ZIP wants a moment for each file; a fixed one, so that the same reports give the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def one_zip(reports: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The reports as files, in pieces; of those with the same name each gets a number behind it."""
    pieces, names = Pieces(), set()
    with zipfile.ZipFile(pieces, "w") as archive:
        for name, content in reports:
            stem, dot, ending = name.rpartition(".")
            number, unique = 1, name
            while unique in names:
                number += 1
                unique = f"{stem}-{number}{dot}{ending}"
            names.add(unique)
            about = zipfile.ZipInfo(unique, _MOMENT)
            # A PDF is compressed already, but in a ZIP that is streamed some programs find the end
            # of a file by its compression only.
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, content, compresslevel=1)
            yield pieces.taken()
    yield pieces.taken()
