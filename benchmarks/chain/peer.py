"""The naive peer: a DoFn that gives each sentence, alone, to a pipeline of transformers.

The same weights, as floats, through torch on one thread, for both passes: a call for each sentence,
then one for each event type that the chain found a candidate in it. What it reads is split into
sentences already, and what it finds is neither decoded nor written.
"""

import dataclasses
import functools
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import apache_beam as beam
import torch
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from transformers import (
    BertConfig,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    TextClassificationPipeline,
)
from transformers.modeling_outputs import SequenceClassifierOutput
from transformers.utils.logging import set_verbosity

from models import SHIPPED_MODEL
from pipeline.classify import classify_article
from pipeline.elements import Article, ClassifiedArticle, Document
from pipeline.inference import load_model
from pipeline.inference.network import EventNetwork
from pipeline.inference.package import OUTPUTS, TOKENIZER, WEIGHTS, prompt_of
from pipeline.inference.torch_engine import TorchEngine
from pipeline.read import list_files, read_file
from pipeline.segment import segment_document


@dataclasses.dataclass(frozen=True)
class Task:
    """A sentence, and the prompts of the types that it may hold."""

    text: str
    prompts: tuple[str, ...]


class PlainModel(PreTrainedModel):  # type: ignore[no-untyped-call]
    """The event network in the clothes of a sequence classifier: one output as its logits."""

    config_class = BertConfig

    def __init__(self, config: BertConfig, network: Any, output: str) -> None:
        super().__init__(config)
        self.network, self.output = network, OUTPUTS.index(output)

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor | None = None,  # noqa: ARG002 - the tokenizer may give them
    ) -> SequenceClassifierOutput:
        """As a network of transformers; shape of the logits: (batch, labels)."""
        return SequenceClassifierOutput(logits=self.network(input_ids, attention_mask)[self.output])


@functools.cache
def pipelines() -> tuple[TextClassificationPipeline, TextClassificationPipeline]:
    """Those of the two passes, on one thread, loaded once."""
    torch.set_num_threads(1)
    folder, package = Path(SHIPPED_MODEL), load_model(SHIPPED_MODEL).package
    networks = TorchEngine(folder / WEIGHTS, types=len(package.types)).network
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(folder / TOKENIZER),
        pad_token="<pad>",  # noqa: S106 - no password
        model_max_length=512,
    )

    # As an error it says, of every model that it does not know, that it may not do.
    set_verbosity(logging.CRITICAL)

    def of(network: EventNetwork, output: str, labels: Sequence[str]) -> TextClassificationPipeline:
        config = BertConfig(id2label=dict(enumerate(labels)))
        return TextClassificationPipeline(  # type: ignore[no-untyped-call]
            model=PlainModel(config, network, output).train(False),
            tokenizer=tokenizer,
            task="text-classification",
            device="cpu",
            top_k=None,
            function_to_apply="sigmoid",
        )

    types = of(networks.first, "types", package.types)
    return types, of(networks.second, "realis", package.realis)


class Call(beam.DoFn):
    """Task to the labels of its sentence and of each of its pairs."""

    def process(self, task: Task) -> Iterator[Any]:
        classify, extract = pipelines()
        yield classify(task.text)
        for prompt in task.prompts:
            yield extract({"text": prompt, "text_pair": task.text})


def tasks_of(files: Sequence[Path]) -> list[Task]:
    """What there is to read in files, with the sentences and candidates of the chain itself."""
    model, tasks = load_model(SHIPPED_MODEL), []
    for raw in list_files([str(file) for file in files]).files:
        for document in read_file(raw):
            for article in segment_document(document) if isinstance(document, Document) else ():
                found = classify_article(article, model) if isinstance(article, Article) else None
                if isinstance(found, ClassifiedArticle):
                    tasks += [
                        Task(
                            sentence.text,
                            tuple(
                                prompt_of(each.event_type)
                                for each in found.found
                                if each.sentence == sentence
                            ),
                        )
                        for sentence in found.sentences
                    ]
    return tasks


def run_peer(tasks: Sequence[Task]) -> None:
    """All tasks through the DoFn, on the local runner."""
    with beam.Pipeline(runner=FnApiRunner()) as graph:
        graph | "Tasks" >> beam.Create(tasks) | "CallPipelines" >> beam.ParDo(Call())
