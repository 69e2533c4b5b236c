/** The refusal of an order whose place has an object, with every safe way on. */
import type { UnsavedOrder } from "../run/journal";

export interface ExistingObject {
  /** What is where, as a sentence without its end. */
  conflict: string;
  /** The resource that is refused. */
  urn: string | undefined;
  object: "interconnect" | "session";
  /** What to set to adopt the object, such as `adopt: true`. */
  adoptSetting: string;
  alternative: string;
  /** What a deletion loses. */
  loss: string;
  /** The order of this very resource, which the engine was given. */
  ownOrder: UnsavedOrder | undefined;
}

/**
 * The ways are ordered by how much they keep. A create cannot tell a renamed resource from a forced
 * replacement, so a person has to.
 */
export function describeExistingObject(refusal: ExistingObject): string {
  const { conflict, urn, object, adoptSetting, alternative, loss, ownOrder } = refusal;
  const verb = object === "interconnect" ? "ordered" : "created";
  const origin =
    ownOrder === undefined
      ? `This resource is not known to have ${verb} it.`
      : `This resource ${verb} it at ${new Date(ownOrder.at).toISOString()}, but it is not in this stack's state.`;
  return [
    `${conflict}. ${origin} Nothing was ${verb}.`,
    "- If the resource was renamed or moved in the program, set `aliases` to its old name in the resource options.",
    `- If you forced a replacement (\`--replace\` or \`pulumi state taint\`), run \`pulumi destroy --target '${urn ?? "<urn>"}' --target-dependents\`, then \`pulumi up\`. This gives up ${loss}. To keep the ${object}, run \`pulumi state untaint\` or leave out \`--replace\`.`,
    `- If a run ended before it saved the ${object}, or you want to manage an existing one, make sure that no other stack has it (\`npx pulumi-cloudflare-cni orphans --all-stacks\`), then set ${adoptSetting}.`,
    `- Otherwise, ${alternative}.`,
  ].join("\n");
}
