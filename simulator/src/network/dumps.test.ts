import { z } from "zod";
import { Account } from "./account";
import { MagicInterconnectsState } from "./magic-interconnects";
import { Network } from "./network";
import { PoliciesState } from "./policies";
import { RoutesState } from "./routes";

const id = "0123456789abcdef0123456789abcdef";
const State = z.strictObject({
  magic: MagicInterconnectsState,
  routes: RoutesState,
  policies: PoliciesState,
});

function dump({ magic, routes, policies }: Account): unknown {
  const state = { magic: magic.dump(), routes: routes.dump(), policies: policies.dump() };
  return JSON.parse(JSON.stringify(state));
}

function withEverything(network: Network): Account {
  const account = new Account(id, "Example Networks", network);
  const magic = { conduit_name: "newark", description: "", mtu: 1500 };
  const record = account.cnis.create({ account: id, interconnect: "cni-ewr-a-000001", magic });
  const nexthop = record.cni.cust_ip.replace("/31", "");
  account.routes.create({
    prefix: "192.0.2.0/24",
    nexthop,
    priority: 1,
    scope: { colo_names: ["x"] },
  });
  account.routes.create({ prefix: "192.0.2.0/24", nexthop, priority: 2, weight: 3 });
  account.policies.create({
    name: "p",
    alert_type: "cni_maintenance_notification",
    enabled: true,
    mechanisms: { email: [{ id: "noc@example.com" }] },
    filters: { pop_names: ["ewr"] },
  });
  const bgp = { customer_asn: 65_010, import_filter_id: "f" };
  account.magic.update(record, { mtu: 1400, bgp, health_check: { rate: "low" } }, false);
  return account;
}

test("load restores a dump, including hidden edits and the order of objects", () => {
  const network = new Network({ direct: 0, gcpPartner: 0 }, { magicEdits: "hidden" });
  const account = withEverything(network);
  const state = dump(account);

  const other = new Account(id, "Example Networks", network);
  const { magic, routes, policies } = State.parse(state);
  for (const record of account.cnis.all()) {
    other.cnis.put(record);
  }
  other.magic.load(magic);
  other.routes.load(routes);
  other.policies.load(policies);
  expect(dump(other)).toEqual(state);
  const [record] = other.magic.visible();
  expect(record && other.magic.cni(record).magic.mtu).toBe(1400);

  other.magic.clear();
  other.routes.clear();
  other.policies.clear();
  expect(dump(other)).toEqual({ magic: {}, routes: [], policies: [] });
});

test("Magic's data about a CNI is deleted with the CNI", () => {
  const account = withEverything(new Network({ direct: 0, gcpPartner: 0 }));
  expect(Object.keys(account.magic.dump())).toHaveLength(1);
  const [record] = account.cnis.all();
  account.cnis.remove(record?.cni.id ?? "");
  expect(account.magic.dump()).toEqual({});
});

test("an invalid dump is refused", () => {
  const state = {
    magic: { x: { hidden: {}, filters: {} } },
    routes: [{ id: "r" }],
    policies: [{}],
  };
  const { error } = State.safeParse(state);
  expect(new Set(error?.issues.map(({ path }) => path[0]))).toEqual(
    new Set(["magic", "routes", "policies"]),
  );
});
