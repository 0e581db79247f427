"""deploy/: the image, the Flex Templates and their launcher, against the package they launch."""

import argparse
import importlib.util
import json
import re
import runpy
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import apache_beam
import pytest
import yaml

from pipeline.commands.beam_options import beam_options
from pipeline.options import UsageError, build_parser, parse

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
TEMPLATES = {"batch": "run", "streaming": "stream"}
"""The Flex Templates, and the command that each of them launches."""

LAUNCHED_WITH = [
    "--job_name=news-events-batch",
    "--machine_type=n2-standard-4",
    "--max_num_workers=8",
    "--network=default",
    "--project=my-project",
    "--region=europe-west1",
    "--runner=DataflowRunner",
    "--sdk_container_image=europe-west1-docker.pkg.dev/my-project/news/pipeline:0.1.0",
    "--service_account_email=news-events@my-project.iam.gserviceaccount.com",
    "--staging_location=gs://my-bucket/staging",
    "--subnetwork=regions/europe-west1/subnetworks/default",
    "--temp_location=gs://my-bucket/tmp",
    "--template_location=gs://my-bucket/tmp/template_launches/id/job_object",
]
"""What Dataflow's launcher passes beside the parameters of a template."""


LAUNCH = SimpleNamespace(**runpy.run_path(str(DEPLOY / "launch.py")))


def metadata(template: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DEPLOY / f"{template}.json").read_text(encoding="utf-8"))
    return found


def parameters(template: str) -> dict[str, dict[str, Any]]:
    return {parameter["name"]: parameter for parameter in metadata(template)["parameters"]}


def example(parameter: dict[str, Any]) -> str:
    return re.split(r"Example: ", parameter["helpText"])[1]


def accepts(parameter: dict[str, Any], value: str) -> bool:
    return all(re.fullmatch(regex, value) for regex in parameter["regexes"])


