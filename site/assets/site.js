// What pages do beyond showing: choose light or dark, begin a search, and look
// at pictures more closely. Everything else works without this script.
(function () {
  "use strict";
  var root = document.documentElement;
  var $ = function (id) { return document.getElementById(id); };

  // Light or dark.
  var theme = $("theme"), modes = ["auto", "light", "dark"], faces = { auto: "◐", light: "○", dark: "●" };
  function showTheme() {
    var mode = root.dataset.theme || "auto";
    theme.textContent = faces[mode];
    theme.title = theme.dataset[mode];
    theme.setAttribute("aria-label", theme.dataset[mode]);
  }
  theme.hidden = false;
  theme.addEventListener("click", function () {
    var mode = modes[(modes.indexOf(root.dataset.theme || "auto") + 1) % 3];
    if (mode === "auto") delete root.dataset.theme; else root.dataset.theme = mode;
    try { localStorage.setItem("asbuilt-theme", mode); } catch (e) { /* private mode: for this page only */ }
    showTheme();
  });
  showTheme();

  // Navigation folds away on narrow screens; tables that scroll can be focused.
  if (matchMedia("(max-width:56rem)").matches) document.querySelector(".nav-fold").open = false;
  root.classList.add("ready");
  document.querySelectorAll(".scroll").forEach(function (box) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });

  // Tables are sorted by the columns that say so; a third press brings the order
  // of the model back.
  document.querySelectorAll("th[data-sort]").forEach(function (th) {
    var table = th.closest("table"), body = table.tBodies[0], button = document.createElement("button");
    if (body.rows.length < 3 || body.querySelector("[colspan]")) return;
    table.asWritten = table.asWritten || Array.from(body.rows);
    button.type = "button";
    button.className = "sort";
    button.append.apply(button, Array.from(th.childNodes));
    th.append(button);
    button.addEventListener("click", function () {
      var next = { ascending: "descending", descending: "" }[th.getAttribute("aria-sort")], rows = table.asWritten.slice();
      if (next === undefined) next = "ascending";
      table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
      function value(row) {
        var text = row.cells[th.cellIndex].textContent.trim();
        return th.dataset.sort === "number" ? parseFloat(text.replace(/[^0-9.]/g, "")) || 0 : text;
      }
      if (next) {
        th.setAttribute("aria-sort", next);
        rows.sort(function (a, b) {
          var x = value(a), y = value(b), order = typeof x === "number" ? x - y : x.localeCompare(y, root.lang, { numeric: true });
          return next === "ascending" ? order : -order;
        });
      }
      body.append.apply(body, rows);
    });
  });

  // Search has a script of its own, which is loaded with its index on first use.
  // An address with ?find= opens with that query, one with ?q= marks its words.
  var find = $("find"), input = $("find-input");
  find.hidden = false;
  function load() {
    if (load.begun) return;
    load.begun = true;
    [find.dataset.index, find.dataset.script].forEach(function (src) {
      var s = document.createElement("script");
      s.src = src;
      s.async = false; // in this order
      document.head.appendChild(s);
    });
  }
  input.addEventListener("focus", load);
  document.addEventListener("keydown", function (ev) {
    if (ev.isComposing) return;
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(ev.target.tagName) || ev.target.isContentEditable;
    if (ev.key === "/" && !typing && !ev.ctrlKey && !ev.metaKey || ev.key.toLowerCase() === "k" && (ev.ctrlKey || ev.metaKey)) {
      ev.preventDefault();
      input.focus();
      input.select();
    }
  });
  if (/[?&](find|q)=/.test(location.search)) load();

  // Pictures: zoom and move by changing what part of the drawing is seen.
  document.querySelectorAll("[data-zoom]").forEach(function (canvas) {
    var svg = canvas.querySelector("svg.ab"), drawing = canvas.querySelector(".drawing"), tools = canvas.querySelector(".zoom");
    if (!svg) return;
    var all = svg.viewBox.baseVal, full = { x: all.x, y: all.y, w: all.width, h: all.height };
    var v = { x: full.x, y: full.y, w: full.w, h: full.h }, fingers = new Map(), moved = 0;
    tools.hidden = false;
    var hint = document.querySelector(".zoom-hint");
    if (hint) hint.hidden = false;

    // How little of the drawing one can look at: three pixels a unit are enough,
    // however large the whole is.
    function least() { return Math.max(60, drawing.clientWidth / 3); }
    function show() {
      v.w = Math.min(full.w, Math.max(least(), v.w));
      v.h = v.w * full.h / full.w;
      v.x = Math.min(full.x + full.w - v.w, Math.max(full.x, v.x));
      v.y = Math.min(full.y + full.h - v.h, Math.max(full.y, v.y));
      svg.setAttribute("viewBox", [v.x, v.y, v.w, v.h].map(function (n) { return Math.round(n * 100) / 100; }).join(" "));
      drawing.classList.toggle("zoomed", v.w < full.w);
    }
    function point(ev) {
      var m = svg.getScreenCTM().inverse();
      return new DOMPoint(ev.clientX, ev.clientY).matrixTransform(m);
    }
    function zoom(by, p) {
      p = p || { x: v.x + v.w / 2, y: v.y + v.h / 2 };
      var w = Math.min(full.w, Math.max(least(), v.w / by)), f = w / v.w;
      v = { x: p.x - (p.x - v.x) * f, y: p.y - (p.y - v.y) * f, w: w, h: v.h * f };
      show();
    }
    function act(what) {
      if (what === "in") zoom(1.4);
      else if (what === "out") zoom(1 / 1.4);
      else if (what === "fit") { v = { x: full.x, y: full.y, w: full.w, h: full.h }; show(); }
      else if (document.fullscreenElement) document.exitFullscreen();
      else if (canvas.requestFullscreen) canvas.requestFullscreen();
    }
    tools.addEventListener("click", function (ev) {
      var b = ev.target.closest("button");
      if (b) act(b.dataset.do);
    });
    drawing.addEventListener("wheel", function (ev) {
      if (!ev.ctrlKey && !ev.metaKey) return; // a plain wheel scrolls the page
      ev.preventDefault();
      zoom(Math.exp(-ev.deltaY * 0.004), point(ev));
    }, { passive: false });
    drawing.addEventListener("keydown", function (ev) {
      if (ev.ctrlKey || ev.metaKey || ev.altKey) return;
      var step = v.w / 10, way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[ev.key];
      if (way && v.w < full.w) { v.x += way[0] * step; v.y += way[1] * step; show(); }
      else if (ev.key === "+" || ev.key === "=") zoom(1.4);
      else if (ev.key === "-") zoom(1 / 1.4);
      else if (ev.key === "0") act("fit");
      else return;
      ev.preventDefault();
    });
    svg.addEventListener("dragstart", function (ev) { ev.preventDefault(); });
    svg.addEventListener("pointerdown", function (ev) {
      fingers.set(ev.pointerId, ev);
      moved = 0;
    });
    window.addEventListener("pointermove", function (ev) {
      var before = fingers.get(ev.pointerId);
      if (!before) return;
      if (fingers.size === 2) {
        var other = Array.from(fingers.values()).find(function (f) { return f.pointerId !== ev.pointerId; });
        var far = Math.hypot(before.clientX - other.clientX, before.clientY - other.clientY);
        zoom(Math.hypot(ev.clientX - other.clientX, ev.clientY - other.clientY) / (far || 1), point(other));
        moved = 9;
      } else if (v.w < full.w) {
        var a = point(before), b = point(ev);
        moved += Math.abs(ev.clientX - before.clientX) + Math.abs(ev.clientY - before.clientY);
        v.x += a.x - b.x;
        v.y += a.y - b.y;
        if (moved > 4) drawing.classList.add("held");
        show();
      }
      fingers.set(ev.pointerId, ev);
    });
    ["pointerup", "pointercancel"].forEach(function (name) {
      window.addEventListener(name, function (ev) {
        fingers.delete(ev.pointerId);
        drawing.classList.remove("held");
      });
    });
    svg.addEventListener("click", function (ev) { if (moved > 4) ev.preventDefault(); }, true);

    // A node or line under the pointer, in focus, or named by the address stands
    // out with what it is tied to. What is tied to what is found once; after that
    // only what changes is touched.
    var things = {}, known = {}, lit = [], pinned = null;
    svg.querySelectorAll("[data-role=node],[data-role=group]").forEach(function (n) {
      things[n.dataset.id] = n;
      [n.dataset.id, n.dataset.members, n.dataset.carries].forEach(function (ids) {
        (ids || "").split(" ").forEach(function (id) { if (id && !known[id]) known[id] = n; });
      });
    });
    function box(n) { return n.dataset.box.split(" ").map(Number); }
    function tied() {
      if (tied.lines) return tied.lines;
      var lines = tied.lines = new Map(), groups = [], nodes = [];
      function tie(n, l) { if (n) lines.set(n, (lines.get(n) || []).concat(l)); }
      Object.keys(things).forEach(function (id) {
        (things[id].dataset.role === "group" ? groups : nodes).push({ n: things[id], b: box(things[id]) });
      });
      svg.querySelectorAll("[data-role=line]").forEach(function (l) {
        var from = things[l.dataset.from], to = things[l.dataset.to];
        lines.set(l, [l]);
        [from, to].forEach(function (end, i) {
          tie(end, l);
          if (!end || end.dataset.role !== "group") return;
          var g = box(end), other = i ? from : to; // a line of a group is one of all in it
          nodes.forEach(function (x) {
            var inside = x.b[0] >= g[0] && x.b[1] >= g[1] && x.b[0] + x.b[2] <= g[0] + g[2] && x.b[1] + x.b[3] <= g[1] + g[3];
            if (inside && x.n !== other) tie(x.n, l);
          });
        });
      });
      return lines;
    }
    function light(item) {
      var near = item && tied().get(item) || [], now = item && near.length ? [item] : [];
      near.forEach(function (l) { now.push(l, things[l.dataset.from], things[l.dataset.to]); });
      now = now.filter(Boolean);
      lit.forEach(function (n) { if (now.indexOf(n) < 0) n.classList.remove("on"); });
      now.forEach(function (n) { n.classList.add("on"); });
      lit = now;
      svg.classList.toggle("lit", now.length > 0);
    }
    function pin(n) {
      if (pinned) pinned.classList.remove("pinned");
      pinned = n;
      if (n) n.classList.add("pinned");
      light(n);
    }
    function centre(n) {
      var b = box(n);
      v.w = Math.min(full.w, Math.max(drawing.clientWidth, b[2] * 2));
      v.h = v.w * full.h / full.w;
      v.x = b[0] + b[2] / 2 - v.w / 2;
      v.y = b[1] + b[3] / 2 - v.h / 2;
      show();
    }
    function item(ev) { return ev.target.closest("[data-role=node],[data-role=line]"); }
    // What has the focus stays lit while the page moves below a pointer that rests.
    var focused = null;
    function resting() { light(focused || pinned); }
    svg.addEventListener("pointerover", function (ev) {
      var n = item(ev);
      if (ev.pointerType === "touch") return;
      if (n) light(n);
      else resting();
    });
    svg.addEventListener("pointerleave", resting);
    svg.addEventListener("focusin", function (ev) {
      var n = item(ev), b = n && n.dataset.box && box(n);
      focused = touched ? null : n;
      if (!touched) resting();
      if (b && v.w < full.w && (b[0] < v.x || b[1] < v.y || b[0] + b[2] > v.x + v.w || b[1] + b[3] > v.y + v.h)) {
        v.x = b[0] + b[2] / 2 - v.w / 2;
        v.y = b[1] + b[3] / 2 - v.h / 2;
        show();
      }
    });
    svg.addEventListener("focusout", function () {
      focused = null;
      resting();
    });

    // A finger cannot hover: the first touch of a thing pins it, the second follows
    // it; one beside everything, and Escape, let go.
    var touched = false;
    svg.addEventListener("pointerdown", function (ev) { touched = ev.pointerType === "touch"; }, true);
    svg.addEventListener("click", function (ev) {
      var n = item(ev);
      if (!n) pin(null);
      else if (touched && n !== pinned) {
        ev.preventDefault();
        pin(n);
      }
    });
    drawing.addEventListener("keydown", function (ev) { if (ev.key === "Escape") pin(null); });

    // views/network.html#planning-api centres, lights and pins that box.
    function named() {
      var id = decodeURIComponent(location.hash.slice(1)), n = known[id];
      if (!n || document.getElementById(id)) return;
      canvas.scrollIntoView({ block: "nearest" });
      centre(n);
      if (n.dataset.role === "node") pin(n);
    }
    window.addEventListener("hashchange", named);
    named();
  });
})();
