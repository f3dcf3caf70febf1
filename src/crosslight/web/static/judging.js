// What a reader says of two sentences, told to the server; and the reader's name, kept in this browser.

const NAME = "crosslight.name";

export const judge = (story, judgement) => send("POST", `/api/v1${story}/judgements`, judgement);

export const takeBack = (id) => send("DELETE", `/api/v1/judgements/${encodeURIComponent(id)}`);

// Return nothing where it was done, else why not.
const send = async (method, address, body) => {
  const answer = await fetch(address, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  }).catch(() => null);
  if (answer && answer.ok) return "";
  const told = answer && (await answer.json().catch(() => null));
  return (told && (told.detail || told.title)) || "The server does not answer.";
};

// Ask once, beside what is judged, whose judgement it is; null where the reader gives it up.
export const yourName = (row) => {
  const known = localStorage.getItem(NAME);
  if (known) return Promise.resolve(known);
  if (row.querySelector("[data-name]")) return Promise.resolve(null);
  return new Promise((resolve) => {
    const form = document.createElement("form");
    form.dataset.name = "";
    const label = document.createElement("label");
    const field = document.createElement("input");
    const done = document.createElement("button");
    label.append("Your name ", field);
    field.required = true;
    field.maxLength = 200;
    field.autocomplete = "name";
    done.textContent = "Keep";
    form.append(label, " ", done);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = field.value.trim();
      if (!name) return;
      localStorage.setItem(NAME, name);
      form.remove();
      resolve(name);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      form.remove();
      resolve(null);
    });
    row.append(form);
    field.focus();
  });
};
