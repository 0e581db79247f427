"""What commands say on stderr: lines for a person, or a JSON object a line for other programs.

All of it goes through ``logging``, as do Beam and other libraries.
"""

import itertools
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

OPTION, JSON = "--log-format", "json"
KNOWN = ("apitools not found", "Resource module is not available", "KeyboardInterrupt")
"""How Beam's remarks begin that optional packages, which we do not need, are not installed, and
that of a Ctrl-C, which we tell ourselves.
"""
_LOG = logging.getLogger("pipeline")


def tell(event: str, text: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Say something.

    Args:
        event: what it is, in a word that programs know it by.
        text: the same for a person.
        level: of ``logging``; what is an error begins with that word in the text form.
        fields: figures and names in it, for programs.
    """
    _LOG.log(level, "%s", text, extra={"event": event, "fields": fields})


def json_of(event: str, text: str, fields: Mapping[str, object], **head: object) -> str:
    """What is said, as JSON in one line; ``head`` stands for the present and level info."""
    when = {"time": datetime.now(UTC).isoformat(), "level": "info", **head}
    return json.dumps({**when, "event": event, "message": text.strip(), **fields}, default=str)


class JsonLines(logging.Formatter):
    """Log records as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; of a library, the event is ``log``."""
        fields = getattr(record, "fields", {"logger": record.name})
        if record.exc_info:
            fields = {**fields, "stack": self.formatException(record.exc_info)}
        return json_of(
            getattr(record, "event", "log"),
            record.getMessage(),
            fields,
            time=datetime.fromtimestamp(record.created, UTC).isoformat(),
            level=record.levelname.lower(),
        )


class Lines(logging.Formatter):
    """Log records for a person: what we say as it is, what libraries say with its source."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, as a rule."""
        if not hasattr(record, "event"):
            return super().format(record)
        return f"{'error: ' * (record.levelno >= logging.ERROR)}{record.getMessage()}"


class ToStderr(logging.Handler):
    """Writes to what is stderr at the time: a live display puts its own in the place."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless it is one of the known ones."""
        if not record.getMessage().startswith(KNOWN):
            sys.stderr.write(self.format(record) + "\n")


def asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether a command line does, parsed or not: that it is wrong is told in that form, too."""
    asked = [*arguments, ""]
    return f"{OPTION}={JSON}" in asked or (OPTION, JSON) in itertools.pairwise(asked)


def set_up_logging(*, as_json: bool) -> None:
    """Say all on stderr, from warnings on what libraries log."""
    handler = ToStderr()
    handler.setFormatter(JsonLines() if as_json else Lines("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    for old in [each for each in root.handlers if isinstance(each, ToStderr)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    _LOG.setLevel(logging.INFO)
    _LOG.disabled = False  # as `logging.config` leaves those that it does not know
    logging.captureWarnings(as_json)


def is_json() -> bool:
    """Whether JSON was asked for."""
    handlers = logging.getLogger().handlers
    return any(isinstance(each.formatter, JsonLines) for each in handlers)
