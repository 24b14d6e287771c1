from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photosearch.query.dates import DateRange
from photosearch.query.language import PREFIXES, Kind
from photosearch.query.parse import Part, Query, parse, with_part, without_part
from photosearch.query.values import Circle, Stars, Value

TODAY = date(2024, 5, 15)
SUMMER = DateRange(date(2023, 6, 1), date(2023, 9, 1))
DAY = DateRange(date(2023, 5, 14), date(2023, 5, 15))
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
        ("-", []),
        ("dog - cat", [text("dog cat")]),
        ("dog -- –", [text("dog")]),
        ("dog -!", [text("dog")]),
        ("海滩 －人", [text("海滩"), text("人", True)]),
        ("beach –people", [text("beach"), text("people", True)]),
        ("「海滩」", [exact("海滩")]),
        ("well-known", [text("well-known")]),
        ('5"x7', [text('5"x7')]),
        ("http://x 10:30 16:9 C:/a wow:) std::vector half:", [
            text("http://x 10:30 16:9 C:/a wow:) std::vector half:"),
        ]),
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
        ("dog date:14 May 2023 beach", [
            text("dog"), Part(Kind.DATE, "14 May 2023", DAY), text("beach"),
        ]),
        ("before:2 years ago dog", [
            Part(Kind.BEFORE, "2 years ago", DateRange(None, date(2022, 1, 1))), text("dog"),
        ]),
        ("near:48.8584, 2.2945 tower", [
            Part(Kind.NEAR, "48.8584, 2.2945", Circle(48.8584, 2.2945, 10.0)), text("tower"),
        ]),
        ("date:2022 to 2023 dog", [
            Part(Kind.DATE, "2022 to 2023", DateRange(date(2022, 1, 1), date(2024, 1, 1))),
            text("dog"),
        ]),
        ("date:14 May 2023 to 20 May 2023 dog", [
            Part(Kind.DATE, "14 May 2023 to 20 May 2023", DateRange(date(2023, 5, 14),
                                                                     date(2023, 5, 21))),
            text("dog"),
        ]),
        ("date:2023 14 dogs", [
            Part(Kind.DATE, "2023", DateRange(date(2023, 1, 1), date(2024, 1, 1))),
            text("14 dogs"),
        ]),
        ("ＤＡＴＥ：２０２３ dog", [
            Part(Kind.DATE, "２０２３", DateRange(date(2023, 1, 1), date(2024, 1, 1))), text("dog"),
        ]),
        ("類型：heic", [Part(Kind.TYPE, "heic", "heic")]),
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
        ("before:9999", DateRange(None, date(9999, 1, 1))),
        ("before:0001", DateRange(None, date(1, 1, 1))),
        ("after:0001", DateRange(date(2, 1, 1), None)),
        ("after:9999", DateRange(date.max, date.max)),
        ("after:9999-12-31", DateRange(date.max, date.max)),
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
        ("rating:＞＝４", Stars(4, 5)),
        ("type:.jpg", "jpeg"),
        ("near:48.85,2.35,5", Circle(48.85, 2.35, 5.0)),
        ("near:４８.８５，２.３５，５", Circle(48.85, 2.35, 5.0)),
        ("near:48.85 2.35", Circle(48.85, 2.35, 10.0)),
        ("near:48.85°N, 2.35°W, 5 km", Circle(48.85, -2.35, 5.0)),
        ("near:−33.9, 151.2", Circle(-33.9, 151.2, 10.0)),
        ("near:0,0,999999999999", Circle(0.0, 0.0, 20040.0)),
        ("near:Paris, France", Circle(48.8534, 2.3488, 21.3)),
        ("near:臺北", Circle(25.0531, 121.5264, 40.9)),
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
    ['in:""', "date:soon", "date:2023-13", "before:..2020", "type:xyz", "rating:7", "rating:5..3",
     "rating:many", "near:Nowhereville", "near:99,0,1", "has:wings", "is:nice", "sort:size",
     "orientation:up", "-sort:date", "日期:以后", "foo:bar", "-foo:bar", 'foo:"red car"',
     "标题：狗", "near:99999,0", "rating:99999999999", "dates:2023"],
)  # fmt: skip
def test_what_is_wrong_is_said_in_place_and_the_rest_counts(typed: str) -> None:
    query = understood(f"dog {typed} beach")
    (broken,) = query.errors
    assert query.typed[broken.start : broken.end] == typed
    assert str(broken.error).endswith(".")
    assert broken.value is None
    assert query.text == "dog beach"
    assert query.filters == ()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("dates:2023", "date:"),
        ("kamera:pixel", "camera:"),
        ("foo:bar", "in:"),
        ("标题:狗", "日期:"),
    ],
)
def test_an_unknown_prefix_says_what_may_have_been_meant(typed: str, hint: str) -> None:
    (part,) = understood(typed).parts
    assert part.kind is Kind.UNKNOWN
    assert hint in str(part.error)
    assert "quotation marks" in str(part.error)
    assert understood(f'"{typed}"').phrases[0].text == typed


