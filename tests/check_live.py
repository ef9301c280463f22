"""The interactive page in Chromium: what it shows against what the package computes here, by keyboard and by pointer,
and that it would see an error. make test-live; pictures of the page are left in build/live/."""

import base64
import gzip
import json
import re
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from builds import ROOT
from conftest import REGISTRY, bits
from playwright.sync_api import expect, sync_playwright

import cact

PAGE = ROOT / "docs" / "_build" / "html" / "live" / "index.html"
HERE = PAGE.as_uri()
TYPES = {"float32": (cact, np.float32), "float64": (cact, np.float64), "float32, exact tier": (cact.exact, np.float32)}


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium")
    assert chromium, "apt-get install chromium"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])


@pytest.fixture(autouse=True)
def without_fma():
    """As WebAssembly is."""
    before = cact.isa()
    cact.use_isa("baseline")
    yield
    cact.use_isa(before)


@pytest.fixture
def visit(browser):
    """Opens a page, which may fetch nothing and report no error; waits until all has been compared."""
    pages, faults = [], []

    def opened(address=HERE, **options):
        page = browser.new_page(**{"viewport": {"width": 1400, "height": 900}} | options)
        pages.append(page)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: request.is_navigation_request() or faults.append(request.url))
        page.goto(address)
        expect(page.locator("#compared")).to_have_attribute("aria-busy", "false", timeout=60_000)
        return page

    yield opened
    for page in pages:
        page.close()
    assert not faults


def table(page):
    """{type: [text of each cell]} of the values shown."""
    rows = page.locator("#values tbody tr")
    return {row.get_attribute("data-type"): row.locator("td").all_inner_texts() for row in rows.all()}


def number(text, dtype):
    if text.startswith("NaN"):
        return np.array(int(text.split()[1], 16), f"u{dtype().itemsize}").view(dtype)
    return dtype(float(text))


def press(page, selector, *keys):
    page.locator(selector).focus()
    for key in keys:
        page.keyboard.press(key)


def check_values(page, name):
    given = page.locator("#controls output").all_inner_texts()
    for kind, (x, *cells) in table(page).items():
        package, dtype = TYPES[kind]
        for op, value, hexes in zip(("", "_prime"), cells[::2], cells[1::2]):
            with np.errstate(all="ignore"):
                want = getattr(package, name + op)(number(x, dtype).reshape(1), *map(dtype, given))
            at = f"{name}{op} at {x} {given}, {kind}"
            assert hexes == f"{bits(want)[0]:#0{2 + 2 * want.itemsize}x}", at
            assert value == "NaN" if np.isnan(want[0]) else number(value, dtype) == want[0], at
        assert "the same bits" in cells[4], (name, x, given, cells)


@pytest.mark.parametrize("name", REGISTRY)
def test_values_and_bits_are_those_of_the_package(visit, name):
    page = visit(f"{HERE}#{name}")
    assert (
        page.locator("#title").inner_text() == name
        and page.locator("#formula").inner_text() == REGISTRY[name]["formula"]
    )
    bounds = [f"{bound:g}" for bound in REGISTRY[name]["bounds"]["f32"]]
    assert page.locator("#bounds").inner_text() == "within {} ULP, the derivative within {}".format(*bounds)
    sliders = page.locator("#controls input").count()
    for keys in ([], ["Home"], ["End"], ["PageDown"], ["ArrowLeft"]):
        for k in range(sliders):
            press(page, f"#control-{k}", *keys)
        for x in (["Home"], ["PageUp", "ArrowRight"], ["PageUp"] * 4, ["End"]):
            press(page, "#at", *x)
            check_values(page, name)
    specials = page.locator("#special option").evaluate_all("options => options.map(o => o.value)")[1:]
    assert len(specials) > 20
    for value in specials:
        page.locator("#special").select_option(value)
        check_values(page, name)


def test_everything_is_compared_and_equal(visit):
    page = visit()
    state = page.locator("#state").inner_text()
    assert "Self-test: as promised" in state and "values have the bits of x86-64 baseline" in state
    names = page.locator("#compared tbody tr").evaluate_all("rows => rows.map(row => row.dataset.name)")
    maps = {name for name in cact.ufuncs.__all__ if getattr(cact.ufuncs, name).signature == "(n)->(n)"}
    assert names[: len(REGISTRY)] == [*REGISTRY] and set(names[len(REGISTRY) :]) == maps != set()
    assert page.locator("#compared td").count() == len(TYPES) * len(names) == page.locator("#compared .good").count()
    assert page.locator("#gallery input").count() == len(REGISTRY)


def flipped(where):
    """The page with one bit of its table changed, in the function of the table handed over."""
    text = PAGE.read_text()
    packed = re.search(r'id="table">([^<]*)<', text)[1]
    content = json.loads(gzip.decompress(base64.b64decode(packed)))
    holder, key, at = where(content)
    data = bytearray(base64.b64decode(holder[key]))
    data[at] ^= 1
    holder[key] = base64.b64encode(data).decode()
    return text.replace(packed, base64.b64encode(gzip.compress(json.dumps(content).encode())).decode())


