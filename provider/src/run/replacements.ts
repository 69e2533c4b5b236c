/**
 * Prevents one update from replacing several ports of a group, which protect each other. A provider sees one
 * resource at a time, so this remembers the ports that the engine asked about.
 */
import { z } from "zod";
import { CniError } from "../domain/errors";

const membership = z.object({
  name: z.string(),
  port: z.string(),
  /** Ports of the group in the order in which to replace them. */
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
      `This update would replace ${replaced.join(" and ")} of the interconnect group "${name}", which protect each other. Replace one, wait until it is Healthy and its session is up, and then replace the next: ${replaced.map((port) => `"${name}-${port}"`).join(", then ")}, each with \`pulumi up --target\` or in a change of its own. To replace them together, set "replaceTogether: true".`,
    );
  }
}
