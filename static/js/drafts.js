// Keeps what is typed in a form with data-draft on the server, while typing. The form works without this file.
// Nothing is kept in the browser: a phone at the workplace is shared, and what is typed is private.

const WAIT = 1000; // after a keystroke; while somebody goes on typing, once in this time
const AGAIN = [2000, 5000, 15000]; // after a failure, ever longer
const LONGEST_ANSWER = 10000;
const LONGEST_BODY_AT_THE_END = 60000; // what a browser sends on for a page that is gone

const DISCARD = "draft_discard"; // the name of the button that leaves without saving

const SAVED = "Concept opgeslagen";
const LOST = "Geen verbinding. Je tekst staat nog hier en wordt bewaard zodra het weer lukt.";
const SIGNED_OUT = "Je bent uitgelogd. Je tekst staat nog hier. ";
const SIGN_IN = "Log in op een nieuw tabblad en kom dan hier terug.";
const TROUBLE = "Het concept bewaren lukt nu niet. Je tekst staat nog hier.";
const REFUSED = "Je hebt hier geen toegang meer. Kopieer je tekst als je die wilt houden.";

for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);

function keepDraft(form) {
  const line = form.querySelector("[data-draft-state]");
  const key = form.elements.draft_key;
  let typed = 0; // counts what was typed, and which of it the server has
  let kept = 0;
  let failures = 0;
  let stopped = false;
  let leaving = false;
  let sending = null;
  let timer = 0;

  const plan = (wait) => {
    if (!timer && !stopped) timer = setTimeout(save, wait);
  };

  form.addEventListener("input", () => {
    typed += 1;
    plan(WAIT);
  });
  // Some fields, a list to choose from say, tell of a change only.
  form.addEventListener("change", () => {
    typed += 1;
    plan(WAIT);
  });

  // One request at a time; the number of the step lets the server refuse one that was overtaken after all.
  function save() {
    clearTimeout(timer);
    timer = 0;
    sending ??= send().finally(() => {
      sending = null;
      if (typed > kept) plan(failures ? AGAIN[Math.min(failures, AGAIN.length) - 1] : WAIT);
    });
    return sending;
  }

  async function send() {
    const upTo = typed;
    let answer;
    let said = {};
    try {
      answer = await fetch(location.href, request());
      if (answer.headers.get("Content-Type")?.startsWith("application/json"))
        said = await answer.json();
    } catch {
      return fail(LOST);
    }
    if (answer.type === "opaqueredirect") return fail(SIGNED_OUT, SIGN_IN);
    if (said.stop === "person") return fail(said.refusal);
    stopped = said.stop === "saved";
    if (!answer.ok) {
      fail(said.refusal ?? (answer.status < 500 ? REFUSED : TROUBLE));
      // Only what the draft alone is refused for leaves the form free to go: after anything else
      // an error page would take the text's place, and a form that was saved would be a second row.
      return "refusal" in said && !stopped;
    }
    kept = upTo;
    failures = 0;
    say(said.saved_at ? `${SAVED} ${said.saved_at}` : "");
    return true;
  }

  function request(more = {}) {
    freshToken(form);
    return {
      method: "POST",
      body: body(),
      headers: { "X-Draft": form.dataset.draft },
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST_ANSWER),
      ...more,
    };
  }

  function body() {
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams([...texts, ["draft_step", typed]]);
  }

  function fail(sentence, link) {
    failures += 1;
    say(sentence, link, true);
    return false;
  }

  // Only a new sentence is written, so that a screen reader reads it out once.
  function say(sentence, link = "", isTrouble = false) {
    line.toggleAttribute("data-trouble", isTrouble);
    if (line.textContent === sentence + link) return;
    line.textContent = sentence;
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = "/accounts/login/?next=/ingelogd/";
    anchor.target = "_blank";
    anchor.textContent = link;
    line.append(anchor);
  }

  // Submit: first see that the server answers and knows who this is, so that no error page takes the text's place.
  form.addEventListener("submit", async (event) => {
    if (form.dataset.kept) return;
    if (event.submitter?.name === DISCARD) {
      // Nothing is kept on the way out; a request on its way is refused, as the server closes the draft.
      stopped = true;
      freshToken(form);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (leaving) return;
    leaving = true;
    form.setAttribute("aria-busy", "true");
    if (sending) await sending;
    const maySend = await save();
    leaving = false;
    form.removeAttribute("aria-busy");
    if (!maySend) {
      line.scrollIntoView({ block: "center" });
      return;
    }
    form.dataset.kept = "true";
    freshToken(form);
    history.replaceState({ sent: key.value }, "");
    form.requestSubmit(event.submitter);
  });

  // Back to a form that was sent: the browser puts the text back, on a page with another key. Under
  // the key that it was sent with, the server says whether it was saved.
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (isBack && history.state?.sent) {
    const ownKey = key.value;
    key.value = history.state.sent;
    save().then(() => {
      if (!stopped) key.value = ownKey;
    });
  }

  // Back to a page that the browser had kept.
  addEventListener("pageshow", () => delete form.dataset.kept);

  // Back from signing in on another tab, or back in reach.
  const retry = () => {
    if (document.visibilityState !== "visible" || !failures || typed === kept || stopped) return;
    // Also where a request from before is still on its way, the next one comes soon.
    failures = 1;
    save();
  };
  document.addEventListener("visibilitychange", retry);
  addEventListener("focus", retry);
  addEventListener("online", retry);

  // A tab that closes within the second still sends what it has.
  document.addEventListener("visibilitychange", () => {
    const mayLeave = document.visibilityState === "hidden" && typed > kept && !stopped;
    if (!mayLeave || form.dataset.kept || body().toString().length > LONGEST_BODY_AT_THE_END) return;
    fetch(location.href, request({ keepalive: true, signal: null })).catch(() => {});
  });
  addEventListener("beforeunload", (event) => {
    if (typed > kept && failures && !form.dataset.kept && !stopped) event.preventDefault();
  });
}

// Signing in again gives a new token; the page holds the one from before.
function freshToken(form) {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice("csrftoken=".length);
}
