"""Which Chromium the browser tests drive; run as a program, it sees to it that there is one (make test)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these a Chromium on a machine without internet keeps trying to reach its maker.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADVICE = (
    "The browser tests need Chromium, and it could not be installed here: install it (Debian: apt-get install"
    " chromium; Fedora: dnf install chromium; elsewhere: .venv/bin/python -m playwright install --with-deps"
    " chromium), then try again."
)


def launch_options() -> dict:
    """What Playwright is to launch; without a path it takes the browser that it installed itself."""
    options = {"args": list(QUIET)}
    if os.geteuid() == 0:
        # Chromium refuses to make its sandbox as root.
        options["args"].append("--no-sandbox")
    if found := installed():
        options["executable_path"] = found
    return options


def installed() -> str | None:
    """The Chromium of this machine that starts, for a name may also be a mere pointer to a shop."""
    for path in filter(None, map(shutil.which, NAMES)):
        answer = subprocess.run([path, "--version"], capture_output=True, check=False)  # noqa: S603
        if answer.returncode == 0:
            return path
    return None


def provide() -> bool:
    """Find a Chromium, else install one; False when none can be had."""
    if installed() or _playwright_has_one():
        return True
    if os.geteuid() == 0 and (apt_get := shutil.which("apt-get")):
        for command in (["update", "-qq"], ["install", "-qq", "-y", "chromium"]):
            _try([apt_get, *command])
        if installed():
            return True
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() == 0:
        command.append("--with-deps")
    _try(command)
    return _playwright_has_one()


def _try(command):
    sys.stdout.write(f"set-up: {' '.join(map(str, command[-4:]))}\n")
    sys.stdout.flush()
    subprocess.run(  # noqa: S603
        command,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        check=False,
    )


def _playwright_has_one():
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    if not provide():
        sys.exit(ADVICE)
