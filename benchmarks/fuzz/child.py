"""The process that is fuzzed: it goes on after what it finds, and keeps one input of each kind."""

import hashlib
import json
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

SLOW_SECONDS = 2.0
"""Of a processor, for one input: with its code traced, all take far less."""
OURS = ("pipeline", "schemas", "benchmarks")


class Findings:
    """What was found, one input of each kind, in a folder: the input, and beside it what it did."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()

    def keep(self, kind: str, data: bytes, **told: object) -> None:
        """Keep an input, if it is the first of its kind."""
        name = hashlib.sha256(kind.encode("utf-8", "replace")).hexdigest()[:12]
        if name in self._known:
            return
        self._known.add(name)
        (self._folder / f"{name}.bin").write_bytes(data)
        (self._folder / f"{name}.json").write_text(json.dumps({"kind": kind, **told}), "utf-8")


def place_of(error: BaseException) -> str:
    """Where in our code an error comes from, last."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(f"/{name}/" in frame.filename for name in OURS)]
    last = (ours or frames)[-1]
    return f"{Path(last.filename).name}:{last.name}"


def watched(call: Callable[[bytes], None], findings: Findings) -> Callable[[bytes], None]:
    """The target, with what it raises kept, and what takes it long."""

    def run(data: bytes) -> None:
        begun = time.process_time()
        try:
            call(data)
        except Exception as error:
            stack = "".join(traceback.format_exception(error))
            line = str(error).partition("\n")[0][:60] if type(error).__name__ == "Broken" else ""
            findings.keep(f"{type(error).__name__} {place_of(error)} {line}", data, stack=stack)
        if (seconds := time.process_time() - begun) > SLOW_SECONDS:
            findings.keep("slow", data, seconds=round(seconds, 1))

    return run


def main() -> None:
    """Fuzz: name of the target, folder of findings, options of libFuzzer. Does not return."""
    import atheris

    name, folder, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["pipeline"]):
        from benchmarks.fuzz.targets import TARGETS
    target = TARGETS[name]
    corpus = Path(folder) / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(target.corpus):
        (corpus / f"seed-{number:03}").write_bytes(data)
    found = Path(folder) / "found"
    found.mkdir(exist_ok=True)
    arguments = [sys.argv[0], f"-max_len={target.longest}", f"-artifact_prefix={found}/", *options]
    atheris.Setup([*arguments, str(corpus)], watched(target.call, Findings(found)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
