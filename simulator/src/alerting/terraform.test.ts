/**
 * What Terraform's provider v5, and with it `NotificationPolicy` of @pulumi/cloudflare, sends: a
 * creation and an update answer the id only and are read back; an update has every field, and null
 * for what is gone.
 */
import { useSimulator } from "../testing/use-simulator";

const bench = useSimulator();

test("a notification policy goes through its life", async () => {
  const { cloudflare, account } = bench();
  const { policies } = cloudflare.alerting;
  const planned = {
    name: "Work on interconnects",
    alert_type: "cni_maintenance_notification" as const,
    enabled: true,
    mechanisms: {
      email: [{ id: "noc@example.com" }, { id: "lead@example.com" }],
      webhooks: [{ id: "14cc11905d2b4b98a696c424cb2ad05f" }],
    },
  };
  const optional = { description: "d", alert_interval: "30m", filters: { pop_names: ["ewr"] } };
  const { id = "" } = await policies.create({ ...account, ...planned, ...optional });
  const created = await policies.get(id, account);
  expect(created).toMatchObject({ id, ...planned, ...optional });

  const path = `/accounts/${account.account_id}/alerting/v3/policies/${id}`;
  const mechanisms = { email: planned.mechanisms.email, webhooks: null, pagerduty: null };
  const gone = { description: null, alert_interval: null, filters: null };
  const body = { ...created, mechanisms, ...gone };
  expect(await cloudflare.put(path, { body })).toMatchObject({ success: true, result: { id } });
  // A field that nobody gave must not come back, or the next plan has something to change.
  expect(await policies.get(id, account)).toEqual({
    id,
    ...planned,
    mechanisms: { email: planned.mechanisms.email },
    created: created.created,
    modified: expect.any(String),
  });

  const all = [];
  for await (const policy of policies.list(account)) {
    all.push(policy.id);
  }
  expect(all).toEqual([id]);

  await policies.delete(id, account);
  // The provider takes a 404 as gone and makes the policy anew.
  await expect(policies.get(id, account)).rejects.toMatchObject({ status: 404 });
});
