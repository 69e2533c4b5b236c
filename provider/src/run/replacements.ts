/**
 * Ports of a group protect each other, so one update replaces one of them. A provider is shown one
 * resource at a time; what this process was asked about before tells of the others.
 */
import { z } from "zod";
import { CniError } from "../domain/errors";

const membership = z.object({
  name: z.string(),
  port: z.string(),
  /** Ports of the group in the order in which they may be replaced. */
  order: z.array(z.string()),
  together: z.boolean(),
});

export class Replacements {
  readonly #ports = new Map<string, Set<string>>();

  /** Fails if another port of the group is replaced by the same update. */
  refuseTogether(account: unknown, group: unknown): void {
    const member = membership.safeParse(group).data;
    if (member === undefined || member.together) return;
    const { name, port, order } = member;
    const key = `${account} ${name}`;
    const ports = (this.#ports.get(key) ?? new Set()).add(port);
    this.#ports.set(key, ports);
    if (ports.size < 2) return;
    const replaced = order.filter((one) => ports.has(one));
    throw new CniError(
      `this update would replace ${replaced.join(" and ")} of the interconnect group "${name}", which protect each other. Replace one, wait until it is Healthy and its session is up, then the next: ${replaced.map((turn) => `"${name}-${turn}"`).join(", then ")}, each with \`pulumi up --target\` or a change of its own. To replace them together, set replaceTogether: true.`,
    );
  }
}
