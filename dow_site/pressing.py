"""Templates for loops of hundreds of rows: rendered once for each shape of a row, then only filled.

A template's own loop pays for every variable and every condition of every row again. A press pays
for them once: what a template does with a row depends on which texts there are, and on flags.
"""

import re
from html import escape

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString

# Characters that Unicode keeps free for use inside a program: no text holds them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_PLACE = re.compile(f"{_OPEN}(\\w+){_CLOSE}")
# Line breaks and what indents after them are the template's, and not the page's.
_BREAK = re.compile(r"\n\s*")


def _escaped(text: str) -> str:
    """As `html.escape` does, which takes longer to find out that there is nothing to escape."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return text


class Press:
    """One template, called with the values of a row: `press(text=entry.text, is_shared=True)`.

    Texts are escaped, markup that is safe already is set as it is. In the template a text may be
    written and asked whether it is there; it may not be filtered, compared or taken apart. Anything
    that is no text, such as a flag, belongs to the shape and may be used freely; it should have few
    values, for each makes a shape that is kept.
    """

    def __init__(self, template: str):
        self.template = template
        self._shapes: dict[tuple, tuple[str, tuple[str, ...]]] = {}

    def __call__(self, **row) -> SafeString:
        """The template with this row's values; every call gives the same names in the same order."""
        # Lists, and not what makes one by one: this runs thousands of times for a page.
        shape = tuple([bool(v) if isinstance(v, str) else v for v in row.values()])
        found = self._shapes.get(shape)
        if found is None or settings.DEBUG:
            found = self._shapes[shape] = self._press(row)
        plate, names = found
        return SafeString(
            plate
            % tuple(
                [
                    value if isinstance(value, SafeString) else _escaped(value)
                    for value in map(row.__getitem__, names)
                ]
            )
        )

    def _press(self, row: dict) -> tuple[str, tuple[str, ...]]:
        """The rendered template with a place for each text, and whose places they are."""
        places = {
            name: f"{_OPEN}{name}{_CLOSE}" if isinstance(value, str) and value else value
            for name, value in row.items()
        }
        html = _BREAK.sub("", get_template(self.template).render(places))
        plate = _PLACE.sub("%s", html.replace("%", "%%"))
        return plate, tuple(_PLACE.findall(html))
