"""What the rooms' commands share: output as text or JSON, errors on standard error, exit statuses."""

from __future__ import annotations

import codecs
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

import typer

from studio.content import ContentError
from studio.errors import StudioError
from studio.languages import SOURCE_LOCALE, translator
from studio.messages import explain

FINE, FINDINGS, UNUSABLE = 0, 1, 2
"""Exit statuses: all well; findings of severity error; input that cannot be used."""

MAX_INPUT_BYTES = 20_000_000


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def speak_utf8() -> None:
    """Write UTF-8 also into files and pipes, where Windows would use its own code page, which lacks č or ë."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def unusable(place: str, problem: str, remedy: str = "") -> NoReturn:
    """End with status 2: where it is, what is wrong, what to do."""
    typer.echo(f"{place}: {problem}" + (f"\n  {remedy}" if remedy else ""), err=True)
    raise typer.Exit(UNUSABLE)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn the errors of services and content into a sentence on standard error and status 2."""
    try:
        yield
    except StudioError as error:
        details = "; ".join(f"{name}: {value}" for name, value in error.parameters.items())
        unusable(place, explain(error, translator(SOURCE_LOCALE)), f"({error.code}{'; ' + details if details else ''})")
    except ContentError as error:
        unusable(error.place, error.message, error.remedy)
    except OSError as error:
        problem = error.strerror or "cannot be used"
        unusable(str(error.filename or place), problem, "Check the path and its permissions.")


def known_file(path: Path, otherwise: str = "there is no such file.", remedy: str = "Check the name.") -> None:
    """End with status 2 where there is no file of this name."""
    if path.is_dir():
        unusable(str(path), "is a folder.", "Name a file in it.")
    if not path.is_file():
        unusable(str(path), otherwise, remedy)


def read_text(path: Path) -> str:
    """A text file of reasonable size, `-` for standard input; ends with status 2 otherwise."""
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_INPUT_BYTES + 1)
    else:
        known_file(path)
        with path.open("rb") as file:
            data = file.read(MAX_INPUT_BYTES + 1)
    if len(data) > MAX_INPUT_BYTES:
        unusable(str(path), f"larger than {MAX_INPUT_BYTES // 1_000_000} MB.", "Is it the right file?")
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # PowerShell 5 writes it with `>`
    try:
        return data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        unusable(str(path), "is not UTF-8 text.", "Is it the right file?")


def write_json(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
