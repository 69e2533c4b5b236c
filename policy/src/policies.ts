/** Policies to include in a custom pack: `new PolicyPack("ours", { policies: [...policies, mine] })`. */
import type { PolicyConfigSchema, StackValidationPolicy } from "@pulumi/policy";
import { assess, BLOCKER_TYPES } from "pulumi-cloudflare-cni/topology";
import { parseConfiguration } from "./configuration";
import { designsOf } from "./designs";

const oneOf = (values: readonly string[]): PolicyConfigSchema["properties"][string] => ({
  type: "string",
  enum: [...values],
});

/**
 * Assesses the resources of a stack with the rules of `InterconnectGroup`. Each group has its own intent, and all ports
 * outside groups share the intent in the policy's configuration.
 *
 * A blocker with severity error is a violation. `ignore` excludes blocker types.
 */
export const highAvailability: StackValidationPolicy = {
  name: "cni-high-availability",
  description: "Interconnects achieve their intent.",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: {
      intent: oneOf(["single", "device-diverse", "site-diverse", "site-and-device-diverse"]),
      demandToCustomer: { type: "number", minimum: 0 },
      demandToCloudflare: { type: "number", minimum: 0 },
      backup: oneOf(["internet", "tunnel", "none"]),
      backupReason: { type: "string" },
      maintenanceNotification: {
        type: "array",
        items: {
          type: "object",
          required: ["alertType"],
          properties: {
            alertType: oneOf(["cni_maintenance_notification", "maintenance_event_notification"]),
            airportCodes: { type: "array", items: { type: "string" } },
          },
        },
      },
      ignore: { type: "array", items: oneOf(BLOCKER_TYPES) },
    },
  },
  validateStack(stack, reportViolation) {
    const { ignore, ...configuration } = parseConfiguration(stack.getConfig<object>());
    for (const { design, urn } of designsOf(stack.resources, configuration)) {
      const { met, blockers } = assess(design);
      const found = blockers.filter(({ type }) => !ignore.includes(type));
      const errors = found.filter(({ severity }) => severity === "error");
      // Blockers with severity unknown are violations only if the intent depends on them.
      const open = met ? [] : found.filter(({ severity }) => severity === "unknown");
      for (const { explanation, type } of errors.length > 0 ? errors : open) {
        reportViolation(`${design.name}: ${explanation} (${type})`, urn);
      }
    }
  },
};

/** All policies of this package. */
export const policies: readonly StackValidationPolicy[] = [highAvailability];
