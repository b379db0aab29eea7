"""Between two tests nothing reaches the database: a page still open asks on, and would be in the way."""

import threading
from collections.abc import Callable, Iterable, Iterator


class Gate:
    """Stands before the application of the tests' server, and knows who is still inside.

    A page that is polling when its test ends holds locks that the emptying of the tables waits for,
    and waits in turn for locks that the emptying holds: PostgreSQL ends one of the two, at random.
    """

    def __init__(self, application: Callable):
        self._application = application
        self._inside = 0
        self._is_open = False
        self._changed = threading.Condition()

    def open(self) -> None:
        with self._changed:
            self._is_open = True

    def shut(self, within: float) -> None:
        """Let nobody in any more, and wait for who is inside; refuses after `within` seconds."""
        with self._changed:
            self._is_open = False
            if not self._changed.wait_for(lambda: self._inside == 0, timeout=within):
                raise TimeoutError(f"{self._inside} requests are still being answered")

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        with self._changed:
            if not self._is_open:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            self._inside += 1
        try:
            return _Answer(self._application(environ, start_response), self._leave)
        except BaseException:
            self._leave()
            raise

    def _leave(self) -> None:
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()


class _Answer:
    """An answer that is inside until it is closed, as a streamed one still asks the database."""

    def __init__(self, answer: Iterable[bytes], leave: Callable[[], None]):
        self._answer = answer
        self._leave = leave

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        try:
            self._answer.close()
        finally:
            self._leave()
