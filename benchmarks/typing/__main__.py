"""Baselines for event types, on the labels that the model learned from and is measured with.

    python -m benchmarks.typing --train FILE... --test FILE... [--base DIR]

Prints micro-F1 overall and by language of: the most frequent type everywhere; the bag of trigger
words (a sentence has a type if it holds a word that mostly triggers it); TF-IDF with logistic
regression (scikit-learn); with ``--base``, a network on that encoder (BertModel), fine-tuned as the
model's teachers of types are. Each reads sentences by themselves. Needs the ``bench`` extra, and
``train`` for a network. Thresholds are fitted on held-out documents.
"""

import argparse
import collections
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from pipeline.inference.package import TYPES
from training.labels import LabelledSentence, held_types, read_labels, split

Scores = NDArray[np.float64]
Rows = Sequence[LabelledSentence]
Baseline = Callable[[Rows], Callable[[Rows], Scores]]
WORD = re.compile(r"\w+")
SEED, HELD_OUT = 13, 0.08
THRESHOLDS = np.arange(0.05, 0.95, 0.05)


def most_frequent(rows: Rows) -> Callable[[Rows], Scores]:
    """The commonest type, in every sentence."""
    best = held_types(rows).sum(0).argmax()
    return lambda others: np.tile((np.arange(len(TYPES)) == best).astype(float), (len(others), 1))


def trigger_words(rows: Rows) -> Callable[[Rows], Scores]:
    """For each type, how often the surest of a sentence's words is in a trigger of it."""
    seen: collections.Counter[str] = collections.Counter()
    triggers: collections.Counter[tuple[str, str]] = collections.Counter()
    for row in rows:
        seen.update(words_of(row.text))
        for labels in row.labels:
            for start, end in labels.spans["trigger"]:
                triggers.update((word, labels.event_type) for word in words_of(row.text[start:end]))

    def scores(others: Rows) -> Scores:
        return np.array(
            [
                [
                    max(
                        (triggers[word, name] / (seen[word] + 1) for word in words_of(row.text)),
                        default=0.0,
                    )
                    for name in TYPES
                ]
                for row in others
            ]
        )

    return scores


def words_of(text: str) -> set[str]:
    """Its words in lower case."""
    return set(WORD.findall(text.casefold()))


def tf_idf(rows: Rows) -> Callable[[Rows], Scores]:
    """TF-IDF of words and pairs of words, one logistic regression a type."""
    features = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    table = features.fit_transform([row.text for row in rows])
    model = OneVsRestClassifier(LogisticRegression(C=20, max_iter=200, class_weight="balanced"))
    model.fit(table, held_types(rows))
    return lambda others: np.asarray(
        model.predict_proba(features.transform([row.text for row in others]))
    )


def fine_tuned(base: Path) -> Baseline:
    """A network on the encoder in ``base``, for types alone, by the table of the recipe."""
    from tokenizers import Tokenizer

    from training.build import RECIPE, settings_of
    from training.learning.examples import first_pass
    from training.learning.train import likely_types, train_network

    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(recipe["max_length"])

    def fit(rows: Rows) -> Callable[[Rows], Scores]:
        settings = settings_of(recipe, "teachers_of_types")
        network = train_network(base, rows, settings, tokenizer, base.name)
        pad_id = tokenizer.token_to_id("<pad>") or 0

        def scores(others: Rows) -> Scores:
            ids = [first_pass(row, tokenizer).ids for row in others]
            return np.asarray(likely_types(network, ids, pad_id).sigmoid().double().numpy())

        return scores

    return fit


BASELINES: dict[str, Baseline] = {
    "most frequent type": most_frequent,
    "bag of trigger words": trigger_words,
    "TF-IDF, logistic regression": tf_idf,
}


def f1(found: NDArray[np.bool_], gold: NDArray[np.bool_]) -> float:
    """Micro-F1."""
    return float(2 * (found & gold).sum() / max(1, found.sum() + gold.sum()))


def main() -> None:
    """Parse the command line, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="label files")
    parser.add_argument("--test", type=Path, nargs="+", required=True, help="label files")
    parser.add_argument("--base", type=Path, help="folder of an encoder to fine-tune as well")
    options = parser.parse_args()
    baselines = dict(BASELINES)
    if options.base:
        baselines[f"fine-tuned {options.base.name}"] = fine_tuned(options.base)
    rows, held_out = split(read_labels(options.train, training=True), HELD_OUT, SEED)
    held_out = [row for row in held_out if row.group != row.id]  # whole articles, as for the model
    test = read_labels(options.test, training=False)
    languages = sorted({row.lang for row in test})
    print(f"{'baseline':30} {'all':>6} " + " ".join(f"{name:>6}" for name in languages))
    for name, baseline in baselines.items():
        scores = baseline(rows)
        fitted, gold = scores(held_out), held_types(held_out)
        threshold = max(THRESHOLDS, key=lambda value: f1(fitted >= value, gold))
        found, truth = scores(test) >= threshold, held_types(test)
        own = [np.array([row.lang == language for row in test]) for language in languages]
        figures = [f1(found, truth), *(f1(found[rows_], truth[rows_]) for rows_ in own)]
        print(f"{name:30} " + " ".join(f"{value:6.3f}" for value in figures))


if __name__ == "__main__":
    main()
