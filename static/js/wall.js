// The wall of a session: what is done here shows at once and goes to the server in order; what others do is asked
// for every second. What the server does not have yet stays in this tab (sessionStorage), over a reload too.
// Without this file the wall works by its forms.

const EVERY = 1000;
const AGAIN = 1500; // after a failure
const LONGEST_ANSWER = 10000;
const LOST = "Geen verbinding. Wat je doet wordt hier bewaard en verstuurd zodra het weer lukt.";
const SIGNED_OUT = "Je bent uitgelogd. Log in op een nieuw tabblad; je briefjes worden dan verstuurd.";

const wall = document.querySelector("[data-wall]");
const board = wall.querySelector("[data-wall-board]");
const state = wall.querySelector("[data-wall-state]");
const lost = wall.querySelector("[data-wall-refused]");
const lostTexts = document.createElement("ul");
lost.querySelector("button").parentElement.before(lostTexts);
const mayEdit = "mayEdit" in wall.dataset;
const STORE = `wall-${wall.dataset.wall}`;

const REFUSED = `${STORE}-refused`;

let queue = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");
let refused = JSON.parse(sessionStorage.getItem(REFUSED) ?? "[]");
let isSending = false;
let answered = 0; // an answer about the board from before the last deed is too old
let editing = null;

const newKey = () => {
  // randomUUID is there over https only.
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("");
};
const note = (key) => board.querySelector(`[data-note="${CSS.escape(key)}"]`);
const cellOf = (fields) =>
  board.querySelector(`[data-cell="${CSS.escape(`${fields.scenario}-${fields.row}-${fields.chapter}`)}"]`);
const placeOf = (cell) => ({
  scenario: cell.dataset.scenario,
  row: cell.dataset.inRow,
  chapter: cell.dataset.chapter,
});

function say(sentence) {
  if (state.textContent !== sentence) state.textContent = sentence;
}

// To the server, one after another

function act(fields) {
  queue.push(fields);
  keep();
  showUnsent(fields);
  send();
}

function keep() {
  sessionStorage.setItem(STORE, JSON.stringify(queue));
  wall.dataset.unsent = queue.length;
}

async function send() {
  if (isSending) return;
  isSending = true;
  while (queue.length) {
    const answer = await post(queue[0]);
    if (!answer) {
      await new Promise((again) => setTimeout(again, AGAIN));
      continue;
    }
    answered += 1;
    // Also after a refusal the board is asked anew, to show what holds.
    board.querySelector("[data-stamp]").dataset.stamp = "";
    const [done] = queue.splice(0, 1);
    keep();
    if (answer.refused) giveBack(done, answer.said);
    else say(answer.said);
  }
  isSending = false;
  ask(true);
}

async function post(fields) {
  const token = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  try {
    const answer = await fetch(wall.dataset.change, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: {
        "X-Wall": "1",
        "X-CSRFToken": token?.slice("csrftoken=".length) ?? wall.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST_ANSWER),
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return void say(SIGNED_OUT);
    if (answer.status === 422) return { refused: true, ...(await answer.json()) };
    if (answer.status === 404) return { refused: true, said: "Deze wand is er voor jou niet meer." };
    if (!answer.ok) return void say(LOST);
    return await answer.json();
  } catch {
    say(LOST);
  }
}

// A refused text is not thrown away: it stands above the wall, to be copied, until somebody says that he has it.
function giveBack(fields, sentence) {
  say(sentence);
  if (!fields.text) return;
  refused.push(fields.text);
  showRefused();
}

function showRefused() {
  sessionStorage.setItem(REFUSED, JSON.stringify(refused));
  lost.hidden = !refused.length;
  lostTexts.replaceChildren(
    ...refused.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
}

lost.querySelector("button").addEventListener("click", () => {
  refused = [];
  showRefused();
  (add?.elements.text ?? wall.querySelector("[data-wall-frame]")).focus();
});

// From the server

async function ask(isUrgent = false) {
  if (queue.length || "dragging" in wall.dataset || (document.hidden && !isUrgent)) return;
  const before = answered;
  const url = new URL(wall.dataset.board, location.href);
  url.searchParams.set("na", board.querySelector("[data-stamp]").dataset.stamp);
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(LONGEST_ANSWER) });
    if (answer.type === "opaqueredirect") return say(SIGNED_OUT);
    if (state.textContent === LOST || state.textContent === SIGNED_OUT) say("");
    if (answer.status !== 200) return;
    const html = await answer.text();
    // A note in hand is not swapped under the finger that holds it.
    if (before === answered && !queue.length && !("dragging" in wall.dataset)) merge(new DOMParser().parseFromString(html, "text/html").body);
  } catch {
    say(LOST);
  }
}

