// Keys: the next point, story or sentence, and the one before; open it; search; back; all keys.

const STOPS = ".point:not(.alone-here), .stories .story, .spread:not(.heads), .text .s:has(sup)";
// Where a page puts what it jumps to: below the row of outlets.
const LINE = 72;

export const keys = () => {
  const dialog = document.getElementById("keys");
  document.querySelector(".keys").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, dialog")) return;
    const act = { j: () => step(1), k: () => step(-1), o: open, b: () => history.back(), "/": search, "?": () => dialog.showModal() }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
};

const search = () => {
  const field = document.querySelector(".find input");
  field.focus();
  field.select();
};

const step = (way) => {
  const stops = [...document.querySelectorAll(STOPS)].filter((stop) => stop.getClientRects().length);
  const here = stops.indexOf(document.activeElement.closest(STOPS));
  const tops = here < 0 ? stops.map((stop) => stop.getBoundingClientRect().top) : [];
  const next = here >= 0 ? stops[here + way] : way > 0 ? stops[tops.findIndex((top) => top > LINE - 40)] : stops[tops.findLastIndex((top) => top < LINE - 8)];
  if (!next) return;
  next.tabIndex = -1;
  next.scrollIntoView({ block: next.matches(".text .s") ? "center" : "start" });
  next.focus({ preventScroll: true });
};

const open = () => {
  const stop = document.activeElement.closest(STOPS);
  const link = stop && (stop.querySelector("a.why") || stop.querySelector("h2 a, sup a, a.go"));
  if (link) link.click();
};
