import { quietly } from "./progress";

const SECOND = 1_000;

/** The seconds at which a line is told, of a report every second. */
function told(reportAt: (second: number) => string, seconds: number): number[] {
  const isWorthTelling = quietly();
  const all = Array.from({ length: seconds }, (_, second) => second);
  return all.filter((second) => isWorthTelling(reportAt(second), second * SECOND));
}

it("tells the same again after longer and longer, ten times in half an hour", () => {
  const lines = told(() => "Pending", 30 * 60);
  expect(lines.slice(0, 5)).toEqual([0, 15, 45, 105, 225]);
  expect(lines).toHaveLength(10);
});

it("tells a change at once, and soon after again", () => {
  expect(told((second) => (second < 100 ? "Pending" : "Down"), 120)).toEqual([0, 15, 45, 100, 115]);
});
