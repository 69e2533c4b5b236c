import { z } from "zod";
import { codes } from "../alerting/codes";
import { Policy, type PolicyCreate, type PolicyUpdate } from "../alerting/schemas/policy";
import { EnvelopeError } from "../envelope/error";
import { withoutNull } from "../envelope/without-null";
import type { Network } from "./network";

const StoredPolicy = Policy.required({
  id: true,
  name: true,
  alert_type: true,
  enabled: true,
  mechanisms: true,
  created: true,
  modified: true,
});
export type StoredPolicy = z.infer<typeof StoredPolicy>;

/** Notification policies of an account, in order of creation. */
export const PoliciesState = z.array(StoredPolicy);
export type PoliciesState = z.infer<typeof PoliciesState>;

/** Notification policies of an account. The simulator stores them but sends no notifications. */
export class Policies {
  readonly #policies = new Map<string, StoredPolicy>();

  constructor(private readonly network: Network) {}

  all(): StoredPolicy[] {
    return [...this.#policies.values()];
  }

  /** Finds a policy by its id, with or without dashes. */
  find(id: string): StoredPolicy {
    const policy = this.#policies.get(id.replaceAll("-", "").toLowerCase());
    if (policy === undefined) {
      throw new EnvelopeError(404, codes.notFound, `There is no policy ${id}`);
    }
    return policy;
  }

  create(order: PolicyCreate): StoredPolicy {
    const id = this.network.freshId("policy", this.#policies);
    return this.#put({ ...order, id });
  }

  /** Replaces the given fields. A nested object replaces the current one as a whole, and null removes a field. */
  update(policy: StoredPolicy, changes: PolicyUpdate): StoredPolicy {
    return this.#put({ ...policy, ...changes });
  }

  remove({ id }: StoredPolicy): void {
    this.#policies.delete(id);
  }

  #put(fields: object): StoredPolicy {
    const now = new Date(this.network.clock.now()).toISOString();
    const policy = StoredPolicy.parse(withoutNull({ created: now, ...fields, modified: now }));
    this.#policies.set(policy.id, policy);
    return policy;
  }

  dump(): PoliciesState {
    return this.all();
  }

  load(state: PoliciesState): void {
    this.clear();
    for (const policy of state) {
      this.#policies.set(policy.id, policy);
    }
  }

  clear(): void {
    this.#policies.clear();
  }
}
