from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photosearch.query.dates import DateRange
from photosearch.query.language import PREFIXES, Kind
from photosearch.query.parse import Part, Query, parse, with_part, without_part
from photosearch.query.values import Circle, Stars, Value

TODAY = date(2024, 5, 15)
SUMMER = DateRange(date(2023, 6, 1), date(2023, 9, 1))
MAY = DateRange(date(2023, 5, 1), date(2023, 6, 1))


def understood(typed: str) -> Query:
    return parse(typed, TODAY)


def text(words: str, negated: bool = False) -> Part:
    return Part(Kind.TEXT, words, words, negated)


def exact(words: str, negated: bool = False) -> Part:
    return Part(Kind.EXACT, words, words, negated)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", []),
        ("   ", []),
        ("a dog  on the beach", [text("a dog on the beach")]),
        ("一只狗在海滩上奔跑", [text("一只狗在海滩上奔跑")]),
        ("红色 car", [text("红色 car")]),
        ("beach -people", [text("beach"), text("people", True)]),
        ("海滩 -人", [text("海滩"), text("人", True)]),
        ('"lake garda" boat', [exact("lake garda"), text("boat")]),
        ("“加尔达湖” 船", [exact("加尔达湖"), text("船")]),
        ('-"red car"', [exact("red car", True)]),
        ('"never closed', [exact("never closed")]),
        ('""', []),
        ("-", [text("-")]),
        ("well-known", [text("well-known")]),
        ('5"x7', [text('5"x7')]),
        ("inside:out http://x", [text("inside:out http://x")]),
        ('in:"Lake Garda" boat', [Part(Kind.IN, "Lake Garda", "Lake Garda"), text("boat")]),
        ("-in:Italy", [Part(Kind.IN, "Italy", "Italy", True)]),
        ("在:意大利", [Part(Kind.IN, "意大利", "意大利")]),
        ("文件夹：意大利", [Part(Kind.IN, "意大利", "意大利")]),
        ("dog date:last summer beach", [
            text("dog"), Part(Kind.DATE, "last summer", SUMMER), text("beach"),
        ]),
        ('date:"last summer"', [Part(Kind.DATE, "last summer", SUMMER)]),
        ("date:2023-05 summer", [Part(Kind.DATE, "2023-05", MAY), text("summer")]),
        ("日期：去年夏天 海滩", [Part(Kind.DATE, "去年夏天", SUMMER), text("海滩")]),
        ("near:New York City pizza", [
            Part(Kind.NEAR, "New York City", Circle(40.7143, -74.006, 43.2)), text("pizza"),
        ]),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(typed: str, parts: list[Part]) -> None:
    assert understood(typed) == Query(tuple(parts))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("date:2023-05", MAY),
        ("date:May 2023", MAY),
        ("before:2023-05", DateRange(None, date(2023, 5, 1))),
        ("after:2023-05", DateRange(date(2023, 6, 1), None)),
        ("早于:2023年5月", DateRange(None, date(2023, 5, 1))),
        ("camera:pixel", "pixel"),
        ('lens:"50mm f/1.8"', "50mm f/1.8"),
        ("type:JPG", "jpeg"),
        ("类型:heif", "heic"),
        ("rating:4", Stars(4, 4)),
        ("rating:>=4", Stars(4, 5)),
        ("rating:>3", Stars(4, 5)),
        ("rating:<2", Stars(0, 1)),
        ("rating:4..5", Stars(4, 5)),
        ("rating:3+", Stars(3, 5)),
        ("评分:★★★", Stars(3, 3)),
        ("near:48.85,2.35,5", Circle(48.85, 2.35, 5.0)),
        ("near:-33.9,151.2", Circle(-33.9, 151.2, 10.0)),
        ("near:Paris", Circle(48.8534, 2.3488, 21.3)),
        ("附近:北京", Circle(39.9075, 116.3972, 63.4)),
        ("has:gps", "gps"),
        ("有:定位", "gps"),
        ("is:offline", "offline"),
        ("orientation:portrait", "portrait"),
        ("方向:横", "landscape"),
        ("sort:date", "date"),
        ("排序:日期", "date"),
    ],
)
def test_a_filter_has_its_value(typed: str, value: Value) -> None:
    (part,) = understood(typed).parts
    assert part.value == value
    assert not part.error
    (opposite,) = understood(f"-{typed}").parts
    assert opposite.negated