@pytest.mark.parametrize("what", ["a value", "a curve", "a row"])
def test_one_wrong_bit_is_seen(visit, tmp_path, what):
    places = {
        "a value": lambda table: (table["functions"]["elu"]["float32"]["bits"], "baseline", 4 * 200),
        "a curve": lambda table: (table["functions"]["elu"]["float32"], "hashes", 0),
        "a row": lambda table: (table["rows"]["softmax"], "float32", 0),
    }
    (tmp_path / "page.html").write_text(flipped(places[what]))
    page = visit(f"{(tmp_path / 'page.html').as_uri()}#elu")
    assert "have other bits than" in page.locator("#state .bad").inner_text()
    wrong = page.locator("#compared tr", has=page.locator(".bad"))
    assert wrong.count() == 1 and wrong.get_attribute("data-name") == ("softmax" if what == "a row" else "elu")
    if what == "a curve":
        press(page, "#control-0", "Home")
        assert "somewhere on the curve are other bits" in table(page)["float32"][5]
        assert "the same bits" in table(page)["float64"][5]


def test_pointer_keyboard_and_speech(visit):
    page = visit(f"{HERE}#tanh")
    box = page.locator("#plot").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 50)
    x = float(page.locator("#at-value").inner_text())
    assert 2 < x < 4 and (x * 32).is_integer()
    expect(page.locator("#spoken")).to_have_text(re.compile(f"^x = {x:g}, tanh\\(x\\) = .*: the same bits$"))
    press(page, "#at", "ArrowLeft")
    assert float(page.locator("#at-value").inner_text()) == x - 1 / 32
    press(page, "#gallery :checked", "ArrowLeft")
    assert page.locator("#title").inner_text() == page.evaluate("location.hash.slice(1)") != "tanh"
    page.goto(f"{HERE}#elu")
    before = page.locator("#plot .curve-0").get_attribute("d")
    press(page, "#control-0", "End")
    assert page.locator("#plot .curve-0").get_attribute("d") != before
    page.locator("#usual").click()
    assert page.locator("#plot .curve-0").get_attribute("d") == before


def test_keyboard_reaches_every_control(visit):
    page = visit(f"{HERE}#elu")
    reached, controls = set(), "control-0 at special usual operation preset row-type temperature entry-0".split()
    for _ in range(30):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement.closest("label") ?? document.activeElement);
            return [document.activeElement.id || document.activeElement.name, style.outlineStyle];
        }""")
        assert found[1] != "none" or not found[0], f"{found[0]} doesn't show that it has the focus"
        reached.add(found[0])
    assert {"function", *controls} <= reached


def test_rows(visit):
    page = visit()
    for operation in ("softmax", "log_softmax"):
        page.locator("#operation").select_option(label=operation)
        for kind, (package, dtype) in TYPES.items():
            page.locator("#row-type").select_option(label=kind)
            for preset in range(page.locator("#preset option").count() - 1):
                page.locator("#preset").select_option(index=preset)
                for keys in (["Home"], ["End"], ["PageDown"]):
                    press(page, "#temperature", *keys)
                    texts = page.locator("#bars output").all_inner_texts()
                    temperature = float(page.locator("#temperature-value").inner_text())
                    x = (np.array([float(text) for text in texts]) / temperature).astype(dtype)
                    want = getattr(package, operation)(x)
                    got = page.locator("#bars .bits").all_inner_texts()
                    assert got == [f"{b:#0{2 + 2 * want.itemsize}x}" for b in bits(want)], (operation, kind, texts)
                    assert "the same bits" in page.locator("#row-verdict").inner_text()
    page.locator("#operation").select_option(label="softmax")
    page.locator("#preset").select_option(index=0)
    widths = page.locator(".bar div").evaluate_all("bars => bars.map(bar => bar.style.width)")
    press(page, "#entry-4", "End")
    assert page.locator(".bar div").evaluate_all("bars => bars.map(bar => bar.style.width)") != widths
    assert "your own" in page.locator("#row-verdict").inner_text()
    press(page, "#entry-0", "Home")
    assert page.locator("#bars output").first.inner_text() == "-inf"
    assert page.locator("#bars .bits").first.inner_text() == "0x" + "0" * 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1400])
def test_it_fits_and_can_be_read(visit, width, scheme):
    page = visit(f"{HERE}#elu", viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.screenshot(path=ROOT / "build" / "live" / f"{width}-{scheme}.png", full_page=True)


def test_from_a_server(visit):
    handler = partial(SimpleHTTPRequestHandler, directory=PAGE.parent)
    handler.log_message = lambda *_: None
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = visit(f"http://127.0.0.1:{server.server_port}/index.html")
        assert page.locator("#state .bad").count() == 0
        server.shutdown()
