"""Handwritten digits: a small network trained with cact's functions and NumPy's matrix product alone, the same network
with formulas typed in NumPy, and the trained weights once more in C, bit for bit."""

import argparse
import itertools
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

import cact

LAYERS = (64, 256, 128, 10)
GOAL = 0.97
NOISE = 0.25
History = list[tuple[float, float]]  # loss and held-out accuracy of each epoch


def formulas() -> dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]:
    """What one types without a library: (function, derivative), and softmax."""

    def sigmoid(x: Any) -> Any:
        return 1 / (1 + np.exp(-x))

    return {
        "linear": (lambda x: x, lambda x: np.ones_like(x)),
        "relu": (lambda x: np.maximum(x, 0), lambda x: (x > 0).astype(x.dtype)),
        "leaky_relu": (
            lambda x: np.where(x > 0, x, np.float32(0.01) * x),
            lambda x: np.where(x > 0, np.float32(1), np.float32(0.01)),
        ),
        "elu": (
            lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
            lambda x: np.where(x > 0, np.float32(1), np.exp(np.minimum(x, 0))),
        ),
        "sigmoid": (sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x))),
        "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    }


def numpy_softmax(x: Any) -> Any:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


class Stopwatch:
    def __init__(self) -> None:
        self.spent = 0.0

    def __call__(self, f: Callable[..., Any], *args: Any) -> Any:
        start = perf_counter()
        result = f(*args)
        self.spent += perf_counter() - start
        return result


class Network:
    def __init__(
        self, function: Callable[..., Any], backward: Callable[..., Any], softmax: Callable[..., Any], seed: int
    ) -> None:
        rng = np.random.default_rng(seed)
        self.function, self.backward, self.softmax = function, backward, softmax
        self.w = [
            (rng.standard_normal((i, o)) * np.sqrt(1.5 / i)).astype(np.float32) for i, o in itertools.pairwise(LAYERS)
        ]
        self.b = [np.zeros(o, np.float32) for o in LAYERS[1:]]
        self.velocity = [np.zeros_like(a) for a in self.w + self.b]
        self.watch = Stopwatch()

    def forward(self, x: Any, product: Callable[..., Any] = np.matmul) -> tuple[list[Any], list[Any], Any]:
        inputs: list[Any] = []
        sums: list[Any] = []
        for w, b in zip(self.w, self.b):
            inputs.append(x)
            sums.append(product(x, w) + b)
            last = len(sums) == len(self.w)
            x = self.watch(self.softmax if last else self.function, sums[-1])
        return inputs, sums, x

    def step(self, x: Any, labels: Any, rate: float) -> float:
        inputs, sums, y = self.forward(x)
        loss = -np.log(y[np.arange(len(y)), labels]).mean()
        gradient = y
        gradient[np.arange(len(y)), labels] -= 1
        gradient /= np.float32(len(y))
        dw: list[Any] = [None] * len(self.w)
        db: list[Any] = [None] * len(self.w)
        for i in reversed(range(len(self.w))):
            dw[i], db[i] = inputs[i].T @ gradient, gradient.sum(0)
            if i:
                gradient = self.watch(self.backward, gradient @ self.w[i].T, sums[i - 1])
        for a, v, d in zip(self.w + self.b, self.velocity, dw + db):
            v *= np.float32(0.9)
            v -= np.float32(rate) * d
            a += v
        return float(loss)

    def accuracy(self, x: Any, labels: Any) -> float:
        return float((self.forward(x)[2].argmax(-1) == labels).mean())


