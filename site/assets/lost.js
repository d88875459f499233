//<![CDATA[
(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  var main = document.querySelector("main"), find = $("find"), input = $("find-input"), names = $("near");
  var here = decodeURIComponent(location.pathname), editions = Array.from(main.querySelectorAll("[data-folder]"));
  var top = here.match(/^(.*?\/)(?:(?:ko|en)\/)?(?:boundaries|data|decisions|elements|figures|flows|modules|runbooks|views)\//);

  // The page is shown at any address, so it looks for the site: above the folder
  // that its pages lie in, else in the folders above the address.
  var tries = top ? [top[1]] : [];
  for (var dir = here.replace(/[^/]*$/, ""); dir; dir = dir === "/" ? "" : dir.replace(/[^/]*\/$/, "")) {
    if (tries.length < 8 && tries.indexOf(dir) < 0) tries.push(dir);
  }
  function load(src, then, or) {
    var s = document.createElement("script");
    s.src = src;
    s.onload = then;
    s.onerror = or;
    document.head.append(s);
  }
  function look(n) {
    if (n === tries.length) return;
    var below = here.slice(tries[n].length);
    var own = editions.find(function (e) { return e.dataset.folder && below.indexOf(e.dataset.folder) === 0; }) ||
      editions.find(function (e) { return !e.dataset.folder; });
    load(tries[n] + "assets/search." + own.lang + ".js", function () { show(tries[n], own, below); }, function () { look(n + 1); });
  }

  // How many letters differ.
  function apart(a, b) {
    var row = Array.from({ length: b.length + 1 }, function (_, i) { return i; });
    for (var i = 1; i <= a.length; i++) {
      for (var j = 1, left = i, corner = i - 1; j <= b.length; j++) {
        var next = Math.min(left + 1, row[j] + 1, corner + (a[i - 1] === b[j - 1] ? 0 : 1));
        corner = row[j];
        row[j - 1] = left;
        left = next;
      }
      row[b.length] = left;
    }
    return row[b.length];
  }
  function show(root, own, below) {
    var site = root + own.dataset.folder, asked = below.replace(own.dataset.folder, "").toLowerCase().replace(/\/+$|(\/index)?\.html?$/g, "");
    var last = asked.replace(/^.*\//, ""), folder = asked.slice(0, asked.length - last.length), known = {};
    document.documentElement.lang = own.lang;
    editions.forEach(function (e) { e.hidden = e !== own; });
    var title = own.querySelector(".title"), h1 = document.createElement("h1");
    if (title) {
      h1.textContent = title.textContent;
      title.replaceWith(h1);
    }
    $("home").href = site + "index.html";
    var close = window.ASBUILT_INDEX.map(function (e, i) {
      var page = e.u.replace(/\.html.*$/, "").toLowerCase(), name = page.replace(/^.*\//, "");
      var d = Math.min.apply(null, [name, e.t.toLowerCase()].concat(e.i || []).map(function (x) { return apart(last, x.slice(0, 60)) / Math.max(last.length, x.length, 1); }));
      if (name.indexOf(last) >= 0 && last.length > 2) d = Math.min(d, 0.3);
      return { e: e, i: i, d: d - (folder && page.indexOf(folder) === 0 ? 0.1 : 0) };
    }).filter(function (x) { return x.d < 0.5; }).sort(function (a, b) { return a.d - b.d || a.i - b.i; });
    close.forEach(function (x) {
      var to = x.e.u.split("#")[0];
      if (known[to] || names.childElementCount > 5) return;
      known[to] = true;
      var li = document.createElement("li"), a = document.createElement("a");
      a.href = site + x.e.u;
      a.textContent = x.e.t;
      li.append(a, " " + x.e.k);
      names.append(li);
    });
    own.querySelector(".near").hidden = !names.childElementCount;
    Object.assign(find.dataset, { root: site, none: own.dataset.none, count: own.dataset.count, more: own.dataset.more });
    input.placeholder = own.dataset.hint;
    input.setAttribute("aria-label", own.dataset.search);
    find.hidden = false;
    load(root + "assets/search.js");
  }
  look(0);
})();
//]]>
