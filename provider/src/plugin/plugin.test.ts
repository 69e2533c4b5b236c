/** Tests the plugin's service over gRPC with the calls that the engine makes. */

import type * as pb from "@pulumi/pulumi/proto/provider_pb";
import {
  specialResourceSig,
  specialSecretSig,
  specialSigKey,
  unknownValue,
} from "@pulumi/pulumi/runtime/rpc";
import { rejection } from "../testing/engine";
import { ask, keptObject, openPlugin, type PluginClient, urnOf } from "../testing/plugin-client";
import { openTestAccount, type TestAccount } from "../testing/test-account";
import { proto } from "./messages";
import { readSchema } from "./package";

let account: TestAccount;
let plugin: PluginClient;
let slotId: string;
beforeEach(async () => {
  account = await openTestAccount({ healthyAfter: "1h" });
  [slotId] = await account.freeSlots();
  plugin = await openPlugin();
  await plugin.configure(settings());
});
afterEach(async () => {
  plugin.close();
  await account.close();
});

const settings = () => {
  const { token: apiToken, accountId, baseUrl } = account.simulator;
  return { apiToken, accountId, baseUrl };
};
const secret = (value: unknown) => ({ [specialSigKey]: specialSecretSig, value });
const reference = (type: string, id: string, name = "one") => ({
  ...{ [specialSigKey]: specialResourceSig, urn: urnOf(type, name), id },
});
const BGP = { customerAsn: 65_010, md5Key: "a-key-in-plain-text" };

describe("plugin service", () => {
  it("accepts secrets and resources, and reports its version and schema", async () => {
    const request = new proto.ProviderHandshakeRequest();
    const handshake = await ask<pb.ProviderHandshakeResponse>((done) =>
      plugin.client.handshake(request, done),
    );
    expect(handshake.toObject()).toMatchObject({ acceptSecrets: true, acceptResources: true });
    const schema = await ask<pb.GetSchemaResponse>((done) =>
      plugin.client.getSchema(new proto.GetSchemaRequest(), done),
    );
    expect(JSON.parse(schema.getSchema())).toEqual(readSchema());
  });

  it("reports missing credentials once and names the plugin's own configuration key", async () => {
    const problems = await plugin.checkConfig({});
    expect(problems).toEqual([
      expect.stringContaining("pulumi config set --secret cloudflare-cni:apiToken <token>"),
    ]);
  });

  it("accepts a provider resource whose arguments are unknown in preview", async () => {
    expect(await plugin.checkConfig({ apiToken: unknownValue }, "lab")).toEqual([]);
  });

  it("never mixes the credentials of a provider resource with those from the environment", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from the environment";
    try {
      const [problem] = await plugin.checkConfig({ baseUrl: account.simulator.baseUrl }, "lab");
      expect(problem).toContain("credentials are missing");
    } finally {
      delete process.env.CLOUDFLARE_API_TOKEN;
    }
  });

  it("refuses an unknown resource type", async () => {
    await expect(plugin.check("Circuit", {})).rejects.toThrow(
      /Circuit is not supported by version \S+ of the plugin\. Install/,
    );
  });
});

