"""Inputs to RawFiles: every kind of input, odd names, overlaps, and what cannot be listed."""

import os
import socket
from pathlib import Path

import pytest
from apache_beam.io.filesystem import BeamIOError, FileMetadata, FileSystem

from pipeline.read import list_files
from pipeline.read.kinds import suffix_of

ODD_NAMES = [
    "with space.txt",
    "new\nline.txt",
    "quote'\".txt",
    "key=value.txt",
    "100%.txt",
    "per%20cent.txt",
    "[abc].txt",
    "*.txt",
    "??.txt",
    "ñandú–北京.txt",
    "gs:not-a-scheme.txt",
    "#hash;semi&amp.txt",
    "back\\slash.txt",
    "-dash.txt",
]


def names(listing) -> list[str]:
    return [Path(raw.uri).name for raw in listing.files]


def write(path: Path, content: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_a_file_is_described_by_absolute_path_size_and_content_hash(tmp_path, monkeypatch):
    write(tmp_path / "a.txt", "hello")
    write(tmp_path / "in" / "b.txt")
    monkeypatch.chdir(tmp_path)
    (raw,) = list_files(["./in/../a.txt"]).files
    assert raw.uri == str(tmp_path / "a.txt")
    assert raw.size == 5
    # b2sum --length=128
    assert raw.fingerprint == "blake2b:46fb7408d4f285228f4af516ea25851b"


def test_the_fingerprint_follows_the_content_and_nothing_else(tmp_path):
    path = write(tmp_path / "a.txt", "one")
    before = list_files([str(path)]).files[0].fingerprint
    os.utime(path, (1, 1))
    assert list_files([str(path)]).files[0].fingerprint == before
    path.write_text("two")
    assert list_files([str(path)]).files[0].fingerprint != before


def test_a_folder_is_searched_at_any_depth_and_sorted_by_uri(tmp_path):
    for name in ("z.txt", "b/a.md", "b/c/d.text.zst", "A.TXT", "part-00000", "old.txt.GZ"):
        write(tmp_path / name)
    listing = list_files([str(tmp_path)])
    uris = [raw.uri for raw in listing.files]
    assert names(listing) == ["A.TXT", "a.md", "d.text.zst", "old.txt.GZ", "part-00000", "z.txt"]
    assert uris == sorted(uris)
    assert listing.skipped == 0


def test_files_of_other_kinds_in_a_folder_are_counted_and_hidden_ones_are_not(tmp_path):
    for name in (
        "a.txt",
        "b.png",
        "c.docx",
        "d.pdf",
        ".e.txt",
        "_f.txt",
        ".git/g.txt",
        "_h/i.txt",
    ):
        write(tmp_path / name)
    listing = list_files([str(tmp_path)])
    assert names(listing) == ["a.txt"]
    assert listing.skipped == 3


def test_a_file_that_is_named_or_globbed_is_tried_whatever_its_name(tmp_path):
    for name in ("a.txt", "b.png", "_c.log", ".d.txt"):
        write(tmp_path / name)
    named = list_files([str(tmp_path / "b.png"), str(tmp_path / ".d.txt")])
    globbed = list_files([str(tmp_path / "*")])
    assert names(named) == [".d.txt", "b.png"]
    assert names(globbed) == ["_c.log", "a.txt", "b.png"]
    assert list_files([str(tmp_path)]).skipped == 1
    assert list_files([str(tmp_path), str(tmp_path / "b.png")]).skipped == 0


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_work_as_files_and_in_folders(tmp_path, name):
    write(tmp_path / "abc" / "other.txt")
    path = write(tmp_path / "in" / name)
    assert [raw.uri for raw in list_files([str(path)]).files] == [str(path)]
    assert [raw.uri for raw in list_files([str(path.parent)]).files] == [str(path)]
    assert [raw.uri for raw in list_files([path.as_uri()]).files] == [str(path)]


def test_a_path_that_exists_is_never_taken_for_a_glob(tmp_path):
    literal = write(tmp_path / "[ab].txt")
    write(tmp_path / "a.txt")
    assert names(list_files([str(literal)])) == ["[ab].txt"]
    literal.unlink()
    assert names(list_files([str(literal)])) == ["a.txt"]


def test_a_folder_whose_name_is_a_glob_is_searched_and_globbed_below(tmp_path):
    write(tmp_path / "[x]" / "deep" / "a.txt")
    write(tmp_path / "x" / "b.txt")
    assert names(list_files([str(tmp_path / "[x]")])) == ["a.txt"]
    assert names(list_files([str(tmp_path / "*" / "**" / "*.txt")])) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("**/*.txt", ["a.txt", "b.txt", "c.txt"]),
        ("*/*.txt", ["b.txt"]),
        ("*.txt.gz", ["d.txt.gz"]),
        ("**/two/*", ["c.txt"]),
        ("**", ["a.txt", "b.txt", "c.txt", "d.txt.gz", "e.png"]),
        ("one/**/?.txt", ["b.txt", "c.txt"]),
        ("[ab].txt", ["a.txt"]),
    ],
)
def test_globs_match_as_in_a_shell(tmp_path, pattern, expected):
    for name in ("a.txt", "one/b.txt", "one/two/c.txt", "d.txt.gz", "one/e.png"):
        write(tmp_path / name)
    assert sorted(names(list_files([f"{tmp_path}/{pattern}"]))) == expected


