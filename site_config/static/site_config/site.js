/* Sharing and saved articles. Without this script every link on the page still leads somewhere useful. */

const STORE = "candour.saved";
const MOST_SAVED = 200;

function savedIds() {
  try {
    const ids = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(ids) ? ids.filter(Number.isInteger) : [];
  } catch {
    return []; // storage is off, or holds something that is not ours
  }
}

function keepIds(ids) {
  try {
    localStorage.setItem(STORE, JSON.stringify([...new Set(ids)].slice(-MOST_SAVED)));
    return true;
  } catch {
    return false;
  }
}

function showSavedCount() {
  const ids = savedIds();
  for (const link of document.querySelectorAll("[data-saved-link]")) {
    const address = new URL(link.href);
    address.search = ids.length ? `?ids=${ids.join(",")}` : "";
    link.href = address;
    link.dataset.count = ids.length || "";
  }
}

/* A link that does something on this page is a button. */
function asButton(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  link.replaceWith(button);
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea"); // no permission, or the site is not on https
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

function setUpYum(link, row, say) {
  const id = Number(row.dataset.page);
  const button = asButton(link);
  const label = button.querySelector(".share__label");
  const plainLabel = label.textContent;
  const show = () => {
    const isSaved = savedIds().includes(id);
    button.classList.toggle("is-saved", isSaved);
    label.textContent = isSaved ? row.dataset.savedLabel : plainLabel;
    return isSaved;
  };
  button.addEventListener("click", () => {
    const others = savedIds().filter((other) => other !== id);
    const kept = keepIds(savedIds().includes(id) ? others : [...others, id]);
    if (!kept) {
      location.assign(link.href); // the page to bookmark
      return;
    }
    say(show() ? row.dataset.saved : row.dataset.removed);
    showSavedCount();
  });
  show();
}

function setUpShareRow(row) {
  const { url, title } = row.dataset;
  const status = row.querySelector("[role=status]");
  const say = (text) => {
    status.textContent = text;
  };
  const actions = {
    copy: () => copy(url).then(() => say(row.dataset.copied)),
    print: () => window.print(),
    device: () => navigator.share({ url, title }).catch(() => {}), // closed without choosing
  };
  for (const link of row.querySelectorAll("[data-action]")) {
    const { action } = link.dataset;
    if (action === "yum") {
      setUpYum(link, row, say);
    } else if (action !== "device" || navigator.share) {
      link.closest("li").hidden = false;
      asButton(link).addEventListener("click", actions[action]);
    }
  }
}

function setUpSavedPage(list) {
  const shown = list.dataset.ids ? list.dataset.ids.split(",").map(Number) : [];
  const saved = savedIds();
  if (!location.search && saved.length) {
    location.replace(`?ids=${saved.join(",")}`);
    return;
  }
  for (const button of list.querySelectorAll("[data-remove]")) {
    const id = Number(button.dataset.remove);
    button.hidden = false;
    button.addEventListener("click", () => {
      keepIds(savedIds().filter((other) => other !== id));
      const rest = shown.filter((other) => other !== id);
      location.replace(rest.length ? `?ids=${rest.join(",")}` : location.pathname);
    });
  }
  const keep = list.querySelector("[data-keep]");
  if (keep && shown.some((id) => !saved.includes(id))) {
    keep.hidden = false;
    keep.addEventListener("click", () => {
      keepIds([...savedIds(), ...shown]);
      keep.hidden = true;
      showSavedCount();
    });
  }
}

showSavedCount();
document.querySelectorAll("[data-share]").forEach(setUpShareRow);
document.querySelectorAll("[data-saved-page]").forEach(setUpSavedPage);