@pytest.mark.parametrize(
    "typed",
    ["date:2300", "after:2262", "before:1500", "date:last 999 years", "date:last 999999999 days",
     "date:9999999 years ago", "date:2999", "date:1000年", "日期:最近九百九十九年", "date:9999",
     "date:0001", "before:9999", "before:0001", "after:9999", "after:9999-12-31", "after:0001",
     "晚于:9999年"],
)  # fmt: skip
def test_absurd_numbers_are_still_dates(typed: str) -> None:
    (part,) = understood(typed).parts
    assert isinstance(part.value, DateRange)


def test_spans_say_where_each_part_stands() -> None:
    typed = '  a dog -cat "red car"  in:"Lake Garda" date:last summer 🐕 type:png'
    spans = [typed[part.start : part.end] for part in understood(typed).parts]
    assert spans == [
        "a dog", "-cat", '"red car"', 'in:"Lake Garda"', "date:last summer", "🐕", "type:png",
    ]  # fmt: skip


def test_the_encoder_gets_words_and_phrases_and_the_literal_match_their_terms() -> None:
    query = understood('a dog -cat "red car" in:Italy 一只狗')
    assert query.text == "a dog red car 一只狗"
    assert query.terms == ("dog", "red car", "狗")
    assert understood("ｄｏｇ cafe\u0301").text == "dog caf\u00e9"
    assert understood("... ?").text == ""
    assert understood('一隻狗 "臺灣"').text == "一只狗 台湾"
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
     "sort:date", "dog", "狗", ":", "14", "May", "ago", "years", "to", "48.8584,", "２０２３",
     "foo:", "http://", "–", "before:", "年", "到", "since", "「", "\u0301", "🐕", "_", "C++", "#"]
)  # fmt: skip


@given(st.text() | st.lists(PIECES | st.text(max_size=3)).map("".join))
@example('date:"last"summer')
@example('date:"2023" summer')
@example('near:"New" York')
@example('in:a"b c"')
def test_any_text_is_understood_and_printed_it_is_the_same_query(typed: str) -> None:
    query = understood(typed)
    assert understood(str(query)) == query
    assert all(a.end <= b.start for a, b in pairwise(query.parts))
    assert all(0 <= part.start < part.end <= len(typed) for part in query.parts)
    assert isinstance(query.terms, tuple)
    assert understood(str(query)).typed == str(understood(str(query)))
    assert all(typed[part.start : part.end].strip() for part in query.parts)
    assert [part.start for part in query.parts] == sorted(part.start for part in query.parts)


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("date: 2023", "date:2023"),
        ("date: last summer dog", 'date:"last summer" dog'),
        ("rating: 5 dog", "rating:5 dog"),
        ('in: "Lake Garda" dog', 'in:"Lake Garda" dog'),
        ("-type: video", "-type:video"),
        ("日期： 2023", "date:2023"),
        ("near: New York dog", 'near:"New York" dog'),
    ],
)
def test_a_space_may_follow_the_colon(typed: str, tidied: str) -> None:
    query = parse(typed, TODAY)
    assert query.errors == ()
    assert str(query) == tidied
    assert parse(tidied, TODAY) == query


@pytest.mark.parametrize("typed", ["date: dog", "type: mp3", "in: -x", "in: type:jpg", "is: a dog"])
def test_what_is_no_value_is_looked_for(typed: str) -> None:
    query = parse(typed, TODAY)
    assert [part.text for part in query.errors] == [""]
    assert parse(str(query), TODAY) == query
    assert len(query.parts) == 2


def test_a_value_that_is_left_empty_takes_nothing_in() -> None:
    query = parse('in:"" "Lake" dog', TODAY)
    assert [part.text for part in query.parts] == ["", "Lake", "dog"]
    assert parse(str(query), TODAY) == query
