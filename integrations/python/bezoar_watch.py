"""Writes the loss of every row at every step of a Hugging Face `Trainer`, as a log for `bezoar watch`.

    from bezoar_watch import WatchMixin, with_row_ids

    class WatchedTrainer(WatchMixin, Trainer):
        watch_log = "losses.jsonl"

    train = with_row_ids(train)            # before anything is filtered or shuffled
    WatchedTrainer(model=model, args=args, train_dataset=train, data_collator=collator).train()

Training itself is not changed: the loss that is optimised is the Trainer's own. The losses of the rows are taken from the logits
that it computed anyway, as plain cross-entropy: of a classifier that of the row's label; of a language model the mean over the
tokens of the row that have a label (-100, as padding and prompts have it, is left out). Label smoothing and gradient accumulation
do not enter them.
"""

import json
import os
import warnings

import torch
from torch.nn import functional
from transformers import TrainerCallback

IGNORED = -100
COLUMN = "row_id"
TOKENS = 512


def with_row_ids(dataset, column=COLUMN):
    """Numbers the rows of a `datasets.Dataset` from 0 on, as `bezoar watch --data` counts them."""
    return dataset.add_column(column, list(range(len(dataset))))


def losses_and_margins(logits, labels, causal):
    """Loss of each row of a batch and the logit of its label less the highest other one, means over tokens where there are several."""
    logits, labels = logits.detach(), labels.detach().to(logits.device)
    if causal:
        logits, labels = logits[:, :-1], labels[:, 1:]
    if labels.dim() == 1:
        logits, labels = logits.unsqueeze(1), labels.unsqueeze(1)
    sums, counts = [], []
    for of_row, own_labels in zip(logits, labels):
        known = (own_labels != IGNORED).nonzero().squeeze(1)
        total = torch.zeros(2, device=logits.device)
        # A few tokens at once: all of a batch in 32 bits may not fit beside the model.
        for some in known.split(TOKENS):
            own, picked = own_labels[some], of_row[some].float()
            best = picked.topk(2, dim=1)
            own_logit = picked.gather(1, own.unsqueeze(1)).squeeze(1)
            other = torch.where(best.indices[:, 0] == own, best.values[:, 1], best.values[:, 0])
            total += torch.stack([functional.cross_entropy(picked, own, reduction="sum"), (own_logit - other).sum()])
        sums.append(total)
        counts.append(len(known))
    means = (torch.stack(sums) / torch.tensor(counts, device=logits.device).unsqueeze(1)).tolist()
    return [loss for loss, _ in means], [margin for _, margin in means], [count > 0 for count in counts]


class KeepRowIds:
    """A collator around another: takes the ids out before it, which may not know what to do with them, and puts them back."""

    def __init__(self, collator, column=COLUMN):
        self.collator, self.column = collator, column

    def __call__(self, features):
        ids = [feature.get(self.column) for feature in features]
        rest = [{name: value for name, value in feature.items() if name != self.column} for feature in features]
        batch = self.collator(rest)
        # Evaluation may be on rows without ids. Ids that are texts stay a list, which the Trainer moves nowhere.
        if all(row is not None for row in ids):
            batch[self.column] = torch.tensor(ids) if all(isinstance(row, int) for row in ids) else ids
        return batch


class _EndOfLog(TrainerCallback):
    def __init__(self, write):
        self.write = write

    def on_train_end(self, args, state, control, **kwargs):
        self.write([{"event": "end"}])


class WatchMixin:
    """Put before `Trainer` among the bases. A process of its own writes a log of its own: `losses.rank1.jsonl` beside the first."""

    watch_log = "losses.jsonl"
    watch_column = COLUMN
    _watch_warned = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.data_collator = KeepRowIds(self.data_collator, self.watch_column)
        rank = self.args.process_index
        stem, ending = os.path.splitext(os.fspath(self.watch_log))
        self._watch_path = f"{stem}{f'.rank{rank}' if rank > 0 else ''}{ending}"
        self.add_callback(_EndOfLog(self._watch_write))

    def _watch_write(self, records):
        # Opened anew each time, and whole lines at once: the log may be rotated, and is read while it is written.
        with open(self._watch_path, "a", encoding="utf-8") as log:
            log.write("".join(json.dumps(record) + "\n" for record in records))

    def _set_signature_columns_if_needed(self):
        super()._set_signature_columns_if_needed()
        if self.watch_column not in self._signature_columns:
            self._signature_columns.append(self.watch_column)

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        inputs = dict(inputs)
        ids = inputs.pop(self.watch_column, None)
        # Kept: the Trainer takes the labels out where it smooths them itself.
        labels = inputs.get("labels")
        loss, outputs = super().compute_loss(model, inputs, return_outputs=True, **kwargs)
        if ids is not None and labels is not None and model.training:
            logits = outputs.get("logits") if isinstance(outputs, dict) else outputs[1]
            # Training goes on, whatever cannot be told of it.
            if logits is None:
                self._watch_warn("the model gives no logits, as with fused losses")
            elif labels.is_floating_point() or logits.shape[-1] < 2:
                self._watch_warn("the labels are no classes")
            else:
                self._watch_batch(ids, labels, logits)
        return (loss, outputs) if return_outputs else loss

    def _watch_warn(self, reason):
        if not self._watch_warned:
            warnings.warn(f"bezoar_watch logs no losses: {reason}")
        self._watch_warned = True

    def _watch_batch(self, ids, labels, logits):
        config = getattr(self.accelerator.unwrap_model(self.model), "config", None)
        # Labels of every token belong to the next one but in models that both read and write, and in those that tag tokens.
        causal = labels.dim() == 2 and not getattr(config, "is_encoder_decoder", False) and self._watch_predicts_next()
        losses, margins, known = losses_and_margins(logits, labels, causal)
        rows = ids.tolist() if torch.is_tensor(ids) else ids
        self._watch_write(
            {"step": self.state.global_step, "row": row, "loss": loss, "margin": margin, "epoch": self.state.epoch}
            for row, loss, margin, told in zip(rows, losses, margins, known)
            if told
        )

    def _watch_predicts_next(self):
        name = type(self.accelerator.unwrap_model(self.model)).__name__
        return not any(kind in name for kind in ("TokenClassification", "MaskedLM"))
