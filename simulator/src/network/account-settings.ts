import { badRequest, notFound } from "../cni/error";
import type { Settings, SettingsRequest } from "../cni/schemas/settings";
import type { Network } from "./network";

const cloudflare = 13_335;

/** Settings of an account. They always exist and cannot be deleted. */
export class AccountSettings {
  /** The ASN, `undefined` until it is set. */
  asn: number | undefined;

  constructor(private readonly network: Network) {}

  /** ASN before one is set. The switch `initialAsn` selects it. */
  get initialAsn(): number {
    return this.network.behaviour.initialAsn === "0" ? 0 : cloudflare;
  }

  get(): Settings {
    if (this.asn === undefined && this.network.behaviour.initialAsn === "404") {
      throw notFound("Account not found");
    }
    return { default_asn: this.asn ?? this.initialAsn };
  }

  update({ default_asn }: SettingsRequest): Settings {
    const { nullAsn, asnRange, initialAsn } = this.network.behaviour;
    if (default_asn != null && asnRange === "documented" && !isDocumented(default_asn)) {
      throw badRequest(`default_asn: ${default_asn} is neither 13335 nor in 64512 to 65534`);
    }
    if (default_asn != null) {
      this.asn = default_asn;
    } else if (nullAsn === "resets" || (this.asn === undefined && initialAsn === "404")) {
      this.asn = cloudflare;
    }
    return this.get();
  }
}

function isDocumented(asn: number): boolean {
  return asn === cloudflare || (asn >= 64_512 && asn <= 65_534);
}
