#!/usr/bin/env python
"""Run a command of Dynamisch Op Weg."""

import os
import sys
from pathlib import Path


def main():
    read_environment(Path(__file__).resolve().with_name(".env"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dow_site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def read_environment(file):
    """Take NAME=value lines (`make setup` writes DEMO=1) for what the environment itself does not say."""
    if file.exists():
        for line in file.read_text().splitlines():
            name, given, value = line.partition("=")
            if given and not name.lstrip().startswith("#"):
                os.environ.setdefault(name.strip(), value.strip())


if __name__ == "__main__":
    main()
