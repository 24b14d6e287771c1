"""What is printed is whole lines of plain text, whatever names and metadata hold."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from photosearch.cli.output import one_line, tell, tell_each, tell_json
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from photosearch.types import FolderId
from photosearch.wire.values import Folder
from tests.cli.command import run_here
from tests.conftest import paint, update

ESCAPES = "red\x1b]0;taken\x07\x1b[31m\nforged line\r\x9b2J\u202egpj.jpg"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a cat 一只猫 🐈\u200d⬛ é", "a cat 一只猫 🐈\u200d⬛ é"),
        ("two\nlines\r\tand a tab", r"two\nlines\r\tand a tab"),
        ("\x1b[2J\x07\x7f\x00", r"\x1b[2J\x07\x7f\x00"),
        ("\x9b31m\x85", r"\x9b31m\x85"),
        ("\u2028\u202e\u2066", r"\u2028\u202e\u2066"),
        (os.fsdecode(b"\x9b31m \xe9"), "\\x9b31m \udce9"),
        (r"C:\new", r"C:\new"),
    ],
)
def test_control_characters_are_shown_and_all_else_stays(text: str, plain: str) -> None:
    assert one_line(text) == plain


def test_each_line_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a\nb", "c")
    assert capsys.readouterr().out == "a\\nb\nc\n"


def test_json_is_plain_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"猫\x1b\x7f\x9b": "\udce9\ud800\n🐈"}
    tell_json(value)
    told = capsys.readouterr().out
    assert json.loads(told) == value
    assert all(char == "\n" or " " <= char <= "~" for char in told)


@pytest.mark.skipif(os.name == "nt", reason="such names are not possible there")
def test_a_list_is_told_by_lines_or_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = [Folder(FolderId(number), Path(f"/photos/{number}"), True) for number in (1, 2)]
    tell_each(found, False, lambda one: f"{one.id}\n{one.path}")
    assert capsys.readouterr().out == "1\\n/photos/1\n2\\n/photos/2\n"
    tell_each(found, True, str)
    told = json.loads(capsys.readouterr().out)
    assert [one["path"] for one in told] == ["/photos/1", "/photos/2"]
    tell_each([], True, str)
    tell_each([], False, str)
    assert capsys.readouterr().out == "[]\n"


def test_no_command_hands_control_characters_to_a_terminal(home: AppPaths, tmp_path: Path) -> None:
    folder = tmp_path / "odd\nfolder\x1b[5m"
    photo = paint(folder / "red.jpg", "red").rename(folder / ESCAPES)
    paint(folder / "copy.jpg", "red")
    (folder / "broken\x1b[7m.jpg").write_bytes(b"")
    (folder / f"{ESCAPES[:-4]}.xmp").write_text(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
        " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:subject><rdf:Bag>"
        "<rdf:li>scarlet&#x9b;31m&#x85;&#x202e;</rdf:li></rdf:Bag></dc:subject>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    with Library.open(home, Settings(workers=1, watch=False, read_text=False)) as library:
        library.add_folder(folder)
        update(library)
    for arguments, status in (
        (("add", folder), 1),  # it is there already: the error names it
        (("index",), 0),
        (("status",), 0),
        (("problems",), 0),
        (("search", "red"), 0),
        (("search", "red", "--image", photo, "--save", "odd\x1b[31m\nname"), 0),
        (("searches",), 0),
        (("search", "--saved", "no\x1b[31m\nsuch"), 1),
        (("searches", "--forget", "odd\x1b[31m\nname"), 0),
        (("similar", photo), 0),
        (("similar", folder / "gone\x1b[31m.jpg"), 1),
        (("why", "scarlet\x1b[31m", photo), 0),
        (("describe", photo), 0),
        (("describe", photo, "--own-words"), 0),
        (("duplicates",), 0),
        (("models", "use", "no\x1b[31m"), 1),
        (("no\x1b[31mcommand",), 2),
        (("search", "--limit", "no\x1b[31mnumber"), 2),
        (("search", "red", "type:\x1b[31m"), 0),
        (("remove", folder), 0),
    ):
        done = run_here(*arguments, status=status)
        for stream in (done.stdout, done.stderr):
            told = [char for char in stream if char != "\n" and one_line(char) != char]
            assert not told, f"{arguments} prints {told}"
            assert "forged line" not in stream.splitlines()
