"use strict";
// Draws what cact computes. What functions, parameters, types and rows there are comes from the registry in the WebAssembly, by
// the functions of live.c; what bits to expect from the table beside it, which build.py wrote.

const byId = (id) => document.getElementById(id);

// ---- What the page carries. ---------------------------------------------------------------------------------------------

const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

const unpacked = (id) =>
  new Response(new Blob([bytesOf(byId(id).textContent)]).stream().pipeThrough(new DecompressionStream("gzip")));

// Little-endian bytes as one number, which is what bits are compared as.
function bitsOf(bytes, i, size) {
  let bits = 0n;
  for (let b = size - 1; b >= 0; b--) bits = (bits << 8n) | BigInt(bytes[i * size + b]);
  return bits;
}

// ---- cact, as JavaScript likes it. --------------------------------------------------------------------------------------

const BUFFER = { x: 0, y: 1 }; // slopes follow y

class Cact {
  constructor(live) {
    this.live = live;
    const upTo = (n, make) => Array.from({ length: n }, (_, i) => make(i));
    const named = (name) => {
      const found = [];
      while (name(found.length)) found.push(this.text(name(found.length)));
      return found;
    };
    this.version = this.text(live.live_version());
    this.isa = this.text(live.live_isa());
    this.fault = this.text(live.live_self_test());
    this.grid = live.live_grid();
    this.types = upTo(live.live_types(), (i) => ({
      i,
      name: this.text(live.live_type_name(i)),
      size: live.live_type_size(i),
      inputs: live.live_inputs(i),
    }));
    this.functions = upTo(live.live_count(), (i) => ({
      i,
      name: this.text(live.live_name(i)),
      formula: this.text(live.live_formula(i)),
      curves: live.live_curves(i),
      bounds: [0, 1].map((slope) => live.live_bound(i, 0, slope)),
      controls: upTo(live.live_controls(i), (k) => {
        const stops = upTo(live.live_stops(), (s) => live.live_stop(i, k, s));
        const usual = stops.indexOf(live.live_usual(i, k));
        return { name: this.text(live.live_control_name(i, k)), stops, usual, low: live.live_low(i, k), high: live.live_high(i, k) };
      }),
    }));
    this.operations = upTo(live.live_rows(), (i) => ({ i, name: this.text(live.live_row_name(i)) })).filter((op) => op.name);
    this.presets = named((i) => live.live_preset(i)).map((name, i) => {
      const n = live.live_preset_entries(i);
      return { name, entries: Array.from(this.settings.subarray(0, n)) };
    });
    this.temperatures = upTo(live.live_stops(), (i) => live.live_temperature(i));
  }

  text(at) {
    if (!at) return null;
    const bytes = new Uint8Array(this.live.memory.buffer, at);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  get settings() {
    return new Float64Array(this.live.memory.buffer, this.live.live_settings(), 16);
  }

  buffer(i, bytes) {
    return new Uint8Array(this.live.memory.buffer, this.live.live_buffer(i), bytes);
  }

  bits(type, buffer, i) {
    return bitsOf(this.buffer(buffer, (i + 1) * type.size), i, type.size);
  }

  number(type, buffer, i) {
    return this.live.live_number(type.i, buffer, i);
  }

  // f and its slopes at all inputs, left in the buffers.
  compute(f, type, settings) {
    this.live.live_inputs(type.i);
    this.settings.set(settings);
    this.live.live_compute(f.i, type.i, type.inputs);
  }

  hash(f, type) {
    return BigInt.asUintN(64, this.live.live_hash(f.i, type.i, type.inputs));
  }

  row(operation, type, entries, temperature) {
    this.settings.set(entries);
    this.live.live_row(operation.i, type.i, entries.length, temperature);
  }
}

// ---- What is expected. --------------------------------------------------------------------------------------------------

class Expected {
  constructor(table) {
    Object.assign(this, table);
    for (const types of Object.values(this.functions))
      for (const one of Object.values(types)) {
        for (const isa of this.isas) one.bits[isa] = bytesOf(one.bits[isa]);
        one.hashes = bytesOf(one.hashes);
      }
    for (const types of Object.values(this.rows)) for (const name in types) types[name] = bytesOf(types[name]);
  }

