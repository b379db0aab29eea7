// Conveniences only: every page works without this file.

const onReady = (root) => {
  focusErrors(root);
  for (const group of root.querySelectorAll("[data-theme-switch]")) showThemeSwitch(group);
  for (const views of root.querySelectorAll("[data-views='']")) markView(views);
  showCopyButtons(root);
  offerTicking(root);
  for (const button of root.querySelectorAll("[data-close-message]")) button.hidden = false;
};

// Messages stay in sight wherever the page jumps to, until they are closed. Focus goes on where one was.

document.addEventListener("click", (event) => {
  const message = event.target.closest("[data-close-message]")?.closest(".c-message");
  if (!message) return;
  message.remove();
  (landed ?? document.getElementById("inhoud"))?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest(".c-messages"))
    event.target.closest(".c-message")?.querySelector("[data-close-message]")?.click();
});

// Errors: the summary takes focus; its links go to the field itself.

function focusErrors(root) {
  root.querySelector("[data-error-summary]:not([data-example] *)")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[data-field]");
  if (!link) return;
  const block = document.querySelector(link.hash);
  const field =
    document.getElementById(link.dataset.field) ?? block?.querySelector("input, select, textarea");
  if (!field) return;
  event.preventDefault();
  field.focus({ preventScroll: true });
  (block ?? field).scrollIntoView({ block: "center" });
});

// A field that begins with the likely answer: what is typed takes its place.

document.addEventListener("focusin", (event) => {
  if (event.target.matches("input[data-likely]")) event.target.select();
});

// One submit per form. The server's idempotency key is the real guard; this spares a second request.

document.addEventListener("submit", (event) => {
  const form = event.target;
  // A download leaves the page as it is, so that its form may be sent again.
  if (form.method !== "post" || "download" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  form.setAttribute("aria-busy", "true");
});

function releaseForms() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
}

// Back to a page the browser had kept, or an answer that stayed on the page: submit may be used again.
window.addEventListener("pageshow", releaseForms);
document.addEventListener("htmx:afterRequest", releaseForms);

// Theme

function showThemeSwitch(group) {
  group.hidden = false;
  markTheme(group, document.documentElement.dataset.theme ?? "");
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    const theme = button.dataset.themeChoice;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {
      // Storage may be refused; the choice then lasts as long as the page.
    }
    markTheme(group, theme);
  });
}

function markTheme(group, theme) {
  for (const button of group.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
}

// Menus close with Escape and with a click elsewhere.

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

// What somebody opened stays open when its part of the page comes anew.

let opened = [];

document.addEventListener("htmx:beforeSwap", (event) => {
  opened = [...event.detail.target.querySelectorAll("details[id][open]")].map((one) => one.id);
});

document.addEventListener("htmx:afterSwap", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
});

// Copy what stands in a field; the button shows only where the browser can.

function showCopyButtons(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  } catch {
    // Refused by the browser; the text is selected, so that it can be copied by hand.
  }
});

// Many boxes: all or none of them at once, and how many are ticked. Without this file they are ticked one by one.

function offerTicking(root) {
  for (const group of root.querySelectorAll("fieldset:has(input[data-tick-many])")) {
    if (group.querySelector(".c-tick-many")) continue;
    const boxes = [...group.querySelectorAll("input[data-tick-many]")];
    const bar = document.createElement("div");
    bar.className = "c-tick-many";
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    const tell = () => {
      count.textContent = `${boxes.filter((box) => box.checked).length} van ${boxes.length} aangevinkt`;
    };
    for (const [label, ticked] of [
      ["Alles aanvinken", true],
      ["Alles uitvinken", false],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "c-button";
      button.dataset.quiet = "";
      button.textContent = label;
      button.addEventListener("click", () => {
        for (const box of boxes) box.checked = ticked;
        tell();
      });
      bar.append(button);
    }
    bar.append(count);
    group.addEventListener("change", tell);
    group.querySelector("legend").after(bar);
    tell();
  }
}

// The timeline as picture or as list. The links (?weergave=…) work alone; here both views are on the page already.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-view]");
  const views = link?.closest("[data-views]");
  if (!views || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  views.dataset.views = link.dataset.view;
  markView(views);
  for (const input of document.querySelectorAll("input[type='hidden'][name='weergave']"))
    input.value = link.dataset.view;
  history.replaceState(null, "", link.href);
});

// Nothing asked for: a wide screen shows the picture, a narrow one the list.
function markView(views) {
  const wide = matchMedia("(min-width: 56rem)").matches;
  const shown = views.dataset.views || (wide ? "beeld" : "lijst");
  for (const link of views.querySelectorAll("a[data-view]"))
    if (link.dataset.view === shown) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
}

// An event that was just saved: bring the one of its two shapes that shows into sight, and give it focus.

let landed = null;
const saved = /^#gebeurtenis-(\d+)$/.exec(location.hash);
if (saved) {
  landed = ["beeld", "lijst"]
    .map((place) => document.getElementById(`${place}-${saved[1]}`))
    .find((card) => {
      card?.closest("details.c-folded")?.setAttribute("open", "");
      return card?.checkVisibility();
    });
  if (landed) {
    landed.tabIndex = -1;
    landed.focus({ preventScroll: true });
    landed.scrollIntoView({ block: "center", inline: "center" });
  }
}

// Clamped texts of events open all at once before printing.

window.addEventListener("beforeprint", () => {
  for (const more of document.querySelectorAll("details.c-event__more")) more.open = true;
});

document.addEventListener("htmx:afterSwap", (event) => onReady(event.target));
onReady(document);

// A tap again on a chosen step of a talk takes it back: what was answered by accident can be left open.
// With the keyboard: Backspace or Delete. Without this file the step can be changed, not emptied.

function takeBack(input) {
  input.checked = false;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("pointerdown", (event) => {
  const input = event.target.closest(".c-taps__step input[type=radio]");
  if (input) input.dataset.was = input.checked ? "checked" : "";
});

document.addEventListener("click", (event) => {
  const input = event.target.closest(".c-taps__step input[type=radio]");
  if (!input) return;
  if (input.dataset.was) takeBack(input);
  delete input.dataset.was;
});

document.addEventListener("keydown", (event) => {
  const input = event.target.closest(".c-taps__step input[type=radio]");
  if (input?.checked && ["Backspace", "Delete"].includes(event.key)) takeBack(input);
});
