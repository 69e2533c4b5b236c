/** Checks the invariants after every round: the program, the state and the API must agree. */
import type { SimulatedState } from "cloudflare-cni-simulator";
import type { StackState } from "cloudflare-cni-tools";
import type { Port, Program, Session } from "./random-program";

export function expectAgreement(program: Program, state: StackState, api: SimulatedState): void {
  const inState = (kind: string, name: string) =>
    state.resources.find(({ urn }) => urn.endsWith(`:${kind}::${name}`));
  const kinds = ["Interconnect", "CniBgpSession"];
  const kept = state.resources.filter(({ type }) =>
    kinds.some((kind) => type.endsWith(`:${kind}`)),
  );

  // The API must have exactly the declared ports, and the state must have the ID of each of them.
  expect(api.interconnects.map(({ name }) => name).sort()).toEqual(
    program.ports.map(({ name }) => inState("Interconnect", name)?.id).sort(),
  );
  expect(api.cnis.map(({ id }) => id).sort()).toEqual(
    program.sessions.map(({ name }) => inState("CniBgpSession", name)?.id).sort(),
  );
  expect(kept).toHaveLength(program.ports.length + program.sessions.length);

  for (const port of program.ports) {
    const { id = "", outputs } = inState("Interconnect", port.name) ?? {};
    const there = api.interconnects.find(({ name }) => name === id);
    expect(placeAt(port, there, api)).toBe(port.place);
    // The simulator stores edited fields separately from the order.
    expect(outputs).toMatchObject({ ...portOutputs(there), ...api.ports[id]?.edits });
  }
  for (const session of program.sessions) {
    const { id, outputs } = inState("CniBgpSession", session.name) ?? {};
    const there = api.cnis.find((cni) => cni.id === id);
    expect(there).toMatchObject({
      interconnect: inState("Interconnect", session.port)?.id,
      ...declaredSession(session),
    });
    expect(there?.bgp === undefined).toBe(session.bgp === undefined);
    expect(outputs).toMatchObject({
      interconnect: there?.interconnect,
      cniId: id,
      customerIp: there?.cust_ip,
      cloudflareIp: there?.p2p_ip,
      magic: {
        conduitName: session.conduitName,
        description: session.description,
        mtu: session.mtu,
      },
    });
    expect(outputs?.bgp).toEqual(session.bgp);
  }
  if (program.defaultAsn !== undefined) {
    expect(api.accounts[0]?.settings).toEqual({ default_asn: program.defaultAsn });
    expect(inState("CniSettings", "settings")?.outputs).toMatchObject({
      defaultAsn: program.defaultAsn,
    });
  }
}

type ApiPort = SimulatedState["interconnects"][number];

/** Returns the place of a port as the program declares it. */
function placeAt({ kind }: Port, port: ApiPort | undefined, api: SimulatedState) {
  if (port === undefined) return undefined;
  if (port.type === "gcp_partner") return api.ports[port.name]?.pairingKey;
  return kind === "slotId" ? port.slot_id : port.facility.name;
}

/** Returns the expected outputs of a port, except the link state, which may change between two reads. */
function portOutputs(port: ApiPort | undefined): object {
  if (port === undefined) return {};
  const { name, type, account, owner, speed } = port;
  const shared = { name, type, accountId: account, owner, speed };
  if (port.type === "gcp_partner") return { ...shared, region: port.region, bandwidth: speed };
  return {
    ...shared,
    slotId: port.slot_id,
    site: port.site,
    facility: port.facility,
    device: port.ccr_device_name,
  };
}

function declaredSession({ conduitName, description, mtu, bgp }: Session): object {
  return {
    magic: { conduit_name: conduitName, description, mtu },
    ...(bgp && { bgp: { customer_asn: bgp.customerAsn, extra_prefixes: bgp.extraPrefixes } }),
  };
}
