"""`python -m benchmarks [name …]`: run them all, or those named; `--write` keeps the figures."""

from __future__ import annotations

import argparse
from importlib import import_module

from benchmarks.figures import RESULTS, as_markdown, as_text, machine, write_section

NAMES = ("search", "startup", "indexing", "memory")
# Run when they are named: they take long, and want packages and data of their own.
MORE = ("videos", "reading", "adding", "analysers")


def main() -> None:
    """Run benchmarks and print what they find."""
    options = _options()
    for name in options.names or NAMES:
        measured_on = machine()
        report = import_module(f"benchmarks.{name}").measure()
        print(as_text(report), flush=True)
        if options.write:
            section = as_markdown(report, f"python -m benchmarks {name}", measured_on)
            write_section(RESULTS, report.title, section)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=(*NAMES, *MORE, []), help=", ".join((*NAMES, *MORE))
    )
    parser.add_argument("--write", action="store_true", help=f"into {RESULTS.name}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
