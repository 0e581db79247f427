"""deploy/terraform: references resolve, requests are Dataflow's, and nobody may do too much."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hcl2
import pytest

from pipeline.version import VERSION

DEPLOY = Path(__file__).parent.parent / "deploy"
FILES = sorted((DEPLOY / "terraform").glob("*.tf"))


def blocks(kind: str) -> dict[str, Any]:
    """The blocks of a kind in all files, by the name under which others refer to them."""
    found = {}
    for path in FILES:
        for block in hcl2.loads(path.read_text(encoding="utf-8")).get(kind, []):
            for label, body in named(block).items():
                if kind in ("resource", "data"):
                    for name, inner in named(body).items():
                        found[f"{label}.{name}"] = inner
                else:
                    found[label] = body
    return found


def named(block: dict[str, Any]) -> dict[str, Any]:
    return {name.strip('"'): each for name, each in block.items() if not name.startswith("__")}


def defined() -> set[str]:
    return {
        *blocks("resource"),
        *(f"data.{name}" for name in blocks("data")),
        *(f"var.{name}" for name in blocks("variable")),
        *(f"local.{name}" for name in blocks("locals")),
    }


def references() -> Iterator[tuple[str, str]]:
    """What the files refer to: ``var.x``, ``local.x``, ``data.type.name``, ``type.name``."""
    for path in FILES:
        text = re.sub(r"(?m)#.*$", "", path.read_text(encoding="utf-8"))
        for found in re.findall(
            r"(?<![\w./\"-])((?:var|local)\.\w+|(?:data\.)?google_\w+\.\w+)", text
        ):
            yield path.name, found


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    else:
        yield str(value)


def test_every_reference_resolves() -> None:
    known = defined()
    found = list(references())
    assert len(found) > 60
    assert [(file, name) for file, name in found if name not in known] == []


def test_every_variable_and_local_is_used_and_every_variable_is_described() -> None:
    used = {name for _, name in references()}
    assert {f"var.{name}" for name in blocks("variable")} <= used
    assert {f"local.{name}" for name in blocks("locals")} <= used
    assert [name for name, body in blocks("variable").items() if "description" not in body] == []


def test_image_has_the_version_of_the_package() -> None:
    assert blocks("variable")["image_tag"]["default"].strip('"') == VERSION


@pytest.mark.parametrize("template", ["batch", "streaming"])
def test_a_request_gives_every_parameter_that_must_be_given(template: str) -> None:
    metadata = json.loads((DEPLOY / f"{template}.json").read_text(encoding="utf-8"))
    request = blocks("locals")[f"{template}_request"]["launchParameter"]
    known = {parameter["name"] for parameter in metadata["parameters"]}
    must = {each["name"] for each in metadata["parameters"] if not each.get("isOptional", False)}
    assert must <= set(named(request["parameters"])) <= known


def test_the_environment_of_a_job_is_what_dataflow_takes() -> None:
    types = pytest.importorskip("google.cloud.dataflow_v1beta3.types")
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)
    environment = re.search(r"environment = \{(.*?)\n  \}", text, re.DOTALL)
    assert environment is not None
    names = re.findall(r"^\s+(\w+)\s+= ", environment[1], re.MULTILINE)
    assert {"sdkContainerImage", "serviceAccountEmail", "tempLocation"} < set(names)
    values = {name: "WORKER_IP_PRIVATE" if name == "ipConfiguration" else "x" for name in names}
    message = types.LaunchFlexTemplateParameter.from_json(
        json.dumps(
            {
                "jobName": "x",
                "containerSpecGcsPath": "gs://x",
                "parameters": {},
                "environment": {**values, "maxWorkers": 8},
            }
        ),
        ignore_unknown_fields=False,
    )
    assert message.environment.max_workers == 8


def test_nobody_may_do_everything_or_is_anybody() -> None:
    granted = {
        name: set(strings(body)) for name, body in blocks("resource").items() if "_iam_" in name
    }
    assert len(granted) > 12
    for name, values in granted.items():
        said = " ".join(values)
        assert not re.search(r"roles/(owner|editor|viewer|\w+\.admin)\b|Admin\b|allUsers", said), (
            name
        )


def test_of_the_project_as_a_whole_little_is_granted() -> None:
    roles = {
        next(iter(re.findall(r"roles/[\w.]+", " ".join(strings(body)))))
        for name, body in blocks("resource").items()
        if name.startswith("google_project_iam_member.")
    }
    assert roles == {
        "roles/dataflow.worker",
        "roles/dataflow.developer",
        "roles/logging.logWriter",
    }


def test_nobody_writes_to_the_input() -> None:
    for name, body in blocks("resource").items():
        if name.startswith("google_storage_bucket_iam") and "objectUser" in str(body):
            (condition,) = body["condition"]
            folders = re.findall(r'"(\w+)"', condition["expression"].split(":")[0])
            assert folders == ["staging", "tables", "tmp"]


@pytest.mark.skipif(not shutil.which("terraform"), reason="Terraform is not installed")
def test_files_are_formatted_as_terraform_formats_them(tmp_path: Path) -> None:
    for path in FILES:
        shutil.copy(path, tmp_path)
    done = subprocess.run(
        ["terraform", "fmt", "-check", "-diff"],
        cwd=tmp_path,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
