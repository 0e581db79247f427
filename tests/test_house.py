"""The rules of the house that no linter knows. CONTRIBUTING.md gives the reasons."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
PACKAGES = ("benchmarks", "models", "pipeline", "schemas", "training")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "deploy").glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)
SCRIPTS = sorted([*ROOT.glob("*.sh"), *(ROOT / ".ci").iterdir()])
MAX_LINES = 300
TORCH = ("pipeline/inference/network", "pipeline/inference/torch_")
"""Modules beneath the engine choice, which the extra is for: imported late."""

BEAM_HOOKS = {
    "expand",
    "process",
    "setup",
    "start_bundle",
    "finish_bundle",
    "teardown",
    "load_model",
    "run_inference",
    "batch_elements_kwargs",
    "get_metrics_namespace",
    "get_num_bytes",
}
"""Methods that Beam calls and documents; what is ours about them is said by their class."""


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> set[str]:
    """The top-level names of what ``tree`` imports."""
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }
    return names - sys.stdlib_module_names - set(PACKAGES)


def runs_late(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


def distributions(requirements: Iterable[str]) -> set[str]:
    """The normalised names in requirements: ``apache-beam`` for ``apache_beam[gcp]>=2.76``."""
    return {re.split(r"[^\w.-]", each)[0].lower().replace("_", "-") for each in requirements}


def written_commands(pattern: str) -> list[str]:
    """What ``pattern`` finds in the fenced blocks and the code spans of all pages, once each."""
    code = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
    return sorted(
        {
            found
            for page in PAGES
            for block in code.findall(page.read_text(encoding="utf-8"))
            for found in re.findall(pattern, block)
        }
    )


def test_imports_go_in_one_direction(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_modules_fit_in_a_few_screens() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


def test_modules_are_named_for_their_subject() -> None:
    nameless = {"utils", "util", "common", "helpers", "misc"}
    assert [place(path) for path in MODULES if nameless & set(path.with_suffix("").parts)] == []


def test_public_methods_say_what_they_are_for() -> None:
    silent = [
        f"{place(path)}: {owner.name}.{method.name}"
        for path in MODULES
        for owner in ast.walk(parsed(path))
        if isinstance(owner, ast.ClassDef) and not owner.name.startswith("_")
        for method in owner.body
        if isinstance(method, ast.FunctionDef)
        and not method.name.startswith("_")
        and method.name not in BEAM_HOOKS
        and not ast.get_docstring(method)
    ]
    assert silent == []


def test_no_module_with_transforms_turns_off_the_type_hints_of_beam() -> None:
    """Beam takes every element type for Any where annotations are strings."""
    turned_off = [
        place(path)
        for path in MODULES
        for tree in [parsed(path)]
        if "apache_beam" in imported(tree)
        and any(
            isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body
        )
    ]
    assert turned_off == []


OTHER_NAMES = {"sklearn": "scikit-learn"}
"""What is installed under another name than it is imported by, and not by the tests."""


def test_whatever_a_fresh_installation_imports_is_a_dependency() -> None:
    """An extra may be imported late, in the function that uses it, and by what needs the extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    always = distributions(project["dependencies"])
    extras = distributions(chain.from_iterable(project["optional-dependencies"].values()))
    providers = packages_distributions()
    missing = set()
    for path in MODULES:
        tree = parsed(path)
        at_once = ast.Module([node for node in tree.body if not runs_late(node)], [])
        needs_extra = place(path).startswith(("training/", "benchmarks/", *TORCH))
        for name in imported(tree):
            late = needs_extra or name not in imported(at_once)
            if not distributions(providers.get(name, [OTHER_NAMES.get(name, name)])) & (
                always | extras if late else always
            ):
                missing.add(f"{place(path)}: {name}")
    assert missing == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=place)
def test_scripts_can_be_run(script: Path) -> None:
    content = script.read_bytes()
    assert content.startswith(b"#!/usr/bin/env bash\n")
    assert b"\r" not in content
    assert os.access(script, os.X_OK)


@pytest.mark.parametrize("script", written_commands(r"(?<![\w/])\./([\w./-]+)"))
def test_scripts_named_in_the_pages_exist(script: str) -> None:
    assert (ROOT / script).exists()


@pytest.mark.parametrize("target", written_commands(r"\bmake ([a-z]+)"))
def test_make_targets_named_in_the_pages_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("module", written_commands(r"python -m ([a-z_.]+)"))
def test_modules_named_in_the_pages_exist(module: str) -> None:
    assert importlib.util.find_spec(module) is not None


@pytest.fixture(scope="module")
def pipeline_help() -> str:
    command = [sys.executable, "-m", "pipeline", "--help"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "command", written_commands(r"(?:python -m pipeline|news-events) ([a-z]+)(?![\w.])")
)
def test_commands_named_in_the_pages_exist(command: str, pipeline_help: str) -> None:
    assert re.search(rf"\b{command}\b", pipeline_help)


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)\s#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