const isInUse = (one) => one.contains(editing) || one.querySelector("[data-places]") !== null;

// Only what differs is touched, so that what somebody is typing or holding stays as it is.
function merge(fresh) {
  const stretches = (root) => [...root.querySelectorAll("[data-stretch]")].map((one) => one.outerHTML).join();
  const isClosed = (root) => "isClosed" in root.querySelector("[data-stamp]").dataset;
  if (stretches(fresh) !== stretches(board) || isClosed(fresh) !== isClosed(board)) {
    // The road itself was changed, or the session was offered or opened again. Notes are safe on the server; an open
    // text waits until it is done.
    if (!editing) location.reload();
    return;
  }
  const focused = document.activeElement?.closest?.("[data-note]")?.dataset.note;
  const shown = new Set();
  for (const cell of fresh.querySelectorAll("[data-cell]")) {
    const here = board.querySelector(`[data-cell="${CSS.escape(cell.dataset.cell)}"]`);
    let after = null;
    for (const one of [...cell.querySelectorAll("[data-note]")]) {
      shown.add(one.dataset.note);
      const old = note(one.dataset.note);
      // Whoever writes on a note that somebody else moves would lose the keyboard: it follows when the text is done.
      // So does one whose new place is being picked.
      if (old && isInUse(old)) continue;
      const stays = old && old.dataset.version === one.dataset.version;
      const kept = stays ? old : one;
      if (old && !stays) old.remove();
      if (kept.parentElement !== here || kept.previousElementSibling !== after)
        here.insertBefore(kept, after ? after.nextElementSibling : here.firstElementChild);
      after = kept;
    }
  }
  for (const one of board.querySelectorAll("[data-note]"))
    if (!shown.has(one.dataset.note) && !isInUse(one)) one.remove();
  const isOpen = board.querySelector("details.c-wall__part")?.open;
  for (const part of board.querySelectorAll(".c-wall__part")) part.remove();
  const stack = board.querySelector("[data-stamp]");
  stack.append(...fresh.querySelectorAll(".c-wall__part"));
  if (isOpen) stack.querySelector("details.c-wall__part")?.setAttribute("open", "");
  const isWhole = ![...board.querySelectorAll("[data-note]")].some(isInUse);
  stack.dataset.stamp = isWhole ? fresh.querySelector("[data-stamp]").dataset.stamp : "";
  if (focused && isWhole) note(focused)?.focus({ preventScroll: true });
}

// What the server has not answered yet, shown as it will be.
function showUnsent(fields) {
  const one = fields.key && note(fields.key);
  if (fields.deed === "put_up" && !one) {
    const made = document.createElement("article");
    made.className = "c-note";
    made.dataset.note = fields.key;
    made.dataset.version = "0";
    made.tabIndex = 0;
    made.setAttribute("aria-label", "Briefje");
    const text = document.createElement("p");
    text.className = "c-note__text";
    text.dataset.noteText = "";
    text.textContent = fields.text;
    made.append(text);
    cellOf(fields)?.append(made);
  }
  if (!one) return;
  if (fields.deed === "move") cellOf(fields)?.insertBefore(one, (fields.before && note(fields.before)) || null);
  if (fields.deed === "take_off") one.remove();
  if (fields.deed === "rewrite") {
    one.querySelector("[data-note-text]").textContent = fields.text;
    one.dataset.version = "0";
  }
}

// By keyboard

const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function moveBy(one, [down, along]) {
  const rows = [...board.querySelectorAll("[data-row]")];
  const row = one.closest("[data-row]");
  const cells = [...row.querySelectorAll("[data-cell]")];
  const to = rows[rows.indexOf(row) + down]?.querySelectorAll("[data-cell]")[
    cells.indexOf(one.closest("[data-cell]")) + along
  ];
  if (to) moveTo(one, to);
}