def options_of(command: str) -> dict[str, argparse.Action]:
    """The options of a command, by the names that parameters have."""
    parser = build_parser()
    choices = next(
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    if command not in choices:
        pytest.skip(f"this version has no command {command}")
    actions = choices[command]._actions
    return {action.dest: action for action in actions if action.dest != "help"}


@pytest.mark.parametrize(("template", "command"), TEMPLATES.items())
def test_every_parameter_of_a_template_is_an_option(template: str, command: str) -> None:
    own = options_of(command)
    for name in parameters(template):
        assert (name in own) == (name in LAUNCH.OWN)
        if name not in own:
            beam_options([f"--{name}=1"])


@pytest.mark.parametrize(("template", "command"), TEMPLATES.items())
def test_every_required_option_is_a_parameter_that_must_be_given(
    template: str, command: str
) -> None:
    required = {name for name, action in options_of(command).items() if action.required}
    must = {
        name
        for name, parameter in parameters(template).items()
        if not parameter.get("isOptional", False)
    }
    assert must == required | {"output"}  # there is no sensible default for it on gs://


@pytest.mark.parametrize(("template", "command"), TEMPLATES.items())
def test_launcher_knows_which_options_hold_several_values(template: str, command: str) -> None:
    own = {name: action for name, action in options_of(command).items() if name in LAUNCH.OWN}
    kinds = {name: type(action).__name__ for name, action in own.items()}
    assert {name for name, kind in kinds.items() if kind == "_StoreTrueAction"} <= LAUNCH.FLAGS
    assert {
        name for name, kind in kinds.items() if kind in ("_AppendAction", "_ExtendAction")
    } == LAUNCH.LISTS & set(own)
    assert set(own) == set(parameters(template)) - {"number_of_worker_harness_threads"}


@pytest.mark.parametrize("template", TEMPLATES)
def test_metadata_is_what_dataflow_takes(template: str) -> None:
    types = pytest.importorskip("google.cloud.dataflow_v1beta3.types")
    text = json.dumps(metadata(template))
    message = types.TemplateMetadata.from_json(text, ignore_unknown_fields=False)
    assert [parameter.name for parameter in message.parameters] == list(parameters(template))
    assert all(parameter.label and parameter.help_text for parameter in message.parameters)
    assert message.streaming == (template == "streaming")


@pytest.mark.parametrize("template", TEMPLATES)
def test_regexes_take_the_examples_and_the_defaults(template: str) -> None:
    for name, parameter in parameters(template).items():
        assert accepts(parameter, example(parameter)), name
        assert accepts(parameter, parameter.get("defaultValue", example(parameter))), name


@pytest.mark.parametrize(
    ("template", "name", "value"),
    [
        ("batch", "input", "/home/me/news"),
        ("batch", "output", "gs://bucket-alone"),
        ("batch", "output", "tables"),
        ("batch", "overwrite", "yes"),
        ("batch", "field", "body"),
        ("batch", "max_document_size", "32 MB"),
        ("batch", "min_confidence", "90"),
        ("batch", "min_confidence", "1.5"),
        ("batch", "model", "models/mine"),
        ("batch", "number_of_worker_harness_threads", "0"),
        ("streaming", "subscription", "news-events"),
        ("streaming", "window", "ten"),
        ("streaming", "window", "-1"),
        ("streaming", "shards", "0"),
    ],
)
def test_regexes_refuse_what_the_command_would_refuse(template: str, name: str, value: str) -> None:
    assert not accepts(parameters(template)[name], value)


@pytest.mark.parametrize(("template", "command"), TEMPLATES.items())
def test_defaults_in_the_templates_are_those_of_the_command(template: str, command: str) -> None:
    own = options_of(command)
    for name, parameter in parameters(template).items():
        if name in own and "defaultValue" in parameter and name not in LAUNCH.FLAGS:
            assert float_or_text(parameter["defaultValue"]) == float_or_text(own[name].default)
    threads = parameters(template)["number_of_worker_harness_threads"]
    assert threads["defaultValue"] == str(LAUNCH.THREADS)


def float_or_text(value: Any) -> float | str:
    try:
        return float(value)
    except ValueError:
        return str(value)


@pytest.mark.parametrize(("template", "command"), TEMPLATES.items())
def test_a_launch_with_every_parameter_is_a_command_that_parses(
    template: str, command: str
) -> None:
    options_of(command)
    given = [f"--{name}={example(each)}" for name, each in parameters(template).items()]
    options, rest = parse(LAUNCH.command_line([*given, *LAUNCHED_WITH]))
    assert options.command == command
    assert options.runner == "DataflowRunner"
    assert dict(options.field) == {"text": "body", "published_at": "First seen"}
    settings = beam_options(rest).get_all_options()
    assert settings["no_wait_until_finish"] is True
    assert settings["number_of_worker_harness_threads"] == 2
    assert settings["template_location"].endswith("/job_object")


def test_launcher_parts_lists_as_a_shell_does() -> None:
    assert LAUNCH.command_line(["--input=gs://a/news 'gs://a/b c/*.txt'", "--output=gs://a/t"]) == [
        "run",
        "--no_wait_until_finish",
        "--number_of_worker_harness_threads=2",
        "--input=gs://a/news",
        "--input=gs://a/b c/*.txt",
        "--output=gs://a/t",
    ]


def test_a_quote_that_is_not_closed_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert LAUNCH.launch(["--input=gs://a/'b c", "--output=gs://a/t"]) == 2
    assert capsys.readouterr().err == (
        "error: No closing quotation in --input=gs://a/'b c --output=gs://a/t\n"
    )


@pytest.mark.parametrize(("value", "option"), [("true", ["--overwrite"]), ("false", []), ("", [])])
def test_launcher_turns_true_and_false_into_a_flag(value: str, option: list[str]) -> None:
    line = LAUNCH.command_line(["--input=gs://a/b", f"--overwrite={value}"])
    assert [each for each in line if "overwrite" in each] == option


def test_launcher_leaves_out_what_is_empty_and_passes_the_rest_to_beam() -> None:
    line = LAUNCH.command_line(
        [
            "--subscription=s",
            "--model=",
            "--labels=team=news",
            "--number_of_worker_harness_threads=4",
        ]
    )
    assert line == [
        "stream",
        "--no_wait_until_finish",
        "--subscription=s",
        "--labels=team=news",
        "--number_of_worker_harness_threads=4",
    ]


def test_a_parameter_that_nobody_knows_is_refused() -> None:
    _, rest = parse(LAUNCH.command_line(["--input=gs://a/b", "--colour=red"]))
    with pytest.raises(UsageError, match="colour"):
        beam_options(rest)


def test_image_is_made_of_pinned_images_and_the_beam_that_the_tests_run_with() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    arguments = dict(re.findall(r"^ARG (\w+)=(\S+)", text, re.MULTILINE))
    assert arguments["BEAM"].split(".")[:2] == apache_beam.__version__.split(".")[:2]
    images = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert len(images) == 4
    for image in images:
        tag = re.sub(r"\$\{(\w+)\}", lambda name: arguments[name[1]], image).rpartition(":")[2]
        assert re.match(r"\d+\.\d+\.\d+|\d{8}_RC\d\d", tag), image
    assert {"3.11", "311"} >= set(re.findall(r"python(3\.?1\d)", text))


def test_image_is_made_of_all_that_the_package_is_built_from() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    sources = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
        for source in line.split()[:-1]
    ]
    assert [source for source in sources if not (ROOT / source).exists()] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= set(sources)
    launched = re.findall(r"FLEX_TEMPLATE_PYTHON_PY_FILE=(\S+)", text)
    assert launched == re.findall(r"^COPY deploy/launch.py (\S+)", text, re.MULTILINE)


