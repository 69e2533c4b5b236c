/** The refusal of an order whose place has an object, with every safe way on. */
import type { UnsavedOrder } from "../run/journal";

export interface AlreadyThere {
  /** What is where, as a sentence without its end. */
  what: string;
  /** The resource that is refused. */
  urn: string | undefined;
  object: "interconnect" | "session";
  /** What to set to adopt the object, such as `adopt: true`. */
  adopt: string;
  otherwise: string;
  /** What a deletion loses. */
  givesUp: string;
  /** The order of this very resource, which the engine was given. */
  ordered: UnsavedOrder | undefined;
}

/**
 * The ways are ordered by how much they keep. A create cannot tell a renamed resource from a forced
 * replacement, so a person has to.
 */
export function alreadyThere(refusal: AlreadyThere): string {
  const { what, urn, object, adopt, otherwise, givesUp, ordered } = refusal;
  const made = object === "interconnect" ? "ordered" : "created";
  const whose =
    ordered === undefined
      ? `This resource is not known to have ${made} it.`
      : `This resource ${made} it at ${new Date(ordered.at).toISOString()}, but it is not in this stack's state.`;
  return [
    `${what}. ${whose} Nothing was ${made}.`,
    "- If the resource was renamed or moved in the program, set `aliases` to its old name in the resource options.",
    `- If you forced a replacement (\`--replace\` or \`pulumi state taint\`), run \`pulumi destroy --target '${urn ?? "<urn>"}' --target-dependents\`, then \`pulumi up\`. This gives up ${givesUp}. To keep the ${object}, run \`pulumi state untaint\` or leave out \`--replace\`.`,
    `- If a run ended before it saved the ${object}, or you want to manage an existing one, make sure that no other stack has it (\`npx pulumi-cloudflare-cni orphans --all-stacks\`), then set ${adopt}.`,
    `- Otherwise, ${otherwise}.`,
  ].join("\n");
}
