"""Dask: lazy arrays, two worker processes, and the bits that one process gives."""

import dask.array as da
import numpy as np
from dask.distributed import Client, LocalCluster

import cact


def main():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        print("workers:", len(client.scheduler_info()["workers"]))
        x = da.random.default_rng(0).normal(0, 4, (2000, 1000), chunks=(250, 1000)).astype(np.float32)
        y = cact.elu(x, 0.5)
        print("lazy: ", type(y).__module__, y.dtype, y.numblocks, "chunks")
        rows = cact.softmax(cact.tanh(x))
        here = np.asarray(x)
        print("elu, the same bits as one process:    ", y.compute().tobytes() == cact.elu(here, 0.5).tobytes())
        print(
            "softmax, the same bits as one process:",
            rows.compute().tobytes() == cact.softmax(cact.tanh(here)).tobytes(),
        )

        split = x.rechunk((2000, 250))  # the rows' own axis in four parts
        try:
            cact.softmax(split)
        except ValueError as error:
            print("ValueError:", error)
        again = cact.softmax(split.rechunk({-1: -1}))
        print("rechunked, the same bits:             ", again.compute().tobytes() == cact.softmax(here).tobytes())


if __name__ == "__main__":  # which a worker's process, that reads this file too, isn't
    main()
