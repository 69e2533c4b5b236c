import { fit, widthOf } from "./measure";

const FONT = { size: 10 };

test.each([
  ["short", 100, "short"],
  ["production-newark-primary", 80, "product…mary"],
  ["anything", 0, "…"],
  ["", 0, ""],
  ["one\n two\u0000\u202E", 100, "one two"],
])("fit shortens %j to %i pixels", (text, width, shown) => {
  expect(fit(text, width, FONT)).toBe(shown);
});

test("fit returns text that is at most as wide as requested", () => {
  for (let width = 10; width < 200; width++) {
    expect(widthOf(fit("W".repeat(1000), width, FONT), FONT)).toBeLessThanOrEqual(width);
  }
});

test("widthOf is larger for bold text and equal for accented letters", () => {
  expect(widthOf("abc", { ...FONT, bold: true })).toBeGreaterThan(widthOf("abc", FONT));
  expect(widthOf("ä", FONT)).toBe(widthOf("a", FONT));
});