@pytest.mark.parametrize(
    "typed",
    ["in:", "date:soon", "date:2023-13", "before:..2020", "type:xyz", "rating:7", "rating:5..3",
     "rating:many", "near:Nowhereville", "near:99,0,1", "has:wings", "is:nice", "sort:size",
     "orientation:up", "-sort:date", "日期:以后"],
)  # fmt: skip
def test_what_is_wrong_is_said_in_place_and_the_rest_counts(typed: str) -> None:
    query = understood(f"dog {typed} beach")
    (broken,) = query.errors
    assert query.typed[broken.start : broken.end] == typed
    assert broken.error.endswith(".")
    assert broken.value is None
    assert query.text == "dog beach"
    assert query.filters == ()


def test_spans_say_where_each_part_stands() -> None:
    typed = '  a dog -cat "red car"  in:"Lake Garda" date:last summer 🐕 type:png'
    spans = [typed[part.start : part.end] for part in understood(typed).parts]
    assert spans == [
        "a dog", "-cat", '"red car"', 'in:"Lake Garda"', "date:last summer", "🐕", "type:png",
    ]  # fmt: skip


def test_the_encoder_gets_words_and_phrases_and_the_literal_match_their_terms() -> None:
    query = understood('a dog -cat "red car" in:Italy 一只狗')
    assert query.text == "a dog red car 一只狗"
    assert query.terms == ("dog", "red", "car", "狗")
    assert [part.text for part in query.excluded] == ["cat"]
    assert [part.kind for part in query.filters] == [Kind.IN]
    assert query.sort == "relevance"
    assert understood("sort:date sort:newest").sort == "date"


def test_a_chip_is_removed_or_changed() -> None:
    query = understood("dog  date:last summer beach -cat")
    assert without_part(query, 1) == "dog beach -cat"
    assert with_part(query, 1, "date:2020") == "dog date:2020 beach -cat"
    assert without_part(query, 3) == "dog  date:last summer beach"
    assert [part.label for part in query.parts] == [
        "dog", 'date:"last summer"', "beach", "-cat",
    ]  # fmt: skip


@pytest.mark.parametrize("prefix", PREFIXES, ids=lambda prefix: prefix.name)
def test_the_examples_of_each_prefix_are_understood(prefix: object) -> None:
    for example_text in prefix.examples:  # type: ignore[attr-defined]
        (part,) = understood(example_text).parts
        assert part.kind is prefix.kind  # type: ignore[attr-defined]
        assert not part.error


PIECES = st.sampled_from(
    ["in:", "date:", "near:", "日期：", "在:", "-", '"', "“", "”", " ", "  ", "last", "summer",
     "2023", "..", "New", "York", "Paris", "去年", "夏天", "rating:", ">=4",
     "sort:date", "dog", "狗", ":"]
)  # fmt: skip


@given(st.text() | st.lists(PIECES | st.text(max_size=3)).map("".join))
@example('date:"last"summer')
@example('date:"2023" summer')
@example('near:"New" York')
@example('in:a"b c"')
def test_any_text_is_understood_and_printed_it_is_the_same_query(typed: str) -> None:
    query = understood(typed)
    assert understood(str(query)) == query
    assert understood(str(query)).typed == str(understood(str(query)))
    assert all(typed[part.start : part.end].strip() for part in query.parts)
    assert [part.start for part in query.parts] == sorted(part.start for part in query.parts)
