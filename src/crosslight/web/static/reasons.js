// The reasons of a point, in their place; and what a reader says of them.
import { judge, takeBack, yourName } from "./judging.js";

export const reasons = () => {
  for (const link of document.querySelectorAll(".reasons a.why")) {
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      toggle(link);
    });
  }
  for (const list of document.querySelectorAll("ol.why")) controls(list.parentElement);
};

const toggle = async (link) => {
  const own = link.parentElement.nextElementSibling;
  if (own && own.matches(".why-open")) {
    own.hidden = !own.hidden;
    link.setAttribute("aria-expanded", String(!own.hidden));
    return;
  }
  const box = document.createElement("div");
  box.className = "why-open";
  link.parentElement.after(box);
  if (await fill(box, link.href)) link.setAttribute("aria-expanded", "true");
  else location.assign(link.href);
};

const fill = async (box, address) => {
  const answer = await fetch(`${address}?bare=true`).catch(() => null);
  if (!answer || !answer.ok) return false;
  box.innerHTML = await answer.text();
  box.dataset.address = address;
  controls(box);
  return true;
};

const controls = (box) => {
  // On a page of its own the reasons are asked for anew from that page.
  const again = () => (box.dataset.address ? fill(box, box.dataset.address) : location.reload());
  for (const row of box.querySelectorAll(".judge")) {
    row.hidden = false;
    for (const button of row.querySelectorAll("[data-verdict]")) {
      button.addEventListener("click", async () => {
        const by = await yourName(row);
        if (by === null) return;
        const verdict = button.dataset.verdict;
        const relation = verdict === "corrected" ? { relation: row.querySelector("[data-relation]").value } : {};
        const why = await judge(row.dataset.story, { a: JSON.parse(row.dataset.a), b: JSON.parse(row.dataset.b), verdict, ...relation, by });
        if (why) tell(row, why);
        else again();
      });
    }
  }
  for (const button of box.querySelectorAll("[data-unjudge]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const why = await takeBack(button.dataset.unjudge);
      if (why) tell(button, why);
      else again();
    });
  }
};

const tell = (where, why) => {
  const line = document.createElement("p");
  line.className = "wrong";
  line.role = "alert";
  line.textContent = why;
  where.after(line);
};
