"""python -m cact info | check | demo"""

import argparse

import cact


def main():
    parser = argparse.ArgumentParser(prog="cact", description="Activation functions for CPUs.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("info", help="version, instruction sets and threads")
    commands.add_parser("check", help="does anything in this process break the promises?")
    demo = commands.add_parser("demo", help="train a small network on handwritten digits")
    demo.add_argument(
        "--activation", default="elu", help="relu, leaky_relu, elu, sigmoid, tanh or linear (default: elu)"
    )
    demo.add_argument("--epochs", type=int, default=60)
    demo.add_argument("--seed", type=int, default=0)
    demo.add_argument("--out", default="cact-demo", help="folder for the picture and the weights")
    demo.add_argument("--library", help="libcact.a: run the trained network from C, too")
    options = parser.parse_args()
    if options.command == "info":
        print(f"cact {cact.__version__}, running {cact.isa()}; this CPU has {', '.join(cact.isas())}")
        print(f"threads for a large array: {cact.get_num_threads()}")
        return 0
    if options.command == "check":
        faults = 0
        for isa in cact.isas():
            cact.use_isa(isa)
            fault = cact.self_test()
            faults += fault is not None
            print(f"{isa}: {fault or 'as promised'}")
        return int(faults > 0)
    from cact.demo import run

    return run(options)


if __name__ == "__main__":
    raise SystemExit(main())
