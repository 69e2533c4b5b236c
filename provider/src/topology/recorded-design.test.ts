import { type Design, recordedDesign } from ".";

const DESIGN: Design = { name: "transit", intent: "single", ports: [], sessions: [] };

it("recordedDesign returns the design that a group recorded", () => {
  expect(recordedDesign({ design: DESIGN, configured: "none" })).toBe(DESIGN);
});

it.each([
  undefined,
  null,
  "transit",
  { ...DESIGN, name: undefined, ports: undefined },
  { name: "transit", ports: [], sessions: [] },
  { ...DESIGN, sessions: {} },
])("recordedDesign returns undefined for %j", (design) => {
  expect(recordedDesign({ design })).toBeUndefined();
});
