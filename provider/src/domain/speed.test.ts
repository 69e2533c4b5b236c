import { gigabitsOf, speedsDiffer } from "./speed";

it.each([
  ["10G", 10],
  ["10 Gbps", 10],
  ["10GBASE-LR", 10],
  ["10000", 10],
  ["500M", 0.5],
  ["2.5g", 2.5],
  ["fast", undefined],
  // Placeholder of the engine for an unknown value.
  ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", undefined],
  [undefined, undefined],
])("gigabitsOf parses %s to %s Gbps", (text, gigabits) => expect(gigabitsOf(text)).toBe(gigabits));

it("speedsDiffer returns true only if both speeds can be parsed", () => {
  expect(speedsDiffer("10G", "10 Gbps")).toBe(false);
  expect(speedsDiffer("10G", "100G")).toBe(true);
  expect(speedsDiffer("10G", "fast")).toBe(false);
  expect(speedsDiffer(undefined, "10G")).toBe(false);
});