  label(isa) {
    return `${this.machine} ${isa}`;
  }

  bits(f, type, isa, curve, i) {
    return bitsOf(this.functions[f.name][type.name].bits[isa], curve * type.inputs + i, type.size);
  }

  hash(f, type, stops) {
    const place = f.controls.reduce((at, control, k) => at * control.stops.length + stops[k], 0);
    return bitsOf(this.functions[f.name][type.name].hashes, place, 8);
  }
}

const isUsual = (f, stops) => f.controls.every((control, k) => control.usual === stops[k]);
const usualStops = (f) => f.controls.map((control) => control.usual);
const settingsOf = (f, stops) => f.controls.map((control, k) => control.stops[stops[k]]);

// How many numbers of a type lie between two.
function apart(a, b, type) {
  const sign = 1n << BigInt(8 * type.size - 1);
  const place = (bits) => (bits & sign ? sign - bits : bits);
  const d = place(a) - place(b);
  return d < 0n ? -d : d;
}

// ---- Words and marks. ---------------------------------------------------------------------------------------------------

const hex = (bits, type) => "0x" + bits.toString(16).padStart(2 * type.size, "0");

// The fewest digits that mean the same number of the type.
function digits(value, type) {
  if (Object.is(value, -0)) return "-0";
  if (type.size >= 8 || !Number.isFinite(value) || value === 0) return String(value);
  for (let n = 1; n < 17; n++) if (Math.fround(value.toPrecision(n)) === value) return String(Number(value.toPrecision(n)));
  return String(value);
}

// Said as well, since a table whose rows are laid out as blocks is none any more for some browsers.
const ROLES = { tr: "row", td: "cell", col: "columnheader", row: "rowheader" };

function element(tag, attributes = {}, ...children) {
  const svg = ["svg", "path", "line", "text", "circle"].includes(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  const role = ROLES[attributes.scope ?? tag];
  if (role) made.setAttribute("role", role);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const mark = (good, words) => element("span", { class: good ? "good" : "bad" }, `${good ? "✓" : "✗"} ${words}`);

// What a curve is called: y, the slope in x, and of a gate the one in its other input.
function curveNames(f) {
  if (f.curves === 2) return [`${f.name}(x)`, `${f.name}′(x)`];
  return [`${f.name}(x, b)`, "∂/∂x", "∂/∂b"].slice(0, f.curves);
}

// What makes sense for a parameter, where that isn't everything.
function rangeOf({ low, high }) {
  const bounded = (v) => Math.abs(v) < Number.MAX_VALUE;
  if (bounded(low) && bounded(high)) return `${low} to ${high}`;
  return bounded(low) ? `from ${low}` : bounded(high) ? `up to ${high}` : "";
}

function path(xs, ys, toX, toY) {
  let d = "";
  let down = false;
  for (let i = 0; i < xs.length; i++) {
    if (Number.isFinite(ys[i])) d += `${down ? "L" : "M"}${toX(xs[i]).toFixed(2)} ${toY(ys[i]).toFixed(2)}`;
    down = Number.isFinite(ys[i]);
  }
  return d;
}

// ---- Functions of one number. -------------------------------------------------------------------------------------------

class Elements {
  constructor(cact, expected) {
    this.cact = cact;
    this.expected = expected;
    this.widest = cact.types.reduce((a, b) => (b.size > a.size ? b : a));
    this.fillGallery();
    this.fillInputs();
    byId("usual").addEventListener("click", () => this.choose(this.f));
    byId("at").addEventListener("input", (event) => this.goTo(Number(event.target.value)));
    byId("special").addEventListener("change", (event) => this.goTo(Number(event.target.value)));
    for (const kind of ["pointermove", "pointerdown"]) byId("plot").addEventListener(kind, (event) => this.point(event));
    new ResizeObserver(() => this.draw()).observe(byId("plot"));
    window.addEventListener("hashchange", () => this.choose(this.named() ?? this.f));
    this.choose(this.named() ?? cact.functions[0]);
  }

  named() {
    const name = decodeURIComponent(location.hash.slice(1));
    return this.cact.functions.find((f) => f.name === name);
  }

  // Points of the curves on the grid: numbers of the widest type.
  curves(f, settings) {
    this.cact.compute(f, this.widest, settings);
    const points = (buffer) => Array.from({ length: this.cact.grid }, (_, i) => this.cact.number(this.widest, buffer, i));
    return { x: points(BUFFER.x), ys: Array.from({ length: f.curves }, (_, k) => points(BUFFER.y + k)) };
  }

  // In words; of NaNs there are many.
  input(type, i) {
    const value = this.cact.number(type, BUFFER.x, i);
    return Number.isNaN(value) ? `NaN ${hex(this.cact.bits(type, BUFFER.x, i), type)}` : digits(value, type);
  }

  fillGallery() {
    for (const f of this.cact.functions) {
      const { x, ys } = this.curves(f, settingsOf(f, usualStops(f)));
      const svg = element("svg", { viewBox: "-6 -3 12 6", preserveAspectRatio: "none", "aria-hidden": "true" });
      svg.append(element("line", { x1: -6, x2: 6, y1: 0, y2: 0, class: "grid", "stroke-width": 0.05 }));
      const up = (y) => -y;
      ys.slice(0, 2).forEach((y, k) => svg.append(element("path", { d: path(x, y, (v) => v, up), class: `curve curve-${k}` })));
      const radio = element("input", { type: "radio", name: "function", value: f.name });
      radio.addEventListener("change", () => this.choose(f));
      byId("gallery").append(element("label", {}, radio, svg, f.name));
    }
  }

  fillInputs() {
    const type = this.widest;
    this.cact.compute(this.cact.functions[0], type, []);
    byId("special").append(element("option", { value: -1 }, "(none)"));
    for (let i = this.cact.grid; i < type.inputs; i++) {
      byId("special").append(element("option", { value: i }, this.input(type, i)));
    }
    byId("at").max = this.cact.grid - 1;
    this.at = (this.cact.grid - 1) / 2 - 32;
  }

  choose(f) {
    this.f = f;
    this.stops = usualStops(f);
    const radio = document.querySelector(`#gallery input[value="${f.name}"]`);
    radio.checked = true;
    byId("gallery").scrollLeft = radio.parentElement.offsetLeft - byId("gallery").clientWidth / 2;
    if (this.named() !== f) history.replaceState(null, "", `#${f.name}`);
    byId("title").textContent = f.name;
    byId("formula").textContent = f.formula;
    byId("bounds").textContent = `within ${f.bounds[0]} ULP, the derivative within ${f.bounds[1]}`;
    byId("usual").hidden = f.controls.length === 0;
    const sliders = f.controls.map((control, k) => this.slider(control, k));
    byId("controls").replaceChildren(...sliders);
    byId("legend").replaceChildren(
      ...curveNames(f).map((name, k) => {
        const line = element("line", { x1: 0, x2: 32, y1: 5, y2: 5, class: `curve curve-${k}` });
        return element("span", {}, element("svg", { viewBox: "0 0 32 10", "aria-hidden": "true" }, line), name);
      }),
    );
    this.update();
  }

  slider(control, k) {
    const id = `control-${k}`;
    const input = element("input", { id, type: "range", min: 0, max: control.stops.length - 1, step: 1 });
    const output = element("output", { for: id });
    input.value = this.stops[k];
    const show = () => {
      const value = String(control.stops[this.stops[k]]);
      output.textContent = value;
      input.setAttribute("aria-valuetext", value);
    };
    input.addEventListener("input", () => {
      this.stops[k] = Number(input.value);
      show();
      this.update();
    });
    show();
    const label = element("label", { for: id }, control.name, element("small", {}, rangeOf(control)));
    return element("div", { class: "control" }, label, input, output);
  }

  goTo(i) {
    if (i >= 0) this.at = i;
    this.update();
  }

  point(event) {
    if (!this.frame) return;
    const box = byId("plot").getBoundingClientRect();
    const share = (event.clientX - box.left - this.frame.left) / (this.frame.right - this.frame.left);
    this.goTo(Math.round(Math.max(0, Math.min(1, share)) * (this.cact.grid - 1)));
  }

  update() {
    const onGrid = this.at < this.cact.grid;
    if (onGrid) byId("at").value = this.at;
    byId("special").value = onGrid ? -1 : this.at;
    this.points = this.curves(this.f, settingsOf(this.f, this.stops));
    const x = this.input(this.widest, this.at);
    byId("at-value").textContent = x;
    byId("at").setAttribute("aria-valuetext", x);
    this.draw();
    this.fillValues(x);
  }

  draw() {
    const svg = byId("plot");
    const width = svg.clientWidth;
    if (!this.points || !width) return;
    const height = Math.round(Math.max(240, Math.min(440, width * 0.55)));
    const { x, ys } = this.points;
    const all = ys.flat().filter(Number.isFinite);
    const low = Math.max(-4, Math.floor(Math.min(0, ...all)));
    const high = Math.min(5, Math.ceil(Math.max(1, ...all)));
    const frame = (this.frame = { left: 34, right: width - 10, top: 10, bottom: height - 24 });
    const toX = (v) => frame.left + ((v - x[0]) / (x.at(-1) - x[0])) * (frame.right - frame.left);
    const toY = (v) => frame.bottom - 4 - ((v - low) / (high - low)) * (frame.bottom - frame.top - 8);
    const line = (x1, y1, x2, y2, kind) => element("line", { x1, y1, x2, y2, class: kind });
    const label = (at, y, words, anchor) => element("text", { x: at, y, "text-anchor": anchor }, words);
    const parts = [];
    for (let v = Math.ceil(x[0]); v <= x.at(-1); v += width < 480 ? 2 : 1)
      parts.push(line(toX(v), frame.top, toX(v), frame.bottom, v ? "grid" : "axis"), label(toX(v), height - 8, v, "middle"));
    for (let v = low; v <= high; v++)
      parts.push(line(frame.left, toY(v), frame.right, toY(v), v ? "grid" : "axis"), label(frame.left - 8, toY(v) + 4, v, "end"));
    const size = { x: frame.left, y: frame.top, width: frame.right - frame.left, height: frame.bottom - frame.top };
    const inside = element("svg", { ...size, viewBox: Object.values(size).join(" ") }); // which cuts off what is outside
    ys.forEach((y, k) => inside.append(element("path", { d: path(x, y, toX, toY), class: `curve curve-${k}` })));
    parts.push(inside);
    if (this.at < this.cact.grid) {
      const at = toX(x[this.at]);
      parts.push(line(at, frame.top, at, frame.bottom, "cross"));
      ys.forEach((y, k) => {
        if (y[this.at] >= low && y[this.at] <= high) parts.push(element("circle", { cx: at, cy: toY(y[this.at]), r: 5, class: `dot-${k}` }));
      });
    }
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.style.height = `${height}px`;
    svg.replaceChildren(...parts);
  }

  // A line for each type: the values at x, their bits, and whether they are those expected.
  fillValues(x) {
    const { cact, f } = this;
    const names = curveNames(f);
    const heads = ["type", "x", ...names.flatMap((name) => [name, "bits"]), ...this.expected.isas.map((isa) => this.expected.label(isa))];
    const settings = f.controls.map((control, k) => `${control.name} = ${control.stops[this.stops[k]]}`);
    byId("values").caption.textContent = `At ${[`x = ${x}`, ...settings].join(", ")}`;
    byId("values").tHead.replaceChildren(element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head))));
    let spoken = "";
    const lines = cact.types.map((type) => {
      cact.compute(f, type, settingsOf(f, this.stops));
      const cells = [element("td", { "data-label": "x" }, this.input(type, this.at))];
      names.forEach((name, k) => {
        const value = digits(cact.number(type, BUFFER.y + k, this.at), type);
        const bits = hex(cact.bits(type, BUFFER.y + k, this.at), type);
        cells.push(element("td", { "data-label": name }, value));
        cells.push(element("td", { "data-label": "bits", class: "bits" }, bits));
        if (type.i === 0) spoken += `, ${name} = ${value}`;
      });
      this.expected.isas.forEach((isa, i) => {
        const verdict = i ? this.besides(type, isa) : this.verdict(type);
        if (!i) spoken += `; ${type.name}: ${verdict.textContent.slice(2)}`;
        cells.push(element("td", { "data-label": this.expected.label(isa) }, verdict));
      });
      return element("tr", { "data-type": type.name }, element("th", { scope: "row" }, type.name), ...cells);
    });
    byId("values").tBodies[0].replaceChildren(...lines);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => (byId("spoken").textContent = `x = ${x}${spoken}`), 400);
  }

  // Of what compute left in the buffers.
  wrong(type, isa) {
    for (let k = 0; k < this.f.curves; k++) {
      const got = this.cact.bits(type, BUFFER.y + k, this.at);
      const want = this.expected.bits(this.f, type, isa, k, this.at);
      if (got !== want) return { got, want };
    }
    return null;
  }

  verdict(type) {
    if (this.cact.hash(this.f, type) !== this.expected.hash(this.f, type, this.stops)) {
      const wrong = isUsual(this.f, this.stops) && this.wrong(type, this.expected.isas[0]);
      return mark(false, wrong ? `other bits: ${hex(wrong.want, type)} expected` : "somewhere on the curve are other bits");
    }
    return mark(true, "the same bits");
  }

  // The bits of a CPU with FMA, which may be others.
  besides(type, isa) {
    if (!isUsual(this.f, this.stops)) return element("span", {}, "(kept for the default settings)");
    const wrong = this.wrong(type, isa);
    if (!wrong) return mark(true, "the same bits");
    return element("span", {}, `${apart(wrong.got, wrong.want, type)} ULP apart: ${hex(wrong.want, type)}`);
  }
}

