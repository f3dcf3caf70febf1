"""The rules of the house that no linter knows: who may import whom, and what may be in the tree."""

import ast
import importlib
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

import crosslight
from crosslight.cli import app

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "src" / "crosslight"
MODULES = sorted(HOUSE.rglob("*.py"))

# In the order in which data walks through; `model` and `errors` stand under all of them, and what
# puts rooms together comes after the last: modules beside the rooms, and what is in LAST, in this order.
ROOMS = ("reading", "fetching", "parsing", "grouping", "aligning", "telling", "reporting")
LAST = ("library", "spark", "__init__", "web", "cli", "__main__")
GROUND = ("model", "errors")

MOST_LINES = 400
MOST_BYTES = 25 * 2**20

PUBLIC = {
    "Article",
    "CompareError",
    "CrosslightError",
    "Dossier",
    "Grouper",
    "Grouping",
    "Library",
    "LibraryError",
    "Link",
    "Parsed",
    "PipelineError",
    "Point",
    "ReadError",
    "Reading",
    "Span",
    "Story",
    "compare",
    "group",
    "parse",
    "read",
    "to_html",
    "to_json",
    "to_markdown",
}

# Reading one of these runs what it names; and a later version may not read it at all.
PICKLES = {"pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
NETWORK = {
    *("socket", "urllib.request", "urllib.robotparser", "http.client", "requests", "aiohttp"),
    *("httpx", "httpcore", "trafilatura.downloads"),
}
# The one room that may use the network; and the one module that may use a library that would fetch what it
# is given, if that is an address.
NETWORK_ROOM = "crosslight.fetching"
FETCHES_ITSELF = {"feedparser": "crosslight.reading.feed"}
# What is installed only where it is asked for, and the one place that may ask for it.
EXTRAS = {"psycopg": "crosslight.library.postgres"}

# Written in parts, so that this file does not name them.
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users|tmp)" + r"/\w")
REGISTRY = re.compile(
    "|".join(["pypi" + r"\.org", "python" + r"hosted\.", "npm" + r"js\.", r"deb\." + "debian"])
)


def name_of(path: Path) -> str:
    """Return the dotted name of a module of the house."""
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def rank(module: str) -> int:
    """Return how far along the way a module of the house stands."""
    room = f"{module}.".split(".")[1] or "__init__"
    if room in GROUND:
        return -1
    if room in ROOMS:
        return ROOMS.index(room)
    return len(ROOMS) + (1 + LAST.index(room) if room in LAST else 0)


def imports(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -node.level + 1 or None] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def package_of(path: Path) -> str:
    """Return the package in which a module stands."""
    return ".".join(path.relative_to(HOUSE.parent).parent.parts)


def within(imported: str, names: set[str]) -> bool:
    """Tell whether a dotted name is one of these, or lies inside one of them."""
    return any(imported == name or imported.startswith(f"{name}.") for name in names)


