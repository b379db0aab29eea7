"""The pack as one archive that is sent while it is made: no file of a dossier waits in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from reports.access_request.pack import file_name
from reports.models import AccessRequest
from trajectories.models import EventAttachment


class _Outlet:
    """What a zip is written to, and what is then taken from it piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Every piece is there at once."""

    def take(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def archive_of(request: AccessRequest, names: dict[int, str]) -> Iterator[bytes]:
    """The bytes of a zip with the paper, the machine's copy and the files, one file at a time."""
    outlet = _Outlet()
    moment = request.made_at.timetuple()[:6]
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(request, names):
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
            yield outlet.take()
    yield outlet.take()


def _parts(request: AccessRequest, names: dict[int, str]) -> Iterator[tuple[str, bytes]]:
    yield "inzage.pdf", bytes(request.paper)
    yield "inzage.json", bytes(request.machine)
    for key, name in names.items():
        content = EventAttachment.objects.values_list("content", flat=True).get(pk=key)
        yield file_name(key, name), bytes(content)
