"""The event model as a Beam ModelHandler over whole articles."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from apache_beam.metrics import Metrics
from apache_beam.ml.inference.base import ModelHandler

from pipeline.guard import dead_letter
from pipeline.inference.model import EventModel, load_model
from pipeline.inference.settings import ModelSettings
from pipeline.inference.tally import Tally, take


class ArticleHandler(ModelHandler[Any, Any, EventModel]):
    """Gives each article, alone, to a stage's function; a failing one becomes a dead letter.

    Results come one an article, in order. The two passes share one loaded model in a process.

    Args:
        stage: name of the stage, for metrics and dead letters.
        function: what to do with an article and the model.
        model: the model's settings, or its folder.
    """

    def __init__(
        self,
        stage: str,
        function: Callable[[Any, EventModel], Any],
        model: str | ModelSettings,
    ) -> None:
        super().__init__(min_batch_size=1, max_batch_size=8)
        self.stage = stage
        self.function = function
        self.model = ModelSettings(model) if isinstance(model, str) else model
        self.counters = {name: Metrics.counter(stage, name) for name in Tally._fields}

    def load_model(self) -> EventModel:
        return load_model(self.model)

    def run_inference(
        self,
        batch: Sequence[Any],
        model: EventModel,
        inference_args: dict[str, Any] | None = None,  # noqa: ARG002 - Beam's signature
    ) -> Iterable[Any]:
        take()  # what another user of the model has counted on this thread
        for article in batch:
            try:
                outcome = self.function(article, model)
            except Exception as error:
                outcome = dead_letter(self.stage, article, error)
            for name, count in take()._asdict().items():
                self.counters[name].inc(count)
            yield outcome

    def get_num_bytes(self, batch: Sequence[Any]) -> int:
        """Not measured: Beam's default pickles every batch to find out."""
        return len(batch)

    def get_metrics_namespace(self) -> str:
        return self.stage
