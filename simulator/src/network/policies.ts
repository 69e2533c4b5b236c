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

/** The notification policies of an account, in the order of their creation. */
export const PoliciesState = z.array(StoredPolicy);
export type PoliciesState = z.infer<typeof PoliciesState>;

/** Who is told what. Nobody is told anything by the simulator. */
export class Policies {
  readonly #policies = new Map<string, StoredPolicy>();

  constructor(private readonly network: Network) {}

  all(): StoredPolicy[] {
    return [...this.#policies.values()];
  }

  /** A policy by its id, which is written with and without dashes. */
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

  /** Changes the fields that are given, each of them wholly; null takes one away. */
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