def pins(path: Path) -> dict[str, list[str]]:
    """Return the pinned versions of each package in a file of requirements."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", path.read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the project with its text: all that git tracks or would track."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(  # noqa: S603 - a fixed command
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" not in data:
            yield path, data.decode("utf-8", "replace")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_knows_only_the_rooms_before_it(path: Path) -> None:
    own = rank(name_of(path))
    ours = [n for n in imports(tree_of(path), package_of(path)) if within(n, {"crosslight"})]
    late = [n for n in ours if rank(n) > own]
    assert not late, f"{name_of(path)} imports {late}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import crosslight.cli", ["crosslight.cli"]),
        ("from crosslight.model import Span", ["crosslight.model.Span"]),
        ("def f():\n    from crosslight import telling", ["crosslight.telling"]),
        ("from . import lines", ["crosslight.reading.lines"]),
        ("from ..telling.quotes import quotes", ["crosslight.telling.quotes.quotes"]),
    ],
)
def test_every_way_of_importing_is_seen(source: str, expected: list[str]) -> None:
    assert list(imports(ast.parse(source), "crosslight.reading")) == expected


def test_the_rooms_have_one_order() -> None:
    order = [
        "model",
        "reading.text",
        "fetching.poll",
        "parsing",
        "grouping",
        "aligning",
        "telling",
        "reporting.html",
        "comparing",
        "library.store",
        "spark.job",
        "__init__",
        "web.app",
        "cli",
        "__main__",
    ]
    ranks = [rank(f"crosslight.{name}") for name in order]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_has_a_docstring_of_one_sentence_first(path: Path) -> None:
    docstring = ast.get_docstring(tree_of(path))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_too_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", [p for p in MODULES if p.parent.name != "cli"], ids=name_of)
def test_the_library_neither_prints_nor_exits(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in {"print", "exit", "quit", "sys.exit", "os._exit"}
        if isinstance(node, ast.Raise) and node.exc:
            assert not ast.unparse(node.exc).startswith("SystemExit")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_reads_pickles_and_only_one_room_uses_the_network(path: Path) -> None:
    tree, name = tree_of(path), name_of(path)
    forbidden = PICKLES if within(name, {NETWORK_ROOM}) else PICKLES | NETWORK
    assert not [n for n in imports(tree, package_of(path)) if within(n, forbidden)]
    called = {ast.unparse(node.func).split(".")[-1] for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"fetch_url", "fetch_response", "urlopen", "urlretrieve"}
    alone = {n for n in FETCHES_ITSELF if any(within(i, {n}) for i in imports(tree, package_of(path)))}
    assert all(name == FETCHES_ITSELF[library] for library in alone)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_is_extra_is_imported_in_one_place_and_late(path: Path) -> None:
    tree, name = tree_of(path), name_of(path)
    for extra, place in EXTRAS.items():
        if any(within(n, {extra}) for n in imports(tree, package_of(path))):
            assert within(name, {place})
        top = ast.Module([node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)], [])
        assert not [n for n in imports(top, package_of(path)) if within(n, {extra})]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_fetched_but_by_the_command_line(path: Path) -> None:
    if within(name_of(path), {NETWORK_ROOM, "crosslight.cli"}):
        return
    assert not [n for n in imports(tree_of(path), package_of(path)) if within(n, {NETWORK_ROOM})]


def test_every_model_file_is_small_and_has_a_card() -> None:
    files = [p for p in (HOUSE / "models").glob("*") if p.is_file() and p.suffix not in {".md", ".py"}]
    cards = "\n".join(p.read_text("utf-8") for p in (HOUSE / "models").glob("*.md"))
    assert not [p.name for p in files if p.stat().st_size > MOST_BYTES]
    assert not [p.name for p in files if p.name not in cards], "no card names these"


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path, text in texts()
        for hit in [MACHINE.search(text) or REGISTRY.search(text)]
        if hit
    ]
    assert not found


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run, test = pins(ROOT / "requirements.txt"), pins(ROOT / "requirements-test.txt")
    needed = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    needed_by_tests = project["project"]["optional-dependencies"]["test"]
    names = {re.split(r"[^\w.-]", line)[0].lower() for line in needed}
    assert names <= set(run)
    assert {re.split(r"[^\w.-]", line)[0].lower() for line in needed_by_tests} - {"crosslight"} <= set(test)
    assert {name: test.get(name) for name in run} == run


def test_the_wheel_has_every_file_of_the_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    monkeypatch.chdir(ROOT)
    wheel = importlib.import_module("hatchling.build").build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("crosslight/")}
    here = {p.relative_to(HOUSE.parent) for p in HOUSE.rglob("*") if p.is_file()}
    assert packed == {p.as_posix() for p in here if "__pycache__" not in p.parts}


def test_the_public_surface_is_as_written_here() -> None:
    assert set(crosslight.__all__) == PUBLIC
    assert len(crosslight.__all__) == len(PUBLIC)


@pytest.mark.parametrize("name", crosslight.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert (getattr(crosslight, name).__doc__ or "").strip()


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="rumour"):
        _ = crosslight.rumour


def test_every_command_and_option_is_in_the_readme_and_every_command_has_an_example() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    group = typer.main.get_command(app)
    commands = getattr(group, "commands", {})
    assert {"compare", "group", "parse"} <= set(commands)
    for name, command in commands.items():
        assert f"crosslight {name} " in readme
        assert f"crosslight {name} " in command.help.split("Example", 1)[1], f"{name}: no example in its help"
        options = [o for p in command.params for o in p.opts if o.startswith("--") and o != "--help"]
        missing = [option for option in options if option not in readme]
        assert not missing, f"{name}: README lacks {missing}"
