// The comments that were written on this device: what waits is shown to its author, and what is theirs is marked.

import { memory } from "./memory.js";

const RECEIPTS = "comment-receipts";
const MOST_RECEIPTS = 30;
// A cache may keep showing the page as it was before the comment was published.
const CACHES_CATCH_UP = 24 * 3600 * 1000;
const EDIT = "comment-edit:";

export class OwnComments {
  constructor(form, list) {
    this.form = form;
    this.page = form.dataset.commentForm;
    this.list = list;
  }

  remember(receipt) {
    this.write([...this.read().filter((item) => item.receipt !== receipt), { page: this.page, receipt }]);
  }

  async show() {
    const mine = this.read().filter((item) => item.page === this.page);
    const items = await Promise.all(mine.map((item) => this.present(item)));
    const shown = items.filter((item) => item !== null);
    this.list.replaceChildren(...shown);
    this.list.hidden = shown.length === 0;
  }

  // Once published, a comment stands in the page: nobody is asked, its author gets a link beside it.
  present(item) {
    const published = item.id && document.getElementById(`comment-${item.id}`);
    if (published) return this.mark(published, item.receipt);
    if (item.published && Date.now() - item.published > CACHES_CATCH_UP) return null;
    return this.lookUp(item);
  }

  async lookUp(item) {
    try {
      const options = { headers: { Accept: "application/json" }, credentials: "omit", referrerPolicy: "no-referrer" };
      const response = await fetch(this.address(item.receipt), options);
      if (response.status >= 500) return null;
      const data = response.ok ? await response.json() : { state: "gone" };
      this.note(item, data);
      const published = document.getElementById(`comment-${data.id}`);
      if (published && data.state === "published") return this.mark(published, item.receipt);
      return data.html && !published ? this.card(data.html) : null;
    } catch {
      return null;
    }
  }

  // What is settled against the author, or gone, is told once.
  note(item, { state, id }) {
    const rest = this.read().filter((other) => other.receipt !== item.receipt);
    if (state === "waiting") this.write([...rest, { ...item, id }]);
    else if (state === "published") this.write([...rest, { ...item, id, published: item.published || Date.now() }]);
    else this.write(rest);
  }

  card(html) {
    const card = document.createElement("li");
    card.innerHTML = html;
    return card;
  }

  mark(comment, receipt) {
    if (comment.querySelector("[data-comment-yours]")) return null;
    const link = document.createElement("a");
    link.href = this.address(receipt);
    link.rel = "nofollow";
    link.dataset.commentYours = "";
    link.textContent = this.form.dataset.textYours;
    const line = comment.querySelector(".comment-actions") || comment.appendChild(document.createElement("p"));
    line.classList.add("comment-actions");
    line.append(" ", link);
    return null;
  }

  address(receipt) { return this.form.dataset.receiptUrl.replace("RECEIPT", encodeURIComponent(receipt)); }

  read() { return memory.get(RECEIPTS) || []; }

  write(items) { memory.set(RECEIPTS, items.slice(-MOST_RECEIPTS)); }
}

// A changed text that could not be stored survives a reload, and is forgotten where the receipt shows the comment.
export function keepEdits() {
  for (const form of document.querySelectorAll("[data-comment-edit]")) {
    const key = EDIT + form.dataset.commentEdit;
    const field = form.elements.namedItem("body");
    const kept = memory.get(key);
    if (kept && field.value === field.defaultValue) field.value = kept;
    form.addEventListener("input", () => memory.set(key, field.value));
  }
  for (const receipt of document.querySelectorAll("[data-comment-receipt]")) {
    memory.set(EDIT + receipt.dataset.commentReceipt, null);
  }
}
