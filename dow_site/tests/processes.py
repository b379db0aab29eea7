"""Waiting for what real processes do, in the tests of the set-up."""

import time

DEADLINE = 30


def until(question, deadline=DEADLINE):
    """Ask until the answer is true, and give it; fails when it stays false."""
    end = time.monotonic() + deadline
    while not (answer := question()):
        assert time.monotonic() < end, f"still not so after {deadline} s"
        time.sleep(0.05)
    return answer