def train(network: Network, data: tuple[Any, ...], epochs: int, seed: int, title: str) -> tuple[History, float]:
    from tqdm import tqdm

    x, labels, held_x, held_labels = data
    order = np.random.default_rng(seed)
    history: History = []
    rate = 0.3 if title.endswith("sigmoid") else 0.05

    def noisy(images: Any) -> Any:  # keeps the network from learning its few images by heart
        return images + np.float32(NOISE) * order.standard_normal(images.shape, np.float32)

    start = perf_counter()
    bar = tqdm(range(epochs), desc=title, unit="epoch", disable=None)  # only in a terminal
    for epoch in bar:
        shuffled = order.permutation(len(x))
        now = rate * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
        batches = np.array_split(shuffled, len(x) // 32)
        loss = float(np.mean([network.step(noisy(x[i]), labels[i], now) for i in batches]))
        history.append((loss, network.accuracy(held_x, held_labels)))
        bar.set_postfix(loss=f"{loss:.4f}", held_out=f"{history[-1][1]:.2%}")
    return history, perf_counter() - start


def digits() -> tuple[Any, ...]:
    from sklearn.datasets import load_digits

    raw = load_digits()
    x, labels = (raw.data / 16 - 0.5).astype(np.float32), raw.target
    order = np.random.default_rng(12345).permutation(len(x))
    x, labels = x[order], labels[order]
    cut = 2 * len(x) // 3
    return x[:cut], labels[:cut], x[cut:], labels[cut:]


def plain_product(a: Any, w: Any) -> Any:
    """a @ w as the plain loops of examples/infer.c add it up: one product after the other, in order."""
    total = np.zeros((len(a), w.shape[1]), np.float32)
    for k in range(a.shape[1]):
        total += a[:, k, None] * w[k]
    return total


def compare_with_c(network: Network, name: str, images: Any, out: Path, library: str) -> bool:
    """Run the network in C on the held-out images; True if every output bit is Python's."""
    root = Path(library).resolve().parent.parent
    program, model, answers = out / "infer", out / "model.bin", out / "answers.bin"
    with open(model, "wb") as f:  # layer sizes, then per layer the weights (in x out) and the bias; images; all float32
        np.array([len(LAYERS), *LAYERS, len(images)], np.int32).tofile(f)
        for w, b in zip(network.w, network.b):
            w.tofile(f)
            b.tofile(f)
        images.tofile(f)
    subprocess.run(
        [
            "cc",
            "-std=c99",
            "-O2",
            "-ffp-contract=off",
            "-I",
            str(root / "include"),
            "-o",
            str(program),
            str(root / "examples" / "infer.c"),
            library,
        ],
        check=True,
    )
    subprocess.run([str(program), name, str(model), str(answers)], check=True)
    got = np.fromfile(answers, np.float32).reshape(len(images), LAYERS[-1])
    want = network.forward(images, plain_product)[2]
    same = got.tobytes() == want.tobytes()
    predictions = (got.argmax(-1) == want.argmax(-1)).all()
    print(
        f"C and Python: {len(images)} images, {'the same predictions' if predictions else 'OTHER PREDICTIONS'}, "
        f"{'every output bit the same' if same else 'OTHER BITS'}"
    )
    return bool(same and predictions)


def draw(histories: dict[str, History], name: str, path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    from .cli.catalogue import functions
    from .cli.plot import curves, right_end

    known = functions().values()
    shown = [function for function in known if function.prime and (not function.rows or function.name == "softmax")]
    lines = -(-(1 + len(shown)) // 4)
    figure, axes = plt.subplots(lines, 4, figsize=(16, 4 * lines), layout="constrained")
    learning, *others = axes.flat
    # The first of two curves wide and pale, the second narrow: where they are equal, both can be seen.
    styles: list[dict[str, Any]] = [{"lw": 5, "alpha": 0.35}, {"lw": 1.4, "ls": "--"}]
    for (label, history), style in zip(histories.items(), styles):
        learning.plot(range(1, len(history) + 1), [100 * a for _, a in history], label=label, **style)
    learning.axhline(100 * GOAL, color="grey", lw=0.8, ls=":")
    learning.set(title=f"Digits, {name}", xlabel="epoch", ylabel="held-out accuracy, %", ylim=(85, 100))
    learning.legend(loc="lower right")
    for ax in others[len(shown) :]:
        ax.remove()
    for ax, function in zip(others, shown):
        end = right_end(lambda x: curves(function, x, {})[1].y)  # noqa: B023, called at once
        x = np.linspace(-5, end, 801, dtype=np.float32)
        found = curves(function, x, {})
        for curve, style in zip(found, styles):
            ax.plot(x, curve.y, label=curve.label, **style)
        least, most = min(curve.y.min() for curve in found), max(curve.y.max() for curve in found)
        ax.axhline(0, color="grey", lw=0.5)
        ax.axvline(0, color="grey", lw=0.5)
        ax.set(title=function.name, xlabel="x", ylim=(max(-2.2, least - 0.15), min(end - 2, most) + 0.15))
        ax.legend(loc="upper left")
    figure.savefig(path, dpi=80)


def run(options: argparse.Namespace) -> int:
    name, table = options.activation, formulas()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    data, (function, slope) = digits(), table[name]
    networks = {
        "cact": Network(getattr(cact, name), getattr(cact, name + "_backward"), cact.softmax, options.seed),
        "NumPy": Network(function, lambda dy, x: dy * slope(x), numpy_softmax, options.seed),
    }
    histories: dict[str, History] = {}
    rows = []
    for label, network in networks.items():
        histories[label], total = train(network, data, options.epochs, options.seed, f"{label:5} {name}")
        rows.append((label, histories[label][-1][1], total, network.watch.spent))
    print(f"\n{'':8}{'held out':>10}{'seconds':>10}{'in activations':>16}{'share':>8}")
    for label, accuracy, total, spent in rows:
        print(f"{label:8}{accuracy:>10.2%}{total:>10.2f}{spent:>16.3f}{spent / total:>8.1%}")
    print(f"activations take {rows[1][3] / rows[0][3]:.1f} times longer as NumPy formulas\n")
    draw(histories, name, out / "digits.png")
    print(f"picture: {out / 'digits.png'}")
    good = rows[0][1] >= GOAL or name == "linear"
    if options.library:
        good &= compare_with_c(networks["cact"], name, data[2], out, options.library)
    return 0 if good else 1
