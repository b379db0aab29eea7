"""What the web server loads before its workers split off."""

import json
import os
import subprocess
import sys

from django.conf import settings

LOADED = """
import json, runpy, sys, threading
import dow_site.wsgi
from django.db import connections

runpy.run_path("gunicorn.conf.py")["when_ready"](None)
print(json.dumps({
    "modules": sorted(sys.modules),
    "threads": threading.active_count(),
    "connections": len([one for one in connections.all() if one.connection is not None]),
}))
"""


def test_workers_share_what_all_need_and_no_connection_or_thread():
    """A connection that two processes use mixes up their answers; of a thread only its locks come along."""
    answer = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "dow_site.settings"},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout

    loaded = json.loads(answer)
    assert (loaded["threads"], loaded["connections"]) == (1, 0)
    assert {"reports.views", "coaching.views"} <= set(loaded["modules"])
    needed_by_few = {"weasyprint", "openpyxl", "pikepdf", "pypdfium2", "icalendar"}
    assert needed_by_few & set(loaded["modules"]) == set()


def test_a_web_process_without_a_secret_key_does_not_start():
    """It signs sessions and links; a queue worker signs nothing, and needs the database's address only."""
    ended = subprocess.run(
        [sys.executable, "-c", "import dow_site.wsgi"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DEMO": "0",
            "DATABASE_URL": "postgresql://nobody@127.0.0.1/none",
        },
        stderr=subprocess.PIPE,
        text=True,
    )

    assert ended.returncode
    assert "Set the environment variable SECRET_KEY" in ended.stderr.splitlines()[-1]
