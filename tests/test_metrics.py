"""What manifests tell of the passes of the model: as the network was really called."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from models import SHIPPED_MODEL
from pipeline.__main__ import main
from pipeline.inference import load_model
from pipeline.inference.engines import Ids, OnnxEngine
from pipeline.inference.tally import Tally, add, take
from pipeline.write import manifests

NOTE = """Acme fined 5 million euros

MADRID, May 3 (Own) - A court in Lima fined Acme 5 million euros on Monday for late filings.
Acme said its chief executive, Ana Roe, will step down in June, and that it would appeal in May.
"""
LONG = "Acme said it will appeal, " * 60


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int]]:
    """The output asked for, the windows and the ids of each call of the network."""
    run, made = OnnxEngine.run, list[tuple[str, int, int]]()

    def recorded(engine: OnnxEngine, ids: Ids, mask: Ids, outputs: Sequence[str]) -> Any:
        made.append((outputs[0], len(ids), int(mask.sum())))
        return run(engine, ids, mask, outputs)

    monkeypatch.setattr(OnnxEngine, "run", recorded)
    return made


def test_a_manifest_tells_how_the_network_was_called(
    tmp_path: Path, calls: list[tuple[str, int, int]]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NOTE + LONG + "in May.\n", "utf-8")
    (tmp_path / "in" / "b.txt").write_text(NOTE, "utf-8")
    assert main(["run", "--input", str(tmp_path / "in"), "--output", str(tmp_path / "out")]) == 0
    (manifest,) = manifests(str(tmp_path / "out"))
    for stage, output in (("classify", "types"), ("extract", "realis")):
        told = manifest.metrics[stage]
        sizes = [size for name, size, _ in calls if name == output]
        assert (told.batches, told.windows) == (len(sizes), sum(sizes))
        assert told.batch_size == round(sum(sizes) / len(sizes), 2)
        assert 0 < told.seconds < manifest.seconds[stage]
    classified = manifest.metrics["classify"]
    assert classified.windows > classified.sentences > 5  # the long one is read in several


def test_padding_is_what_is_read_and_masked(calls: list[tuple[str, int, int]]) -> None:
    model = load_model(SHIPPED_MODEL)
    take()
    model.classify([f"Acme was fined {'again and ' * number}again." for number in range(9)])
    tally = take()
    assert tally.sentences == tally.windows == 9
    assert tally.padding == tally.ids - sum(real for _, _, real in calls) > 0
    assert take() == Tally()


def test_each_thread_counts_its_own() -> None:
    take()
    add(Tally(batches=1, ids=8, padding=2))
    seen = []
    thread = threading.Thread(target=lambda: seen.append(take()))
    thread.start()
    thread.join()
    add(Tally(batches=1, ids=4))
    assert seen == [Tally()]
    assert take() == Tally(batches=2, ids=12, padding=2)


def test_a_run_that_calls_no_network_has_no_metrics(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("short", "utf-8")
    main(["run", "--input", str(tmp_path / "in"), "--output", str(tmp_path / "out")])
    (manifest,) = manifests(str(tmp_path / "out"))
    assert manifest.counts == {"rejected": 1}
    assert manifest.metrics == {}
