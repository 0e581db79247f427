"""Files to documents: compression, damage, limits, and the transform in a pipeline."""

import bz2
import gzip
import lzma
import pickle
import tracemalloc
from pathlib import Path

import apache_beam as beam
import pytest
import zstandard
from apache_beam.testing.util import assert_that, equal_to
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.elements import Document, RawFile, Rejected
from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.read import ReadDocuments, UnreadableFile, list_files
from pipeline.read import read_file as read_file_lazily

TEXT = "Primera línea.\r\nSecond line — “quoted”.\n\n北京\n" * 500
FORMS = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
every_form = pytest.mark.parametrize("suffix", FORMS)


def read_file(raw: RawFile, **limits: int) -> list[object]:
    return list(read_file_lazily(raw, **limits))


def store(path: Path, data: bytes) -> RawFile:
    path.write_bytes(data)
    return RawFile(str(path), len(data), "blake2b:0")


def test_a_text_file_is_one_document_with_its_text_unchanged(tmp_path):
    raw = store(tmp_path / "a.txt", TEXT.encode())
    assert read_file(raw) == [Document(source_uri=raw.uri, text=TEXT, encoding="utf-8")]


def test_the_encoding_lets_a_user_find_offsets_in_the_file(tmp_path):
    raw = store(tmp_path / "a.txt", "El año pasó.\r\n¿Cuándo?".encode("cp1252"))
    (document,) = read_file(raw)
    with Path(raw.uri).open(encoding=document.encoding, errors="replace", newline="") as file:
        assert file.read() == document.text


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"])), suffix=st.sampled_from([*FORMS])
)
def test_text_survives_compression_and_reading(tmp_path, text, suffix):
    text = f"a{text}"
    raw = store(tmp_path / f"a.txt{suffix}", FORMS[suffix](text.encode()))
    assert [document.text for document in read_file(raw)] == [text]


@every_form
def test_all_members_of_a_compressed_file_are_read(tmp_path, suffix):
    compress = FORMS[suffix]
    data = compress(TEXT.encode()) + compress(b"") + compress(b"the end")
    (document,) = read_file(store(tmp_path / f"a{suffix}", data))
    assert document.text == TEXT + "the end"


@every_form
def test_compression_is_told_by_content_and_not_by_name(tmp_path, suffix):
    hidden = store(tmp_path / "compressed.txt", FORMS[suffix](TEXT.encode()))
    plain = store(tmp_path / f"plain.txt{suffix}", TEXT.encode())
    assert [document.text for document in read_file(hidden) + read_file(plain)] == [TEXT, TEXT]