def test_cloud_build_builds_that_image() -> None:
    build = yaml.safe_load((DEPLOY / "cloudbuild.yaml").read_text(encoding="utf-8"))
    arguments = build["steps"][0]["args"]
    assert (ROOT / arguments[arguments.index("--file") + 1]).samefile(DEPLOY / "Dockerfile")
    assert build["images"] == [arguments[arguments.index("--tag") + 1]] == ["${_IMAGE}"]


class Recorder:
    """Stands in for a class of Airflow: keeps what it is made with."""

    made: list[dict[str, Any]]

    def __init__(self, **given: Any) -> None:
        type(self).made.append(given)

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def airflow_stub(monkeypatch: pytest.MonkeyPatch) -> dict[str, type[Recorder]]:
    """Airflow's two classes that the DAG uses, where Airflow is not installed."""
    classes = {}
    for module, name in [
        ("airflow", "DAG"),
        ("airflow.providers.google.cloud.operators.dataflow", "DataflowStartFlexTemplateOperator"),
    ]:
        parts = module.split(".")
        for end in range(1, len(parts) + 1):
            path = ".".join(parts[:end])
            monkeypatch.setitem(sys.modules, path, sys.modules.get(path) or ModuleType(path))
        classes[name] = type(name, (Recorder,), {"made": []})
        monkeypatch.setattr(sys.modules[module], name, classes[name], raising=False)
    return classes


def test_airflow_launches_the_batch_template_and_waits(
    airflow_stub: dict[str, type[Recorder]],
) -> None:
    runpy.run_path(str(DEPLOY / "airflow_dag.py"))
    (dag,) = airflow_stub["DAG"].made
    (operator,) = airflow_stub["DataflowStartFlexTemplateOperator"].made
    assert (dag["catchup"], dag["max_active_runs"]) == (False, 1)
    assert operator["append_job_name"] is False
    assert operator["body"] == "{{ var.json.news_events_batch_request }}"


@pytest.mark.skipif(not importlib.util.find_spec("airflow"), reason="Airflow is not installed")
def test_airflow_itself_takes_the_dag() -> None:
    dag = runpy.run_path(str(DEPLOY / "airflow_dag.py"))["dag"]
    (task,) = dag.tasks
    assert task.append_job_name is False
    assert "body" in task.template_fields
