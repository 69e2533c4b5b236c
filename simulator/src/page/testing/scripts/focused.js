// @ts-check

// Returns the name and the id of the focused element, and whether its focus is visible.
(() => {
  const element = document.activeElement ?? document.body;
  const { x, y, width, height } = element.getBoundingClientRect();
  const on = document.elementFromPoint(x + width / 2, y + height / 2);
  return {
    name: element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "",
    id: element.id,
    outlined: getComputedStyle(element).outlineStyle === "solid",
    // The element is behind the header or outside of the window.
    covered: !(on !== null && (element.contains(on) || on.contains(element))),
  };
})();
