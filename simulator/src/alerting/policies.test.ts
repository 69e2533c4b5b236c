import { useSimulator } from "../testing/use-simulator";
import { refusal, request } from "../testing/v4";

const bench = useSimulator();
const path = "/alerting/v3/policies";
const order = {
  name: "Work on interconnects",
  alert_type: "cni_maintenance_notification" as const,
  enabled: true,
  mechanisms: { email: [{ id: "noc@example.com" }] },
};

function policies() {
  return bench().cloudflare.alerting.policies;
}

async function listed() {
  return (await policies().list(bench().account)).result;
}

test("available_alerts lists the alert types of the network products", async () => {
  const { cloudflare, account } = bench();
  const alerts = await cloudflare.alerting.availableAlerts.list(account);
  const types = Object.values(alerts).flatMap((some) => some.map(({ type }) => type));
  expect(types.sort()).toEqual([
    "bgp_hijack_notification",
    "cni_maintenance_notification",
    "magic_tunnel_health_check_event",
    "magic_wan_tunnel_health",
    "maintenance_event_notification",
  ]);
});

test("a policy can be created, listed, changed and deleted", async () => {
  const { account, simulator } = bench();
  const webhooks = [{ id: "14cc11905d2b4b98a696c424cb2ad05f" }];
  const params = { ...order, mechanisms: { ...order.mechanisms, webhooks }, alert_interval: "30m" };
  const created = await policies().create({ ...account, ...params });
  const { id = "" } = created;
  expect(created).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  const policy = await policies().get(id, account);
  const when = { created: expect.any(String), modified: policy.created };
  expect(policy).toEqual({ id, ...params, ...when });
  expect(await listed()).toEqual([policy]);

  await simulator.control.advance("1h");
  const changes = { enabled: false, description: "for the night shift" };
  expect(await policies().update(id, { ...account, ...changes })).toEqual({ id });
  const changed = await policies().get(id, account);
  expect(changed).toEqual({ ...policy, ...changes, modified: expect.any(String) });
  expect(changed.modified).not.toBe(policy.modified);

  const dashed = id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  expect((await policies().get(dashed, account)).id).toBe(id);
  expect(await policies().delete(id, account)).toEqual({ success: true, errors: [], messages: [] });
  await expect(policies().get(id, account)).rejects.toMatchObject({ status: 404 });
  await expect(policies().delete(id, account)).rejects.toMatchObject({ status: 404 });
  expect(await listed()).toEqual([]);
});

test("a policy accepts every documented alert type and filter, and does not require a mechanism", async () => {
  const { account } = bench();
  const filters = { airport_code: ["EWR", "AMS"] };
  const alert_type = "maintenance_event_notification" as const;
  const { id = "" } = await policies().create({ ...account, ...order, alert_type, filters });
  expect(await policies().get(id, account)).toMatchObject({ alert_type, filters });
  const incident = {
    ...order,
    alert_type: "incident_alert" as const,
    mechanisms: {},
    filters: { incident_impact: ["INCIDENT_IMPACT_MAJOR" as const] },
  };
  const other = await policies().create({ ...account, ...incident });
  expect(await policies().get(other.id ?? "", account)).toMatchObject(incident);
  expect((await listed()).map((policy) => policy.id)).toEqual([id, other.id]);
});

test("an update keeps the fields that it omits and removes the fields that it sets to null", async () => {
  const { account } = bench();
  const params = { ...order, description: "d", alert_interval: "1h", filters: { zones: ["z"] } };
  const { id = "" } = await policies().create({ ...account, ...params });
  await policies().update(id, account);
  expect(await policies().get(id, account)).toMatchObject(params);
  const nulls = { description: null, filters: { zones: null, slo: ["99.9"] } };
  expect((await request(bench(), "PUT", `${path}/${id}`, nulls)).status).toBe(200);
  const policy = await policies().get(id, account);
  expect(policy).not.toHaveProperty("description");
  expect(policy).toMatchObject({ alert_interval: "1h", filters: { slo: ["99.9"] } });
  expect(policy.filters).not.toHaveProperty("zones");
});

test.each([
  [{ alert_type: "cni_maintenance" }, "alert_type"],
  [{ alert_type: undefined }, "alert_type"],
  [{ name: undefined }, "name"],
  [{ enabled: undefined }, "enabled"],
  [{ enabled: "yes" }, "enabled"],
  [{ mechanisms: undefined }, "mechanisms"],
  [{ mechanisms: { email: ["noc@example.com"] } }, "mechanisms.email.0"],
  [{ filters: { airport: ["EWR"] } }, "airport"],
  [{ filters: { airport_code: "EWR" } }, "filters.airport_code"],
  [{ filters: { traffic_exclusions: ["everything"] } }, "filters.traffic_exclusions.0"],
])("refuses the policy %j", async (fields, reason) => {
  const refused = await refusal(bench(), "POST", path, { ...order, ...fields });
  expect(refused).toMatchObject({ status: 400, code: 17003 });
  expect(refused.message).toContain(reason);
});

test("the notification endpoints send errors in the envelope, regardless of the errorBody switch", async () => {
  await bench().simulator.control.behave({ errorBody: "json" });
  const nowhere = `${path}/${"0".repeat(32)}`;
  expect(await refusal(bench(), "GET", nowhere)).toMatchObject({ status: 404 });
  expect(await refusal(bench(), "PUT", nowhere, {})).toMatchObject({ status: 404 });
  expect(await refusal(bench(), "PATCH", path, {})).toMatchObject({ status: 405 });
  expect(await refusal(bench(), "POST", "/alerting/v3/available_alerts", {})).toMatchObject({
    status: 405,
  });
});