describe("plugin check", () => {
  it("returns keys that are passed as plain strings as secrets", async () => {
    const magic = { conduitName: "ewr" };
    const session = await plugin.check("CniBgpSession", { interconnect: "p", magic, bgp: BGP });
    expect(session.inputs.bgp).toMatchObject({ md5Key: secret(BGP.md5Key) });
    const pairingKey = "4f3a1c62-0d53-4b0e-9c7d-2a1f0e9b8c7d/us-east4/1";
    const port = await plugin.check("Interconnect", { pairingKey, bandwidth: "1G" });
    expect(port.inputs.pairingKey).toEqual(secret(pairingKey));
  });

  it("keeps the secret marks of the program", async () => {
    const { inputs } = await plugin.check("CniBgpSession", {
      ...{ interconnect: "p", bgp: { ...BGP, customerAsn: secret(65_010) } },
      magic: secret({ conduitName: "ewr" }),
    });
    expect(inputs.magic).toMatchObject(secret({ conduitName: "ewr" }));
    expect(inputs.bgp).toMatchObject({ customerAsn: secret(65_010) });
  });

  it("does not name properties to the engine, which would print their values", async () => {
    const { problems, properties } = await plugin.check("Interconnect", { slotId: "x" });
    expect(problems).toEqual([expect.stringMatching(/^slotId "x" is not valid/)]);
    expect(properties).toEqual([""]);
  });

  it("reads the account and the ID from an interconnect that the program passes", async () => {
    const { inputs } = await plugin.create("Interconnect", { slotId });
    const port = await plugin.create(
      "Interconnect",
      { slotId: (await account.freeSlots())[1] },
      { name: "two" },
    );
    expect(inputs.accountId).toBe(account.simulator.accountId);
    const checked = await plugin.check("InterconnectReady", {
      interconnect: reference("Interconnect", port.id, "two"),
    });
    expect(checked.inputs).toMatchObject({
      interconnect: port.id,
      accountId: account.simulator.accountId,
      __linked: true,
    });
  });

  it("treats an interconnect without an ID as a new interconnect", async () => {
    const { inputs } = await plugin.check("InterconnectReady", {
      interconnect: reference("Interconnect", ""),
    });
    expect(inputs).toMatchObject({ interconnect: unknownValue, __linked: true });
  });

  it("replaces interconnects in avoidDevices with their device names", async () => {
    const { outputs, id } = await plugin.create("Interconnect", { slotId });
    const { inputs } = await plugin.check(
      "Interconnect",
      { slot: { metro: "EWR", avoidDevices: [reference("Interconnect", id), "ccr09.ewr-a"] } },
      { name: "two" },
    );
    expect(inputs.slot).toMatchObject({ avoidDevices: [outputs.device, "ccr09.ewr-a"] });
  });

  it("reads the MD5 key from a session that the program passes and keeps it a secret", async () => {
    const port = await plugin.create("Interconnect", { slotId });
    const session = await plugin.create("CniBgpSession", {
      interconnect: port.id,
      magic: { conduitName: "ewr" },
      bgp: BGP,
    });
    const { inputs } = await plugin.check("MagicInterconnect", {
      session: reference("CniBgpSession", session.id),
      healthCheck: { rate: "low" },
    });
    expect(inputs).toMatchObject({ session: session.id, md5Key: secret(BGP.md5Key) });
  });
});

describe("plugin preview", () => {
  it("returns the inputs of a new port and the location of its slot, with one list for all ports", async () => {
    const slots = await account.freeSlots();
    for (const [at, slotId] of slots.entries()) {
      const options = { preview: true, name: `port${at}` };
      const { id, outputs } = await plugin.create("Interconnect", { slotId }, options);
      const { site, facility, device } = await plugin.invoke("getSlot", { id: slotId });
      expect(id).toBe("");
      expect(outputs).toMatchObject({ slotId, type: "direct", name: unknownValue });
      expect(outputs).toMatchObject({ site, facility, device, status: unknownValue });
    }
    const requests = await account.simulator.control.requests();
    const lists = requests.filter(({ path, query }) => path.endsWith("/cni/slots") && query === "");
    expect(lists).toHaveLength(1);
    expect((await account.simulator.control.state()).interconnects).toEqual([]);
  });

  it("returns only the inputs of any other new resource", async () => {
    const declared = { interconnect: "cni-1", magic: { conduitName: "ewr" } };
    const { outputs } = await plugin.create("CniBgpSession", declared, { preview: true });
    expect(outputs).toMatchObject({ interconnect: "cni-1", customerIp: unknownValue });
  });

  it("returns the outputs of an updated resource except those that the update reads from the API", async () => {
    const state = await plugin.create("Interconnect", { slotId });
    const { outputs } = await plugin.update(
      "Interconnect",
      state,
      { slotId, waitFor: "healthy" },
      { preview: true },
    );
    expect(outputs).toMatchObject({ name: state.id, device: state.outputs.device });
    expect(outputs.status).toBe(unknownValue);
  });

  it("fails with Cloudflare's error if Magic would refuse the settings", async () => {
    const port = await plugin.create("Interconnect", { slotId });
    const { id } = await plugin.create("CniBgpSession", {
      ...{ interconnect: port.id, magic: { conduitName: "ewr" } },
    });
    const declared = { session: id, automaticReturnRouting: true };
    await expect(plugin.create("MagicInterconnect", declared, { preview: true })).rejects.toThrow(
      /Cloudflare would refuse the settings: .*coupler_integration/,
    );
  });
});

