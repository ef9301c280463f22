"""What help() shows: a definition's docstring in numpydoc's sections, with what all functions share put in.

A definition says a parameter in one line, "alpha : real, broadcasts against x; default 1.0"; here it becomes numpydoc's
two. Sections that are alike everywhere are written here once."""

SHARED = {
    "x": " Strides don't matter, nor what holds the numbers: see Notes.",
    "dy": " Broadcasts against the other array.",
    "y": " The result of the function, not what it was given.",
}
OUT = "    out : array, optional\n        Receives the result, and is returned; it may be an input."
RAISES = """    TypeError
        For complex, longdouble, object or string input, and for an unsafe dtype of out.
    ValueError
        For shapes that don't fit, and for a read-only out."""
AXIS_ERROR = """
    numpy.exceptions.AxisError
        For an axis that x doesn't have."""
# What a definition that says nothing of its parameters, or of what it returns, takes and returns along an axis. {of}:
# the array whose shape the result has.
PARAMETERS = {
    "dy": "dy : array_like\n        The gradient with respect to the result, of {of}'s shape.",
    "x": "x : array_like\n        Real numbers, any shape; a scalar counts as a row of one.",
    "y": "y : array_like\n        The result, {base}(x).",
    "axis": """axis : int, tuple of ints or None, optional
        The axis along which a row lies, or several; None for the whole array.""",
    "out": """out : array, optional
        Receives the result, of {of}'s shape, and is returned; it may be an input.""",
}
RETURNS = "    array\n        Of {of}'s shape and float type."
RELATED = {
    "": "The function itself, its special values and its source.",
    "_prime": "The derivative.",
    "_backward": "The gradient of the input from that of the result.",
    "_backward_from_y": "The same from the result, where that is at hand.",
}
EXAMPLES = {
    "_prime": """    A derivative is what a quotient of differences comes close to:

    >>> import numpy as np, cact
    >>> x, h = np.array([-1.25, 0.25]), 1e-6
    >>> np.allclose(cact.{name}_prime(x), (cact.{name}(x + h) - cact.{name}(x - h)) / (2 * h))
    True""",
    "_backward": """    >>> import numpy as np, cact
    >>> x, dy = np.array([-1.25, 0.25]), np.array([2.0, 3.0])
    >>> np.allclose(cact.{name}_backward(dy, x), dy * cact.{name}_prime(x))
    True""",
    "_backward_from_y": """    >>> import numpy as np, cact
    >>> x, dy = np.array([-1.25, 0.25]), np.array([2.0, 3.0])
    >>> np.allclose(cact.{name}_backward_from_y(dy, cact.{name}(x)), cact.{name}_backward(dy, x))
    True""",
}
OPS = sorted(RELATED, key=len, reverse=True)
COMPLETED = """{head}

    Parameters
    ----------
{parameters}

    Returns
    -------
{returns}

    Raises
    ------
{errors}

    See Also
    --------
{others}

    Notes
    -----
{notes}

    {shared}

    Examples
    --------
{examples}
    """
# Of the ufunc of a function.
UFUNC = """{name}({arguments}, /, out=None, *, {options}, casting='same_kind', order='K', dtype=None, subok=True)

    The ufunc behind cact.{name}, with all that ufuncs have; arguments go by position, without defaults.

    {text}"""


def in_two_lines(parameters):
    """numpydoc's form of every "name : type, what it is"; what has a second line already stays."""
    lines = parameters.split("\n")
    for k, line in enumerate(lines):
        described = k + 1 < len(lines) and lines[k + 1].startswith("     ")
        if not (described or line.startswith("     ")):
            name, (kind, _, rest) = line.split(None, 1)[0], line.partition(", ")
            says = f"{rest[0].upper()}{rest[1:]}." if rest else "See Notes."
            lines[k] = OUT if name == "out" else f"{kind}\n        {says}{SHARED.get(name, '')}"
    return "\n".join(lines)


def related(name, known):
    """Lines of See Also: what else the names in known hold of the same function; and which operation name is."""
    op = next((op for op in OPS if op and name.endswith(op)), "")
    base = name.removesuffix(op)
    return base, op, "\n".join([f"    {base + o} : {RELATED[o]}" for o in RELATED if o != op and base + o in known])


def sections(text):
    """{title: text} of a definition's docstring, what comes before the first title under ""."""
    text, _, examples = text.partition("\n\n    Examples\n    --------\n")
    found, title = {"Examples": examples}, ""
    for paragraph in text.split("\n\n"):
        first, _, rest = paragraph.partition("\n")
        line, _, body = rest.partition("\n")
        if line.strip(" -") == "" and "-" in line:
            title, paragraph = first.strip(), body
        found[title] = f"{found[title]}\n\n{paragraph}" if title in found else paragraph
    return found


def completed(name, words, text, shared, known):
    """The docstring of a public function. words: its arguments; shared: the rules that hold for all; known: the names
    of all."""
    base, op, others = related(name, known)
    found, names = sections(text), [word.partition("=")[0] for word in words]
    standard = "\n    ".join([PARAMETERS[word] for word in names if word in PARAMETERS])
    of = dict(base=base, of="y" if "y" in names else "x")
    parameters = in_two_lines(found.get("Parameters", "    " + standard.format(**of)))
    returns = found.get("Returns", RETURNS.format(**of))
    if returns.startswith("    array of "):
        returns = f"    array\n        Of {returns[13:]}."
    errors = RAISES + AXIS_ERROR if "axis" in names else RAISES
    return COMPLETED.format(
        head=found[""].rstrip(),
        parameters=parameters,
        returns=returns,
        errors=errors,
        others=others,
        notes=found.get("Notes", "").rstrip(),
        shared=shared,
        examples=(found["Examples"] or EXAMPLES.get(op, "").format(name=base)).rstrip(),
    )


def of_ufunc(name, arguments, text, of_rows):
    """text: the docstring of the function; arguments: its own, in words."""
    plain = [word.partition("=")[0] for word in arguments]
    options = "axis=-1, axes=<default>, keepdims=False" if of_rows else "where=True"
    names = ", ".join([word for word in plain if word not in ("out", "axis", "*", "keepdims", "b", "return_sign")])
    return UFUNC.format(name=name, arguments=names, options=options, text=text)
