/** The policies, for packs of your own: `new PolicyPack("ours", { policies: [...policies, mine] })`. */
import type { PolicyConfigSchema, StackValidationPolicy } from "@pulumi/policy";
import { assess, BLOCKER_TYPES } from "pulumi-cloudflare-cni/topology";
import { configured } from "./configuration";
import { designsOf } from "./designs";

const oneOf = (values: readonly string[]): PolicyConfigSchema["properties"][string] => ({
  type: "string",
  enum: [...values],
});

/**
 * Judges what a stack declares by the rules of `InterconnectGroup`: each group by its own intent,
 * and the ports outside of groups together, by the intent of the policy's configuration.
 *
 * What is an error there is a violation here; `ignore` leaves out types of blockers.
 */
export const highAvailability: StackValidationPolicy = {
  name: "cni-high-availability",
  description: "Interconnects survive what they are meant to survive.",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: {
      intent: oneOf(["single", "device-diverse", "site-diverse", "site-and-device-diverse"]),
      demandToCustomer: { type: "number", minimum: 0 },
      demandToCloudflare: { type: "number", minimum: 0 },
      backup: oneOf(["internet", "tunnel", "none"]),
      backupReason: { type: "string" },
      maintenanceNotification: { type: "boolean" },
      ignore: { type: "array", items: oneOf(BLOCKER_TYPES) },
    },
  },
  validateStack(stack, reportViolation) {
    const { ignore, ...configuration } = configured(stack.getConfig<object>());
    for (const { design, urn } of designsOf(stack.resources, configuration)) {
      const { met, blockers } = assess(design);
      const found = blockers.filter(({ type }) => !ignore.includes(type));
      const errors = found.filter(({ severity }) => severity === "error");
      // What is not known is no pass, where the intent hangs on it.
      const open = met ? [] : found.filter(({ severity }) => severity === "unknown");
      for (const { explanation, type } of errors.length > 0 ? errors : open) {
        reportViolation(`${design.name}: ${explanation} (${type})`, urn);
      }
    }
  },
};

/** All policies of this package. */
export const policies: readonly StackValidationPolicy[] = [highAvailability];