// ---- Rows of numbers. ---------------------------------------------------------------------------------------------------

class Rows {
  constructor(cact, expected) {
    this.cact = cact;
    this.expected = expected;
    const fill = (id, list) => {
      byId(id).append(...list.map((one, i) => element("option", { value: i }, one.name)));
      byId(id).addEventListener("change", () => (id === "preset" ? this.take() : this.update()));
    };
    fill("operation", cact.operations);
    fill("preset", [...cact.presets, { name: "my own" }]);
    fill("row-type", cact.types);
    byId("temperature").max = cact.temperatures.length - 1;
    byId("temperature").value = cact.temperatures.indexOf(1);
    byId("temperature").addEventListener("input", () => this.update());
    this.take();
  }

  // The entries of the row chosen, with sliders that move them: the first stop is -inf.
  take() {
    const preset = this.cact.presets[byId("preset").value];
    if (preset) this.entries = [...preset.entries];
    this.lines = this.entries.map((entry, i) => {
      const id = `entry-${i}`;
      const slider = element("input", { id, type: "range", min: -5.25, max: 5, step: 0.25 });
      slider.value = Math.max(-5.25, entry);
      const line = { slider, output: element("output", { for: id }), bar: element("div"), value: element("span"), bits: element("span", { class: "bits" }) };
      slider.addEventListener("input", () => {
        this.entries[i] = slider.value < -5 ? -Infinity : Number(slider.value);
        const same = ({ entries }) => entries.length === this.entries.length && entries.every((e, k) => e === this.entries[k]);
        const known = this.cact.presets.findIndex(same);
        byId("preset").value = known < 0 ? this.cact.presets.length : known;
        this.update();
      });
      const bar = element("div", { class: "bar", "aria-hidden": "true" }, line.bar);
      line.item = element("li", {}, element("label", { for: id }, `entry ${i + 1}`), slider, line.output, bar, line.value, line.bits);
      return line;
    });
    byId("bars").replaceChildren(...this.lines.map((line) => line.item));
    this.update();
  }

