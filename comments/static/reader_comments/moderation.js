// The moderators' list with a script: decide without leaving it, and take it back. Without it each verb is a form.

const results = document.getElementById("listing-results");
const words = document.querySelector("[data-comment-words]")?.dataset;
const toast = document.querySelector("[data-comment-toast]");
const TOAST_MS = 10_000;

const undoable = [];
let remembered = null;
let waiting = 0;
// One after the other: a reply is published after what it answers.
let line = Promise.resolve();

// ---- Rows -------------------------------------------------------------------------------------------------------

const placeOf = (element) => element?.closest("li:has(> [data-comment-row])");
const places = () => [...results.querySelectorAll("li:has(> [data-comment-row])")].filter((place) => !place.hidden);
const rowIn = (place) => place.querySelector("[data-comment-row]");

function current() {
  const focused = placeOf(document.activeElement);
  if (focused && !focused.hidden) return focused;
  return remembered?.isConnected && !remembered.hidden ? remembered : null;
}

function goTo(place) {
  if (!place) return;
  for (const other of results.querySelectorAll(".is-current")) other.classList.remove("is-current");
  remembered = place;
  const row = rowIn(place);
  row.classList.add("is-current");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "start" });
}

function move(step) {
  const all = places();
  const at = all.indexOf(current());
  goTo(at < 0 ? all[0] : all[Math.min(Math.max(at + step, 0), all.length - 1)]);
}

function neighbour(place) {
  const all = places();
  const at = all.indexOf(place);
  return all[at + 1] ?? all[at - 1];
}

function show(place, html) {
  // Wagtail listens to this very box.
  const box = place.querySelector("[data-bulk-action-checkbox]");
  if (html) place.innerHTML = html;
  if (html && box) place.querySelector("[data-bulk-action-checkbox]")?.replaceWith(box);
  place.hidden = false;
  clamp(place);
}

function complain(place, said) {
  place.querySelector(".comment-row-alert")?.remove();
  const alert = document.createElement("p");
  alert.className = "comment-row-alert";
  alert.setAttribute("role", "alert");
  alert.textContent = said;
  rowIn(place).prepend(alert);
  goTo(place);
}

// ---- Twelve lines, and all of them for who asks -----------------------------------------------------------------

function clamp(within) {
  for (const text of within.querySelectorAll(".comment-row-text:not(.is-clamped, [data-seen])")) {
    if (!text.clientHeight) continue; // covered: looked at when it is opened
    text.dataset.seen = "";
    text.classList.add("is-clamped");
    if (text.scrollHeight <= text.clientHeight + 24) {
      text.classList.remove("is-clamped");
      continue;
    }
    const more = document.createElement("button");
    more.type = "button";
    more.className = "comment-row-all";
    more.textContent = words.all;
    more.addEventListener("click", () => {
      text.classList.remove("is-clamped");
      more.remove();
      goTo(placeOf(text));
    });
    text.after(more);
  }
}

// ---- Sending ----------------------------------------------------------------------------------------------------

async function post(address, data) {
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  try {
    const response = await fetch(address, { method: "POST", body: data, headers, keepalive: true });
    return { ok: response.ok, ...(await response.json()) };
  } catch {
    return { ok: false, said: words.failed };
  }
}

function inLine(task) {
  waiting += 1;
  line = line.then(task).finally(() => {
    waiting -= 1;
    if (!waiting && !places().length) return reload();
  });
}

function decide(place, form, button) {
  const data = new FormData(form, button);
  const address = button?.getAttribute("formaction") ?? form.action;
  const leaves = address.includes("/decide/");
  const next = leaves && neighbour(place);
  if (leaves) place.hidden = true;
  if (next) goTo(next);
  inLine(async () => {
    const answer = await post(address, data);
    if (!answer.ok) {
      show(place, answer.html);
      complain(place, answer.said || words.failed);
      return;
    }
    if (answer.html) show(place, answer.html);
    if (answer.html) goTo(place);
    if (answer.undo_url) undoable.push({ address: answer.undo_url, place, token: data.get("csrfmiddlewaretoken") });
    tell(answer.said, Boolean(answer.undo_url));
  });
}

