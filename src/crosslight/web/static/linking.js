// A link that is missing: a reader chooses a sentence in each of two reports.
import { judge, yourName } from "./judging.js";

const RELATIONS = [["agree", "= agree"], ["overlap", "≈ overlap"], ["conflict", "≠ conflict"], ["dispute", "⇄ dispute"]];

export const linking = () => {
  const form = document.querySelector(".linker");
  if (!form || !document.querySelector(".spreads")) return;
  form.hidden = false;
  const picked = form.querySelector(".picked");
  const chosen = { a: null, b: null };
  const lines = [...document.querySelectorAll(".spreads .line")];

  const choose = (line) => {
    const side = line.closest(".page-a") ? "a" : "b";
    const same = chosen[side] === line;
    if (chosen[side]) press(chosen[side], false);
    chosen[side] = same ? null : line;
    if (!same) press(line, true);
    show();
  };

  const show = () => {
    const both = chosen.a && chosen.b;
    picked.hidden = false;
    picked.replaceChildren();
    if (!both) {
      picked.textContent = chosen.a || chosen.b ? "Now one in the other report." : "Click a sentence in each report.";
      return;
    }
    const select = document.createElement("select");
    select.ariaLabel = "How they stand";
    for (const [value, word] of RELATIONS) select.add(new Option(word, value));
    const add = document.createElement("button");
    add.type = "button";
    add.textContent = "Add the link";
    add.addEventListener("click", async () => {
      const by = await yourName(picked);
      if (by === null) return;
      const why = await judge(form.dataset.story, { a: span(chosen.a), b: span(chosen.b), verdict: "added", relation: select.value, by });
      picked.replaceChildren();
      picked.textContent = why || "Added: it stands with the point of these sentences, behind “why”.";
      for (const side of ["a", "b"]) {
        press(chosen[side], false);
        chosen[side] = null;
      }
    });
    picked.append("These two ", select, add);
  };

  form.querySelector("[data-pick]").addEventListener("click", () => {
    document.body.classList.add("linking");
    for (const line of lines) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet pick";
      button.textContent = "choose";
      button.setAttribute("aria-pressed", "false");
      line.append(button);
      // The button for keys and screen readers, the whole line for a mouse.
      line.addEventListener("click", (event) => {
        if (!event.target.closest("a")) choose(line);
      });
    }
    form.querySelector("[data-pick]").hidden = true;
    show();
    lines[0].scrollIntoView({ block: "center" });
  });
};

const press = (line, pressed) => {
  line.classList.toggle("chosen", pressed);
  const button = line.querySelector(".pick");
  button.setAttribute("aria-pressed", String(pressed));
  button.textContent = pressed ? "chosen" : "choose";
};

const span = ({ dataset }) => ({ article: dataset.article, field: dataset.field, start: Number(dataset.start), end: Number(dataset.end) });
