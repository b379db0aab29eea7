"""What gunicorn reads of itself, wherever it serves from; the rest is on its command line."""

import gc

# Loaded once, before the workers split off, so that they share what none of them changes.
preload_app = True

# How many more objects there are before Python looks for garbage again; its own 700 makes it look three hundred times
# while one long timeline is written, and nine of ten of these objects are gone by themselves at the end of the page.
OBJECTS_BEFORE_A_SEARCH = 20_000


def when_ready(server):
    """Let the workers keep sharing what is loaded.

    Left out of the search for garbage it is not written to; and going through all of it again and again
    made one page in ten a tenth of a second slower. WeasyPrint is not among it: of the pages most
    visitors ask, few are reports, and it would be a fifth of what a server holds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_A_SEARCH)
