// Keys belong to the terminal from the start, and again when somebody comes back to the page or clicks beside it.
// The terminal's own script has no hook for this, but it is there once the page is loaded.
const focusTerminal = () => document.querySelector("#terminal textarea")?.focus();
for (const event of ["load", "focus", "click"]) {
  window.addEventListener(event, () => setTimeout(focusTerminal));
}
