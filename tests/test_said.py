"""What is said has a code, English and Chinese, and the values that its sentences name."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from photosearch import errors
from photosearch.errors import FolderError, PhotosearchError
from photosearch.query.language import PREFIXES
from photosearch.query.parse import parse
from photosearch.said import Said, from_text, knows, quote, say, sentences, to_text, told
from photosearch.types import ProblemReason

ENGINE = Path(__file__).parents[1] / "photosearch"
WHAT = ("title", "reason", "advice")
CHINESE = "zh_CN"
HAN = re.compile(r"[\u4e00-\u9fff]")
GROUPS = {
    one.__name__: one.group
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, PhotosearchError)
}


def codes() -> Iterator[tuple[str, dict[str, str]]]:
    for group, names in sentences("en").items():
        for name, said in names.items():
            if name != "title":
                yield f"{group}.{name}", said


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def raised() -> Iterator[tuple[str, int, str, set[str]]]:
    """Yield what the engine says: file, line, code, and the names of its values."""
    for path in sorted(ENGINE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        says = "from photosearch.said import" in source
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[0]
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                continue
            if called in GROUPS:
                code = f"{GROUPS[called]}.{first.value}"
            elif called == "say" and says:
                code = first.value
            else:
                continue
            names = {word.arg for word in node.keywords if word.arg}
            yield path.relative_to(ENGINE).as_posix(), node.lineno, code, names


def test_whatever_the_engine_says_has_a_code_and_the_values_that_it_names() -> None:
    found = list(raised())
    assert len(found) > 100
    wrong = []
    for path, line, code, names in found:
        group, _, name = code.partition(".")
        said = sentences("en").get(group, {}).get(name)
        wanted = set().union(*(placeholders(said.get(what, "")) for what in WHAT)) if said else None
        if names != wanted:
            wrong.append((path, line, code, names, wanted))
    assert wrong == []


def test_every_code_is_said_in_both_languages_with_the_same_values() -> None:
    chinese = sentences(CHINESE)
    assert set(chinese) - {"words"} == set(sentences("en"))
    for code, english in codes():
        group, _, name = code.partition(".")
        other = chinese[group][name]
        assert set(other) == set(english), code
        for what in english:
            assert placeholders(other[what]) == placeholders(english[what]), code
            is_in_words = re.search("[a-z]{3}", re.sub(r"\{\w+\}", "", english[what]))
            if is_in_words and not english[what].startswith("`"):
                assert HAN.search(other[what]), (code, what)
            assert "{" not in re.sub(r"\{\w+\}", "", english[what]), code


def test_every_group_of_errors_has_a_title_and_every_error_a_reason() -> None:
    for group in GROUPS.values():
        assert sentences("en")[group]["title"]
        assert sentences(CHINESE)[group]["title"]
    for code, said in codes():
        assert said["reason"], code


def test_every_reason_of_a_problem_and_every_prefix_is_told() -> None:
    for reason in ProblemReason:
        said = say(f"problem.{reason.value}")
        assert said.reason
        assert said.advice.endswith(".")
        assert HAN.search(told(said, "advice", CHINESE))
    assert all(knows(prefix.meaning_code) and prefix.meaning for prefix in PREFIXES)


def test_an_error_is_told_in_english_and_knows_its_code() -> None:
    error = FolderError("missing", path="/照片")
    assert error.said == Said("folder.missing", {"path": "/照片"})
    assert (error.title, error.reason) == ("Folder not added", "/照片 does not exist.")
    assert str(error) == (
        "Folder not added: /照片 does not exist. Check the path, or plug the drive in."
    )
    assert told(error.said, "reason", CHINESE) == "/照片 不存在。"
    assert pickle.loads(pickle.dumps(error)).said == error.said


@pytest.mark.parametrize("text", ["It broke {so}.", "a.b", "{0}", ""])
def test_what_has_no_code_is_told_as_it_is(text: str) -> None:
    error = FolderError(text, "Try again.")
    assert (error.title, error.reason, error.advice) == ("Folder not added", text, "Try again.")
    assert told(error.said, "reason", CHINESE) == text


@pytest.mark.parametrize("value", ["{path}", "a\udcff\n", "%s", "{0}"])
def test_values_are_told_as_they_are(value: str) -> None:
    assert FolderError("missing", path=value).reason == f"{value} does not exist."


def test_what_the_system_says_is_told_in_our_language_where_it_is_known() -> None:
    said = say("settings.not_written", path="/a", error="No space left on device")
    assert told(said, "reason", CHINESE) == "无法写入 /a（磁盘空间不足）。"
    assert said.reason == "/a can't be written (No space left on device)."


@pytest.mark.parametrize(
    "said",
    [
        say("detail.pictures", format="GIF"), say("detail.zeros_only"), None,
        quote("cannot identify"), quote('{"code": 3}'), quote('{"code": "'), quote("a\udcff{x}"),
    ],
)  # fmt: skip
def test_what_is_said_comes_back_as_it_was_kept(said: Said | None) -> None:
    kept = from_text(to_text(said))
    assert (kept and kept.reason) == (said and said.reason)
    assert (kept and told(kept, "reason", CHINESE)) == (said and told(said, "reason", CHINESE))


def test_what_is_wrong_with_a_part_of_a_question_is_told_in_chinese() -> None:
    broken = parse("date:xyz near:1,500 rating:9 type:foo in: -sort:date near:Nowhereville").errors
    assert len(broken) == 7
    for part in broken:
        assert part.error is not None
        assert HAN.search(told(part.error, "reason", CHINESE))
