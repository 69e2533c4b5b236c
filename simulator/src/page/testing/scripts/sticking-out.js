// @ts-check

// Returns the elements beyond the right edge of the window, except scrollable and hidden ones.
(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const elements = [...document.querySelectorAll("body *")].filter(
    (element) =>
      element.closest(".scroller, .skip, .unseen") === null &&
      element.getBoundingClientRect().right > clientWidth + 0.5,
  );
  return [
    ...elements.map(({ outerHTML }) => outerHTML.slice(0, 80)),
    ...(scrollWidth > clientWidth ? [`the page by ${scrollWidth - clientWidth} pixels`] : []),
  ];
})();
