import { didYouMean, nearest } from "./suggest";

const INTENTS = ["single", "device-diverse", "site-diverse", "site-and-device-diverse"];

describe("didYouMean", () => {
  it.each([
    ["demands", ["demand", "order", "ports"], 'Did you mean "demand"?'],
    ["site-and-device-divers", INTENTS, 'Did you mean "site-and-device-diverse"?'],
    ["toCusotmer", ["toCustomer", "toCloudflare"], 'Did you mean "toCustomer"?'],
    ["Equinox NY1", ["Equinix NY1", "CoreSite LA1"], 'Did you mean "Equinix NY1"?'],
    ["slotid", ["slotId", "slot"], 'Did you mean "slotId"?'],
  ])("suggests the similar name if %j is misspelt among %j", (text, candidates, sentence) => {
    expect(didYouMean(text, candidates)).toBe(sentence);
  });

  it.each(["colour", "", "x"])("suggests nothing for %j if no candidate is similar", (text) => {
    expect(didYouMean(text, ["demand", "backup", "order"])).toBe("");
  });
});

it("nearest returns at most three candidates, the best first", () => {
  expect(nearest("NY1", ["NY11", "NY2", "NY1", "NY3", "NY4"])).toEqual(["NY1", "NY11", "NY2"]);
});
