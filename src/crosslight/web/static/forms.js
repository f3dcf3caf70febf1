// Forms that show at once what is chosen in them.

export const forms = () => {
  for (const form of document.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", () => form.requestSubmit());
    form.addEventListener("submit", () => clean(form));
  }
  for (const form of document.querySelectorAll("form[data-live]")) live(form);
  for (const button of document.querySelectorAll("[data-print]")) {
    button.closest("[hidden]").hidden = false;
    button.addEventListener("click", () => {
      button.closest("details").open = false;
      window.print();
    });
  }
  document.addEventListener("click", (event) => {
    for (const box of document.querySelectorAll(".export[open]")) if (!box.contains(event.target)) box.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const box = event.key === "Escape" && document.querySelector(".export[open]");
    if (box) {
      box.open = false;
      box.querySelector("summary").focus();
    }
  });
  window.addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll("main details:not(.export, .more-filters)")) box.open = true;
  });
};

// What is empty, or as it is anyway, need not stand in the address.
const clean = (form) => {
  for (const field of form.elements) if (field.name && usual(field)) field.disabled = true;
  // When the reader comes back, the form is as it was.
  window.addEventListener("pageshow", () => [...form.elements].forEach((field) => { field.disabled = false; }), { once: true });
};

const usual = (field) => !field.value || field.value === field.dataset.usual;

const live = (form) => {
  const list = document.querySelector(form.dataset.live);
  let waiting = 0;
  let asked = 0;
  const show = async () => {
    const query = new URLSearchParams([...form.elements].filter((field) => field.name && !usual(field)).map((field) => [field.name, field.value]));
    const address = query.size ? `${form.action.split("?")[0]}?${query}` : form.action.split("?")[0];
    const mine = ++asked;
    const answer = await fetch(`${address}${query.size ? "&" : "?"}bare=true`).catch(() => null);
    // A later question may have been answered before.
    if (!answer || !answer.ok || mine !== asked) return;
    list.innerHTML = await answer.text();
    history.replaceState(null, "", address);
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
};
