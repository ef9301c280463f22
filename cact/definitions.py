"""@public and @activation: how what activations.py says once becomes the public functions."""

from contextlib import suppress

from . import _core, help

# What is made of an activation beside itself, where the registry has it, and the arrays that each takes.
DERIVED = {"_prime": "{inputs}", "_backward": "dy {inputs}", "_backward_from_y": "dy y"}
ROWS = {row["name"]: row for row in _core.registry()}
DOCSTRING = """{head}

    Parameters
    ----------
    {parameters}

    Returns
    -------
    {returned} of the inputs' common shape and float type

    Notes
    -----
    {note}
    """


def arguments(function):
    """Its arguments in words: ["x", "alpha=1.0", "out=None"]."""
    code, keywords = function.__code__, function.__kwdefaults__ or {}
    names = code.co_varnames[: code.co_argcount]
    defaults = dict(zip(names[::-1], (function.__defaults__ or ())[::-1]))
    words = [f"{name}={defaults[name]!r}" if name in defaults else name for name in names]
    return words + ["*"] * bool(keywords) + [f"{name}={value!r}" for name, value in keywords.items()]


class Bare(str):
    """An annotation as it stands in the source; inspect.signature() shows it without quotation marks."""

    __repr__ = str.__str__


def public(definition, text=None):
    """A definition with the short path before it. Its docstring, and that of its ufunc, is completed by help.py, or is
    text."""
    name, module, ufuncs = definition.__name__, definition.__globals__, vars(definition.__globals__["ufuncs"])
    definition.__annotations__ = {key: Bare(value) for key, value in definition.__annotations__.items()}
    function = _core.fast(definition)
    if definition.__doc__:  # which python -OO leaves out
        words = arguments(definition)
        text = text or help.completed(name, words, definition.__doc__, module["_SHARED"], ufuncs)
        function.__doc__ = text
        with suppress(AttributeError):  # NumPy before 2.2
            ufuncs[name].__doc__ = help.of_ufunc(name, words, text, bool(ufuncs[name].signature))
    return function


def activation(definition):
    """public(), and beside it in its module the derivative and the products with it, as if they were typed there:

    def elu_backward(dy, x, alpha=1.0, out=None):
        return through(ufuncs.elu_backward, dy, x, alpha, out=out)
    """
    module, name = definition.__globals__, definition.__name__
    row, words = ROWS[name], arguments(definition)
    inputs, others = row["inputs"], words[len(row["inputs"]) :]  # others: the parameters, and out
    wanted = [*inputs, *(f"{param}={default!r}" for param, default, *_ in row["params"]), "out=None"]
    if words != wanted:
        raise ValueError(f"{name}: its arguments are {', '.join(words)}; the registry's: {', '.join(wanted)}")
    annotations = {key: value for key, value in definition.__annotations__.items() if key not in inputs}
    of_inputs = definition.__annotations__[inputs[0]]
    for op, pattern in DERIVED.items():
        if op in row["ops"]:
            arrays = pattern.format(inputs=" ".join(inputs)).split()
            taken = ", ".join([*arrays, *others])
            passed = ", ".join([*arrays, *(word.partition("=")[0] for word in others[:-1])])
            exec(f"def {name}{op}({taken}):\n    return through(ufuncs.{name}{op}, {passed}, out=out)", module)
            made = module[name + op]
            made.__annotations__ = dict.fromkeys(arrays, of_inputs) | annotations
            made.__doc__ = documented(definition, op) if definition.__doc__ else None
            module[name + op] = public(made)
    return public(definition)


def documented(definition, op):
    """The docstring of what is made of a definition: from its line "Derivative:" and its parameters, and the
    registry."""
    name, text, row = definition.__name__, definition.__doc__, ROWS[definition.__name__]
    slope = text.partition("Derivative: ")[2].partition(".\n")[0]  # not by re, whose patterns take longer to compile
    parameters = text.partition("----------\n")[2].partition("\n\n")[0].strip()  # of Parameters, the first section
    if not slope or not parameters:
        raise ValueError(f"{name}: the docstring needs a line 'Derivative: ... .' and a section 'Parameters'")
    worst = max(row["bounds"][tier][1] for tier in ("f32", "f64"))
    bound, inputs = f"{worst:g} ULP", ", ".join(row["inputs"])
    gate, returned = len(row["inputs"]) > 1, "array"
    if op == "_prime":
        head = f"The derivative of {name} at {inputs}: {slope}."
        note = f"From {inputs}, without cancellation; error: at most {bound}."
    elif op == "_backward" and gate:
        head = f"The gradients of {name} with respect to {' and '.join(row['inputs'])}, in one pass: {slope}."
        note = f"Both within {bound} for dy = 1."
        parameters = parameters.replace("out : array", "out : tuple of two arrays, None among them for a new one")
        returned = f"{', '.join('d' + x for x in row['inputs'])} : arrays"
    elif op == "_backward":
        head = f"dy times the derivative of {name} at x, in one pass. The derivative: {slope}."
        note = f"The derivative is within {bound}, the product rounded once more."
    else:
        head = f"dy times the derivative of {name}, from its result y."
        note = "The cheaper form, where y is at hand."
        for param, _, low, _ in row["params"]:
            note += (
                f" {param} must {f'be at least {low:g}' if low else 'not be negative'}: y doesn't tell the slope then."
            )
        if worst > 0.5:
            note += "\n    Where y saturates its digits are gone: prefer the form from x there."
        parameters = parameters.replace("x : ", "y : ").replace("against x", "against y")
    if op != "_prime":
        parameters = f"dy : array_like of real numbers, the gradient with respect to {name}({inputs})\n    {parameters}"
    return DOCSTRING.format(head=head, parameters=parameters, note=note, name=name, returned=returned)
