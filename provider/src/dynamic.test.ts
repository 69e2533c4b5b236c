import { provider, type ResourceType } from "./dynamic";

it.each<ResourceType>(["Interconnect", "InterconnectReady", "CniBgpSession", "CniSettings"])(
  "has one provider of %s for the process",
  (type) => {
    expect(provider(type)).toBe(provider(type));
    expect(Object.keys(provider(type)).sort()).toEqual([
      "check",
      "configure",
      "create",
      "delete",
      "diff",
      "read",
      "update",
    ]);
  },
);

it("does not know a type of a later version, and says so", () => {
  const type = "InterconnectOfTheFuture";
  // As the text in a state calls it: without types.
  expect(() => Reflect.apply(provider, undefined, [type])).toThrow(
    `${type} is not supported by this version of pulumi-cloudflare-cni. Install the version that created`,
  );
});
