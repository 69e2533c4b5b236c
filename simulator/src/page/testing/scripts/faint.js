// @ts-check

/*
 * Finds visible texts with a contrast below 4.5 and borders of fields with a contrast below 3. Uses the
 * colours that the browser computes, and treats backgrounds as opaque.
 */
(() => {
  /** @param {string} color @returns {number[]} */
  function channels(color) {
    return (color.match(/[\d.]+/g) ?? []).map(Number);
  }
  /** @param {string} color */
  function luminance(color) {
    const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  /** @param {string} one @param {string} other */
  function contrast(one, other) {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }
  /** @param {Element | null} element @returns {string} */
  function groundOf(element) {
    if (element === null) {
      return "rgb(255, 255, 255)";
    }
    const { backgroundColor } = getComputedStyle(element);
    return channels(backgroundColor)[3] === 0 ? groundOf(element.parentElement) : backgroundColor;
  }
  /** @param {string} what @param {string} color @param {string} ground */
  function measured(what, color, ground) {
    return { what, color, ground, contrast: contrast(color, ground) };
  }

  const visible = [...document.querySelectorAll("body *")].filter((element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  );
  const texts = visible
    .filter(({ childNodes }) =>
      [...childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()),
    )
    .map((element) =>
      measured(
        element.textContent?.trim().slice(0, 60) ?? "",
        getComputedStyle(element).color,
        groundOf(element),
      ),
    );
  const edges = visible
    .filter((element) => element.matches("button, input, select"))
    .map((element) =>
      measured(
        element.outerHTML.slice(0, 60),
        getComputedStyle(element).borderTopColor,
        groundOf(element.parentElement),
      ),
    );
  return [
    ...texts.filter(({ contrast }) => contrast < 4.5),
    ...edges.filter(({ contrast }) => contrast < 3),
  ];
})();
