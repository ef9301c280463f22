"""Handwritten digits, learnt with NumPy's product and four functions of cact."""

import numpy as np
from sklearn.datasets import load_digits

import cact

digits = load_digits()
x, labels = (digits.data / 16 - 0.5).astype(np.float32), digits.target
rng = np.random.default_rng(0)
order = rng.permutation(len(x))
train, held_out = order[:1200], order[1200:]

# 64 pixels, 128 hidden units, 10 classes; weights of the size that keeps activations as large as their input.
w1 = (rng.standard_normal((64, 128)) * np.sqrt(1.5 / 64)).astype(np.float32)
w2 = (rng.standard_normal((128, 10)) * np.sqrt(1.5 / 128)).astype(np.float32)
b1, b2 = np.zeros(128, np.float32), np.zeros(10, np.float32)

for epoch in range(1, 21):
    losses = []
    for batch in np.array_split(rng.permutation(train), 40):
        # Forward: the weighted sums z, then what the units make of them.
        z1 = x[batch] @ w1 + b1
        a1 = cact.elu(z1)
        log_p = cact.log_softmax(a1 @ w2 + b2)
        rows = np.arange(len(batch))
        losses.append(-log_p[rows, labels[batch]].mean())
        # Backward: the gradient of the loss, from the last layer to the first.
        d = np.zeros_like(log_p)
        d[rows, labels[batch]] = -1 / len(batch)
        d2 = cact.log_softmax_backward_from_y(d, log_p)
        d1 = cact.elu_backward(d2 @ w2.T, z1)
        for weight, gradient in ((w2, a1.T @ d2), (b2, d2.sum(0)), (w1, x[batch].T @ d1), (b1, d1.sum(0))):
            weight -= np.float32(0.2) * gradient
    if epoch % 5 == 0 or epoch == 1:
        answers = cact.softmax(cact.elu(x[held_out] @ w1 + b1) @ w2 + b2).argmax(1)
        right = np.mean(answers == labels[held_out])
        print(f"epoch {epoch:2}: loss {np.mean(losses):.3f}, {right:.1%} of the images it hasn't seen are right")