// Last in the cell, or before another note there.
function moveTo(one, cell, before = null) {
  if (one.parentElement === cell && one.nextElementSibling === before) return;
  act({ deed: "move", key: one.dataset.note, ...placeOf(cell), before: before?.dataset.note ?? "" });
  one.focus();
  say(`${cell.closest("[data-row]").querySelector("strong").textContent}, ${cell.dataset.label}`);
}

// Two notes under each other change places; the lower one is what moves.
function swap(upper, lower) {
  if (!upper || !lower) return;
  const held = document.activeElement;
  moveTo(lower, lower.parentElement, upper);
  held.focus();
}

board.addEventListener("keydown", (event) => {
  const one = event.target;
  if (!mayEdit || !one.matches("[data-note]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey && event.key === "ArrowUp") swap(one.previousElementSibling, one);
  else if (event.shiftKey && event.key === "ArrowDown") swap(one, one.nextElementSibling);
  else if (KEYS[event.key]) moveBy(one, KEYS[event.key]);
  else if (event.key === "Enter") edit(one);
  else if (event.key === "Delete") takeOff(one);
  else return;
  event.preventDefault();
});

function takeOff(one) {
  const next = one.nextElementSibling ?? one.previousElementSibling;
  act({ deed: "take_off", key: one.dataset.note });
  (next ?? add?.elements.text)?.focus();
}

// A text in place: Enter keeps it, Escape does not.
function edit(one) {
  if (editing) editing.blur();
  const text = one.querySelector("[data-note-text]");
  const was = text.textContent;
  const field = document.createElement("textarea");
  field.value = was;
  field.maxLength = 1000;
  field.rows = 3;
  field.enterKeyHint = "done";
  field.setAttribute("aria-label", "Tekst van het briefje");
  text.hidden = true;
  text.after(field);
  editing = field;
  field.focus();
  const close = (isKept) => {
    if (editing !== field) return;
    const typed = field.value.trim();
    editing = null;
    field.remove();
    text.hidden = false;
    if (isKept && typed && typed !== was)
      act({ deed: "rewrite", key: one.dataset.note, text: typed, was, other_key: newKey() });
  };
  field.addEventListener("blur", () => close(true));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey))) return;
    event.preventDefault();
    close(event.key === "Enter");
    note(one.dataset.note)?.focus();
  });
}

// A tap on the text opens it; how a note gets another place is in wall_places.js.

board.addEventListener("click", (event) => {
  const text = event.target.closest("[data-note-text]");
  if (mayEdit && text && !getSelection().toString()) edit(text.closest("[data-note]"));
  const choose = event.target.closest("[data-choose-place]");
  if (!choose) return;
  event.preventDefault();
  choosePlace(choose.closest("[data-note]"));
});

// The forms

const add = wall.querySelector("[data-wall-add]");

add?.addEventListener("keydown", (event) => {
  if (event.key !== "Tab" || event.target.name !== "text") return;
  // Tab walks the four rows and then goes on, so that nobody is held here.
  const places = [...add.elements.place];
  const next = places[places.findIndex((one) => one.checked) + (event.shiftKey ? -1 : 1)];
  if (!next) return;
  event.preventDefault();
  next.checked = true;
  say(next.labels[0].textContent);
});

wall.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  if (form !== add) {
    const { csrfmiddlewaretoken, ...fields } = Object.fromEntries(new FormData(form, event.submitter));
    if (fields.deed === "take_off") takeOff(note(fields.key));
    else act(fields);
    return;
  }
  const text = add.elements.text.value.trim();
  if (!text) return;
  const [scenario, row] = add.elements.place.value.split("-");
  act({ deed: "put_up", key: newKey(), text, scenario, row, chapter: add.elements.chapter.value });
  add.elements.text.value = "";
  add.elements.text.focus();
});

// What the server does not have yet goes with the tab.
addEventListener("beforeunload", (event) => {
  if (queue.length) event.preventDefault();
});

keep();
showRefused();
for (const fields of queue) showUnsent(fields);
if (queue.length) send();
setInterval(ask, EVERY);
for (const back of ["focus", "online"]) addEventListener(back, () => ask());
