"""The benchmark of the chain: what it reads is always the same, what it counts is counted right."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.chain.__main__ import AT_MOST, FLOORS, PEER, Cost, Rounds, main
from benchmarks.chain.bare import Call, padding, recorded, run_bare, sorted_together
from benchmarks.chain.process import run_command
from benchmarks.chain.stages import run_chain, run_stages
from benchmarks.chain.texts import SEEDS, mixed_articles, write_files
from models import SHIPPED_MODEL
from pipeline.elements import Article, Document
from pipeline.inference import load_model
from pipeline.inference.package import FIRST_PASS
from pipeline.segment import segment_document
from pipeline.write import manifests

NEWS = "A fine\n\nThe regulator fined Acme 5 million dollars on Monday, it said in a statement.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, "utf-8")
    return path


def test_mixed_articles_differ_from_one_another_and_come_again_from_the_same_seed() -> None:
    texts = mixed_articles(60, seed=1)
    assert len(set(texts)) == 60
    assert texts == mixed_articles(60, seed=1) != mixed_articles(60, seed=2)


def test_files_hold_as_many_articles_as_were_asked_for_beside_the_samples(tmp_path: Path) -> None:
    files = write_files(tmp_path, articles=9, seed=1)
    mixed = [path for path in files if not (SEEDS / path.name).exists()]
    assert len(files) - len(mixed) == len(list(SEEDS.glob("*.txt")))
    found = [
        item
        for path in mixed
        for item in segment_document(Document(path.name, path.read_text("utf-8")))
    ]
    assert sum(isinstance(item, Article) for item in found) == 9


def test_what_the_engine_is_given_is_recorded_and_the_model_left_as_it_was() -> None:
    model = load_model(SHIPPED_MODEL)
    engine = model.engine
    with recorded() as recorder:
        found = model.classify(["The bank was fined.", "It rained."])
    assert model.engine is engine
    assert {tuple(call.outputs) for call in recorder.calls} == {FIRST_PASS}
    assert sum(len(call.ids) for call in recorder.calls) == 2
    assert recorder.seconds > 0
    np.testing.assert_allclose(found, model.classify(["The bank was fined.", "It rained."]))
    run_bare(recorder.calls)


def test_padding_counts_what_is_read_for_what_is_there() -> None:
    ids = np.ones((2, 4), np.int64)
    mask = np.array([[1, 1, 1, 1], [1, 1, 0, 0]])
    assert padding([Call(ids, mask, ("types",))]) == pytest.approx(8 / 6)


def test_sorted_together_the_same_inputs_pad_less() -> None:
    def call(*lengths: int) -> Call:
        mask = (np.arange(max(lengths)) < np.array(lengths)[:, None]).astype(np.int64)
        return Call(mask * 7, mask, ("types",))

    apart = [call(30, 90), call(90, 30)]
    together = sorted_together(apart)
    assert padding(together) == 1
    lengths = sorted(int(row.sum()) for call in together for row in call.mask)
    assert lengths == [30, 30, 90, 90]


def test_ratios_are_those_of_one_round() -> None:
    rounds = Rounds()
    rounds.costs["chain"] = [Cost(9, 12.0), Cost(9, 1.2), Cost(9, 6.0)]
    rounds.costs["bare model"] = [Cost(9, 10.0), Cost(9, 1.0), Cost(9, 4.0)]
    rounds.stages["model"] = [6.0, 0.6, 3.0]
    assert rounds.ratio("chain", "bare model") == pytest.approx(1.2)
    assert rounds.shares() == {
        "model": pytest.approx(0.5),
        "Beam, commit, the rest": pytest.approx(0.5),
    }


def test_the_chain_and_its_stages_run_to_the_end(news: Path, tmp_path: Path) -> None:
    run_chain([news], tmp_path / "out")
    (manifest,) = manifests(str(tmp_path / "out"))
    assert manifest.counts["articles"] == 1
    seconds = run_stages([news], tmp_path / "stages")
    assert {"model", "segment", "link", "rows, Parquet"} <= seconds.keys()
    assert list((tmp_path / "stages").rglob("*.parquet"))


def test_a_run_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="status 2"):
        run_chain([tmp_path / "none.txt"], tmp_path / "out")
    with pytest.raises(RuntimeError, match="status 2"):
        run_command(["run"])


def test_a_file_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["none.txt"])
    assert stopped.value.code == 2
    assert "no file none.txt" in capsys.readouterr().err


def test_each_floor_is_that_of_a_ratio_and_less_is_better_for_all_but_the_peer() -> None:
    assert set(json.loads(FLOORS.read_text("utf-8"))) == {*AT_MOST, PEER}
