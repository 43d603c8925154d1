"""Lists the words that are no slip of the finger: `uv run python -m benchmarks.reading_words` writes words.en.yaml.

What stands in the library of scenarios counts as spelt right; of what is typed in the examples, what several writers
say, unless it is one slip away from a word that is said far more often.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import yaml
from rapidfuzz.distance import OSA

from benchmarks.sentences import packages, typed
from scenarios.reading.rules import CONTENT, rules
from scenarios.reading.spelling import is_word, tokens
from studio.languages import SOURCE_LOCALE

SAID, WRITERS = 3, 2
"""In how many sentences, by how many writers, a word must stand."""
FAR_MORE = 15
HEAD = """# Words that are spelt right, besides those of the other files: a typed word that is none of them is taken
# for the nearest one. Listed by benchmarks/reading_words.py from the library of scenarios and from typed examples.
"""


def words() -> list[str]:
    spelling = rules("en").spelling

    def said(text: str) -> set[str]:
        return {token for token in tokens(text, spelling) if is_word(token) and token.isalpha() and len(token) > 2}

    right = {word for package in packages() for text in package.texts[SOURCE_LOCALE].values() for word in said(text)}
    times: Counter[str] = Counter()
    writers: dict[str, set[str]] = defaultdict(set)
    for sentence in typed():
        for word in said(sentence.text):
            times[word] += 1
            writers[word].add(sentence.writer)
    often = {word for word, count in times.items() if count >= SAID and len(writers[word]) >= WRITERS} - right
    common = [word for word, count in times.items() if count >= FAR_MORE * SAID]
    slips = {
        word
        for word in often
        if any(
            times[other] >= FAR_MORE * times[word] and OSA.distance(word, other, score_cutoff=1) == 1
            for other in common
            if other[0] == word[0] and not other.startswith(word) and not word.startswith(other)
        )
    }
    return sorted(right | often - slips)


def main() -> None:
    found = words()
    written = yaml.safe_dump(found, default_flow_style=True, width=118, allow_unicode=True)
    (CONTENT / "words.en.yaml").write_text(HEAD + written, encoding="utf-8")
    print(f"{len(found)} words")


if __name__ == "__main__":
    main()
