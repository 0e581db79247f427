"""What the Flex Templates launch: the parameters of a template, as a command of this package.

Dataflow's launcher passes each parameter as ``--name=value``, among options of Beam, and wants the
job written to ``--template_location``: nobody waits for it here.
"""

import shlex
import sys
from collections.abc import Iterator, Sequence

from pipeline.__main__ import main

OWN = frozenset(
    "allowed_lateness field input max_document_size min_confidence model output overwrite "
    "repeats_within shards subscription window".split()
)
"""Parameters that are options of the command; all others are Beam's."""
LISTS = frozenset({"field", "input"})
"""Those that hold one value or more, separated and quoted as in a shell."""
FLAGS = frozenset({"overwrite"})
"""Those that are true or false."""
THREADS = 2
"""Threads of a worker process, unless the template is told otherwise: deploy/sizing.md."""


def command_line(arguments: Sequence[str]) -> list[str]:
    """The command and its options, from what the launcher passes.

    It is ``stream`` where there is a subscription, else ``run``. A parameter that is left empty is
    not given.
    """
    given = [argument.removeprefix("--").partition("=")[::2] for argument in arguments]
    names = {name for name, _ in given}
    threads = "number_of_worker_harness_threads"
    return [
        "stream" if "subscription" in names else "run",
        "--no_wait_until_finish",
        *([] if threads in names else [f"--{threads}={THREADS}"]),
        *(
            option
            for argument, (name, value) in zip(arguments, given, strict=True)
            for option in (options(name, value) if name in OWN else [argument])
        ),
    ]


def options(name: str, value: str) -> Iterator[str]:
    """The options that one of our parameters stands for."""
    option = f"--{name.replace('_', '-')}"
    if name in FLAGS:
        if value.lower() == "true":
            yield option
    else:
        for each in shlex.split(value) if name in LISTS else filter(None, [value]):
            yield f"{option}={each}"


def launch(arguments: Sequence[str]) -> int:
    """Run the command; returns the exit status."""
    try:
        line = command_line(arguments)
    except ValueError as error:  # a quote that is not closed
        sys.stderr.write(f"error: {error} in {' '.join(arguments)}\n")
        return 2
    return main(line)


if __name__ == "__main__":
    sys.exit(launch(sys.argv[1:]))
