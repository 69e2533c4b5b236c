import { z } from "zod";
import { EnvelopeError } from "../envelope/error";
import { withoutNull } from "../envelope/without-null";
import { codes } from "../magic/codes";
import { toSavedHealthCheck } from "../magic/health-check";
import { doOverlap, endsOfInterface } from "../magic/interface-address";
import {
  type GreTunnelRequest,
  type GreTunnelUpdate,
  StoredGreTunnel,
} from "../magic/schemas/gre-tunnel";
import { type IpsecTunnelRequest, StoredIpsecTunnel } from "../magic/schemas/ipsec-tunnel";
import type { StoredTunnel } from "../magic/schemas/tunnel";
import type { Network } from "./network";

/** GRE tunnels of an account, in order of creation. */
export const GreTunnelsState = z.array(StoredGreTunnel);

/** IPsec tunnels of an account, in order of creation. */
export const IpsecTunnelsState = z.array(StoredIpsecTunnel);

/** Names and addresses of a tunnel or an interconnect. No other one may have the same. */
export interface TunnelIdentity {
  readonly id: string;
  readonly names: readonly string[];
  /** Addresses of its link, with their prefix length. */
  readonly addresses: readonly string[];
}

type TunnelRequest = GreTunnelUpdate | GreTunnelRequest | IpsecTunnelRequest;

/** GRE or IPsec tunnels of an account. */
export class Tunnels<Tunnel extends StoredTunnel> {
  readonly #tunnels = new Map<string, Tunnel>();

  constructor(
    private readonly network: Network,
    /** Name of the kind, such as "GRE tunnel". */
    private readonly kind: string,
    private readonly schema: z.ZodType<Tunnel>,
    private readonly identities: () => readonly TunnelIdentity[],
  ) {}

  all(): Tunnel[] {
    return [...this.#tunnels.values()];
  }

  /** Finds a tunnel by its id, with or without dashes. */
  find(id: string): Tunnel {
    const tunnel = this.#tunnels.get(id.replaceAll("-", "").toLowerCase());
    if (tunnel === undefined) {
      throw new EnvelopeError(404, codes.tunnelNotFound, `There is no ${this.kind} ${id}`);
    }
    return tunnel;
  }

  create(order: TunnelRequest, newTarget: boolean): Tunnel {
    const id = this.network.freshId(this.kind, this.#tunnels);
    return this.#put({ id }, { health_check: {}, ...order }, newTarget);
  }

  /** Changes the given fields. null restores the default of a field. */
  update(tunnel: Tunnel, order: TunnelRequest, newTarget: boolean): Tunnel {
    return this.#put(tunnel, order, newTarget);
  }

  remove(tunnel: Tunnel): Tunnel {
    this.#tunnels.delete(tunnel.id);
    return tunnel;
  }

  identified(): TunnelIdentity[] {
    return this.all().map(({ id, name, interface_address }) => ({
      id,
      names: [name],
      addresses: [interface_address],
    }));
  }

  #put(current: { readonly id: string }, order: TunnelRequest, newTarget: boolean): Tunnel {
    const { behaviour, clock } = this.network;
    const { health_check: wanted, automatic_return_routing } = order;
    if (automatic_return_routing === true) {
      throw invalid("automatic_return_routing: the account has no coupler_integration");
    }
    this.#refuseShared(current.id, order);
    const now = new Date(clock.now()).toISOString();
    // The API never returns the pre-shared key, so only the time at which it was set is stored.
    const isKeyGiven = "psk" in order && typeof order.psk === "string";
    const tunnel = this.schema.parse(
      withoutNull({
        created_on: now,
        ...current,
        ...order,
        ...(wanted !== undefined && {
          health_check: toSavedHealthCheck(wanted ?? {}, newTarget, behaviour),
        }),
        ...(isKeyGiven && { psk_metadata: { last_generated_on: now } }),
        modified_on: now,
      }),
    );
    this.#tunnels.set(tunnel.id, tunnel);
    return tunnel;
  }

  #refuseShared(id: string, { name, interface_address }: TunnelRequest): void {
    const others = this.identities().filter((other) => other.id !== id);
    if (others.some(({ names }) => names.includes(name))) {
      throw new EnvelopeError(409, codes.nameTaken, `name: ${name} is in use by another tunnel`);
    }
    const addresses = others.flatMap((other) => other.addresses);
    const taken = addresses.find((other) => doOverlap(interface_address, other));
    if (taken !== undefined) {
      throw invalid(
        `interface_address: ${interface_address} overlaps with ${taken} of another tunnel`,
      );
    }
  }

  load(tunnels: readonly Tunnel[]): void {
    this.clear();
    for (const tunnel of tunnels) {
      this.#tunnels.set(tunnel.id, tunnel);
    }
  }

  clear(): void {
    this.#tunnels.clear();
  }
}

/** Whether an address is an end of the tunnel's link. */
export function isEndOf(address: string, { interface_address }: StoredTunnel): boolean {
  return endsOfInterface(interface_address).includes(address);
}

function invalid(message: string): EnvelopeError {
  return new EnvelopeError(400, codes.invalid, message);
}
