// Puts the words that a moderator has marked in the text into the field of words to take out.
// Without this script they are copied by hand.
const raw = document.querySelector("[data-comment-raw]");
const button = document.querySelector("[data-comment-take]");
const words = document.querySelector("textarea[name=words]");

function marked() {
  const selection = document.getSelection();
  const inside = raw.contains(selection.anchorNode) && raw.contains(selection.focusNode);
  return inside ? selection.toString().trim() : "";
}

if (raw && button && words) {
  button.hidden = false;
  // Pressing a button would take the marks away before the click is heard.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const lines = marked().split("\n").map((line) => line.trim()).filter(Boolean);
    if (!lines.length) {
      words.focus();
      return;
    }
    words.value = [words.value.trim(), ...lines].filter(Boolean).join("\n");
    words.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
