// The page works without this: it adds the filter, the keys, and the way back.
(() => {
  "use strict";
  const points = [...document.querySelectorAll(".point")];
  const filter = document.getElementById("filter");
  const back = document.getElementById("back");
  let from = null;

  if (filter && points.length) {
    filter.hidden = false;
    const said = filter.querySelector("output");
    const apply = () => {
      const on = new Set([...filter.elements.status].filter((box) => box.checked).map((box) => box.value));
      const report = filter.elements.report.value;
      let shown = 0;
      for (const point of points) {
        const told = point.dataset.in.split(" ").includes(report.slice(1));
        point.hidden = !on.has(point.dataset.status) || (report !== "" && told !== report.startsWith("+"));
        shown += point.hidden ? 0 : 1;
      }
      said.textContent = shown === points.length ? "" : `${shown} of ${points.length} points shown`;
    };
    filter.addEventListener("change", apply);
    filter.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }

  document.querySelector(".keys").hidden = false;

  const reveal = (target) => {
    if (target.hidden) target.hidden = false;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('main a[href^="#"]');
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    reveal(target);
    const place = link.closest(".point, .sole, .report, section");
    const name = place.querySelector("h2, h3");
    from = { link, y: window.scrollY };
    back.textContent = "← back to " + (place.matches(".point") ? "point " + place.id.slice(6) : name ? name.textContent.trim() : "where you were");
    back.hidden = false;
  });

  const goBack = (event) => {
    if (!from) return;
    event.preventDefault();
    window.scrollTo(0, from.y);
    from.link.focus({ preventScroll: true });
    from.link.scrollIntoView({ block: "nearest", inline: "nearest" });
    from = null;
    back.hidden = true;
  };
  back.addEventListener("click", goBack);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "b") return goBack(event);
    if (event.key !== "j" && event.key !== "k") return;
    const shown = points.filter((point) => !point.hidden);
    const line = 72; // where the page puts what it jumps to: below the row of outlets (scroll-padding-top)
    const tops = shown.map((point) => point.getBoundingClientRect().top);
    const next = event.key === "j"
      ? shown[tops.findIndex((top) => top > line + 8)]
      : shown[tops.findLastIndex((top) => top < line - 8)];
    if (next) {
      next.scrollIntoView({ block: "start" });
      next.focus({ preventScroll: true });
    }
  });

  window.addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll("details:not(.reasons)")) box.open = true;
  });
})();
