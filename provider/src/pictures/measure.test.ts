import { fit, widthOf } from "./measure";

const FONT = { size: 10 };

test.each([
  ["short", 100, "short"],
  ["production-newark-primary", 80, "product…mary"],
  ["anything", 0, "…"],
  ["", 0, ""],
  ["one\n two\u0000\u202E", 100, "one two"],
])("%j in %i pixels", (text, width, shown) => {
  expect(fit(text, width, FONT)).toBe(shown);
});

test("what is shortened fits", () => {
  for (let width = 10; width < 200; width++) {
    expect(widthOf(fit("W".repeat(1000), width, FONT), FONT)).toBeLessThanOrEqual(width);
  }
});

test("bold is wider, and accents are not", () => {
  expect(widthOf("abc", { ...FONT, bold: true })).toBeGreaterThan(widthOf("abc", FONT));
  expect(widthOf("ä", FONT)).toBe(widthOf("a", FONT));
});
