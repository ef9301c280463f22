"""One time step of an LSTM, and one input of a perceptron, at batch 1: what a program on a small machine waits for.

The same cell written with cact, with NumPy's formulas, and as scikit-learn and PyTorch have it where they are
installed; all of one width run in turns, and have to agree. python bench/edge.py --write puts the figures of this
machine into docs/edge.csv."""

import argparse
import csv
import os
import warnings

import numpy as np
from measured import CORES, ROOT
from python_level import interleaved

import cact
from bench import cpu_name

FIELDS = ["machine", "cell", "units", "of", "us"]
WIDTHS = (16, 32, 64, 128)
PAGE = ROOT / "docs" / "edge.csv"


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(units, torch_too):
    """h and c of n units from an input of n: the four gates lie beside each other, tanh's the last."""
    rng = np.random.default_rng(units)
    w = (rng.standard_normal((2 * units, 4 * units)) / np.sqrt(units)).astype(np.float32)
    b, x = rng.standard_normal(4 * units).astype(np.float32), rng.standard_normal(units).astype(np.float32)
    h0, c0 = (rng.standard_normal((2, units)) * 0.5).astype(np.float32)
    xh, z, h, c, t = np.concatenate([x, h0]), np.empty_like(b), np.empty_like(h0), np.empty_like(c0), np.empty_like(c0)
    gates, candidate = z[: 3 * units], z[3 * units :]
    i, f, o = gates.reshape(3, units)

    def with_cact():
        np.dot(xh, w, out=z)
        np.add(z, b, out=z)
        cact.sigmoid(gates, out=gates)
        cact.tanh(candidate, out=candidate)
        np.multiply(f, c0, out=c)
        np.multiply(i, candidate, out=t)
        np.add(c, t, out=c)
        cact.tanh(c, out=t)
        return np.multiply(o, t, out=h)

    def with_numpy():
        z = xh @ w + b
        i, f, o = sigmoid(z[: 3 * units]).reshape(3, units)
        c = f * c0 + i * np.tanh(z[3 * units :])
        return o * np.tanh(c)

    found = {"cact": with_cact, "NumPy": with_numpy}
    if torch_too:
        import torch

        cell = torch.nn.LSTMCell(units, units)
        order = np.concatenate([np.arange(units) + k * units for k in (0, 1, 3, 2)])  # its own: i, f, candidate, o
        with torch.no_grad():
            cell.weight_ih.copy_(torch.from_numpy(w[:units, order].T.copy()))
            cell.weight_hh.copy_(torch.from_numpy(w[units:, order].T.copy()))
            cell.bias_ih.copy_(torch.from_numpy(b[order]))
            cell.bias_hh.zero_()
        tx, th, tc = (torch.from_numpy(a[None].copy()) for a in (x, h0, c0))

        def with_torch():
            with torch.inference_mode():
                return cell(tx, (th, tc))[0]

        found["PyTorch"] = with_torch
    return found


def perceptron(units, sklearn_too, torch_too):
    """64 inputs, n hidden units with tanh, probabilities of 10 classes."""
    rng = np.random.default_rng(units)
    w1 = (rng.standard_normal((64, units)) / 8).astype(np.float32)
    w2 = (rng.standard_normal((units, 10)) / np.sqrt(units)).astype(np.float32)
    b1, b2 = rng.standard_normal(units).astype(np.float32), rng.standard_normal(10).astype(np.float32)
    x, a, y = rng.standard_normal(64).astype(np.float32), np.empty_like(b1), np.empty_like(b2)

    def with_cact():
        np.dot(x, w1, out=a)
        np.add(a, b1, out=a)
        cact.tanh(a, out=a)
        np.dot(a, w2, out=y)
        np.add(y, b2, out=y)
        return cact.softmax(y, out=y)

    def with_numpy():
        z = np.tanh(x @ w1 + b1) @ w2 + b2
        e = np.exp(z - z.max())
        return e / e.sum()

    found = {"cact": with_cact, "NumPy": with_numpy}
    if sklearn_too:
        from sklearn.neural_network import MLPClassifier

        classifier = MLPClassifier((units,), activation="tanh", max_iter=1, batch_size=10)
        classifier.fit(rng.standard_normal((20, 64)).astype(np.float32), np.arange(20) % 10)
        classifier.coefs_, classifier.intercepts_, one = [w1, w2], [b1, b2], x[None]
        found["scikit-learn"] = lambda: classifier.predict_proba(one)
    if torch_too:
        import torch

        layers = torch.nn.Linear(64, units), torch.nn.Linear(units, 10)
        model = torch.nn.Sequential(layers[0], torch.nn.Tanh(), layers[1], torch.nn.Softmax(-1))
        with torch.no_grad():
            for layer, w, b in ((layers[0], w1, b1), (layers[1], w2, b2)):
                layer.weight.copy_(torch.from_numpy(w.T.copy()))
                layer.bias.copy_(torch.from_numpy(b))
        tx = torch.from_numpy(x[None].copy())

        def with_torch():
            with torch.inference_mode():
                return model(tx)

        found["PyTorch"] = with_torch
    return found


def has(module):
    try:
        __import__(module)
    except ImportError:
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="this machine's lines of docs/edge.csv")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if CORES:
        os.sched_setaffinity(0, {max(CORES)})
    sklearn, torch = has("sklearn"), has("torch")
    if torch:
        __import__("torch").set_num_threads(1)
    machine, lines = f"{cpu_name()}, {cact.isa()}", []
    for cell, make in (("LSTM", lambda n: lstm(n, torch)), ("perceptron", lambda n: perceptron(n, sklearn, torch))):
        for units in WIDTHS:
            calls = make(units)
            results = {name: np.ravel(np.array(call())) for name, call in calls.items()}
            for name, got in results.items():
                assert np.allclose(got, results["cact"], atol=2e-6), f"{cell} {units}: {name} gives something else"
            for name, (least, _) in interleaved([calls], 300, 20).items():
                lines.append([machine, cell, units, name, f"{least / 1000:.2f}"])
                print(*lines[-1], sep=", ", flush=True)
    if options.write:
        kept = list(csv.reader(PAGE.open()))[1:] if PAGE.exists() else []
        with PAGE.open("w", newline="") as file:
            rows = [line for line in kept if line[0] != machine] + lines
            csv.writer(file, lineterminator="\n").writerows([FIELDS, *rows])


if __name__ == "__main__":
    main()