describe("plugin diff", () => {
  it("lists each changed property by its path", async () => {
    const port = await plugin.create("Interconnect", { slotId });
    const declared = {
      interconnect: port.id,
      magic: { conduitName: "ewr" },
      bgp: { ...BGP, extraPrefixes: ["10.0.0.0/8"] },
    };
    const state = await plugin.create("CniBgpSession", declared);
    expect(await plugin.diff("CniBgpSession", state, declared)).toMatchObject({
      changes: false,
      detail: {},
    });
    const changed = {
      ...declared,
      magic: { conduitName: "ewr", mtu: 1400 },
      bgp: { ...BGP, md5Key: "another-key", extraPrefixes: ["10.0.0.0/8", "172.16.0.0/12"] },
      bgpMode: "advertise_only",
    };
    expect(await plugin.diff("CniBgpSession", state, changed)).toMatchObject({
      changes: true,
      detail: {
        "magic.mtu": "UPDATE",
        "bgp.md5Key": "UPDATE",
        "bgp.extraPrefixes[1]": "ADD",
        bgpMode: "ADD",
      },
    });
  });

  it("marks the properties that replace a port, and orders the new port first", async () => {
    const state = await plugin.create("Interconnect", { slotId });
    const [, other] = await account.freeSlots();
    const difference = await plugin.diff("Interconnect", state, { slotId: other });
    expect(difference).toEqual({
      changes: true,
      replaces: ["slotId"],
      deleteBeforeReplace: false,
      detail: { slotId: "UPDATE_REPLACE" },
    });
  });
});

describe("plugin operations", () => {
  it("an operation does not write the URN to the state, because it would become outdated", async () => {
    const state = await plugin.create("CniSettings", { defaultAsn: 64_512 });
    expect(state.inputs).not.toHaveProperty("__urn");
    expect(state.outputs).not.toHaveProperty("__urn");
  });

  it("an operation that fails after the order keeps the port, with its secrets marked", async () => {
    const pairingKey = "4f3a1c62-0d53-4b0e-9c7d-2a1f0e9b8c7d/us-east4/1";
    const declared = { pairingKey, bandwidth: "1G", timeout: "1ms" };
    const error = await rejection(plugin.create("Interconnect", declared));
    const [port] = (await account.simulator.control.state()).interconnects;
    expect(keptObject(error)).toMatchObject({
      id: port?.name,
      properties: { pairingKey: secret(pairingKey), timeout: "1ms" },
    });
    expect(error.message).not.toContain(pairingKey);
  });

  it("an operation waits as long as customTimeouts allows and does not write that timeout to the state", async () => {
    const { id } = await plugin.create("Interconnect", { slotId });
    const started = Date.now();
    const create = plugin.create("InterconnectReady", { interconnect: id }, { timeout: 0.01 });
    const error = await rejection(create);
    expect(error.message).toMatch(/still Pending after 0s/);
    expect(Date.now() - started).toBeLessThan(60_000);
    expect(keptObject(error)?.properties.timeout).toBe("30m");
  });

  it("an operation stops when the engine cancels the run", async () => {
    const { id } = await plugin.create("Interconnect", { slotId });
    const waiting = rejection(plugin.create("InterconnectReady", { interconnect: id }));
    await plugin.cancel();
    expect((await waiting).message).toMatch(/cancel/i);
  });
});

