// @ts-check

[...document.querySelectorAll("h1, h2, h3, h4, h5")]
  .filter((heading) => heading.checkVisibility())
  .map(({ tagName }) => Number(tagName[1]));
