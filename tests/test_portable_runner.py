"""Other engines: the job goes through Beam's job service, as it does to Flink and Spark."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from apache_beam.runners.portability.local_job_service import LocalJobServicer

from pipeline.__main__ import main
from schemas import TABLES

SEED = next((Path(__file__).parent.parent / "seeds").glob("002*"))


@pytest.fixture
def job_endpoint(tmp_path: Path) -> Iterator[str]:
    """Beam's reference job service, which has the workers that the job names carry it out."""
    service = LocalJobServicer(str(tmp_path / "staged"))
    yield f"localhost:{service.start_grpc_server()}"
    service.stop()


def rows_in(output: Path) -> dict[str, list[str]]:
    return {
        table: sorted(
            repr({**row, "run_id": None, "processed_at": None})
            for path in (output / table).glob("*.parquet")
            for row in parquet.ParquetFile(path).read(use_threads=False).to_pylist()
        )
        for table in TABLES
    }


def test_the_tables_are_those_of_a_local_run(job_endpoint: str, tmp_path: Path) -> None:
    arguments = ["run", "--input", str(SEED), "--output"]
    engine = ["--runner", "PortableRunner", "--job_endpoint", job_endpoint]
    far, near = tmp_path / "far", tmp_path / "near"
    assert main([*arguments, str(far), *engine, "--environment_type", "LOOPBACK"]) == 0
    assert main([*arguments, str(near)]) == 0
    assert sum(map(len, rows_in(far).values())) > 5
    assert rows_in(far) == rows_in(near)


def test_an_engine_that_cannot_be_had_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.jar"
    arguments = ["run", "--input", str(SEED), "--output", str(tmp_path / "out")]
    engine = ["--runner", "FlinkRunner", "--flink_job_server_jar", str(missing)]
    assert main([*arguments, *engine]) == 2
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("error: FlinkRunner: ")
