// Any place of an article as an address: `#t120-180` leads to the sentence in which it begins.

const PLACE = /^#([th])(\d{1,9})-(\d{1,9})$/;

export const places = () => {
  // On a phone the part that is open may stand outside the row of parts.
  const open = document.querySelector(".tabs nav [aria-current]");
  if (open) open.parentElement.scrollLeft = open.offsetLeft - open.parentElement.offsetLeft - 24;
  if (!document.querySelector("[data-report]")) return;
  lead();
  window.addEventListener("hashchange", lead);
};

const lead = () => {
  const place = PLACE.exec(location.hash);
  if (!place || document.getElementById(location.hash.slice(1))) return;
  const at = Number(place[2]);
  const found = [...document.querySelectorAll(`.text [id^=${place[1]}]`)].findLast((one) => {
    const own = PLACE.exec(`#${one.id}`);
    return own && Number(own[2]) <= at;
  });
  // The address of the sentence itself is what marks it.
  if (found) location.replace(`#${found.id}`);
};
