"""What is looked for in photos is listed and switched on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from photosearch.paths import AppPaths
from photosearch.settings import load_settings
from tests.cli.command import run_here


def test_what_is_looked_for_is_listed_and_switched(home: AppPaths, photos: Path) -> None:
    run_here("add", photos, "--no-index")
    assert "text  Text in pictures: " in run_here("analysers", "list").stdout
    run_here("analysers", "on", "text", "--no-index")
    assert load_settings(home.settings).read_text
    told = run_here("analysers", "off", "text").stdout
    assert "What was found stays." in told
    assert not load_settings(home.settings).read_text
    states = {one["key"]: one for one in json.loads(run_here("analysers", "list", "--json").stdout)}
    assert not states["text"]["on"]
    refused = run_here("analysers", "on", "smell", status=1)
    assert "Nothing named smell is looked for." in refused.stderr
