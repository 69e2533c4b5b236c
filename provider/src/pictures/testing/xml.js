// Parser errors of each SVG in `window.documents`, and elements that could run code.
window.documents.flatMap((text) => {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const elements = [...parsed.querySelectorAll("parsererror, script, foreignObject, image, a")];
  const active = [...parsed.querySelectorAll("*")].filter((element) =>
    [...element.attributes].some(({ name }) => name.startsWith("on") || name.endsWith("href")),
  );
  return [...elements, ...active].map(({ outerHTML }) => outerHTML.slice(0, 300));
});
