"""The command line: what is understood, and what is refused in one line."""

import os

import pytest
from apache_beam.options.pipeline_options import GoogleCloudOptions, StandardOptions

from models import SHIPPED_MODEL
from pipeline.__main__ import main
from pipeline.commands.beam_options import beam_options
from pipeline.commands.model import model_settings
from pipeline.inference import ENGINES, ModelSettings
from pipeline.options import UsageError, parse
from pipeline.version import VERSION


def test_run_has_defaults_for_all_but_its_input() -> None:
    options, rest = parse(["run", "--input", "seeds"])
    assert vars(options) == {
        "command": "run",
        "input": ["seeds"],
        "output": "out",
        "model": SHIPPED_MODEL,
        "engine": "onnx",
        "min_confidence": None,
        "classifier": None,
        "label_map": None,
        "field": [],
        "max_document_size": 32 << 20,
        "overwrite": False,
        "append": False,
        "retry_dead_letters": False,
        "max_error_rate": 0.0,
        "workers": 1,
        "runner": "local",
        "log_format": "text",
    }
    assert rest == []


def test_run_takes_all_its_options_in_any_order() -> None:
    options, rest = parse(
        "run --overwrite --input a b* --output gs://b/t --model m --input c --runner X".split()
    )
    assert options.input == ["a", "b*", "c"]
    assert (options.output, options.model, options.runner) == ("gs://b/t", "m", "X")
    assert options.overwrite
    assert rest == []


def test_what_run_does_not_know_is_left_for_beam_as_it_is() -> None:
    _, rest = parse(
        "run --input a --region=europe-west1 --streaming --temp_location gs://b/t".split()
    )
    assert rest == ["--region=europe-west1", "--streaming", "--temp_location", "gs://b/t"]
    options = beam_options([*rest, "--project", "p"])
    assert options.view_as(GoogleCloudOptions).region == "europe-west1"
    assert options.view_as(GoogleCloudOptions).temp_location == "gs://b/t"
    assert options.view_as(GoogleCloudOptions).project == "p"
    assert options.view_as(StandardOptions).streaming


def test_an_option_of_beam_is_not_taken_for_one_of_ours_that_begins_alike() -> None:
    options, rest = parse(["run", "--input", "a", "--out", "b"])
    assert options.output == "out"
    assert rest == ["--out", "b"]


def test_inspect_takes_a_file() -> None:
    options, rest = parse(["inspect", "a.txt", "--model", "m"])
    assert (options.command, options.file, options.model, rest) == ("inspect", "a.txt", "m", [])
    options, _ = parse(["inspect", "a.txt"])
    assert (options.model, options.record, options.text) == (SHIPPED_MODEL, None, False)
    options, _ = parse(
        "inspect a.jsonl --text --record 12 --field text=body --field url=u=v".split()
    )
    assert (options.record, options.text) == ("12", True)
    assert options.field == [("text", "body"), ("url", "u=v")]


def test_schema_takes_a_table_and_a_form_or_neither() -> None:
    options, _ = parse(["schema"])
    assert (options.table, options.format) == (None, "arrow")
    options, _ = parse(["schema", "fine", "--format", "bigquery"])
    assert (options.table, options.format) == ("fine", "bigquery")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_can_be_asked_for(engine: str) -> None:
    options, _ = parse(["inspect", "a", "--engine", engine])
    assert options.engine == engine


@pytest.mark.parametrize("command", ["run --input a", "inspect a"])
def test_the_model_is_set_alike_in_every_command(command: str) -> None:
    options, rest = parse(
        f"{command} --model m --engine torch --min-confidence 0.7 --classifier gs://b/c "
        "--label-map l.json".split()
    )
    assert model_settings(options, alone=False) == ModelSettings(
        "m", "torch", 0.7, "gs://b/c", "l.json"
    )
    assert rest == []
    assert model_settings(parse(command.split())[0], alone=False) == ModelSettings()


def test_a_command_that_is_alone_gives_the_model_the_cores_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options, _ = parse(["inspect", "a"])
    for there, given in ((1, 1), (2, 2), (96, 4)):
        monkeypatch.setattr(
            os, "sched_getaffinity", lambda _, n=there: set(range(n)), raising=False
        )
        assert model_settings(options) == ModelSettings(threads=given)
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert model_settings(options).threads == 1


MISTAKES = {
    "": "COMMAND",
    "walk": "invalid choice: 'walk'",
    "run": "--input",
    "run --input": "expected at least one argument",
    "run --input a --output": "expected one argument",
    "inspect": "FILE",
    "inspect a.txt --depth 3": "unknown argument '--depth'",
    "inspect a.txt b.txt": "unknown argument 'b.txt'",
    "inspect a.csv --field body": "'body' is not NAME=COLUMN",
    "inspect a.csv --max-document-size 0M": "'0M' is no size such as 500K, 64M or 1G",
    "inspect a.csv --max-document-size 64MB": "'64MB' is no size such as 500K, 64M or 1G",
    "inspect a.txt --engine abacus": "invalid choice: 'abacus'",
    "run --input a --min-confidence high": "'high' is not a number between 0 and 1",
    "run --input a --min-confidence 1.5": "'1.5' is not a number between 0 and 1",
    "run --input a --min-confidence nan": "'nan' is not a number between 0 and 1",
    "schema fine --format xml": "invalid choice: 'xml'",
    "schema fine arrest": "unknown argument 'arrest'",
    "--nonsense schema": "unknown argument '--nonsense'",
}


@pytest.mark.parametrize(("line", "reason"), MISTAKES.items())
def test_a_mistake_is_told_in_one_line(
    line: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError) as caught:
        parse(line.split())
    assert reason in str(caught.value)
    assert main(line.split()) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"error: {caught.value}\n"
    assert "--help" in told.err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--temp_locatoin", "x"], "'--temp_locatoin'"),
        (["--temp_locatoin=x"], "'--temp_locatoin=x'"),
        (["--num_workers", "many"], "invalid int value: 'many'"),
        (["stray"], "'stray'"),
        (["--temp_location"], "expected one argument"),
        (["--temp_loc", "x"], "'--temp_loc'"),
    ],
    ids=str,
)
def test_what_beam_does_not_know_either_is_a_mistake(arguments: list[str], reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        beam_options(arguments)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("command", [[], ["run"], ["inspect"], ["schema"], ["warehouse"]], ids=str)
def test_every_command_explains_itself(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(
        f"usage: {' '.join(['python -m pipeline', *command])}"
    )


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{VERSION}\n"


def test_watch_looks_every_two_seconds_and_never_gives_up_unless_told() -> None:
    options, _ = parse(["watch", "--input", "a", "b", "--output", "t"])
    assert (options.input, options.output) == (["a", "b"], "t")
    assert (options.interval, options.max_error_rate) == (2.0, None)


@pytest.mark.parametrize(
    "line",
    [
        "run --input a --append --retry-dead-letters",
        "run --input a --max-error-rate 2",
        "watch --input a --interval 0",
        "watch --input a --overwrite",
        "watch",
        "compact --input a",
        "dead-letters --retry",
    ],
)
def test_what_makes_no_sense_in_upkeep_is_refused(line: str) -> None:
    with pytest.raises(UsageError):
        parse(line.split())
