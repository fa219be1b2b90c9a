// Makes the comment form answer in place. Without this file the form works through pages of its own.

import { memory } from "./memory.js";
import { OwnComments, keepEdits } from "./own_comments.js";

const DRAFT = "comment-draft:";
// Slower than any honest server: better to say so, and sending again gives the same receipt.
const PATIENCE = 30_000;

class CommentForm {
  constructor(form) {
    this.form = form;
    this.page = form.dataset.commentForm;
    this.area = form.closest("[data-comment-write]");
    this.answer = this.area.querySelector("[data-comment-answer]");
    this.own = new OwnComments(form, this.area.querySelector("[data-comment-own]"));
    this.prompt = this.area.querySelector(".comment-prompt");
    this.button = form.querySelector("button[type=submit]");
    this.place = document.createComment("comment form");
    this.area.before(this.place);
    this.words = { prompt: this.prompt.innerHTML, send: form.dataset.textSend };
    this.button.textContent = this.words.send;
    // The server's words stand at the field and stay; the browser's own would stop a cry for help at a typing mistake.
    form.noValidate = true;
    this.token = null;
    this.insists = false;
    form.addEventListener("focusin", () => this.askForToken(), { once: true });
    form.addEventListener("input", () => this.keepDraft());
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    document.addEventListener("click", (event) => this.replyTo(event));
    this.restoreDraft();
    this.own.show();
  }

  field(name) { return this.form.elements.namedItem(name); }

  // --- What was typed is never lost -------------------------------------------------------------------------

  keepDraft() {
    this.insists = false;
    this.button.textContent = this.words.send;
    const draft = { body: this.field("body").value, name: this.field("name").value };
    memory.set(DRAFT + this.page, draft.body ? draft : null);
  }

  restoreDraft() {
    const draft = memory.get(DRAFT + this.page);
    if (!draft) return;
    for (const name of ["body", "name"]) {
      if (draft[name] && !this.field(name).value) this.field(name).value = draft[name];
    }
  }

  // --- Replies: the form comes to the comment, and goes back ------------------------------------------------

  replyTo(event) {
    const link = event.target.closest("[data-comment-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const comment = link.closest(".comment");
    this.field("parent").value = link.dataset.commentReply;
    this.prompt.textContent = `${this.form.dataset.textAnswering} `;
    this.prompt.append(comment.querySelector(".comment-name bdi").cloneNode(true), this.cancelButton(link));
    this.clear();
    comment.after(this.area);
    this.field("body").focus();
  }

  cancelButton(link) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "comment-cancel";
    button.textContent = this.form.dataset.textCancel;
    button.addEventListener("click", () => { this.goHome(); link.focus(); });
    return button;
  }

  goHome() {
    this.field("parent").value = "";
    this.prompt.innerHTML = this.words.prompt;
    this.place.after(this.area);
  }

  // --- Sending ----------------------------------------------------------------------------------------------

  async askForToken() {
    try {
      const response = await fetch(this.form.dataset.tokenUrl, { credentials: "omit" });
      this.token = (await response.json()).token;
    } catch { /* the server hands one out with the first submission */ }
  }

  async send() {
    if (this.sending) return;
    this.clear();
    this.busy(true);
    try {
      let data = await this.post();
      // The token was missing, too old or used up: the same words again with a new one.
      for (let attempt = 0; data.outcome === "again" && attempt < 2; attempt += 1) {
        this.token = data.token;
        data = await this.post();
      }
      this.show(data);
    } catch {
      this.say([this.line(navigator.onLine ? this.form.dataset.textFailed : this.form.dataset.textOffline)]);
    } finally {
      this.busy(false);
    }
  }

  async post() {
    const body = new FormData(this.form);
    if (this.token) body.set("token", this.token);
    if (this.insists) body.set("insists", "1");
    const headers = { Accept: "application/json" };
    const signal = AbortSignal.timeout(PATIENCE);
    const options = { method: "POST", body, headers, credentials: "omit", signal };
    return (await fetch(this.form.action, options)).json();
  }

  busy(yes) {
    this.sending = yes;
    this.button.setAttribute("aria-disabled", String(yes));
    this.form.setAttribute("aria-busy", String(yes));
    if (yes) this.button.textContent = this.form.dataset.textSending;
    else this.button.textContent = this.insists ? this.form.dataset.textAnyway : this.words.send;
  }

  // --- The answer -------------------------------------------------------------------------------------------

  show(data) {
    const holder = document.createElement("template");
    holder.innerHTML = data.html;
    const words = holder.content.querySelector("[data-comment-answer]");
    this.insists = data.outcome === "nudge";
    const fields = Object.keys(data.errors).filter((name) => this.showErrors(name, data.errors[name]));
    if (data.receipt) this.done(data);
    // The comment to be answered is gone: the text stays, and can be sent on its own.
    if ("parent" in data.errors) this.goHome();
    if (fields.length && data.outcome === "refused" && !words.querySelector(".comment-care")) {
      this.field(fields[0]).focus();
    } else {
      this.say([...words.childNodes]);
    }
    if (data.wait) this.countDown(data.wait);
  }

  showErrors(name, messages) {
    const place = name && this.form.querySelector(`[data-error-of="${CSS.escape(name)}"]`);
    if (!place) return false;
    place.textContent = messages.join(" ");
    place.hidden = false;
    this.field(name).setAttribute("aria-invalid", "true");
    this.field(name).setAttribute("aria-describedby", `${place.id} ${this.field(name).id}_helptext`);
    return true;
  }

  say(nodes) {
    this.answer.replaceChildren(...nodes);
    this.answer.hidden = false;
    this.answer.focus();
    this.answer.scrollIntoView({ block: "nearest" });
  }

  clear() {
    this.answer.hidden = true;
    this.answer.replaceChildren();
    clearInterval(this.clock);
    for (const place of this.form.querySelectorAll("[data-error-of]")) {
      place.hidden = true;
      this.field(place.dataset.errorOf).removeAttribute("aria-invalid");
    }
  }

  done(data) {
    memory.set(DRAFT + this.page, null);
    this.own.remember(data.receipt);
    this.field("body").value = "";
    this.token = null;
    this.goHome();
    this.askForToken();
    this.own.show();
  }

  countDown(seconds) {
    const ends = Date.now() + seconds * 1000;
    const line = this.line("");
    // A screen reader hears the sentence once, not each second.
    line.setAttribute("aria-hidden", "true");
    this.answer.append(line);
    const tick = () => {
      const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
      line.textContent = `${this.form.dataset.textWait} ${left}`;
      if (left) return;
      clearInterval(this.clock);
      this.answer.replaceChildren(this.line(this.form.dataset.textNow));
    };
    this.clock = setInterval(tick, 1000);
    tick();
  }

  line(words) {
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
    return paragraph;
  }
}

for (const form of document.querySelectorAll("[data-comment-form]")) new CommentForm(form);
keepEdits();
