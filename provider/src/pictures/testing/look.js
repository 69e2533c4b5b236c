// @ts-check

/*
 * Layout problems of the page: texts that overlap, texts that leave their box or the picture, and
 * content that is wider than the page.
 */
(() => {
  /** @param {DOMRect} one @param {DOMRect} other */
  function overlap(one, other) {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return across > 0.5 && down > 0.5;
  }
  /** @param {DOMRect} outer @param {DOMRect} inner */
  function holds(outer, inner) {
    return (
      inner.left >= outer.left - 0.5 &&
      inner.right <= outer.right + 0.5 &&
      inner.top >= outer.top - 0.5 &&
      inner.bottom <= outer.bottom + 0.5
    );
  }
  /** @param {Element} element */
  const around = (element) => ({
    rect: element.getBoundingClientRect(),
    text: element.lastChild?.textContent ?? "",
  });

  const problems = [];
  for (const picture of document.querySelectorAll("svg.cni-picture")) {
    const shown = [...picture.querySelectorAll("text")].filter(
      (text) => text.getClientRects().length,
    );
    const texts = shown.map(around);
    const boxes = [...picture.querySelectorAll("rect.box")].map(around);
    const whole = picture.getBoundingClientRect();
    texts.forEach((one, at) => {
      for (const other of texts.slice(at + 1)) {
        if (overlap(one.rect, other.rect)) problems.push(`"${one.text}" covers "${other.text}"`);
      }
      if (!holds(whole, one.rect)) problems.push(`"${one.text}" leaves the picture`);
      for (const box of boxes) {
        if (overlap(box.rect, one.rect) && !holds(box.rect, one.rect)) {
          problems.push(`"${one.text}" crosses the edge of a box`);
        }
      }
    });
    if (texts.length === 0 && whole.width > 0) problems.push("a picture without texts");
  }
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) problems.push(`the page is ${scrollWidth - clientWidth} too wide`);
  return problems;
})();
