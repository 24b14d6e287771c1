from __future__ import annotations

import re
import shutil
from pathlib import Path

import photosearch
from photosearch.paths import AppPaths
from tests.conftest import paint

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_examples_run_one_after_the_other(
    home: AppPaths, own_trash: Path, tmp_path: Path
) -> None:
    pictures = tmp_path / "pictures"
    for colour in ("red", "green", "blue"):
        paint(pictures / f"{colour}.jpg", colour)
    shutil.copy(pictures / "red.jpg", pictures / "red (copy).jpg")
    names: dict[str, object] = {"pictures": pictures}
    page = PAGE.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(page))
    assert len(blocks) >= 5
    for block in blocks:
        lines_before = page[: block.start(1)].count("\n")  # so that a traceback names the line
        exec(compile("\n" * lines_before + block[1], PAGE, "exec"), names)


def test_every_public_name_is_there_and_the_package_is_typed() -> None:
    assert all(hasattr(photosearch, name) for name in photosearch.__all__)
    assert (Path(photosearch.__file__).parent / "py.typed").is_file()
