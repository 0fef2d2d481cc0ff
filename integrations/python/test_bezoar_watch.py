"""A tiny real training on the CPU: what is logged is what a second pass over the same batches computes by hand."""

import json
import os
import sys
import tempfile
import unittest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import torch
from torch.utils.data import Dataset
from transformers import BertConfig, BertForSequenceClassification, GPT2Config, GPT2LMHeadModel, Trainer, TrainingArguments

sys.path.insert(0, os.path.dirname(__file__))
from bezoar_watch import WatchMixin, losses_and_margins, with_row_ids


class Rows(Dataset):
    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        return self.rows[i]


def arguments(folder, **more):
    return TrainingArguments(
        output_dir=folder, report_to=[], save_strategy="no", logging_strategy="no", use_cpu=True, seed=1,
        disable_tqdm=True, **more,
    )


def classifier(n=24, ids=lambda i: i):
    torch.manual_seed(0)
    rows = [
        {"input_ids": torch.randint(5, 50, (6,)), "attention_mask": torch.ones(6, dtype=torch.long), "labels": i % 3, "row_id": ids(i)}
        for i in range(n)
    ]
    model = BertForSequenceClassification(
        BertConfig(vocab_size=50, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
                   num_labels=3, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    )
    return model, Rows(rows)


def trained(model, rows, folder, base=Trainer, **more):
    class Watched(WatchMixin, base):
        watch_log = os.path.join(folder, "losses.jsonl")

    trainer = Watched(model=model, args=arguments(folder, **more), train_dataset=rows)
    trainer.train()
    with open(os.path.join(folder, "losses.jsonl"), encoding="utf-8") as log:
        return [json.loads(line) for line in log]


class WatchTest(unittest.TestCase):
    def test_every_row_once_an_epoch_with_its_own_loss(self):
        with tempfile.TemporaryDirectory() as folder:
            model, rows = classifier()
            # No learning: so the losses can be checked against the model as it is.
            log = trained(model, rows, folder, num_train_epochs=2, per_device_train_batch_size=4,
                          gradient_accumulation_steps=2, learning_rate=0.0, label_smoothing_factor=0.1)
            self.assertEqual(log[-1], {"event": "end"})
            entries = log[:-1]
            self.assertEqual(sorted(e["row"] for e in entries), sorted(list(range(24)) * 2))
            # Two batches of four are one step: 24 rows are three steps an epoch.
            self.assertEqual(sorted({e["step"] for e in entries}), list(range(6)))
            model.eval()
            for entry in entries[:12]:
                row = rows[entry["row"]]
                with torch.no_grad():
                    logits = model(input_ids=row["input_ids"][None], attention_mask=row["attention_mask"][None]).logits[0]
                own = logits[row["labels"]]
                others = torch.cat([logits[: row["labels"]], logits[row["labels"] + 1 :]])
                self.assertAlmostEqual(entry["loss"], float(torch.logsumexp(logits, 0) - own), places=4)
                self.assertAlmostEqual(entry["margin"], float(own - others.max()), places=4)

    def test_training_is_the_same_with_and_without(self):
        weights = []
        for watched in (True, False):
            with tempfile.TemporaryDirectory() as folder:
                model, rows = classifier()
                if watched:
                    trained(model, rows, folder, num_train_epochs=1, per_device_train_batch_size=4, learning_rate=1e-2)
                else:
                    plain = Rows([{k: v for k, v in row.items() if k != "row_id"} for row in rows.rows])
                    Trainer(model=model, args=arguments(folder, num_train_epochs=1, per_device_train_batch_size=4,
                                                        learning_rate=1e-2), train_dataset=plain).train()
                weights.append(torch.cat([p.detach().flatten() for p in model.parameters()]))
        self.assertTrue(torch.equal(*weights))

    def test_a_language_model_with_padding_and_ids_that_are_texts(self):
        torch.manual_seed(0)
        rows = []
        for i in range(8):
            tokens, labels = torch.randint(1, 30, (8,)), None
            labels = tokens.clone()
            labels[: 1 + i % 4] = -100
            rows.append({"input_ids": tokens, "labels": labels, "row_id": f"file.jsonl:{i}"})
        model = GPT2LMHeadModel(GPT2Config(vocab_size=30, n_positions=8, n_embd=16, n_layer=1, n_head=2,
                                           resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0))
        with tempfile.TemporaryDirectory() as folder:
            log = trained(model, Rows(rows), folder, num_train_epochs=1, per_device_train_batch_size=4, learning_rate=0.0)
            self.assertEqual(sorted(e["row"] for e in log[:-1]), [f"file.jsonl:{i}" for i in range(8)])
            model.eval()
            for entry in log[:-1]:
                row = rows[int(entry["row"].split(":")[1])]
                with torch.no_grad():
                    # One row alone: the model's own loss is then the mean over the tokens of that row.
                    loss = model(input_ids=row["input_ids"][None], labels=row["labels"][None]).loss
                self.assertAlmostEqual(entry["loss"], float(loss), places=4)

    def test_a_dataset_of_the_datasets_library_keeps_its_ids(self):
        try:
            from datasets import Dataset as Table
        except ImportError:
            self.skipTest("needs the library datasets")
        model, rows = classifier(n=8)
        columns = {k: [torch.as_tensor(row[k]).tolist() for row in rows.rows] for k in ("input_ids", "attention_mask", "labels")}
        # A column that the model does not take is dropped by the Trainer, as ever.
        table = with_row_ids(Table.from_dict({**columns, "note": ["x"] * 8})).shuffle(seed=3)
        with tempfile.TemporaryDirectory() as folder:
            log = trained(model, table, folder, num_train_epochs=1, per_device_train_batch_size=4, learning_rate=0.0)
            self.assertEqual(sorted(e["row"] for e in log[:-1]), list(range(8)))

    def test_a_few_tokens_at_once_give_the_same(self):
        torch.manual_seed(0)
        logits, labels = torch.randn(3, 1300, 7), torch.randint(0, 7, (3, 1300))
        labels[1, 100:900] = -100
        losses, margins, _ = losses_and_margins(logits, labels, False)
        for i in range(3):
            known = labels[i] != -100
            own = logits[i][known].gather(1, labels[i][known].unsqueeze(1)).squeeze(1)
            others = logits[i][known].scatter(1, labels[i][known].unsqueeze(1), float("-inf")).amax(1)
            self.assertAlmostEqual(losses[i], float(torch.nn.functional.cross_entropy(logits[i], labels[i])), places=4)
            self.assertAlmostEqual(margins[i], float((own - others).mean()), places=4)

    def test_a_regression_is_trained_and_said_to_be_none(self):
        model, rows = classifier(n=8)
        model = BertForSequenceClassification(
            BertConfig(vocab_size=50, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, num_labels=1)
        )
        rows = Rows([{**row, "labels": float(row["labels"])} for row in rows.rows])
        with tempfile.TemporaryDirectory() as folder, self.assertWarnsRegex(UserWarning, "no classes"):
            self.assertEqual(trained(model, rows, folder, num_train_epochs=1, per_device_train_batch_size=4), [{"event": "end"}])

    def test_a_row_without_any_label_is_not_told(self):
        _, _, known = losses_and_margins(torch.zeros(2, 3, 5), torch.tensor([[-100, -100, -100], [-100, 1, 2]]), True)
        self.assertEqual(known, [False, True])


if __name__ == "__main__":
    unittest.main()
