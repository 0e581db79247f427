"""The network: an encoder for each pass, with heads for types, or for realis and tags.

A type's logit is that of the whole sentence plus the smooth maximum of those of its words: most
types hang on a word or two, and labels tell which (the trigger), so words are trained on it too.

Pass 1 reads a sentence, pass 2 reads ``type name </s></s> sentence``:

    input            types, words                  realis                    tags
    sentence         which types, at which words  that of the sentence      (not used)
    type + sentence  (not used)                   that of the type's event  trigger and roles

An ``EventNetwork`` has one encoder and can learn both; ``TwoPassNetwork`` is two of them, each for
the pass that it is better at, which may share their lowest layers.
"""

from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel

from pipeline.inference.package import REALIS, TAGS, TYPES

RARE_WORD, OUTSIDE = -7.0, 4.0
"""First biases: logit of a type for a word, and of a tag for being outside."""
HIDDEN = -1e4
"""What takes padding out of a maximum of logits."""


class EventNetwork(nn.Module):
    """Encoder with heads for types, realis and tags.

    Features are standardised by fixed statistics of the training text before each head: those
    of this encoder are small and anisotropic, and fine-tuning stalls on them as they are.

    Args:
        base: folder of the encoder to start from, or the shape of one whose weights are to come.
        dropout: share of the features that training leaves out.
        types: number of event types.
    """

    def __init__(
        self, base: Path | str | BertConfig, dropout: float = 0.1, types: int = len(TYPES)
    ) -> None:
        super().__init__()
        if isinstance(base, BertConfig):
            self.encoder = BertModel(base, add_pooling_layer=False)
        else:
            self.encoder = BertModel.from_pretrained(
                base, add_pooling_layer=False, dtype=torch.float32, attn_implementation="sdpa"
            )
        size = self.encoder.config.hidden_size
        for name, fill in (("mean", 0.0), ("scale", 1.0)):
            self.register_buffer(f"pooled_{name}", torch.full((size,), fill))
            self.register_buffer(f"token_{name}", torch.full((size,), fill))
        self.dropout = nn.Dropout(dropout)
        self.types: nn.Module = nn.Linear(size, types)
        self.type_words: nn.Module = nn.Linear(size, types)
        self.realis: nn.Module = nn.Linear(size, len(REALIS))
        self.tags: nn.Module = nn.Linear(size, len(TAGS) * 3)
        # Begin at the rates of the labels: nearly every type is absent, nearly every tag outside.
        # From zero, the first epoch is spent on getting there.
        nn.init.zeros_(self.types.bias)
        nn.init.constant_(self.type_words.bias, RARE_WORD)
        with torch.no_grad():
            self.tags.bias.copy_(torch.tensor([OUTSIDE, 0.0, 0.0] * len(TAGS)))

    def encode(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Mean-pooled and token features. Shapes: (batch, size) and (batch, length, size)."""
        tokens = self.encoder(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=torch.zeros_like(input_ids),
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        # A product, not a sum: ONNX Runtime shares sums out among threads, which changes last bits.
        pooled = (mask.transpose(1, 2) @ tokens).squeeze(1) / mask.sum(1).clamp(min=1e-6)
        return pooled, tokens

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits of the heads, in the order of ``OUTPUTS``.

        Shapes: types (batch, types), those of each word piece (batch, length, types), realis
        (batch, 5), tags (batch, length, 9 * 3): for each tag the logits of outside, begin, inside.
        """
        pooled, tokens = self.encode(input_ids, attention_mask)
        pooled = self.dropout((pooled - self.pooled_mean) * self.pooled_scale)
        tokens = self.dropout((tokens - self.token_mean) * self.token_scale)
        words = self.type_words(tokens).float()
        seen = words + (1 - attention_mask.unsqueeze(-1).to(words.dtype)) * HIDDEN
        types = self.types(pooled).float() + torch.logsumexp(seen, 1)
        return types, words, self.realis(pooled), self.tags(tokens)

    def heads(self) -> list[nn.Parameter]:
        """The parameters of the heads."""
        heads = (self.types, self.type_words, self.realis, self.tags)
        return [p for head in heads for p in head.parameters()]


class TwoPassNetwork(nn.Module):
    """Two networks from one base: one for the first pass, one for the second.

    Args:
        first: finds types. It loses its other heads.
        second: finds realis and tags, likewise.
    """

    def __init__(self, first: EventNetwork, second: EventNetwork) -> None:
        super().__init__()
        self.first, self.second = first, second
        first.realis, first.tags = nn.Identity(), nn.Identity()
        second.types, second.type_words = nn.Identity(), nn.Identity()

    def share(self) -> None:
        """Hold the layers once, from the lowest up, in which the two are equal."""
        one, other = self.first.encoder, self.second.encoder
        if not _equal(one.embeddings, other.embeddings):
            return
        other.embeddings = one.embeddings
        for number, layer in enumerate(one.encoder.layer):
            if not _equal(layer, other.encoder.layer[number]):
                return
            other.encoder.layer[number] = layer

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """As ``EventNetwork.forward``."""
        types, words = self.first(input_ids, attention_mask)[:2]
        realis, tags = self.second(input_ids, attention_mask)[2:]
        return types, words, realis, tags


def _equal(one: nn.Module, other: nn.Module) -> bool:
    mine, yours = one.state_dict(), other.state_dict()
    return mine.keys() == yours.keys() and all(torch.equal(mine[k], yours[k]) for k in mine)
