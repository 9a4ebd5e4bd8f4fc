// Where the focus goes, for whoever works by keyboard or hears the screen read: to what opens, back to where it was, never to nowhere.
const longestTrail = 40;
let trail = [];
const entered = new WeakSet();

const isNowhere = () => document.activeElement === document.body;
const canHold = ({ element, path }) => path === location.pathname && element.isConnected && !element.disabled && element.getClientRects().length > 0;

document.addEventListener("focusin", event => {
  trail = [...trail.slice(1 - longestTrail), { element: event.target, path: location.pathname }];
});

// A click into the void lets it go on purpose.
document.addEventListener("pointerdown", () => setTimeout(() => {
  if (isNowhere()) {
    trail = [];
  }
}));

const goBack = () => {
  const last = trail.at(-1)?.element;
  // What is only disabled while the server works gets it again when it is enabled.
  if (!last || !isNowhere() || (last.isConnected && last.disabled)) {
    return;
  }
  (trail.findLast(canHold)?.element ?? document.querySelector("main h1"))?.focus({ preventScroll: true });
};

new MutationObserver(() => {
  const opened = document.querySelector("[data-focus]");
  if (opened && !entered.has(opened)) {
    entered.add(opened);
    opened.focus();
  } else if (isNowhere()) {
    // The heading of a new page takes it by itself.
    setTimeout(goBack, 150);
  }
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "hidden"] });

// F8 leads to the newest message at the upper right. Escape closes it, and answers a question with no.
document.addEventListener("keydown", event => {
  if (event.key === "F8") {
    const ways = [...document.querySelectorAll(".mud-snackbar")].map(message => message.querySelector("a[href]") ?? message.querySelector("button"));
    if (ways.length > 0) {
      event.preventDefault();
      ways.at(-1)?.focus();
    }
  } else if (event.key === "Escape") {
    event.target.closest?.(".mud-snackbar")?.querySelector("button")?.click();
    event.target.closest?.("[role=alertdialog]")?.querySelector("[data-keep]")?.click();
  }
});
