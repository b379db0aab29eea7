"""The measured comparison: this system, Django's own admin on the same data, and the limits of the machine.

Nothing of it is reachable in production: no module of the house imports it, and it serves from settings of
its own. `make bench` runs it; `bench/results.md` is what it found.
"""
