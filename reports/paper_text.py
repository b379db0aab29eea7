"""The text of a finished PDF, page by page, as a reader of the paper has it."""

from __future__ import annotations

from threading import Lock

# PDFium keeps its state for the whole process.
_one_at_a_time = Lock()


def text_of_pages(content: bytes) -> list[str]:
    """What stands on each page, a line of paper on a line; a word broken off keeps its hyphen."""
    # Here, as few processes ever read a PDF, and none should hold 5 MiB for it.
    from pypdfium2 import PdfDocument

    with _one_at_a_time:
        document = PdfDocument(content)
        try:
            # PDFium marks a hyphen that breaks a word with a sign of its own.
            return [
                page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document
            ]
        finally:
            document.close()