  update() {
    const { cact } = this;
    const type = cact.types[byId("row-type").value];
    const operation = cact.operations[byId("operation").value];
    const stop = Number(byId("temperature").value);
    byId("temperature-value").textContent = cact.temperatures[stop];
    byId("temperature").setAttribute("aria-valuetext", cact.temperatures[stop]);
    cact.row(operation, type, this.entries, cact.temperatures[stop]);
    const values = this.entries.map((_, i) => cact.number(type, BUFFER.y, i));
    // Probabilities as they are; logarithms, which are negative, to the lowest that is drawn.
    const negative = values.some((value) => value < 0);
    const lowest = Math.min(-1, ...values.filter(Number.isFinite));
    this.lines.forEach((line, i) => {
      const share = negative ? Math.max(values[i], lowest) / lowest : values[i];
      const entry = String(this.entries[i]).replace("Infinity", "inf");
      line.output.textContent = entry;
      line.slider.setAttribute("aria-valuetext", entry);
      line.bar.style.width = `${100 * share || 0}%`;
      line.value.textContent = digits(values[i], type).replace("Infinity", "inf");
      line.bits.textContent = hex(cact.bits(type, BUFFER.y, i), type);
    });
    const preset = Number(byId("preset").value);
    if (preset === cact.presets.length)
      byId("row-verdict").textContent = "This row is your own: the page carries bits of the rows it offers.";
    else {
      const good = this.wrong(operation, type, preset, stop) === 0;
      const words = `${good ? "the same bits as" : "other bits than"} ${this.expected.label(this.expected.isas[0])}`;
      byId("row-verdict").replaceChildren(mark(good, words));
    }
  }

