"""The environment of the tests, set before settings load, so that `make test` and a plain `pytest` are alike."""

import os
from pathlib import Path

os.environ["DEMO"] = "1"
os.environ["TASKS_BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"
# WhiteNoise warns of a missing folder, and a warning fails a test.
(Path(__file__).resolve().parents[2] / "var" / "staticfiles").mkdir(parents=True, exist_ok=True)