describe("plugin imports", () => {
  /** Imports an object. Returns the inputs, and the diff against a program with these inputs. */
  async function imported(type: string, id: string) {
    const state = await plugin.read(type, { id });
    return { inputs: state.inputs, diff: await plugin.diff(type, state, state.inputs) };
  }

  it("an import returns inputs of a port that cause no change in the next preview", async () => {
    const { name } = await account.post("interconnects", {
      ...{ account: account.simulator.accountId, type: "direct", slot_id: slotId },
    });
    const { inputs, diff } = await imported("Interconnect", name);
    expect(inputs).toEqual({ slotId });
    expect(diff).toMatchObject({ changes: false, replaces: [] });
  });

  it("an import returns inputs of a session that cause no change in the next preview, with its key as a secret", async () => {
    const port = await plugin.create("Interconnect", { slotId });
    const { id } = await account.post("cnis", {
      account: account.simulator.accountId,
      interconnect: port.id,
      magic: { conduit_name: "theirs", description: "by hand", mtu: 1500 },
      bgp: { customer_asn: 65_020, extra_prefixes: ["10.0.0.0/8"], md5_key: "their key" },
    });
    const { inputs, diff } = await imported("CniBgpSession", id);
    expect(inputs).toEqual({
      interconnect: port.id,
      magic: { conduitName: "theirs", description: "by hand", mtu: 1500 },
      bgp: { customerAsn: 65_020, extraPrefixes: ["10.0.0.0/8"], md5Key: secret("their key") },
    });
    expect(diff).toMatchObject({ changes: false, replaces: [] });
  });

  it("plans no replacement of an imported Google port if the program declares its pairing key, which the API never returns", async () => {
    const pairingKey = "4f3a1c62-0d53-4b0e-9c7d-2a1f0e9b8c7d/us-east4/1";
    const { name } = await account.post("interconnects", {
      ...{ account: account.simulator.accountId, type: "gcp_partner" },
      ...{ pairing_key: pairingKey, bandwidth: "1G" },
    });
    const state = await plugin.read("Interconnect", { id: name });
    expect(state.inputs).toEqual({ bandwidth: "1G" });
    const declared = { pairingKey, bandwidth: "1G", waitFor: "ordered" };
    expect(await plugin.diff("Interconnect", state, declared)).toMatchObject({
      changes: false,
      replaces: [],
    });
  });

  it("an import returns inputs of settings that cause no change in the next preview, and a later delete restores nothing", async () => {
    const { accountId } = account.simulator;
    const { inputs, diff } = await imported("CniSettings", accountId);
    expect(inputs).toEqual({ defaultAsn: 13_335 });
    expect(diff).toMatchObject({ changes: false, replaces: [] });
    await plugin.delete("CniSettings", await plugin.read("CniSettings", { id: accountId }));
    expect(await account.countRequests("PUT")).toBe(0);
  });

  it("an import refuses the settings of another account", async () => {
    const other = "f".repeat(32);
    await expect(plugin.read("CniSettings", { id: other })).rejects.toThrow(
      new RegExp(`${other} is not the account ${account.simulator.accountId}`),
    );
  });

  it("an import fails if the object does not exist", async () => {
    await expect(plugin.read("Interconnect", { id: "cni-none" })).rejects.toThrow(
      "cni-none does not exist. Check the ID and the account.",
    );
  });
});

describe("plugin functions", () => {
  it("functions return the same results as the lookups of the package", async () => {
    const port = await plugin.create("Interconnect", { slotId });
    expect(await plugin.invoke("getSlot", { id: slotId })).toMatchObject({
      id: slotId,
      occupied: true,
    });
    expect(await plugin.invoke("getInterconnectStatus", { name: port.id })).toEqual({
      state: "Pending",
    });
    expect(await plugin.invoke("getInterconnects")).toMatchObject({
      interconnects: [{ name: port.id }],
    });
  });

  it("functions refuse invalid arguments and name the plugin's configuration keys", async () => {
    await expect(plugin.invoke("getSlots", { metros: "EWR" })).rejects.toThrow(
      '"metros" is not an argument',
    );
    await plugin.configure({ ...settings(), accountId: undefined });
    await expect(plugin.invoke("getSlots")).rejects.toThrow(/cloudflare-cni:accountId/);
  });

  it("a call to a function that does not exist fails", async () => {
    await expect(plugin.invoke("MagicInterconnect")).rejects.toThrow(
      "MagicInterconnect is not a function of version",
    );
  });
});
