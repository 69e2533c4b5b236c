import { parsePercentage } from "./percentage";

it.each([
  ["99.99%", 0.9999],
  ["50%", 0.5],
  ["0.1%", 0.001],
])("parsePercentage parses %s", (text, part) => {
  expect(parsePercentage(text)).toBeCloseTo(part, 10);
});

it.each(["", "99.99", "0%", "100%", "101%", "-5%", "99,9%", "99.9 %", "four nines", "1e1%"])(
  "parsePercentage returns undefined for %j",
  (text) => {
    expect(parsePercentage(text)).toBeUndefined();
  },
);
