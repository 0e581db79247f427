"""The public API: what `import pipeline` offers, and what it costs."""

import subprocess
import sys

import pytest

import pipeline


def test_every_public_name_can_be_imported() -> None:
    for name in pipeline.__all__:
        assert getattr(pipeline, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="NoSuchTransform"):
        pipeline.NoSuchTransform  # noqa: B018


def test_help_and_schema_do_not_wait_for_beam() -> None:
    code = (
        "import sys; from pipeline.__main__ import main; main(['schema', 'fine']); "
        "sys.exit('apache_beam' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
