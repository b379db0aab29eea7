"""Queue workers as they run in production, on the database of the tests; they can be killed."""

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from dow_site import database


class QueueWorker:
    """A worker process of this name, as on a machine that is told of the database and of nothing else.

    `kill` ends it as a lost machine would.
    """

    def __init__(self, name):
        address = urlsplit(database.url())._replace(path=f"/{connection.settings_dict['NAME']}")
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", "worker", "--name", name],
            cwd=settings.BASE_DIR,
            # The demonstration that a checkout is set up for (.env) is not what a worker elsewhere has.
            env={
                "PATH": os.environ["PATH"],
                "DATABASE_URL": address.geturl(),
                "DEMO": "0",
            },
            start_new_session=True,
        )

    @property
    def is_alive(self):
        return self._process.poll() is None

    def kill(self):
        """Kill -9: nothing is finished, nothing is flushed, nobody is told."""
        if self.is_alive:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
