"""The same bytes in every process, on every processor."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def _fingerprint(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, str(HERE / "fingerprint.py")],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def plain() -> str:
    return _fingerprint(PYTHONHASHSEED="1")


def test_a_fresh_process_gives_the_same_bytes(plain):
    assert len(plain) == 64
    assert _fingerprint(PYTHONHASHSEED="2") == plain


def test_without_processor_features_the_bytes_are_the_same(plain):
    core = np._core._multiarray_umath
    features = [name for name in core.__cpu_dispatch__ if core.__cpu_features__.get(name)]
    assert _fingerprint(NPY_DISABLE_CPU_FEATURES=" ".join(features)) == plain


def test_the_engine_uses_no_function_whose_bytes_differ_between_processors():
    """Exponentials, logarithms, powers and the like are computed differently from processor to processor."""
    weeks = ("luck", "state", "compiled", "enrolment", "employment", "person", "engine", "policies", "assess")
    engine = (*(f"weeks/{part}" for part in weeks), "generate")
    for part in engine:
        text = (ROOT / "scenarios" / f"{part}.py").read_text(encoding="utf-8")
        for name in ("exp", "log", "power", "sqrt", "sin", "cos", "tan", "std", "mean", "float_power"):
            assert f"np.{name}(" not in text, f"{part} uses np.{name}"