  // How many entries of what `row` left in the buffer are others than those of a preset.
  wrong(operation, type, preset, stop) {
    const { presets, temperatures } = this.cact;
    const n = presets[preset].entries.length;
    const before = presets.slice(0, preset).reduce((sum, { entries }) => sum + entries.length, 0);
    const bytes = this.expected.rows[operation.name][type.name];
    let wrong = 0;
    for (let i = 0; i < n; i++) {
      const want = bitsOf(bytes, before * temperatures.length + stop * n + i, type.size);
      wrong += want !== this.cact.bits(type, BUFFER.y, i);
    }
    return wrong;
  }

  // [values, of them wrong] of all that the table holds of an operation.
  compared(operation, type) {
    let count = 0;
    let wrong = 0;
    this.cact.presets.forEach(({ entries }, preset) =>
      this.cact.temperatures.forEach((temperature, stop) => {
        this.cact.row(operation, type, entries, temperature);
        count += entries.length;
        wrong += this.wrong(operation, type, preset, stop);
      }),
    );
    return [count, wrong];
  }
}

// ---- All that the page carries. -----------------------------------------------------------------------------------------

// Each choice of one stop per control.
const allStops = (f) =>
  f.controls.reduce((known, control) => known.flatMap((stops) => control.stops.map((_, i) => [...stops, i])), [[]]);