function undo() {
  const last = undoable.pop();
  if (!last) return;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", last.token);
  inLine(async () => {
    const answer = await post(last.address, data);
    if (!last.place.isConnected) results.querySelector(".comment-rows")?.prepend(last.place);
    if (!last.place.isConnected) return window.location.reload();
    show(last.place, answer.html);
    goTo(last.place);
    if (answer.ok) tell(answer.said, undoable.length > 0);
    else complain(last.place, answer.said || words.failed);
  });
}

// The list as it is now: more rows, or the word that all is done.
async function reload() {
  const form = document.querySelector("[data-search-form]");
  const response = await fetch(form.action + window.location.search, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!response.ok) return window.location.reload();
  results.innerHTML = await response.text();
  document.dispatchEvent(new CustomEvent("w-swap:success", { bubbles: true }));
  const done = results.querySelector(".comment-all-done");
  if (!done) return goTo(places()[0]);
  done.tabIndex = -1;
  done.focus();
}

// ---- What was done, and the way back ----------------------------------------------------------------------------

let fading;

function tell(said, canUndo) {
  toast.querySelector("span").textContent = said;
  toast.querySelector("button").hidden = !canUndo;
  toast.classList.add("is-shown");
  clearTimeout(fading);
  fading = setTimeout(fade, TOAST_MS);
}

function fade() {
  if (toast.matches(":hover, :focus-within")) fading = setTimeout(fade, TOAST_MS);
  else toast.classList.remove("is-shown");
  toast.querySelector("button").hidden ||= !toast.matches(".is-shown");
}

// ---- Keys: Wagtail's w-kbd clicks hidden buttons, unless the person has switched shortcuts off ---------------------

function press(verb) {
  const place = current() ?? places()[0];
  if (!place) return;
  if (place !== current()) goTo(place);
  place.querySelector(`[data-comment-verb="${verb}"]`)?.click();
}

const KEYS = {
  next: () => move(1),
  previous: () => move(-1),
  undo,
  select: () => (current() ?? places()[0])?.querySelector("[data-bulk-action-checkbox]")?.click(),
  open: () => {
    const page = current()?.querySelector("[data-comment-page]");
    if (page) window.open(page.href, "_blank", "noopener");
  },
};

function explainKeys() {
  const rows = document.querySelector("template[data-comment-shortcuts]");
  const inTemplates = [...document.querySelectorAll("template")].map((each) => each.content);
  for (const holder of [document, ...inTemplates]) {
    const table = holder.querySelector("#keyboard-shortcuts-dialog table");
    if (table && !table.querySelector("[data-comment-shortcut]")) table.tBodies[0].before(rows.content.cloneNode(true));
  }
}

// A list of reasons: arrows and digits choose, Escape closes.
function onKeyInMenu(event) {
  const menu = event.target.closest(".comment-row-menu[open]");
  if (!menu) return;
  const choices = [...menu.querySelectorAll("li :is(a, button)")];
  const at = choices.indexOf(document.activeElement);
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown") choices[(at + 1) % choices.length].focus();
  else if (event.key === "ArrowUp") choices[(at - 1 + choices.length) % choices.length].focus();
  else if (/^[1-9]$/.test(event.key)) choices[event.key - 1]?.click();
  else return;
  event.preventDefault();
}

// ---- Listening --------------------------------------------------------------------------------------------------

function onSubmit(event) {
  const place = placeOf(event.submitter ?? event.target);
  if (!place || !results.contains(place)) return;
  event.preventDefault();
  event.submitter?.closest("details")?.removeAttribute("open");
  decide(place, event.target, event.submitter);
}

function onClick(event) {
  const key = event.target.closest("[data-comment-key]")?.dataset.commentKey;
  if (key) (KEYS[key] ?? (() => press(key)))();
  else if (event.target.closest("[data-comment-undo]")) undo();
  for (const menu of document.querySelectorAll(".comment-row-menu[open]"))
    if (!key && !menu.contains(event.target)) menu.open = false;
}

function onToggle(event) {
  if (event.target.matches?.(".comment-row-menu[open]")) event.target.querySelector("li :is(a, button)")?.focus();
  if (event.target.matches?.(".comment-row-veil[open]")) clamp(event.target);
}

if (results && words && toast) {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKeyInMenu);
  document.addEventListener("toggle", onToggle, true);
  document.addEventListener("w-swap:success", () => clamp(results));
  window.addEventListener("beforeunload", (event) => waiting && event.preventDefault());
  window.addEventListener("load", explainKeys);
  document.querySelector(".comment-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  clamp(results);
}