def test_a_glob_that_matches_a_folder_stands_for_what_is_in_it(tmp_path):
    write(tmp_path / "one" / "a.txt")
    write(tmp_path / "one" / "b.png")
    listing = list_files([str(tmp_path / "o*")])
    assert names(listing) == ["a.txt"]
    assert listing.skipped == 1


def test_overlapping_inputs_give_each_file_once(tmp_path, monkeypatch):
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "b.png")
    (tmp_path / "in" / "gone.txt").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path)
    inputs = ["in", "in/", "./in/a.txt", str(tmp_path / "in"), "in/*.txt", f"file://{tmp_path}/in"]
    listing = list_files(inputs)
    assert names(listing) == ["a.txt"]
    assert len(listing.dead_letters) == 1
    assert listing.skipped == 1


@pytest.mark.parametrize("glob", ["", "/**/*.txt"])
def test_loops_of_links_end_and_files_keep_their_shortest_path(tmp_path, glob):
    write(tmp_path / "b" / "c" / "a.txt")
    for link in ("a-link", "b/c/up", "b/c/up2"):
        (tmp_path / link).symlink_to(tmp_path / "b")
    assert [raw.uri for raw in list_files([f"{tmp_path}{glob}"]).files] == [
        str(tmp_path / "b" / "c" / "a.txt")
    ]


def test_links_to_folders_and_files_outside_are_followed(tmp_path):
    outside = write(tmp_path / "outside" / "a.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "folder").symlink_to(outside.parent)
    (tmp_path / "in" / "file.txt").symlink_to(outside)
    listing = list_files([str(tmp_path / "in")])
    assert [raw.uri for raw in listing.files] == [
        str(tmp_path / "in" / "file.txt"),
        str(tmp_path / "in" / "folder" / "a.txt"),
    ]


def test_a_dangling_link_is_a_dead_letter_beside_the_good_files(tmp_path):
    write(tmp_path / "a.txt")
    link = tmp_path / "gone.txt"
    link.symlink_to("nowhere")
    listing = list_files([str(tmp_path)])
    assert names(listing) == ["a.txt"]
    (letter,) = listing.dead_letters
    assert (letter.stage, letter.source_uri) == ("list", str(link))
    assert letter.error == "FileNotFoundError"
    assert "No such file" in letter.message
    assert list_files([str(link)]).dead_letters == [letter]


def test_what_is_not_a_regular_file_is_a_dead_letter_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
        listing = list_files([str(tmp_path)])
    assert listing.files == []
    assert [letter.message for letter in listing.dead_letters] == ["not a regular file"] * 2


def test_a_file_that_may_not_be_read_is_a_dead_letter(tmp_path, monkeypatch):
    path = write(tmp_path / "secret.txt")
    write(tmp_path / "a.txt")

    def refuse(file, *args, **kwargs):
        if str(file) == str(path):
            raise PermissionError(13, "Permission denied", str(file))
        return real_open(file, *args, **kwargs)

    real_open = open
    monkeypatch.setattr("builtins.open", refuse)
    listing = list_files([str(tmp_path)])
    assert names(listing) == ["a.txt"]
    assert [letter.source_uri for letter in listing.dead_letters] == [str(path)]
    assert "Permission denied" in listing.dead_letters[0].message


@pytest.mark.parametrize("glob", ["", "/**/*.txt"])
def test_a_folder_that_may_not_be_listed_is_a_dead_letter(tmp_path, monkeypatch, glob):
    write(tmp_path / "a.txt")
    closed = write(tmp_path / "closed" / "b.txt").parent

    def refuse(path="."):
        if path == str(closed):
            raise PermissionError(13, "Permission denied", path)
        return real_scandir(path)

    real_scandir = os.scandir
    monkeypatch.setattr("os.scandir", refuse)
    listing = list_files([f"{tmp_path}{glob}"])
    assert names(listing) == ["a.txt"]
    assert [letter.source_uri for letter in listing.dead_letters] == [str(closed)]


def test_a_name_that_is_not_utf8_is_a_dead_letter_that_a_table_can_hold(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("text")
    (letter,) = list_files([str(tmp_path)]).dead_letters
    assert letter.source_uri == f"{tmp_path}/caf\\udce9.txt"
    assert "not valid UTF-8" in letter.message
    assert "".join([letter.source_uri, letter.message, letter.stack]).encode()


@pytest.mark.parametrize("name", ["nothing.txt", "*.xml", "empty", "pictures", "[", "**/*.html"])
def test_an_input_that_leads_to_no_file_is_an_error_that_names_it(tmp_path, name):
    write(tmp_path / "a.txt")
    (tmp_path / "empty").mkdir()
    write(tmp_path / "pictures" / "b.png")
    missing = str(tmp_path / name)
    with pytest.raises(ValueError, match="no file to read") as caught:
        list_files([str(tmp_path / "a.txt"), missing])
    assert repr(missing) in str(caught.value)


def test_an_empty_input_is_an_error_and_not_the_working_folder(tmp_path, monkeypatch):
    write(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="no file to read at ''"):
        list_files([""])


def test_no_inputs_are_no_files():
    assert list_files([]) == ([], [], 0)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.TXT", ".txt"),
        ("a.txt.gz", ".txt"),
        ("a.gz", ""),
        ("a", ""),
        ("a.tar.gz", ".tar"),
        ("gs://bucket/a.b/c", ""),
        (".gz", ""),
    ],
)
def test_the_suffix_is_that_under_the_compression(name, suffix):
    assert suffix_of(name) == suffix


