/** Checks at compile time that the schemas match the types of Cloudflare's SDK. */
import type * as Alerts from "cloudflare/resources/alerting/available-alerts";
import type * as Policies from "cloudflare/resources/alerting/policies";
import type { StoredPolicy } from "../network/policies";
import type { Fits } from "../testing/fits";
import type { AvailableAlerts } from "./schemas/available-alerts";
import type { PolicyCreate, PolicyUpdate } from "./schemas/policy";

type InPath = "account_id";

const answers: {
  policy: Fits<Omit<StoredPolicy, "filters">, Policies.Policy>;
  alerts: Fits<AvailableAlerts, Alerts.AvailableAlertListResponse>;
} = { policy: true, alerts: true };

/** The schemas accept everything that the SDK can send. */
const requests: {
  creation: Fits<Omit<Policies.PolicyCreateParams, InPath | "filters">, PolicyCreate>;
  update: Fits<Omit<Policies.PolicyUpdateParams, InPath | "filters">, PolicyUpdate>;
} = { creation: true, update: true };

test("the schemas match the types of the SDK at compile time", () => {
  expect(new Set([...Object.values(answers), ...Object.values(requests)])).toEqual(new Set([true]));
});
