"""Which cost lines hang on which: execution costs go when the benefit goes."""

from collections.abc import Sequence

from costs.lines import Line


def check_keys(lines: Sequence[Line]) -> None:
    """Refuses, with a ValueError in Dutch, keys that are double, unknown or in a circle."""
    line_by_key = {line.key: line for line in lines}
    if len(line_by_key) < len(lines):
        raise ValueError("Twee regels hebben hetzelfde kenmerk.")
    sound: set[str] = set()
    for line in lines:
        passed: set[str] = set()
        step: Line | None = line
        while step is not None and step.key not in sound:
            if step.key in passed:
                raise ValueError(
                    f"De regel ‘{step.label}’ hangt via andere regels van zichzelf af."
                )
            passed.add(step.key)
            if step.depends_on is not None and step.depends_on not in line_by_key:
                raise ValueError(f"De regel waar ‘{step.label}’ van afhangt, bestaat niet.")
            step = line_by_key.get(step.depends_on)
        sound |= passed


def together_with(keys: frozenset[str], lines: Sequence[Line]) -> frozenset[str]:
    """The keys and those of every line that depends on one of them, however many steps away."""
    dependents_by_key: dict[str | None, list[str]] = {}
    for line in lines:
        dependents_by_key.setdefault(line.depends_on, []).append(line.key)
    reached, waiting = set(keys), list(keys)
    while waiting:
        found = set(dependents_by_key.get(waiting.pop(), ())) - reached
        reached |= found
        waiting += found
    return frozenset(reached)