@every_form
def test_truncated_data_is_an_error_and_not_half_a_text(tmp_path, suffix):
    data = FORMS[suffix](TEXT.encode())
    for length in (12, len(data) // 2, len(data) - 1):
        with pytest.raises(UnreadableFile, match="cannot decompress") as caught:
            read_file(store(tmp_path / f"a.txt{suffix}", data[:length]))
        assert "\n" not in str(caught.value)


@every_form
def test_corrupt_data_is_an_error(tmp_path, suffix):
    data = bytearray(FORMS[suffix](TEXT.encode()))
    data[14:40] = bytes(byte ^ 0xFF for byte in data[14:40])
    with pytest.raises(UnreadableFile, match="cannot decompress"):
        read_file(store(tmp_path / f"a.txt{suffix}", bytes(data)))


def test_frames_to_skip_do_not_hide_zstandard_data(tmp_path):
    skippable = b"\x50\x2a\x4d\x18" + (4).to_bytes(4, "little") + b"size"
    raw = store(tmp_path / "a.txt.zst", skippable + FORMS[".zst"](b"text"))
    assert [document.text for document in read_file(raw)] == ["text"]


def test_data_compressed_twice_is_refused(tmp_path):
    raw = store(tmp_path / "a.txt.gz", gzip.compress(gzip.compress(TEXT.encode())))
    with pytest.raises(UnreadableFile, match="compressed twice"):
        read_file(raw)


@every_form
def test_a_decompression_bomb_is_refused_before_it_is_held(tmp_path, suffix):
    raw = store(tmp_path / f"bomb.txt{suffix}", FORMS[suffix](b"a" * 50_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile, match="more than the 100,000 bytes"):
            read_file(raw, max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000  # xz has a window of 8 MB
    finally:
        tracemalloc.stop()


def test_the_limit_is_the_most_that_is_allowed(tmp_path):
    raw = store(tmp_path / "a.txt", b"12345")
    assert [document.text for document in read_file(raw, max_bytes=5)] == ["12345"]
    with pytest.raises(UnreadableFile, match="more than the 4 bytes"):
        read_file(raw, max_bytes=4)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", *(f(b"") for f in FORMS.values())]
)
def test_a_file_without_text_is_rejected_as_empty(tmp_path, data):
    raw = store(tmp_path / "a.txt", data)
    (reject,) = read_file(raw)
    assert isinstance(reject, Rejected)
    assert (reject.source_uri, reject.reason, reject.text) == (raw.uri, "empty", "")


def test_a_file_is_read_as_it_is_now(tmp_path):
    raw = store(tmp_path / "a.txt", b"as listed")
    Path(raw.uri).write_bytes(b"and as it has grown since")
    assert [document.text for document in read_file(raw)] == ["and as it has grown since"]
    Path(raw.uri).unlink()
    with pytest.raises(FileNotFoundError, match=r"a\.txt"):
        read_file(raw)
    Path(raw.uri).mkdir()
    with pytest.raises(IsADirectoryError):
        read_file(raw)


@pytest.mark.parametrize(
    "name", ["new\nline.txt", "[a]*?.txt", "100% ñ 北京.gz", "no suffix", "a.xyz"]
)
def test_odd_names_are_read(tmp_path, name):
    raw = store(tmp_path / name, b"text")
    assert read_file(raw) == [Document(source_uri=raw.uri, text="text")]


@pytest.mark.parametrize("max_bytes", [0, -1])
def test_a_limit_below_one_byte_is_refused(max_bytes):
    with pytest.raises(ValueError, match=f"max_bytes must be at least 1, not {max_bytes}"):
        ReadDocuments(max_bytes=max_bytes)


def test_the_transform_survives_pickling():
    assert pickle.loads(pickle.dumps(ReadDocuments(max_bytes=7))) == ReadDocuments(max_bytes=7)


def test_one_bad_file_among_good_ones_becomes_a_dead_letter(tmp_path):
    for name in ("a.txt", "b.txt"):
        store(tmp_path / name, name.encode())
    empty = store(tmp_path / "empty.txt", b" \n").uri
    broken = store(tmp_path / "broken.txt.gz", gzip.compress(TEXT.encode())[:-20]).uri
    large = store(tmp_path / "large.txt", b"a" * 100_001).uri
    files = list_files([str(tmp_path)]).files
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        outputs = pipeline | beam.Create(files) | ReadDocuments(max_bytes=100_000)
        assert_that(
            outputs["documents"],
            equal_to([Document(str(tmp_path / name), name) for name in ("a.txt", "b.txt")]),
            label="CheckDocuments",
        )
        assert_that(
            outputs[REJECTED] | "Reasons" >> beam.Map(lambda it: (it.source_uri, it.reason)),
            equal_to([(empty, "empty")]),
            label="CheckRejected",
        )
        assert_that(
            outputs[DEAD_LETTERS]
            | "Errors" >> beam.Map(lambda it: (it.stage, it.source_uri, it.error, it.message)),
            equal_to(
                [
                    (
                        *("read", broken, "UnreadableFile"),
                        "cannot decompress gzip data: Compressed file ended before the "
                        "end-of-stream marker was reached",
                    ),
                    (
                        *("read", large, "UnreadableFile"),
                        "holds more than the 100,000 bytes allowed for one document "
                        "(--max-document-size)",
                    ),
                ]
            ),
            label="CheckDeadLetters",
        )


def test_what_comes_before_damage_is_kept_with_one_dead_letter(tmp_path):
    lines = "".join(f'{{"text": "{number} {hash(str(number))}"}}\n' for number in range(2000))
    raw = store(tmp_path / "cut.jsonl.gz", gzip.compress(lines.encode())[:-500])
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        outputs = pipeline | beam.Create([raw]) | ReadDocuments()
        first = outputs["documents"] | beam.Filter(lambda it: it.source_record == "1")
        assert_that(first | "Uris" >> beam.Map(lambda it: it.source_uri), equal_to([raw.uri]))
        failed = outputs[DEAD_LETTERS] | beam.Map(lambda it: (it.source_uri, it.error))
        assert_that(failed, equal_to([(raw.uri, "UnreadableFile")]), label="CheckDeadLetters")


def test_no_files_are_no_documents():
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        outputs = pipeline | beam.Create([]).with_output_types(RawFile) | ReadDocuments()
        assert_that(outputs["documents"], equal_to([]))


def test_anything_but_files_is_refused_when_the_pipeline_is_built():
    pipeline = beam.Pipeline(runner="FnApiRunner")
    texts = pipeline | beam.Create(["a.txt"])
    with pytest.raises(beam.typehints.TypeCheckError, match="RawFile"):
        texts | ReadDocuments()
