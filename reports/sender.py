"""Who a letter comes from: what the work-learning company says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Programme


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The block on top of a letter: a name, and the lines that are filled in."""

    name: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, programme: Programme) -> Sender:
        """The company's name, address, telephone and e-mail; without an address the place alone."""
        address = [line.strip() for line in programme.address.splitlines() if line.strip()]
        lines = [*(address or [programme.location]), programme.phone, programme.email]
        return cls(name=programme.name, lines=tuple(line for line in lines if line))
