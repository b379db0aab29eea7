"""A web process of its own, to be killed half-way."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from dow_site import database
from dow_site.tests.processes import until

HOST = "127.0.0.1"


class WebProcess:
    """The web server as it runs in production, on the database of the tests; it can be killed."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self._process = None

    def start(self):
        address = urlsplit(database.url())._replace(path=f"/{connection.settings_dict['NAME']}")
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "gunicorn", "--bind", f"{HOST}:{self.port}"]
            + ["--workers", "1", "--log-level", "critical", "dow_site.wsgi"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": address.geturl()},
            # A group of its own, so that master and worker die in the same instant.
            start_new_session=True,
        )
        until(self._answers)

    def kill(self):
        """Kill -9: nothing is finished, nothing is flushed, nobody is told."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _answers(self):
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=5)) as asked:
            try:
                asked.request("GET", "/accounts/login/")
                return asked.getresponse().status == 200
            except OSError:
                return False
