from __future__ import annotations

from photosearch.training.people_named import fit_limits

WOMEN, MEN = "women, girls", "men, boys"


def test_limits_keep_most_from_being_named_as_the_other() -> None:
    """A captioner that leans towards men by one."""
    found = [(WOMEN, 1.0 + (step - 50) / 10) for step in range(101)]
    found += [(MEN, 3.0 + (step - 50) / 10) for step in range(101)]
    limits = fit_limits(found)
    assert limits is not None
    women, men = limits
    called_men = sum(leaning > men for group, leaning in found if group == WOMEN) / 101
    called_women = sum(leaning < women for group, leaning in found if group == MEN) / 101
    assert called_men <= 0.05
    assert called_women <= 0.05
    assert women < men


def test_clear_cases_leave_nothing_between() -> None:
    found = [(WOMEN, -5.0 - step / 100) for step in range(30)]
    found += [(MEN, 5.0 + step / 100) for step in range(30)]
    limits = fit_limits(found)
    assert limits is not None
    assert limits[0] == limits[1]


def test_few_photos_fit_nothing() -> None:
    assert fit_limits([(WOMEN, 0.0), (MEN, 1.0)] * 5) is None
