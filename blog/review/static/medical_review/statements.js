// Puts a prepared sentence into the statement, behind what stands there. Without scripts the sentences can be copied.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-statement]");
  if (!button) return;
  const field = document.getElementById(button.dataset.statement);
  const sentence = button.textContent.trim();
  if (!field.value.includes(sentence)) {
    field.value = [field.value.trim(), sentence].filter(Boolean).join(" ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.focus();
});
