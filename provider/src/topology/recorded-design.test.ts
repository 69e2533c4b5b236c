import { type Design, recordedDesign } from ".";

const DESIGN: Design = { name: "transit", intent: "single", ports: [], sessions: [] };

it("reads the design that a group has recorded", () => {
  expect(recordedDesign({ design: DESIGN, configured: "none" })).toBe(DESIGN);
});

it.each([
  undefined,
  null,
  "transit",
  { ...DESIGN, name: undefined, ports: undefined },
  { name: "transit", ports: [], sessions: [] },
  { ...DESIGN, sessions: {} },
])("is none of %j", (design) => {
  expect(recordedDesign({ design })).toBeUndefined();
});
