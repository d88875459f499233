// Before anything is painted: the reader's choice of light or dark.
(function (root) {
  root.className = /[?&]embed\b/.test(location.search) ? "js embed" : "js";
  try {
    var t = localStorage.getItem("asbuilt-theme");
    if (t === "light" || t === "dark") root.dataset.theme = t;
  } catch (e) {}
})(document.documentElement);
