import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { isResourceReference, isSecret, secret, unknownValue } from "./property-values";

it("the copied constants of the protocol equal those of the SDK", () => {
  expect(unknownValue).toBe(rpc.unknownValue);
  expect(secret("key")).toEqual({ [rpc.specialSigKey]: rpc.specialSecretSig, value: "key" });
  expect(isSecret(secret("key"))).toBe(true);
  const reference = { [rpc.specialSigKey]: rpc.specialResourceSig, urn: "urn:pulumi:…" };
  expect(isResourceReference(reference)).toBe(true);
});
