// The side panel "Before publishing": fetched once the editor is open, and again after each save of the draft.

const MIN_PAUSE = 2000; // milliseconds between two looks at the draft, however often it is saved
const ORDINARY_ANSWERS = [400, 409]; // a panel comes with them, too
const FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable=true], button";

class EditorChecks {
  constructor(root) {
    this.root = root;
    this.content = root.querySelector("[data-editor-checks-content]");
    this.status = root.querySelector("[data-editor-checks-status]");
    this.page = root.dataset.editorChecks;
    this.lastLook = 0;
    document.addEventListener("w-autosave:success", (event) => {
      this.page = this.page || event.detail?.data?.pk;
      this.lookSoon();
    });
    this.content.addEventListener("click", (event) => {
      const go = event.target.closest("[data-go]");
      const dismiss = event.target.closest("[data-dismiss]");
      if (go) this.go(go.dataset);
      if (dismiss) this.dismiss(dismiss.closest("[data-check]"));
    });
    this.content.addEventListener("keydown", (event) => {
      // Return in the field of the reason dismisses; it must not send the whole page's form.
      if (event.key !== "Enter" || !event.target.matches("[data-reason]")) return;
      event.preventDefault();
      this.dismiss(event.target.closest("[data-check]"));
    });
    this.lookSoon();
  }

  lookSoon() {
    if (!this.page || this.timer) return;
    const pause = Math.max(0, this.lastLook + MIN_PAUSE - Date.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.answering) return void (this.isStale = true);
      this.load(this.root.dataset.url.replace("/0/", `/${this.page}/`), {});
    }, pause);
  }

  // To the field or block that a finding is about: open what hides it, scroll there, put the cursor in.
  go({ field, path }) {
    const steps = [field, ...path.split(".").filter(Boolean)];
    let place = document.querySelector("[data-edit-form]");
    for (const step of steps) {
      const next = place.querySelector(`[data-contentpath="${CSS.escape(step)}"]`);
      if (!next) break;
      place = next;
      this.open(place);
    }
    if (!place.dataset.contentpath) place = this.byName(field) ?? place;
    this.open(place);
    place.scrollIntoView({ block: "center" });
    const target = [...place.querySelectorAll(`[contenteditable=true], ${FIELDS}`)].find(
      (each) => each.offsetParent && !each.matches("[data-panel-toggle], .c-sf-block__actions *, .c-sf-add-button"),
    );
    if (!target) place.tabIndex = -1;
    (target ?? place).focus({ preventScroll: true });
    place.classList.add("editor-checks-shown");
    setTimeout(() => place.classList.remove("editor-checks-shown"), 2500);
  }

  // Child rows, such as authors, have no content path of their own: their panel holds the count of the rows.
  byName(field) {
    const named = document.querySelector(
      `[name="${CSS.escape(field)}"], [name="${CSS.escape(field)}-TOTAL_FORMS"], [name="${CSS.escape(field)}-count"]`,
    );
    return named?.closest("[data-panel], .w-field__wrapper") ?? named?.parentElement;
  }

  open(place) {
    const tab = place.closest("[role=tabpanel]");
    if (tab?.hidden) document.querySelector(`[role=tab][aria-controls="${CSS.escape(tab.id)}"]`)?.click();
    for (let box = place; box; box = box.parentElement?.closest("[data-panel]")) {
      const toggle = box.querySelector(":scope > * [data-panel-toggle], :scope > [data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false" && box.matches("[data-panel]")) toggle.click();
      if (!box.parentElement) break;
    }
    const own = place.querySelector("[data-panel-toggle]");
    if (own?.getAttribute("aria-expanded") === "false") own.click();
  }

  dismiss(row) {
    const reason = row.querySelector("[data-reason]");
    if (!reason.reportValidity()) return;
    const body = new FormData();
    body.set("check", row.dataset.check);
    body.set("subject", row.dataset.subject);
    body.set("reason", reason.value);
    for (const each of row.querySelectorAll("button")) each.disabled = true;
    const token = JSON.parse(document.getElementById("wagtail-config").textContent).CSRF_TOKEN;
    const url = row.closest("[data-dismiss-url]").dataset.dismissUrl;
    // What was shown before the answer is no longer true.
    this.pending?.abort();
    this.load(url, { method: "POST", body, headers: { "X-CSRFToken": token } }, true);
  }

  async load(url, options, isAnswer = false) {
    this.answering = isAnswer;
    this.isStale = false;
    this.pending = new AbortController();
    const { signal } = this.pending;
    const headers = { "X-Requested-With": "XMLHttpRequest", ...options.headers };
    try {
      const response = await fetch(url, { ...options, headers, signal, redirect: "error" });
      const isPanel = response.ok || ORDINARY_ANSWERS.includes(response.status);
      if (isPanel) this.show(await response.text(), isAnswer);
      else this.fail(response.status === 403 ? "textForbidden" : "textFailed");
    } catch (error) {
      if (error.name === "AbortError") return;
      this.fail("textFailed");
    }
    this.answering = false;
    this.lastLook = Date.now();
    if (this.isStale) this.lookSoon();
  }

  show(html, isAnswer) {
    const kept = this.state();
    this.content.innerHTML = html;
    this.restore(kept, isAnswer);
    const { summary, count } = this.content.querySelector("[data-summary]").dataset;
    this.announce(summary);
    const counter = document.querySelector(
      '[data-side-panel-toggle="before-publishing"] [data-side-panel-toggle-counter]',
    );
    counter.textContent = count;
    counter.hidden = count === "0";
  }

  fail(name) {
    const message = document.createElement("p");
    message.className = "help-block help-critical";
    message.textContent = this.root.dataset[name];
    if (this.failure?.isConnected) this.failure.remove();
    this.failure = message;
    this.content.prepend(message);
    for (const each of this.content.querySelectorAll("button")) each.disabled = false;
    this.announce(message.textContent);
  }

  // Screen readers hear the summary only when it is another one.
  announce(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  keyed() {
    return [...this.content.querySelectorAll("[data-key]")];
  }

  state() {
    const typed = new Map(), open = new Set();
    for (const each of this.keyed()) {
      if (each.open) open.add(each.dataset.key);
      if (each.value) typed.set(each.dataset.key, each.value);
    }
    const active = document.activeElement;
    return { typed, open, focused: this.content.contains(active) ? active.closest("[data-key]")?.dataset.key ?? "" : null };
  }

  restore({ typed, open, focused }, isAnswer) {
    for (const each of this.keyed()) {
      const { key } = each.dataset;
      if (open.has(key)) each.open = true;
      if (typed.has(key)) each.value = typed.get(key);
    }
    if (focused === null && !isAnswer) return;
    const same = this.keyed().find((each) => each.dataset.key === focused);
    const target = same?.querySelector("summary") ?? same ?? this.content;
    if (target === this.content) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}

for (const root of document.querySelectorAll("[data-editor-checks]")) new EditorChecks(root);
