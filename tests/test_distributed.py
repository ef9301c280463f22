"""Both tiers in Dask's other processes: functions and ufuncs travel by name, and the bits are the same there."""

import numpy as np
import pytest
from conftest import same_bits

import cact

ARRAY = pytest.importorskip("dask.array", exc_type=ImportError)
distributed = pytest.importorskip("distributed", exc_type=ImportError)
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own

ELEMENTS = ("tanh", "sigmoid_prime", "leakyrelu", "elu")
ROWS = ("softmax", "log_softmax", "logsumexp", "softmax_prime")


@pytest.fixture(scope="module")
def client():
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.mark.parametrize("tier", [cact, cact.exact], ids=["cact", "exact"])
def test_two_processes_give_the_same_bits(client, tier):
    x = (np.random.default_rng(8).standard_normal((6, 40)) * 4).astype(np.float32)
    chunked = ARRAY.from_array(x, chunks=(2, 40))
    for name in ELEMENTS + ROWS:
        f = getattr(tier, name)
        want = f(x)
        same_bits(client.compute(f(chunked)).result(), want)
        parts = client.gather([client.submit(f, part, pure=False) for part in np.split(x, 3)])
        same_bits(np.concatenate(parts), want)
        if name != "leakyrelu":  # ufuncs have one name
            parameters = [1.0] if name == "elu" else []
            futures = [
                client.submit(getattr(tier.ufuncs, name), part, *parameters, pure=False) for part in np.split(x, 3)
            ]
            same_bits(np.concatenate(client.gather(futures)), want)
    for name in ("tanh_backward", "softmax_backward", "log_softmax_backward_from_y"):
        f = getattr(tier, name)
        same_bits(client.compute(f(chunked, chunked)).result(), f(x, x))
    assert len(client.scheduler_info()["workers"]) == 2


def test_the_processes_scheduler():
    import dask

    x = np.random.default_rng(9).standard_normal((4, 50)).astype(np.float32)
    with dask.config.set(scheduler="processes", num_workers=2):
        for f in (cact.exact.tanh, cact.exact.ufuncs.tanh, cact.exact.softmax, cact.tanh):
            same_bits(np.asarray(ARRAY.from_array(x, chunks=(2, 50)).map_blocks(f, dtype=np.float32)), f(x))
