"""Finds the messages in the code for the catalogue (see `babel.cfg`).

Babel's own reader sees those inside f-strings from Python 3.12 on only; this one finds the same ones everywhere.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from typing import IO, Any

Found = tuple[int, str, tuple[str | None, ...], list[str]]
"""Line, name of what is called, its arguments (None for what is no plain text), comments."""


def messages(file: IO[bytes], keywords: Container[str], _comment_tags: Any, options: Any) -> Iterator[Found]:
    """What Babel asks of a reader."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in keywords:
                yield node.lineno, name, tuple(map(_text, node.args)), []


def _text(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
