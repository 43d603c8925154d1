import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.examples import example
from partnership.transfer import MAX_BYTES, from_body, read_json, to_body, upgrade, write_json
from studio.errors import Invalid
from tests.partnership.drafts import edited


@settings(max_examples=60, deadline=None)
@given(edited())
def test_a_file_carries_everything(agreement: Agreement) -> None:
    assert read_json(write_json(agreement).encode()) == agreement
    assert to_body(from_body(to_body(agreement))) == to_body(agreement)


def test_amounts_stay_exact() -> None:
    agreement = read_json(write_json(example()).replace('"158400"', "158400.10").encode())
    assert str(agreement.budget.stated_total) == "158400.10"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "agreement_not_json"),
        (b"\xff\xfe", "agreement_not_utf8"),
        (b"[]", "agreement_not_one"),
        (b'{"a": 1}', "agreement_not_one"),
        (b'{"schema_number": 2}', "agreement_newer"),
        (b'{"schema_number": true}', "agreement_not_one"),
        (b'{"schema_number": 0}', "agreement_not_one"),
        (b'{"schema_number": "1"}', "agreement_not_one"),
        (b'{"schema_number": 1, "sneaky": 1}', "agreement_field_wrong"),
        (b"[" * 100_000, "agreement_not_json"),
        (b'{"schema_number": ' + b"9" * 5000 + b"}", "agreement_not_json"),
        (b" " * (MAX_BYTES + 1), "agreement_too_large"),
    ],
)
def test_unusable_files_are_refused_with_a_code(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_json(content)
    assert caught.value.code == code


def _file(**fields: object) -> bytes:
    return json.dumps({"schema_number": 1} | fields).encode()


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        (_file(title=5), "title", "wrong_type"),
        (_file(title="x" * 20_001), "title", "too_long"),
        (_file(partners=[{"id": "p1"}, {"id": "p2", "kind": "circus"}]), "partners[2].kind", "not_in_list"),
        (_file(partners=[{"id": "a/b"}]), "partners[1].id", "wrong_form"),
        (_file(partners=[{}]), "partners[1].id", "missing"),
        (_file(partners=[{"id": "p"}] * 2), ".", "contradictory"),
        (_file(budget={"stated_total": -1}), "budget.stated_total", "too_small"),
        (_file(budget={"stated_total": float("nan")}), "budget.stated_total", "out_of_range"),
        (_file(term={"start": "2027-02-30"}), "term.start", "wrong_type"),
        (_file(sections=[]), "sections", "too_few"),
        (_file(languages=["sq"]), ".", "contradictory"),
        (_file(title="a\u0000b"), "title", "contradictory"),
        (_file(partners=[{"id": f"p{n}"} for n in range(61)]), "partners", "too_many"),
    ],
)
def test_an_error_names_the_place(content: bytes, place: str, problem: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_json(content)
    assert (caught.value.parameters["place"], caught.value.parameters["problem"]) == (place, problem)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_read_or_refused(data: object) -> None:
    with pytest.raises(Invalid):
        read_json(json.dumps(data).encode())


@given(st.dictionaries(st.sampled_from(list(Agreement.model_fields)), st.integers() | st.text() | st.lists(st.none())))
def test_random_fields_are_read_or_refused(fields: dict[str, object]) -> None:
    with contextlib.suppress(Invalid):
        read_json(_file(**(fields | {"schema_number": 1})))


def test_old_files_are_upgraded_step_by_step_and_stay_as_they_were() -> None:
    old = {"schema_number": 1, "name": "Valley"}
    steps = {
        1: lambda body: {"title": body["name"]},
        2: lambda body: body | {"languages": ["en"]},
    }
    assert upgrade(old, steps, newest=3) == {"schema_number": 3, "title": "Valley", "languages": ["en"]}
    assert old == {"schema_number": 1, "name": "Valley"}
