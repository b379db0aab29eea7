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
    """A worker process of this name; `kill` ends it as a lost machine would."""

    def __init__(self, name):
        address = urlsplit(database.url())._replace(path=f"/{connection.settings_dict['NAME']}")
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", "worker", "--name", name],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {
                "DATABASE_URL": address.geturl(),
                "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
                "CONN_MAX_AGE": "600",
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
