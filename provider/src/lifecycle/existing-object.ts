/** Error for an order whose slot, pairing key or conduit already has an object. */
import type { UnsavedOrder } from "../run/journal";

export interface ExistingObject {
  /** The conflict, as a full sentence. */
  conflict: string;
  /** URN of the refused resource. */
  urn: string | undefined;
  object: "interconnect" | "session";
  /** Setting that adopts the object, such as `adopt: true`. */
  adoptSetting: string;
  /** Advice for a person who does not want to adopt the object; completes "Otherwise, …". */
  alternative: string;
  /** What a deletion loses; completes "This gives up …". */
  loss: string;
  /** Journal entry if this resource ordered the object and the engine received it. */
  ownOrder: UnsavedOrder | undefined;
}

const VERBS = { interconnect: "ordered", session: "created" } as const;

/**
 * Describes the conflict and every safe way to continue, the least destructive first. A create cannot
 * distinguish a renamed resource from a forced replacement, so the person has to choose.
 */
export function describeExistingObject(refusal: ExistingObject): string {
  const { conflict, urn, object, adoptSetting, alternative, loss, ownOrder } = refusal;
  const verb = VERBS[object];
  const origin =
    ownOrder === undefined
      ? `No record shows that this resource ${verb} it.`
      : `This resource ${verb} it at ${new Date(ownOrder.at).toISOString()}, but it is not in this stack's state.`;
  return [
    `${conflict} ${origin} Nothing was ${verb}.`,
    "- If the resource was renamed or moved in the program, set `aliases` to its old name in the resource options.",
    `- If you forced a replacement (\`--replace\` or \`pulumi state taint\`), run \`pulumi destroy --target '${urn ?? "<urn>"}' --target-dependents\`, then \`pulumi up\`. This gives up ${loss}. To keep the ${object}, run \`pulumi state untaint\` or leave out \`--replace\`.`,
    `- If a run ended before it saved the ${object}, or you want to manage an existing one, make sure that no other stack manages it (\`npx pulumi-cloudflare-cni orphans --all-stacks\`), then set ${adoptSetting}.`,
    `- Otherwise, ${alternative}.`,
  ].join("\n");
}
