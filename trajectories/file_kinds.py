"""What a file is by its content: the kinds that may hang on an event. Pure.

What a file says it is (its name, the browser's word for it) decides nothing; it only has to agree.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import puremagic

# A list of the parts of an office file is small; a larger one is no office file.
_LONGEST_LIST = 2**20
_MOST_PARTS = 10_000


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is taken, with the endings that its name may have."""

    mime: str
    label: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    kind.mime: kind
    for kind in (
        FileKind("application/pdf", "PDF", ("pdf",)),
        FileKind("image/jpeg", "JPEG", ("jpg", "jpeg")),
        FileKind("image/png", "PNG", ("png",)),
        FileKind("image/webp", "WebP", ("webp",)),
        FileKind(f"{_OFFICE}wordprocessingml.document", "Word", ("docx",)),
        FileKind(f"{_OFFICE}spreadsheetml.sheet", "Excel", ("xlsx",)),
        FileKind(f"{_OFFICE}presentationml.presentation", "PowerPoint", ("pptx",)),
        FileKind(f"{_OPEN}text", "LibreOffice-tekst", ("odt",)),
        FileKind(f"{_OPEN}spreadsheet", "LibreOffice-rekenblad", ("ods",)),
        FileKind(f"{_OPEN}presentation", "LibreOffice-presentatie", ("odp",)),
    )
}
ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)
# The same in words, for who chooses a file.
TAKEN = (
    "PDF, foto (jpg, jpeg, png, webp), Word (docx), Excel (xlsx), PowerPoint (pptx) "
    "en LibreOffice (odt, ods, odp)"
)
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"


def kind_of(content: bytes) -> FileKind | None:
    """The kind of a file; None for a kind that is not taken, macros included."""
    if content.startswith(_ZIP):
        return _kind_of_office(content)
    if content.startswith(_PDF):
        return KINDS["application/pdf"]
    try:
        return KINDS.get(puremagic.from_string(content, mime=True))
    except (puremagic.PureError, ValueError):
        return None


def name_fits(name: str, kind: FileKind) -> bool:
    """Whether the file's name ends as a file of this kind does."""
    return name.rpartition(".")[2].lower() in kind.endings


def _kind_of_office(content: bytes) -> FileKind | None:
    """Which office file a zip is, by the list of its parts; nothing else of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            if len(names) > _MOST_PARTS or any("vbaproject" in name.lower() for name in names):
                return None
            if "[Content_Types].xml" in names:
                said = _read(parts, "[Content_Types].xml")
                if b"macroEnabled" in said or b"vbaProject" in said:
                    return None
                return next(
                    (
                        kind
                        for mime, kind in KINDS.items()
                        if mime.startswith(_OFFICE) and f"{mime}.main+xml".encode() in said
                    ),
                    None,
                )
            if "mimetype" in names and not any(name.startswith("Basic/") for name in names):
                return KINDS.get(_read(parts, "mimetype").decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None
    return None


def _read(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as part:
        return part.read(_LONGEST_LIST)
