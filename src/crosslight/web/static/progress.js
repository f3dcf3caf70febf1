// How far a comparison is, told while it runs.

export const progress = () => {
  const box = document.querySelector("[data-events]");
  if (!box) return;
  const step = box.querySelector("[data-step]");
  const bar = box.querySelector("progress");
  const stop = box.querySelector("[data-cancel]");
  const events = new EventSource(box.dataset.events);
  events.addEventListener("progress", (event) => {
    const { step: word, done, total } = JSON.parse(event.data);
    step.textContent = word ? word[0].toUpperCase() + word.slice(1) : "Waiting";
    if (total) {
      bar.max = total;
      bar.value = done;
    } else bar.removeAttribute("value");
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
  stop.hidden = false;
  stop.addEventListener("click", async () => {
    stop.disabled = true;
    await fetch(box.dataset.comparison, { method: "DELETE" }).catch(() => null);
  });
};
