// What the page does without asking the server: open lists close on Escape, on a click elsewhere and when the focus goes on.
const openLists = () => document.querySelectorAll("details.pick[open]");

document.addEventListener("pointerdown", event => {
  for (const list of openLists()) {
    if (!list.contains(event.target)) {
      list.open = false;
    }
  }
});

// Whoever tabs on has done with the list, which would lie over what comes next.
document.addEventListener("focusin", event => {
  for (const list of openLists()) {
    if (!list.contains(event.target)) {
      list.open = false;
    }
  }
});

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") {
    return;
  }
  for (const list of openLists()) {
    list.open = false;
    list.querySelector("summary").focus();
  }
});

// Enter in a line goes down to the same field of the next one (with Shift up), Ctrl+Enter saves; in an open list of names it only picks.
document.addEventListener("keydown", event => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !field.matches?.("input, select")) {
    return;
  }
  const cell = field.closest(".line-grid td");
  if (field.getAttribute("aria-expanded") === "true") {
    event.preventDefault();
  } else if ((event.ctrlKey || event.metaKey) && field.form?.matches(".record-form")) {
    event.preventDefault();
    field.form.requestSubmit();
  } else if (cell) {
    event.preventDefault();
    const row = event.shiftKey ? cell.parentElement.previousElementSibling : cell.parentElement.nextElementSibling;
    const next = row?.children[cell.cellIndex]?.querySelector("input, select");
    next?.focus();
    next?.select?.();
  }
});

// Another list opens: the first one would lie under it.
document.addEventListener("toggle", event => {
  if (event.target.matches?.("details.pick") && event.target.open) {
    for (const list of openLists()) {
      if (list !== event.target) {
        list.open = false;
      }
    }
  }
}, true);

document.addEventListener("click", async event => {
  const button = event.target.closest?.("[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    button.dataset.copied = "true";
  }
});

// An empty address means the base address, not this page.
document.addEventListener("click", event => {
  if (event.target.closest?.("[data-reload]")) {
    event.preventDefault();
    location.reload();
  }
});

// A form's first problem, or the head of what replaced the form.
window.valanceFocus = id => {
  const element = document.getElementById(id);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "center" });
};
