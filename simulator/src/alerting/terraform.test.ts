/**
 * Sends the requests of version 5 of Terraform's Cloudflare provider. @pulumi/cloudflare is built on it, so
 * its `NotificationPolicy` sends the same requests. The responses to a creation and an update contain only
 * the id, so the provider then reads the policy. An update sends every field, and null for a removed field.
 */
import { useSimulator } from "../testing/use-simulator";

const bench = useSimulator();

test("a notification policy works with the requests of Terraform's provider", async () => {
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
  // The response must not contain fields that the request omitted, or the next plan shows a change.
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
  // The provider treats a policy with status 404 as deleted and creates it again.
  await expect(policies.get(id, account)).rejects.toMatchObject({ status: 404 });
});
