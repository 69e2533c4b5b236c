import { parseDuration } from "./duration";

test.each([
  ["250ms", 250],
  ["30s", 30_000],
  ["1.5m", 90_000],
  ["2h", 7_200_000],
  ["14d", 1_209_600_000],
])("parseDuration converts %s to %d ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(["", "10", "-1s", "1 s", "1w", "soon"])("parseDuration refuses %j", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
