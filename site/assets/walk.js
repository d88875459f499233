// A flow, step by step, on its sequence or on a picture of elements: by buttons, by
// the arrow keys, by touch, and by the address (#walk-7b.1, and #walk=ask/7b.1 where
// a picture has several flows). Of alternatives one branch is walked, the reader's
// choice. The steps of a flow are a script of their own, loaded when they are asked for.
(function () {
  "use strict";
  var bar = document.querySelector(".walk"), canvas = document.querySelector("[data-zoom]"), p = canvas && canvas.picture;
  if (!bar || !p) return;
  var path = bar.querySelector(".walk-path select"), said = bar.querySelector(".walk-step"), count = bar.querySelector(".walk-at");
  var flows = bar.querySelector(".walk-flow select"), own = bar.dataset.flow, flow = "", all = [], steps = [], at = -1;

  function branches(n) { // of 7b.3a.1: 7b, 7b.3a
    var parts = n.split(".");
    return parts.map(function (x, i) { return parts.slice(0, i + 1).join("."); }).filter(function (x) { return /[a-z]$/.test(x); });
  }
  function frame(branch) { return branch.replace(/[a-z]+$/, ""); }
  function heads() { return all.filter(function (s) { return !s.from && /[a-z]$/.test(s.n); }); }
  function walked(via) {
    var of = {}; // the branch of each frame
    branches(via).forEach(function (b) { of[frame(b)] = b; });
    heads().forEach(function (s) { if (!of[frame(s.n)] && !s.failure) of[frame(s.n)] = s.n; });
    return all.filter(function (s) {
      return s.from && branches(s.n).every(function (b) { return of[frame(b)] === b; });
    });
  }
  function has(l, id) { return (" " + (l.dataset.connections || "") + " ").indexOf(" " + id + " ") >= 0; }
  function lines(s) { // a sequence has a line for each step, other pictures one for each connection
    return Array.from(p.svg.querySelectorAll("[data-role=line]")).filter(function (l) {
      return own ? l.dataset.id === "step/" + s.n || l.dataset.id === "step/" + s.n + "/reply" : s.wire && has(l, s.wire);
    });
  }
  function ends(s) { return own ? [] : [p.things[s.from], p.things[s.to]].filter(Boolean); }
  function go(n, quiet) {
    at = Math.max(-1, Math.min(steps.length - 1, n));
    var now = steps[at], box = null;
    function around(x, y) {
      box = box ? [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)] : [x, y, x, y];
    }
    p.svg.classList.toggle("walked", at >= 0);
    p.svg.querySelectorAll(".now,.past").forEach(function (x) { x.classList.remove("now", "past"); });
    document.querySelectorAll(".steps tr.now").forEach(function (r) { r.classList.remove("now"); });
    steps.slice(0, Math.max(at, 0)).forEach(function (s) {
      lines(s).concat(ends(s)).forEach(function (x) { x.classList.add("past"); });
    });
    count.textContent = (at + 1) + " / " + steps.length;
    bar.querySelector("[data-walk=back]").disabled = at < 0;
    bar.querySelector("[data-walk=on]").disabled = at === steps.length - 1;
    if (!now) {
      said.textContent = flow ? bar.dataset.start : "";
      p.whole();
      return;
    }
    var row = own && document.getElementById("step-" + now.n);
    if (row) row.classList.add("now");
    ends(now).forEach(function (t) {
      var b = p.box(t);
      t.classList.add("now");
      around(b[0], b[1]);
      around(b[0] + b[2], b[1] + b[3]);
    });
    lines(now).forEach(function (l) {
      l.classList.add("now");
      [l.dataset.from, l.dataset.to].forEach(function (id) { if (p.things[id]) p.things[id].classList.add("now"); });
      l.dataset.points.split(" ").concat(l.dataset.labelBox ? [l.dataset.labelBox.split(" ").slice(0, 2).join()] : []).forEach(function (xy) {
        around(Number(xy.split(",")[0]), Number(xy.split(",")[1]));
      });
    });
    // On a small screen the whole of a long line would be too small to read: its
    // beginning, where its words are, is shown.
    var most = p.drawing.clientWidth < 600 ? p.drawing.clientWidth : Infinity;
    if (box) p.centre([box[0], box[1], Math.min(box[2] - box[0], most), box[3] - box[1]], own ? 1.2 : 1.6);
    said.textContent = now.n + " " + now.says;
    if (!quiet) location.replace(own ? "#walk-" + now.n : "#walk=" + encodeURIComponent(flow) + "/" + now.n);
  }
  function choose(via) {
    path.value = via;
    steps = walked(via);
  }
  function begin(id, n, quiet) { // the flow with its steps, from step n on
    flow = id;
    all = window.ASBUILT_WALKS && window.ASBUILT_WALKS[id] || [];
    path.length = 1;
    heads().forEach(function (s) { path.append(new Option(s.n + " " + s.says, s.n)); });
    bar.querySelector(".walk-path").hidden = path.length === 1;
    bar.classList.toggle("idle", !all.length);
    bar.hidden = !flows && !all.length;
    choose("");
    var is = function (s) { return s.n === n; };
    if (n && !steps.some(is)) choose(branches(n).pop() || "");
    go(n ? steps.findIndex(is) : flows && id ? 0 : -1, quiet);
  }
  function load(id, src, n, quiet) {
    if (!id || window.ASBUILT_WALKS && window.ASBUILT_WALKS[id]) return begin(id, n, quiet);
    var script = document.createElement("script");
    script.src = src;
    script.onload = function () { begin(id, n, quiet); };
    document.head.append(script);
  }

  path.addEventListener("change", function () {
    steps = walked(path.value);
    go(Math.max(0, steps.findIndex(function (s) { return path.value && s.n.indexOf(path.value + ".") === 0; })));
  });
  bar.addEventListener("click", function (ev) {
    var b = ev.target.closest("[data-walk]");
    if (b) go(b.dataset.walk === "on" ? at + 1 : b.dataset.walk === "back" ? at - 1 : -1);
  });
  function key(ev) {
    if (ev.ctrlKey || ev.metaKey || ev.altKey || ev.target.nodeName === "SELECT" || !steps.length) return;
    if (ev.key === "ArrowRight") go(at + 1);
    else if (ev.key === "ArrowLeft") go(at - 1);
    else if (ev.key === "Home") go(0);
    else if (ev.key === "End") go(steps.length - 1);
    else return;
    ev.preventDefault();
    ev.stopPropagation();
  }
  bar.addEventListener("keydown", key);
  p.drawing.addEventListener("keydown", key, true);
  function asked() {
    var hash = decodeURIComponent(location.hash), m = hash.match(own ? /^#walk-()(.+)$/ : /^#walk=(.+)\/([^\/]+)$/);
    if (own) load(own, bar.dataset.src, m && m[2], true);
    else if (m) {
      var option = Array.from(flows.options).find(function (o) { return o.value === m[1]; });
      if (!option) return;
      flows.value = m[1];
      load(m[1], option.dataset.src, m[2], true);
    }
    if (m) bar.scrollIntoView({ block: "nearest" });
  }
  if (flows) {
    bar.hidden = false;
    bar.classList.add("idle");
    flows.addEventListener("change", function () { load(flows.value, flows.selectedOptions[0].dataset.src); });
  }
  window.addEventListener("hashchange", function () { if (/^#walk/.test(location.hash)) asked(); });
  asked();
})();
