/**
 * Prevents an update from replacing several ports of a group at once, because these ports protect each other. A
 * provider sees one resource at a time, so this class remembers the ports that the engine has asked about.
 */
import { z } from "zod";
import { CniError } from "../domain/errors";

const membership = z.object({
  name: z.string(),
  port: z.string(),
  /** Ports of the group in the order of their replacement. */
  order: z.array(z.string()),
  together: z.boolean(),
});

export class Replacements {
  readonly #ports = new Map<string, Set<string>>();

  /** Throws if the same update also replaces another port of the group. */
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
      `This update would replace ${replaced.join(" and ")} of the interconnect group "${name}". These ports protect each other. Replace one port, wait until it is Healthy and its session is up, then replace the next: ${replaced.map((port) => `"${name}-${port}"`).join(", then ")}. Use \`pulumi up --target\` or a separate change for each port. To replace them together, set "replaceTogether: true".`,
    );
  }
}
