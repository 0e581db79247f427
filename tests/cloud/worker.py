"""Workers of Dataflow, as far as they are code: an environment, and a pipeline carried out in it.

The environment knows nothing of this source tree. What is installed in it comes from the files that
a job has staged, as Beam's containers do it; the job is its staged pipeline.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

CARRY_OUT = """
import sys
from pathlib import Path
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.portability import python_urns
from apache_beam.portability.api import beam_runner_api_pb2
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

pipeline = beam_runner_api_pb2.Pipeline.FromString(Path(sys.argv[1]).read_bytes())
for environment in pipeline.components.environments.values():  # a container; here, this process
    environment.urn, environment.payload = python_urns.EMBEDDED_PYTHON, b""
    del environment.dependencies[:]
FnApiRunner().run_via_runner_api(pipeline, PipelineOptions()).wait_until_finish()
"""


class Worker:
    """A virtual environment in ``folder`` with a staged package in it.

    Args:
        folder: an empty folder.
        package: the package that a job has staged.
        variables: environment variables that lead to the emulated cloud.
        borrows: whether to use the libraries that this interpreter has, instead of installing what
            the package asks for: that takes minutes. The package itself is the staged one.
    """

    def __init__(
        self, folder: Path, package: Path, variables: dict[str, str], *, borrows: bool
    ) -> None:
        self.folder = folder
        kept = {name: os.environ[name] for name in os.environ if not name.startswith("PYTHON")}
        self.variables = {**kept, **variables}
        self.python = folder / "bin" / "python"
        self._do(sys.executable, "-m", "venv", *(["--without-pip"] if borrows else []), folder)
        pip: tuple[object, ...] = (self.python, "-m", "pip", "install", "--quiet")
        if borrows:
            site = folder / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
            # What .pth files in a borrowed folder lead to, the source tree too, is not searched.
            (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
            pip = (*pip, "--no-deps", "--no-build-isolation")
        else:
            import apache_beam

            self._do(*pip, f"apache-beam[gcp]=={apache_beam.__version__}")
        self._do(*pip, package)

    def carry_out(self, pipeline: Path) -> None:
        """Run a staged pipeline to its end."""
        self._do(self.python, "-c", CARRY_OUT, pipeline)

    def place_of(self, module: str) -> Path:
        """The file that a module is imported from."""
        return Path(self._do(self.python, "-c", f"import {module}; print({module}.__file__)"))

    def _do(self, *command: object) -> str:
        ended = subprocess.run(
            [str(each) for each in command],
            env=self.variables,
            cwd=self.folder.parent,
            capture_output=True,
            text=True,
        )
        if ended.returncode:
            raise RuntimeError(f"{command}\n{ended.stdout}\n{ended.stderr}")
        return ended.stdout.strip()
