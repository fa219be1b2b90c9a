// The panel "Paid links": fetched once it comes into sight, and again after each save of the draft.

const MIN_PAUSE = 2000; // milliseconds between two looks at the draft, however often it is saved

class PaidLinksPanel {
  constructor(root) {
    this.root = root;
    this.content = root.querySelector("[data-paid-links-content]");
    this.status = root.querySelector("[data-paid-links-status]");
    this.page = root.dataset.paidLinks;
    this.stale = Boolean(this.page);
    this.visible = false;
    this.lastLook = 0;
    new IntersectionObserver((entries) => {
      this.visible = entries.some((entry) => entry.isIntersecting);
      this.lookSoon();
    }).observe(root);
    document.addEventListener("w-autosave:success", (event) => {
      this.page = this.page || event.detail?.data?.pk;
      this.stale = true;
      this.lookSoon();
    });
    this.content.addEventListener("click", (event) => {
      const button = event.target.closest("[data-answer]");
      if (button) this.answer(button);
    });
    this.content.addEventListener("keydown", (event) => {
      // Return in the field "who pays" means yes; it must not send the whole page's form.
      if (event.key !== "Enter" || !event.target.matches("[data-who]")) return;
      event.preventDefault();
      this.answer(event.target.closest("[data-host]").querySelector("[data-answer=paid]"));
    });
  }

  lookSoon() {
    if (!this.stale || !this.visible || !this.page || this.timer) return;
    const pause = Math.max(0, this.lastLook + MIN_PAUSE - Date.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      this.look();
    }, pause);
  }

  look() {
    this.stale = false;
    return this.load(this.root.dataset.url.replace("/0/", `/${this.page}/`), {});
  }

  answer(button) {
    const row = button.closest("[data-host]");
    const body = new FormData();
    body.set("host", row.dataset.host);
    body.set("seen", row.dataset.seen);
    body.set("answer", button.dataset.answer);
    body.set("who_pays", row.querySelector("[data-who]")?.value ?? "");
    for (const each of row.querySelectorAll("button")) each.disabled = true;
    const token = JSON.parse(document.getElementById("wagtail-config").textContent).CSRF_TOKEN;
    const url = button.closest("[data-answer-url]").dataset.answerUrl;
    // What was shown before the answer is no longer true.
    this.pending?.abort();
    return this.load(url, { method: "POST", body, headers: { "X-CSRFToken": token } }, true);
  }

  async load(url, options, isAnswer = false) {
    if (this.answering && !isAnswer) {
      this.stale = true;
      return;
    }
    this.answering = isAnswer;
    this.pending = new AbortController();
    const { signal } = this.pending;
    const headers = { "X-Requested-With": "XMLHttpRequest", ...options.headers };
    try {
      const response = await fetch(url, { ...options, headers, signal, redirect: "error" });
      const shown = response.ok || [400, 409].includes(response.status);
      if (shown) this.show(await response.text(), isAnswer);
      else this.fail(response.status === 403 ? "textForbidden" : "textFailed");
    } catch (error) {
      if (error.name !== "AbortError") this.fail("textFailed");
    }
    if (isAnswer) this.answering = false;
    this.lastLook = Date.now();
    this.lookSoon();
  }

  show(html, isAnswer) {
    const kept = this.state();
    this.content.innerHTML = html;
    this.restore(kept, isAnswer);
    this.announce(this.content.querySelector("[data-summary]")?.dataset.summary ?? "");
  }

  fail(name) {
    const message = document.createElement("p");
    message.className = "help-block help-critical";
    message.textContent = this.root.dataset[name];
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
    const focused = this.content.contains(active) ? active.closest("[data-key]")?.dataset.key ?? "" : null;
    return { typed, open, focused, scrolled: this.content.querySelector(".paid-links-list")?.scrollTop ?? 0 };
  }

  restore({ typed, open, focused, scrolled }, isAnswer) {
    for (const each of this.keyed()) {
      const { key } = each.dataset;
      if (open.has(key)) each.open = true;
      if (typed.has(key)) each.value = typed.get(key);
    }
    const list = this.content.querySelector(".paid-links-list");
    if (list) list.scrollTop = scrolled;
    if (focused === null && !isAnswer) return;
    const same = this.keyed().find((each) => each.dataset.key === focused);
    const target = same?.querySelector("summary") ?? same ?? this.content.querySelector("[data-answer]") ?? this.content;
    if (target === this.content) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}

for (const root of document.querySelectorAll("[data-paid-links]")) new PaidLinksPanel(root);
