# Near copies by SemHash, datasketch and rensa, a JSON line each: for bench/near-duplicates.ts.
import json
import re
import sys
import time

texts = json.load(open(sys.argv[1], encoding="utf8"))
likely = float(sys.argv[2])
word = re.compile(r"\w+")


def say(**result):
    print(json.dumps(result), flush=True)


def features(text):
    words = word.findall(text.lower())
    return [*words, *(a + " " + b for a, b in zip(words, words[1:]))]


def fastest(run, times=2):
    best = None
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        seconds = time.perf_counter() - start
        if best is None or seconds < best[0]:
            best = (seconds, result)
    return best


def trained():
    """The trained vectors and the tokenizer that the package wordllama brings with it, as a model of model2vec's."""
    from pathlib import Path

    import wordllama
    from model2vec import StaticModel
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    package = Path(wordllama.__file__).parent
    (vectors,) = load_file(package / "weights" / "l2_supercat_256.safetensors").values()
    tokenizer = Tokenizer.from_file(str(package / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    return StaticModel(vectors.astype("float32"), tokenizer, normalize=True)


def stand_in():
    """Vectors drawn at random for the words of the texts, weighted by rank as model2vec does: for speed only."""
    import numpy as np
    from collections import Counter
    from model2vec import StaticModel
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    ranked = [w for w, _ in Counter(w for t in texts for w in word.findall(t.lower())).most_common(29_000)]
    vocabulary = {"[UNK]": 0, **{w: i + 1 for i, w in enumerate(ranked)}}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    vectors = np.random.default_rng(1).normal(size=(len(vocabulary), 256)).astype("float32")
    vectors *= np.log(1 + np.arange(len(vocabulary)))[:, None]
    return StaticModel(vectors, tokenizer)


def usable_model():
    from model2vec import StaticModel

    own = "minishlab/potion-base-8M"
    try:
        return StaticModel.from_pretrained(own), f"with its model {own}"
    except Exception:
        pass
    try:
        other = "the trained vectors of wordllama 0.4.0.post1 (l2_supercat, 256 numbers a token)"
        return trained(), f"its model {own} cannot be fetched here: with {other}"
    except Exception as error:
        print(f"no trained vectors: {error}", file=sys.stderr)
    return stand_in(), "without trained vectors: drawn at random instead, so only its speed counts"


def semhash():
    from semhash import SemHash

    model, note = usable_model()
    records = [{"id": i, "text": text} for i, text in enumerate(texts)]
    for threshold in (0.95, 0.9, 0.8):
        def run():
            index = SemHash.from_records(records, columns=["text"], model=model)
            return index.self_deduplicate(threshold=threshold)

        seconds, result = fastest(run)
        groups = {r["id"]: [r["id"]] for r in result.selected}
        for duplicate in result.filtered:
            groups[duplicate.duplicate_of["id"]].append(duplicate.record["id"])
        name = f"SemHash, {'its default of ' if threshold == 0.9 else ''}{threshold}"
        say(name=name, seconds=seconds, groups=[g for g in groups.values() if len(g) > 1], note=note)


def datasketch():
    from datasketch import MinHash, MinHashLSH

    def run():
        lsh = MinHashLSH(threshold=likely, num_perm=128)
        pairs = []
        signed = []
        for i, text in enumerate(texts):
            signature = MinHash(num_perm=128)
            signature.update_batch([f.encode() for f in features(text)])
            signed.append(signature)
            for other in lsh.query(signature):
                if signature.jaccard(signed[other]) >= likely:
                    pairs.append((other, i))
            lsh.insert(i, signature)
        return pairs

    seconds, pairs = fastest(run, 1)
    say(name="datasketch", seconds=seconds, pairs=pairs, note="MinHashLSH, 128 permutations")


def rensa():
    from rensa import RMinHash, RMinHashLSH

    def run():
        lsh = RMinHashLSH(threshold=likely, num_perm=128, num_bands=32)
        pairs = []
        signed = []
        for i, text in enumerate(texts):
            signature = RMinHash(num_perm=128, seed=1)
            signature.update(features(text))
            signed.append(signature)
            for other in lsh.query(signature):
                if other != i and signature.jaccard(signed[other]) >= likely:
                    pairs.append((other, i))
            lsh.insert(i, signature)
        return pairs

    seconds, pairs = fastest(run)
    say(name="rensa", seconds=seconds, pairs=pairs, note="RMinHashLSH, 128 permutations, 32 bands")


semhash()
datasketch()
rensa()
