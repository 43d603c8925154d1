"""What the simulation assumes, in words: nothing is left out, nothing claims more than it has."""

from scenarios.weeks import assumptions
from scenarios.weeks.evidence import Standing, builtin
from studio.languages import translator

t = translator("en")


def test_every_coefficient_is_shown_once_under_a_named_part():
    evidence = builtin()
    shown = [row for group in assumptions.groups(evidence, t) for row in assumptions.rows(evidence, t, group)]
    assert len(shown) == len(evidence.coefficients)
    assert all(row.what[0].isupper() and row.what.endswith(".") for row in shown)


def test_what_rests_on_a_study_names_it_and_what_does_not_says_so():
    evidence = builtin()
    for group in assumptions.groups(evidence, t):
        keys = [key for key in evidence.coefficients if assumptions.part(key) == group]
        for key, row in zip(keys, assumptions.rows(evidence, t, group), strict=True):
            item = evidence.coefficients[key]
            assert ("assumption" in row.source) == (item.standing is Standing.ASSUMPTION), key
            assert all(evidence.sources[source].cite in row.source for source in item.sources), key
        sourced = [key for key in keys if evidence.coefficients[key].sources]
        assert len(assumptions.rows(evidence, t, group, sourced=True)) == len(sourced)


def test_the_summary_counts_all():
    evidence = builtin()
    numbers = [int(word) for word in assumptions.summary(evidence, t).split() if word.isdigit()]
    assert numbers[0] == sum(numbers[1:]) == len(evidence.coefficients)
