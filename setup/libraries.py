"""Exit status 0 when the system libraries that WeasyPrint loads are there; --required leaves out those for speed."""

import argparse
import ctypes
import sys
from pathlib import Path

REQUIRED = {
    "linux": ["libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1",
              "libpangoft2-1.0.so.0"],
    "darwin": ["libgobject-2.0.0.dylib", "libpango-1.0.dylib", "libharfbuzz.0.dylib",
               "libfontconfig.1.dylib", "libpangoft2-1.0.dylib"],
}  # fmt: skip
# Without it fonts are cut down in Python, which takes most of a report's time.
FOR_SPEED = {"linux": ["libharfbuzz-subset.so.0"], "darwin": ["libharfbuzz-subset.0.dylib"]}
# Where Homebrew installs; Apple's own Python does not look there.
HOMEBREW = (Path("/opt/homebrew/lib"), Path("/usr/local/lib"))


def loads(name):
    for place in ("", *(f"{folder}/" for folder in HOMEBREW)):
        try:
            ctypes.CDLL(f"{place}{name}")
        except OSError:
            continue
        return True
    return False


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--required", action="store_true")
wanted = REQUIRED.get(sys.platform, [])
if not parser.parse_args().required:
    wanted = wanted + FOR_SPEED.get(sys.platform, [])
sys.exit(any(not loads(name) for name in wanted))
