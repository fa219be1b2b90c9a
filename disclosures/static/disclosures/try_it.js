// "Try it": asks what an address is while somebody types, with the rule in the form around it if there is one.

const PAUSE = 300; // milliseconds without a key
const MAX_SENT = 16001; // one letter more than is read
const RULE_FIELDS = ["programme", "network", "host_suffix", "path_regex", "query_param", "strength"];

class TryIt {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.input = root.querySelector("[data-try-it-input]");
    this.answer = root.querySelector("[data-try-it-answer]");
    this.form.addEventListener("input", () => this.askSoon());
    this.input.addEventListener("keydown", (event) => {
      // The address is asked about at once; a rule's form is not sent by it.
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.ask();
    });
    if (this.form === root) {
      root.addEventListener("submit", (event) => {
        event.preventDefault();
        this.ask();
      });
    }
  }

  askSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.pending = new AbortController();
    const body = new FormData();
    body.set("address", this.input.value.slice(0, MAX_SENT));
    body.set("rule", this.root.dataset.rule ?? "");
    for (const name of RULE_FIELDS) body.set(name, this.form.elements.namedItem(name)?.value ?? "");
    const token = JSON.parse(document.getElementById("wagtail-config").textContent).CSRF_TOKEN;
    const headers = { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": token };
    try {
      const response = await fetch(this.root.dataset.url, {
        method: "POST", body, headers, redirect: "error", signal: this.pending.signal,
      });
      if (!response.ok) throw new Error(response.statusText);
      this.show(await response.text());
    } catch (error) {
      if (error.name === "AbortError") return;
      this.answer.textContent = this.input.dataset.textFailed;
    }
  }

  // The same answer is not read out twice.
  show(html) {
    if (this.shown !== html) this.answer.innerHTML = html;
    this.shown = html;
  }
}

for (const root of document.querySelectorAll("[data-try-it]")) new TryIt(root);
