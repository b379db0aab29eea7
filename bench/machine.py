"""What the figures were measured on, without a name or a path of it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil
from django.db import connection

_PACKAGES = ("Django", "psycopg2-binary", "gunicorn", "weasyprint", "django-pghistory")


def described() -> dict[str, str]:
    """The machine and the versions, by what they are called in the report."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [postgresql] = cursor.fetchone()
    return {
        "processor": f"{os.cpu_count()} × {_processor()}",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "PostgreSQL": postgresql.split()[0],
        **{package: version(package) for package in _PACKAGES},
        "load of the machine at the start": f"{os.getloadavg()[0]:.1f}",
    }


def _processor():
    cpuinfo = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (cpuinfo.read_text().splitlines() if cpuinfo.exists() else ())
        if line.startswith("model name")
    ]
    return names[0] if names else platform.processor()
