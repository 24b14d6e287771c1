from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.search.query import Query, parse


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query("")),
        ("   ", Query("")),
        ("a dog on the beach", Query("a dog on the beach", ("dog", "beach"))),
        ("Dogs, DOGS!", Query("Dogs, DOGS!", ("dogs",))),
        ("一只狗在海滩上奔跑", Query("一只狗在海滩上奔跑", ("狗", "海滩", "奔跑"))),
        ("红色 car", Query("红色 car", ("car", "红色"))),
        ("in:Italy", Query("", (), ("Italy",))),
        ("sunset in:Italy", Query("sunset", ("sunset",), ("Italy",))),
        ('in:"Lake Garda" boat', Query("boat", ("boat",), ("Lake Garda",))),
        ("in:a in:b", Query("", (), ("a", "b"))),
        ("in: boat", Query("in: boat", ("boat",))),
        ("inside:out", Query("inside:out", ("inside", "out"))),
        ('in:"unclosed', Query("", (), ('"unclosed',))),
    ],
)
def test_what_is_typed_is_understood(typed: str, query: Query) -> None:
    assert parse(typed) == query


@given(st.text())
def test_any_text_is_understood_somehow(typed: str) -> None:
    query = parse(typed)
    assert all(term == term.lower() for term in query.terms)
    assert parse(query.text).text == query.text or "in:" in query.text.lower()
