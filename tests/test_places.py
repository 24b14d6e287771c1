from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from photosearch.places import distances_km, find_place, gazetteer, place_words
from photosearch.types import Word, WordSource


@pytest.mark.parametrize(
    ("name", "found", "country"),
    [
        ("Paris", "Paris", "France"),
        ("paris", "Paris", "France"),
        ("巴黎", "Paris", "France"),
        ("北京", "Beijing", "China"),
        ("上海市", "Shanghai", "China"),
        ("Peking", "Beijing", "China"),
        ("São Paulo", "São Paulo", "Brazil"),
        ("sao paulo", "São Paulo", "Brazil"),
        ("new  york city", "New York City", "United States"),
        ("纽约", "New York City", "United States"),
    ],
)
def test_places_are_found_by_name_and_the_most_populous_wins(
    name: str, found: str, country: str
) -> None:
    place = find_place(name)
    assert place is not None
    assert (place.name, place.country) == (found, country)


@pytest.mark.parametrize("name", ["", " ", "no such place", "zzz"])
def test_other_names_are_no_places(name: str) -> None:
    assert find_place(name) is None


def test_a_point_is_told_in_both_languages() -> None:
    assert place_words(39.9163, 116.3972) == (
        Word(WordSource.PLACE, "Beijing, China"),
        Word(WordSource.PLACE, "北京, 中国"),
    )
    english, chinese = place_words(48.8584, 2.2945)  # the Eiffel Tower
    assert english.text.endswith("Paris, France")
    assert chinese.text.endswith("巴黎, 法国")
    versailles = place_words(48.8049, 2.1204)[0].text
    assert "Versailles" in versailles
    assert "Paris" in versailles
    assert place_words(0.0, -30.0) == ()
    assert place_words(None, 2.0) == ()


def test_distances_are_those_of_the_globe() -> None:
    paris, london = find_place("Paris"), find_place("London")
    assert paris is not None
    assert london is not None
    where = np.array([[london.latitude, london.longitude]], np.float32)
    away = distances_km(paris.latitude, paris.longitude, where[:, 0], where[:, 1])
    assert away[0] == pytest.approx(344, abs=3)


def test_names_are_completed_the_most_populous_first() -> None:
    names = [place.name for place in gazetteer().complete("Par", 3)]
    assert "Paris" in names
    assert gazetteer().complete("北京", 1)[0].name == "Beijing"


def test_nothing_is_read_before_it_is_needed() -> None:
    script = "import photosearch.library, photosearch.places as p; print(p.gazetteer.cache_info())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "currsize=0" in done.stdout