class StoreFileSystem(FileSystem):
    """A read-only store in memory: path to size and time of change."""

    objects: dict[str, tuple[int, float]] = {}  # noqa: RUF012

    @classmethod
    def scheme(cls):
        return "teststore"

    def has_dirs(self):
        return False

    def _list(self, dir_or_prefix):
        if dir_or_prefix.startswith("teststore://forbidden"):
            raise BeamIOError("List operation failed", {dir_or_prefix: PermissionError("no")})
        for path in self.objects:
            if path.startswith(dir_or_prefix):
                yield self.metadata(path)

    def metadata(self, path):
        return FileMetadata(path, *self.objects[path])

    def exists(self, path):
        return path in self.objects

    def checksum(self, path):
        return f"c0ffee{self.objects[path][0]}"

    def split(self, path):
        return tuple(path.rsplit("/", 1))

    def join(self, basepath, *paths):
        return "/".join([basepath, *paths])

    def _unsupported(self, *args, **kwargs):
        raise NotImplementedError

    mkdirs = create = open = copy = rename = size = last_updated = delete = _unsupported


@pytest.fixture
def store(monkeypatch):
    objects = {
        "teststore://b/in/a.txt": (3, 1700000000.5),
        "teststore://b/in/deep/b.txt.gz": (4, 0.0),
        "teststore://b/in/[c].txt": (5, 1.0),
        "teststore://b/in/c.txt": (6, 1.0),
        "teststore://b/in/d.png": (7, 1.0),
        "teststore://b/in/": (0, 1.0),
        "teststore://b/in/_staging/e.txt": (8, 1.0),
        "teststore://b/inner.txt": (9, 1.0),
    }
    monkeypatch.setattr(StoreFileSystem, "objects", objects)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("teststore://b/in", ["[c].txt", "a.txt", "c.txt", "deep/b.txt.gz"]),
        ("teststore://b/in/", ["[c].txt", "a.txt", "c.txt", "deep/b.txt.gz"]),
        ("teststore://b/in/a.txt", ["a.txt"]),
        ("teststore://b/in/d.png", ["d.png"]),
        ("teststore://b/in/[c].txt", ["[c].txt"]),
        ("teststore://b/in/?.txt", ["a.txt", "c.txt"]),
        ("teststore://b/in/*", ["[c].txt", "a.txt", "c.txt", "d.png"]),
        ("teststore://b/in/**/*.gz", ["deep/b.txt.gz"]),
        ("teststore://b/in/**/?.txt", ["_staging/e.txt", "a.txt", "c.txt"]),
    ],
)
def test_other_file_systems_are_listed_by_uri_folder_and_glob(uri, expected):
    listing = list_files([uri, uri])
    assert [raw.uri.removeprefix("teststore://b/in/") for raw in listing.files] == expected


@pytest.mark.usefixtures("store")
def test_files_of_a_store_are_fingerprinted_by_what_the_store_knows():
    listing = list_files(["teststore://b/in"])
    fingerprints = {Path(raw.uri).name: (raw.size, raw.fingerprint) for raw in listing.files}
    assert fingerprints["a.txt"] == (3, "mtime:1700000000.5-3")
    assert fingerprints["b.txt.gz"] == (4, "etag:c0ffee4")
    assert listing.skipped == 1


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("uri", ["teststore://b/none", "teststore://b/*.xml", "nosuchstore://b/a"])
def test_a_store_without_such_files_is_an_error_that_names_the_input(uri):
    with pytest.raises(ValueError, match=r"no file to read|[Uu]nable to get filesystem") as caught:
        list_files([uri])
    assert uri.split("*")[0] in str(caught.value)


@pytest.mark.usefixtures("store")
def test_a_store_that_cannot_be_listed_is_an_error_that_names_the_input():
    with pytest.raises(ValueError, match="cannot list 'teststore://forbidden/x'"):
        list_files(["teststore://forbidden/x"])
