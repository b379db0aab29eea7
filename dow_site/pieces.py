"""A file that is handed on while it is written. Pure."""


class Pieces:
    """What can be written from front to back only, such as a ZIP that is streamed: `taken` gives what is new."""

    def __init__(self):
        self._written = []

    def write(self, piece: bytes) -> int:
        # A copy: who writes may use the place again.
        self._written.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._written = b"".join(self._written), []
        return pieces
