"""What the engine may say to the window, read from its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from photosearch import errors

ENGINE = Path(__file__).parents[2] / "photosearch"
# Only the command line runs these.
NOT_IN_THE_WINDOW = (
    "training", "models/onnx_linear.py", "models/torch_linear.py", "models/adapted.py", "cli",
)  # fmt: skip
ERRORS = {name for name in vars(errors) if name.endswith("Error")}
# Stands where a value is put in.
HOLE = "\0"


def failures() -> set[str]:
    """Return the titles, reasons and advice of errors and failures."""
    return _by_calls({*ERRORS, "Failure"}, first=0)


def details_of_problems() -> set[str]:
    """Return what is said beside the reason of a problem."""
    return _by_calls({"Problem", "Unreadable"}, first=1)


def errors_of_values() -> set[str]:
    """Return what is said of a part of a question that is broken: ``None, "…"`` in the code."""
    found: set[str] = set()
    for module in _modules(("query/values.py", "query/parse.py")):
        for node in ast.walk(module):
            match node:
                case ast.Tuple(elts=[ast.Constant(value=None), text]):
                    found |= _sentences(text, module)
    return found


def _by_calls(names: set[str], first: int) -> set[str]:
    """Return the texts among the arguments, from the ``first`` on, of calls of these names."""
    found: set[str] = set()
    for module in _modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                for argument in (*node.args[first:], *(word.value for word in node.keywords)):
                    found |= _sentences(argument, module)
    return found


def _modules(names: tuple[str, ...] = ()) -> Iterator[ast.Module]:
    for path in sorted(ENGINE.rglob("*.py")):
        name = path.relative_to(ENGINE).as_posix()
        if name in names or not (names or name.startswith(NOT_IN_THE_WINDOW)):
            yield ast.parse(path.read_text(encoding="utf-8"))


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _sentences(node: ast.expr, module: ast.Module) -> set[str]:
    """Return what an expression may say: not what passes on another's words, or a unit alone."""
    texts = {"".join(text) for text in _texts(node, module)}
    return {text for text in texts if any(letter.islower() for letter in text)}


def _texts(node: ast.expr, module: ast.Module) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else HOLE for p in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one, module)
            yield from _texts(other, module)
        case ast.Name(id=name):
            for value in _assigned(name, module):
                yield from _texts(value, module)


def _assigned(name: str, module: ast.Module) -> Iterator[ast.expr]:
    """Yield what a variable of this name is set to, anywhere in the module."""
    for node in ast.walk(module):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                if target == name:
                    yield value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
                if target == name:
                    yield value
