/** Creates the error for an order whose slot, pairing key or conduit name is already in use. */
import type { UnsavedOrder } from "../run/journal";

export interface ExistingObject {
  /** Full sentence that describes the conflict. */
  conflict: string;
  /** URN of the resource whose order is refused. */
  urn: string | undefined;
  object: "interconnect" | "session";
  /** Setting with which the resource adopts the object, such as `adopt: true`. */
  adoptSetting: string;
  /** Advice for a user who does not want to adopt the object. Completes "Otherwise, …". */
  alternative: string;
  /** What is lost if the object is deleted. Completes "This gives up …". */
  loss: string;
  /** Journal entry of the order, if this resource ordered the object and the engine received the object. */
  ownOrder: UnsavedOrder | undefined;
}

const VERBS = { interconnect: "ordered", session: "created" } as const;

/**
 * Describes the conflict and every safe way to continue, beginning with the least destructive. A create operation
 * cannot distinguish a renamed resource from a forced replacement, so the user must choose.
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
