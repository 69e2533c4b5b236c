import { formatDuration, parseDuration } from "./duration";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe("parseDuration", () => {
  it.each([
    ["90s", 90 * SECOND],
    ["30m", 30 * MINUTE],
    ["2h", 2 * HOUR],
    ["14d", 14 * 24 * HOUR],
    ["2w", 14 * 24 * HOUR],
    ["2y", 730 * 24 * HOUR],
    ["1.5h", 90 * MINUTE],
    ["0.05s", 50],
  ])("parses %s", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(["", "30", "m", "0s", "-5m", "5 m", "5M", "soon", "1e3s", "5m\n"])(
    "returns undefined for %j",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it("parses several units, as in customTimeouts of Pulumi", () => {
    expect(parseDuration("1h30m")).toBe(90 * MINUTE);
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0s"],
    [-5, "0s"],
    [400, "0s"],
    [4 * SECOND, "4s"],
    [59_600, "1m"],
    [12 * MINUTE + 5 * SECOND, "12m 5s"],
    [3 * HOUR + 20 * MINUTE + 9 * SECOND, "3h 20m"],
    [26 * HOUR, "1d 2h"],
    [15 * 24 * HOUR, "15d"],
  ])("formats %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