const pause = () => new Promise((done) => setTimeout(done));

class Comparison {
  constructor(cact, expected, rows) {
    Object.assign(this, { cact, expected, rows });
    this.count = 0;
    this.wrong = 0;
    byId("machine").textContent = expected.label(expected.isas[0]);
    const heads = ["function", ...cact.types.map((type) => type.name)];
    byId("compared").caption.textContent = "Values compared";
    byId("compared").tHead.append(element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head))));
  }

  // [values, of them wrong]; of a wrong curve all values count.
  compared(f, type) {
    let wrong = 0;
    const each = f.curves * type.inputs;
    const all = allStops(f);
    for (const stops of all) {
      this.cact.compute(f, type, settingsOf(f, stops));
      wrong += this.cact.hash(f, type) === this.expected.hash(f, type, stops) ? 0 : each;
    }
    if (!wrong) {
      this.cact.compute(f, type, settingsOf(f, usualStops(f)));
      wrong = this.others(f, type, this.expected.isas[0]).length;
    }
    return [all.length * each, wrong];
  }

  // How far the values at the default settings, as compute left them, are from those of an instruction set, where they differ.
  others(f, type, isa) {
    const found = [];
    for (let k = 0; k < f.curves; k++)
      for (let i = 0; i < type.inputs; i++) {
        const got = this.cact.bits(type, BUFFER.y + k, i);
        const want = this.expected.bits(f, type, isa, k, i);
        if (got !== want) found.push(apart(got, want, type));
      }
    return found;
  }

  async run() {
    const lists = [
      ...this.cact.functions.map((f) => [f.name, (type) => this.compared(f, type)]),
      ...this.cact.operations.map((op) => [op.name, (type) => this.rows.compared(op, type)]),
    ];
    for (const [name, compared] of lists) {
      const cells = [];
      for (const type of this.cact.types) {
        const [count, wrong] = compared(type);
        this.count += count;
        this.wrong += wrong;
        const words = wrong ? `${wrong.toLocaleString("en")} of ${count.toLocaleString("en")} differ` : count.toLocaleString("en");
        cells.push(element("td", { "data-label": type.name }, mark(!wrong, words)));
        await pause();
      }
      byId("compared").tBodies[0].append(element("tr", { "data-name": name }, element("th", { scope: "row" }, name), ...cells));
    }
    await this.compareFma();
    byId("compared").setAttribute("aria-busy", "false");
  }

  // The other instruction set: how many values at the default settings are others.
  async compareFma() {
    for (const isa of this.expected.isas.slice(1)) {
      const told = [];
      for (const type of this.cact.types) {
        let values = 0;
        let found = [];
        for (const f of this.cact.functions) {
          this.cact.compute(f, type, settingsOf(f, usualStops(f)));
          values += f.curves * type.inputs;
          found = found.concat(this.others(f, type, isa));
          await pause();
        }
        const most = found.reduce((a, b) => (b > a ? b : a), 0n);
        const said = found.length ? `${found.length} others, at most ${most} ULP apart` : "no other";
        told.push(`${type.name} ${said} (of ${values.toLocaleString("en")})`);
      }
      byId("fma").textContent =
        `WebAssembly has no fused multiply-add (FMA), and so has the bits of CPUs without. Those of ${this.expected.label(isa)}, ` +
        `with FMA, at the default settings: ${told.join("; ")}.`;
    }
  }
}

// ---- Start. -------------------------------------------------------------------------------------------------------------

async function start() {
  const code = await WebAssembly.instantiate(await unpacked("wasm").arrayBuffer());
  code.instance.exports._initialize?.();
  const cact = new Cact(code.instance.exports);
  const expected = new Expected(await unpacked("table").json());
  document.querySelector("main").hidden = false;
  new Elements(cact, expected);
  const rows = new Rows(cact, expected);
  const state = byId("state");
  const head = `cact ${cact.version} in WebAssembly (${cact.isa}). `;
  const self = mark(!cact.fault, `Self-test: ${cact.fault ?? "as promised"}.`);
  state.replaceChildren(head, self, " Comparing …");
  const comparison = new Comparison(cact, expected, rows);
  await comparison.run();
  const all = comparison.count.toLocaleString("en");
  const words = comparison.wrong
    ? `${comparison.wrong.toLocaleString("en")} of ${all} values have other bits than`
    : `${all} values have the bits of`;
  state.replaceChildren(head, self, " ", mark(!comparison.wrong, `${words} ${expected.label(expected.isas[0])}.`));
}

start().catch((error) => {
  byId("state").replaceChildren(mark(false, `This page can't compute here: ${error.message}`));
});
