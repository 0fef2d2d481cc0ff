# scikit-learn on the matrices and folds that bench/learners.ts wrote, a JSON line for each learner: correct rows and the
# seconds of each fold's fit.
import json
import sys
import time
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import BernoulliNB, MultinomialNB
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
folder, wanted = sys.argv[1], sys.argv[2].split(",")


def matrix(name):
    meta = json.load(open(f"{folder}/{name}.json"))
    load = lambda part, kind: np.fromfile(f"{folder}/{name}.{part}", dtype=kind)
    values = load("values", np.float32).astype(np.float64)
    x = sp.csr_matrix((values, load("items", np.int32), load("starts", np.int32)), shape=(meta["rows"], meta["size"]))
    return x, load("y", np.int32), load("fold", np.uint8)


def machine(loss, tol):
    return lambda: LinearSVC(loss=loss, C=1, dual=True, tol=tol, max_iter=1000, random_state=1)


class Signs:
    """Ridge regression to 0 and 1, cut at a half."""

    def fit(self, x, y):
        self.model = Ridge(alpha=1, solver="sparse_cg", tol=1e-8).fit(x, y)
        return self

    def predict(self, x):
        return (self.model.predict(x) > 0.5).astype(int)


learners = {
    "svm2": machine("squared_hinge", 0.1),
    "svm2-exact": machine("squared_hinge", 1e-4),
    "hinge": machine("hinge", 0.1),
    "hinge-exact": machine("hinge", 1e-4),
    "logistic1": lambda: LogisticRegression(C=1, solver="newton-cg", tol=1e-6, max_iter=1000),
    "logistic10": lambda: LogisticRegression(C=10, solver="newton-cg", tol=1e-6, max_iter=1000),
    "softmax1": lambda: LogisticRegression(C=1, solver="lbfgs", tol=1e-4, max_iter=1000),
    "softmax10": lambda: LogisticRegression(C=10, solver="lbfgs", tol=1e-4, max_iter=1000),
    "ridge": Signs,
    "multinomial": lambda: MultinomialNB(alpha=1),
    "bernoulli": lambda: BernoulliNB(alpha=1),
}
seen = {}
for each in wanted:
    data, learner = each.split(":")
    x, y, fold = seen.setdefault(data, matrix(data))
    right = 0
    seconds = []
    for held in range(fold.max() + 1):
        own = fold == held
        train, labels = x[~own], y[~own]
        start = time.perf_counter()
        model = learners[learner]().fit(train, labels)
        seconds.append(time.perf_counter() - start)
        right += int((model.predict(x[own]) == y[own]).sum())
    print(json.dumps({"task": each, "accuracy": right / len(y), "seconds": seconds}), flush=True)
