// Another place for a note: it follows mouse and finger by its grip, and a tap on the grip offers the places.
// Loaded after wall.js, of which this is a part.

// Within this of the edge of the screen the wall moves along; the bar at the bottom of a phone lies in it.
const EDGE = 96;
const FASTEST = 14; // pixels per frame
const TREMBLE = 8; // pixels that a finger moves in a tap
// A call, a second finger or a system gesture may take the pointer away: then the note hangs where it hung.
const ENDS = ["pointerup", "pointercancel", "lostpointercapture"];

board.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button || "dragging" in wall.dataset) return;
  event.preventDefault();
  const one = grip.closest("[data-note]");
  const home = one.parentElement;
  const frame = wall.querySelector("[data-wall-frame]");
  const { left, top, width } = one.getBoundingClientRect();
  const from = { x: event.clientX, y: event.clientY };
  let at = from;
  let isHeld = false;
  let target = null;
  let next = null;

  const pickUp = () => {
    isHeld = true;
    keepStill(home, () => {
      home.style.blockSize = `${home.getBoundingClientRect().height}px`;
      one.style.inlineSize = `${width}px`;
      wall.dataset.dragging = "";
      one.dataset.held = "";
    });
    moveAlong();
  };
  const place = () => {
    one.style.left = `${left + at.x - from.x}px`;
    one.style.top = `${top + at.y - from.y}px`;
    target?.removeAttribute("data-target");
    target = document.elementFromPoint(at.x, at.y)?.closest("[data-cell]") ?? null;
    target?.setAttribute("data-target", "");
  };
  const follow = (moved) => {
    if (moved.pointerId !== event.pointerId) return;
    at = { x: moved.clientX, y: moved.clientY };
    if (isHeld) place();
    else if (Math.hypot(at.x - from.x, at.y - from.y) > TREMBLE) pickUp();
  };
  const moveAlong = () => {
    next = requestAnimationFrame(moveAlong);
    const sides = frame.getBoundingClientRect();
    frame.scrollBy({ left: pull(at.x, sides.left, sides.right, EDGE / 2), behavior: "instant" });
    scrollBy({ top: pull(at.y, 0, innerHeight, EDGE), behavior: "instant" });
    place();
  };
  const drop = (ended) => {
    if (ended.pointerId !== event.pointerId) return;
    cancelAnimationFrame(next);
    grip.removeEventListener("pointermove", follow);
    for (const kind of ENDS) grip.removeEventListener(kind, drop);
    if (!isHeld) return void (ended.type === "pointerup" && choosePlace(one));
    keepStill(home, () => {
      one.removeAttribute("style");
      home.removeAttribute("style");
      delete wall.dataset.dragging;
      delete one.dataset.held;
      target?.removeAttribute("data-target");
    });
    if (ended.type === "pointerup" && target) moveTo(one, target, below(target, one, at.y));
  };

  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", follow);
  for (const kind of ENDS) grip.addEventListener(kind, drop);
});

// A long press on the grip holds the note; it opens no menu.
board.addEventListener("contextmenu", (event) => {
  if (event.target.closest("[data-grip]")) event.preventDefault();
});

function pull(at, begin, end, edge) {
  if (at < begin + edge) return -Math.ceil(FASTEST * Math.min(1, (begin + edge - at) / edge));
  if (at > end - edge) return Math.ceil(FASTEST * Math.min(1, (at - end + edge) / edge));
  return 0;
}

// On a phone the empty places show only while a note is in hand; what the finger is on does not jump for it.
function keepStill(element, change) {
  const before = element.getBoundingClientRect().top;
  change();
  scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
}

// The note of a cell that the dropped one comes to hang before; null where it comes last.
function below(cell, dropped, y) {
  const others = [...cell.querySelectorAll("[data-note]")].filter((one) => one !== dropped);
  return (
    others.find((one) => {
      const { top, height } = one.getBoundingClientRect();
      return y < top + height / 2;
    }) ?? null
  );
}

// Two lists and a button: for a thumb, a screen reader, and whoever cannot drag.
function choosePlace(one) {
  const open = board.querySelector("[data-places]");
  open?.remove();
  if (open && one.contains(open)) return;
  const rows = [...board.querySelectorAll("[data-row]")];
  const cell = one.closest("[data-cell]");
  const places = document.createElement("form");
  places.className = "c-note__places";
  places.dataset.places = "";
  const row = listOf(
    "Rij",
    rows.map((each) => each.querySelector("strong").textContent),
    rows.indexOf(cell.closest("[data-row]")),
  );
  const cells = [...cell.closest("[data-row]").querySelectorAll("[data-cell]")];
  const stretch = listOf(
    "Stuk van de weg",
    cells.map((each) => each.dataset.label),
    cells.indexOf(cell),
  );
  const hang = document.createElement("button");
  hang.className = "c-button";
  hang.type = "submit";
  hang.textContent = "Hier ophangen";
  places.append(row.label, stretch.label, hang);
  places.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    places.remove();
    const chosen = rows[row.list.selectedIndex].querySelectorAll("[data-cell]")[stretch.list.selectedIndex];
    if (chosen !== cell) moveTo(one, chosen);
    one.focus();
  });
  places.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    places.remove();
    one.focus();
  });
  one.append(places);
  row.list.focus();
}

function listOf(name, texts, chosen) {
  const label = document.createElement("label");
  const list = document.createElement("select");
  list.append(...texts.map((text, number) => new Option(text, number, false, number === chosen)));
  label.append(name, list);
  return { label, list };
}
