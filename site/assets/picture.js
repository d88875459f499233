// What a page with a picture does beyond showing it: look closely, light what is
// tied to what, and follow the ways through it.
(function () {
  "use strict";

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
    var things = {}, known = {}, lit = [], pinned = null, traced = null;
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
      stand(now.filter(Boolean));
    }
    function stand(now) {
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
    function centre(b, room) {
      v.w = Math.min(full.w, Math.max(drawing.clientWidth, b[2] * (room || 2)));
      v.h = v.w * full.h / full.w;
      v.x = b[0] + b[2] / 2 - v.w / 2;
      v.y = b[1] + b[3] / 2 - v.h / 2;
      show();
    }
    // In a frame, links lead out of it.
    if (document.documentElement.classList.contains("embed")) svg.querySelectorAll("a[href]").forEach(function (a) {
      a.setAttribute("target", "_blank");
      a.setAttribute("rel", "noopener");
    });
    function item(ev) { return ev.target.closest("[data-role=node],[data-role=line]"); }
    // What has the focus stays lit while the page moves below a pointer that rests.
    var focused = null;
    function resting() {
      if (!focused && !pinned && traced) stand(traced);
      else light(focused || pinned);
    }
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

    // The ways through the picture: from a thing on, up to a thing, or from one to
    // the other by as few lines as possible. The address keeps the two.
    var trace = svg.querySelector("[data-role=lifeline]") ? null : document.querySelector(".trace");
    function ways() {
      if (ways.out) return ways;
      var inside = {}, nodes = Object.keys(things).filter(function (id) { return things[id].dataset.role === "node"; });
      ways.out = {};
      ways.back = {};
      Object.keys(things).forEach(function (id) {
        var g = box(things[id]);
        inside[id] = things[id].dataset.role === "node" ? [id] : nodes.filter(function (n) {
          var b = box(things[n]);
          return b[0] >= g[0] && b[1] >= g[1] && b[0] + b[2] <= g[0] + g[2] && b[1] + b[3] <= g[1] + g[3];
        });
      });
      svg.querySelectorAll("[data-role=line]").forEach(function (l) {
        if (l.dataset.kind === "reply") return;
        (inside[l.dataset.from] || []).forEach(function (from) {
          (inside[l.dataset.to] || []).forEach(function (to) {
            if (from === to) return;
            (ways.out[from] = ways.out[from] || []).push({ id: to, l: l });
            (ways.back[to] = ways.back[to] || []).push({ id: from, l: l });
          });
        });
      });
      return ways;
    }
    function far(start, next) { // how many lines away everything is
      var steps = {}, queue = [start];
      steps[start] = 0;
      for (var i = 0; i < queue.length; i++) (next[queue[i]] || []).forEach(function (x) {
        if (steps[x.id] === undefined) { steps[x.id] = steps[queue[i]] + 1; queue.push(x.id); }
      });
      return steps;
    }
    function follow(from, to) {
      var w = ways(), down = from && far(from, w.out), up = to && far(to, w.back), on = [];
      var most = from && to ? down[to] : Infinity;
      if (most === undefined) return null;
      Object.keys(things).forEach(function (id) {
        if (down && down[id] === undefined || up && up[id] === undefined) return;
        if (down && up && down[id] + up[id] > most) return;
        if (things[id].dataset.role === "node") on.push(things[id]);
        (w.out[id] || []).forEach(function (x) {
          if (down && down[x.id] === undefined || up && up[x.id] === undefined) return;
          if (down && up && down[id] + 1 + up[x.id] > most) return;
          on.push(x.l, things[x.l.dataset.from], things[x.l.dataset.to]);
        });
      });
      return on;
    }
    if (trace) {
      var ends = trace.querySelectorAll("select"), said = trace.querySelector("output");
      var nameOf = function (n) { return (n.querySelector("title") || {}).textContent || n.getAttribute("aria-label") || n.dataset.id; };
      var ids = Object.keys(things).filter(function (id) { return things[id].dataset.role === "node"; });
      ids.sort(function (a, b) { return nameOf(things[a]).localeCompare(nameOf(things[b]), document.documentElement.lang); });
      ends.forEach(function (select) {
        ids.forEach(function (id) { select.append(new Option(nameOf(things[id]), id)); });
      });
      var trail = function () {
        var from = ends[0].value, to = ends[1].value, on = from || to ? follow(from, to) : [];
        traced = on && on.length ? on : null;
        pin(null);
        resting();
        var count = on && on.filter(function (n, i) { return n.dataset.role === "node" && on.indexOf(n) === i; }).length;
        said.textContent = !from && !to ? "" : !on ? trace.dataset.none : trace.dataset.count.replace("%d", count);
      };
      ends.forEach(function (select) {
        select.addEventListener("change", function () {
          trail();
          var part = [["from", ends[0].value], ["to", ends[1].value]].filter(function (p) { return p[1]; });
          location.replace("#" + part.map(function (p) { return p[0] + "=" + encodeURIComponent(p[1]); }).join("&"));
        });
      });
      var asked = function () {
        var want = new URLSearchParams(location.hash.slice(1));
        if (!want.has("from") && !want.has("to")) return;
        ["from", "to"].forEach(function (key, i) {
          var n = known[want.get(key)];
          ends[i].value = n && n.dataset.role === "node" ? n.dataset.id : "";
        });
        trace.open = true;
        trail();
      };
      trace.hidden = ids.length < 2;
      window.addEventListener("hashchange", asked);
      asked();
    }

    // views/network.html#planning-api centres, lights and pins that box.
    function named() {
      var id = decodeURIComponent(location.hash.slice(1)), n = known[id];
      if (!n || document.getElementById(id)) return;
      canvas.scrollIntoView({ block: "nearest" });
      centre(box(n));
      if (n.dataset.role === "node") pin(n);
    }
    window.addEventListener("hashchange", named);
    named();
    canvas.picture = { svg: svg, drawing: drawing, things: known, box: box, centre: centre, whole: function () { act("fit"); } };
  });
})();
