"""A deep, narrow network learns digits with each activation: what becomes of its units and its gradients?"""

import itertools

import figures
import numpy as np
from sklearn.datasets import load_digits
from written import DEFAULTS

import cact

LAYERS = [64] + [16] * 12 + [10]
EPOCHS, BATCH, SEEDS, RATE, RATES = 12, 32, 3, 0.05, (0.01, 0.05, 0.1, 0.2)
digits = load_digits()
X, LABELS = (digits.data / 8 - 1).astype(np.float32), digits.target


def weights(seed):
    """He's initialisation, which keeps the size of a ReLU's activations from layer to layer."""
    rng = np.random.default_rng(seed)
    return [rng.normal(0, np.sqrt(2 / n), (n, m)).astype(np.float32) for n, m in itertools.pairwise(LAYERS)]


def forward(name, w, b, x):
    """The inputs and the weighted sums of every layer."""
    inputs, sums = [x], []
    for k, (wk, bk) in enumerate(zip(w, b)):
        sums.append(inputs[-1] @ wk + bk)
        inputs.append(getattr(cact, name)(sums[-1]) if k < len(w) - 1 else cact.softmax(sums[-1]))
    return inputs, sums


def gradients(name, w, inputs, sums, labels):
    """Of the mean cross-entropy: with respect to the weights, and to the biases."""
    d = (inputs[-1] - np.eye(10, dtype=np.float32)[labels]) / np.float32(len(labels))
    dw, db = [], []
    for k in reversed(range(len(w))):
        dw.insert(0, inputs[k].T @ d)
        db.insert(0, d.sum(0))
        if k:
            d = getattr(cact, f"{name}_backward")(d @ w[k].T, sums[k - 1])
    return dw, db


def dead(name, sums):
    """The share of hidden units whose derivative is 0, or nearly, for each of the images."""
    slopes = [np.abs(getattr(cact, f"{name}_prime")(s)).max(0) for s in sums[:-1]]
    return np.mean(np.concatenate(slopes) < 1e-4)


def experiment(name, seed, rate=RATE):
    w, b = weights(seed), [np.zeros(m, np.float32) for m in LAYERS[1:]]
    norms = [np.linalg.norm(d) for d in gradients(name, w, *forward(name, w, b, X), LABELS)[0]]
    rng, shares = np.random.default_rng(seed), [dead(name, forward(name, w, b, X)[1])]
    for _ in range(EPOCHS):
        for batch in np.array_split(rng.permutation(len(X)), len(X) // BATCH):
            dw, db = gradients(name, w, *forward(name, w, b, X[batch]), LABELS[batch])
            for a, d in zip(w + b, dw + db):
                a -= np.float32(rate) * d
        shares.append(dead(name, forward(name, w, b, X)[1]))
    right = np.mean(forward(name, w, b, X)[0][-1].argmax(1) == LABELS)
    return norms, shares, right


names = [name for name in DEFAULTS if name != "linear"]
found = {name: [experiment(name, seed) for seed in range(SEEDS)] for name in names}
print(f"{'':14}{'gradient, last layer':>21}{'gradient, first':>17}{'dead units':>12}{'images right':>14}")
for name, runs in found.items():
    norms, shares, right = (np.mean([run[k] for run in runs], 0) for k in range(3))
    print(f"{name:14}{norms[-1]:>21.2g}{norms[0]:>17.2g}{shares[-1]:>12.0%}{right:>14.0%}")
faster = {
    f"{name}, rate {rate:g}": [experiment(name, seed, rate) for seed in range(SEEDS)]
    for name, rates in (("relu", RATES), ("leaky_relu", RATES[-1:]), ("elu", RATES[-1:]))
    for rate in rates
}


def lines(runs_of, which, xlabel, ylabel, first, **options):
    def paint(figure, theme):
        axes = figure.subplots()
        for (label, runs), colour, style in zip(runs_of.items(), figures.COLOURS * 9, ("-", "--", "-.", ":") * 9):
            mean = np.mean([run[which] for run in runs], 0)
            axes.plot(range(first, first + len(mean)), mean, marker="o", ms=3, color=colour, ls=style, label=label)
        axes.set(xlabel=xlabel, ylabel=ylabel, **options)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)

    return paint


figures.draw("norms", lines(found, 0, "layer", "norm of the weights' gradient", 1, yscale="log"))
figures.draw("dead", lines(faster, 1, "epoch", "share of dead units", 0), (5.2, 3.8))
