"""The environment of the tests, set before settings load, so that `make test` and a plain `pytest` are alike."""

import gc
import os
from pathlib import Path

from hypothesis import HealthCheck, settings

# No machine is so fast that it never waits; what must be fast is measured apart.
settings.register_profile("dow", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dow")

os.environ["DEMO"] = "1"
# The browser tests' server answers each request in a thread of its own, which must not keep a connection.
os.environ["CONN_MAX_AGE"] = "0"
os.environ["TASKS_BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"
# Playwright keeps an event loop in the thread of the tests, in which Django else refuses to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# WhiteNoise warns of a missing folder, and a warning fails a test.
(Path(__file__).resolve().parents[2] / "var" / "staticfiles").mkdir(parents=True, exist_ok=True)
# Tests leave little that only a full collection finds, and looking for it took an eighth of their time.
gc.set_threshold(10_000, 20, 50)
