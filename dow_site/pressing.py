"""Templates for loops of hundreds of rows: rendered once for each shape of a row, then only filled.

A template's own loop pays for every variable and every condition of every row again. A press pays
for them once: what a template does with a row depends on which texts there are, and on flags.
"""

import re
from collections.abc import Callable, Sequence
from html import escape
from operator import itemgetter

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString

# Characters that Unicode keeps free for use inside a program: no text holds them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_PLACE = re.compile(f"{_OPEN}(\\w+){_CLOSE}")
# Line breaks and what indents after them are the template's, and not the page's.
_BREAK = re.compile(r"\n\s*")


class Press:
    """One template, called with the values of a row: `press(text=entry.text, is_shared=True)`.

    Texts are escaped, markup that is safe already is set as it is. In the template a text may be
    written and asked whether it is there; it may not be filtered, compared or taken apart. Anything
    that is no text, such as a flag, belongs to the shape and may be used freely; it should have few
    values, for each makes a shape that is kept.
    """

    def __init__(self, template: str):
        self.template = template
        self._shapes: dict[tuple, tuple[str, Callable[[dict], Sequence[str]]]] = {}

    def __call__(self, **row) -> SafeString:
        """The template with this row's values; every call gives the same names in the same order."""
        # Lists, and nothing called from within them: this runs a thousand times for a page.
        shape = tuple([not v if isinstance(v, str) else v for v in row.values()])
        found = self._shapes.get(shape)
        if found is None:
            found = self._press(row)
            if not settings.DEBUG:
                self._shapes[shape] = found
        plate, values_of = found
        # `escape` takes longer than the test to find out that there is nothing to escape.
        return SafeString(
            plate
            % tuple(
                [
                    v
                    if isinstance(v, SafeString)
                    or not ("&" in v or "<" in v or ">" in v or '"' in v or "'" in v)
                    else escape(v)
                    for v in values_of(row)
                ]
            )
        )

    def _press(self, row: dict) -> tuple[str, Callable[[dict], Sequence[str]]]:
        """The rendered template with a place for each text, and what takes those texts from a row."""
        places = {
            name: f"{_OPEN}{name}{_CLOSE}" if isinstance(value, str) and value else value
            for name, value in row.items()
        }
        html = _BREAK.sub("", get_template(self.template).render(places))
        plate = _PLACE.sub("%s", html.replace("%", "%%"))
        return plate, _taker(_PLACE.findall(html))


def _taker(names: Sequence[str]) -> Callable[[dict], Sequence[str]]:
    """What takes the values of these names from a row, in their order."""
    if len(names) > 1:
        return itemgetter(*names)
    # Of one name an itemgetter gives the value itself.
    return lambda row: [row[name] for name in names]
