"""Questions in both languages, half of them in odd wordings, are understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.answering.question import Asked, Known, Wanted, understand
from photosearch.places import Place
from photosearch.query.parse import parse

TODAY = date(2024, 5, 15)
KNOWN = Known(
    people=("Anna", "Tom Müller", "奶奶", "小明"),
    cameras=("Google Pixel 7", "HUAWEI P30", "Canon EOS R5"),
)
LINES = (Path(__file__).parent / "questions.tsv").read_text(encoding="utf-8").splitlines()[1:]
TABLE = [line.split("\t") for line in LINES]


def read(typed: str) -> Asked | None:
    return understand(typed, TODAY, lambda: KNOWN)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_a_question_is_understood(row: list[str]) -> None:
    typed, wanted, text, filters, rest = row
    asked = read(typed)
    if wanted == "-":
        assert asked is None
        return
    assert asked is not None
    assert asked.wanted.value == wanted
    assert (asked.text, " ".join(asked.filters)) == (text, filters)
    told = (asked.pick, asked.of, asked.order, asked.unknown)
    assert " ".join(one for one in told if one) == rest
    assert asked.language == ("zh" if any("\u3400" <= sign <= "\u9fff" for sign in typed) else "en")


def test_there_are_enough_questions_in_both_languages() -> None:
    chinese = [row for row in TABLE if any("\u3400" <= sign <= "\u9fff" for sign in row[0])]
    assert min(len(chinese), len(TABLE) - len(chinese)) >= 150
    assert {row[1] for row in TABLE} == {*map(str, Wanted), "-"}


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("WHEN WAS I LAST IN PARIS?", "when was I last in Paris"),
        ("  when   was I last in Paris ??", "when was I last in Paris"),
        ("ｗｈｅｎ　ｗａｓ　Ｉ　ｌａｓｔ　ｉｎ　Ｐａｒｉｓ？", "when was I last in Paris"),
        ("我什麼時候去的海邊", "我什么时候去的海边？"),
    ],
)
def test_case_width_and_script_make_no_difference(typed: str, same: str) -> None:
    one, other = read(typed), read(same)
    assert one is not None
    assert other is not None
    assert (one.wanted, one.text, one.pick) == (other.wanted, other.text, other.pick)
    assert [f.casefold() for f in one.filters] == [f.casefold() for f in other.filters]


def nowhere(name: str) -> Place | None:
    return None


PIECES = st.sampled_from(
    ["when ", "was ", "I ", "last ", "in ", "Paris ", "before ", "since ", "2020 ", "how many ",
     "photos ", "of ", "Anna ", "which ", "camera ", "most ", "哪", "年", "照片", "最多", "去年",
     "谁", "什么时候", "吗", "几", "张", "?", "？", '"', "in:", "date:", "the ", "who ", "的",
     "多少"]
)  # fmt: skip


@given(st.text(max_size=30) | st.lists(PIECES, max_size=9).map("".join))
def test_any_text_is_safe_and_its_filters_are_the_search_language(typed: str) -> None:
    asked = understand(typed, TODAY, lambda: KNOWN, nowhere)
    if asked is not None:
        for filter_ in asked.filters:
            (part,) = parse(filter_, TODAY).parts
            assert not part.error
