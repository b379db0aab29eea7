"""What gunicorn reads of itself, wherever it serves from; the rest is on its command line."""

import gc

# Loaded once, before the workers split off, so that they share what none of them changes.
preload_app = True


def when_ready(server):
    """Let the workers keep sharing what is loaded.

    Left out of the search for garbage it is not written to; and going through all of it again and again
    made one page in ten a tenth of a second slower. WeasyPrint is not among it: of the pages most
    visitors ask, few are reports, and it would be a fifth of what a server holds.
    """
    gc.collect()
    gc.freeze()
