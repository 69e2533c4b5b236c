import { z } from "@hono/zod-openapi";
import { AccountPath } from "../../cni/schemas/common";
import { AlertType } from "./alert-type";
import { Filters, FiltersRequest } from "./filters";

const recipients = z.array(
  z.object({
    id: z
      .string()
      .optional()
      .openapi({ description: "An email address, or the id of a webhook or a PagerDuty service" }),
  }),
);

export const Mechanisms = z
  .object({ email: recipients, pagerduty: recipients, webhooks: recipients })
  .partial()
  .openapi("NotificationMechanisms");

const MechanismsRequest = z
  .object({
    email: recipients.nullable(),
    pagerduty: recipients.nullable(),
    webhooks: recipients.nullable(),
  })
  .partial()
  .openapi("NotificationMechanismsRequest");

// Terraform's provider sends null for a field that was removed from the program.
const optional = {
  alert_interval: z.string().nullish(),
  description: z.string().nullish(),
  filters: FiltersRequest.nullish(),
};

export const PolicyCreate = z
  .object({
    name: z.string(),
    alert_type: AlertType,
    enabled: z.boolean(),
    mechanisms: MechanismsRequest,
    ...optional,
  })
  .openapi("NotificationPolicyCreate");
export type PolicyCreate = z.infer<typeof PolicyCreate>;

export const PolicyUpdate = z
  .object({
    name: z.string().optional(),
    alert_type: AlertType.optional(),
    enabled: z.boolean().optional(),
    mechanisms: MechanismsRequest.optional(),
    ...optional,
  })
  .openapi("NotificationPolicyUpdate");
export type PolicyUpdate = z.infer<typeof PolicyUpdate>;

export const Policy = z
  .object({
    id: z.string(),
    name: z.string(),
    alert_type: AlertType,
    enabled: z.boolean(),
    mechanisms: Mechanisms,
    alert_interval: z.string(),
    description: z.string(),
    filters: Filters,
    created: z.iso.datetime(),
    modified: z.iso.datetime(),
  })
  .partial()
  .openapi("NotificationPolicy");

export const PolicyPath = AccountPath.extend({ policy_id: z.string() });
