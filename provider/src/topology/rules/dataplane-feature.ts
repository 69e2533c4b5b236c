import { listed } from "../../domain/text";
import type { Port } from "../design";
import { OVERVIEW } from "../sources";
import type { Rule } from "./rule";

export const dataplaneFeature: Rule = {
  rule: "v2 has no VLAN, BFD, LACP, GRE or peering with AS13335; ports share traffic by ECMP",
  figure: "0 on v2",
  source: OVERVIEW,
  check({ ports }) {
    return ports.flatMap((port) => {
      const features = featuresOfV1(port);
      if (port.dataplane === "v1" || features.length === 0) return [];
      return {
        severity: "error",
        explanation: `Port "${port.name}" is on dataplane v2, which has no ${listed(features)}: leave it out (ECMP takes the place of LACP), or ask Cloudflare's account team for a v1 port.`,
        ports: [port.name],
      };
    });
  },
};

function featuresOfV1({ vlan, bfd, lacp, peering, greTunnels }: Port): string[] {
  return [
    vlan !== undefined && "VLAN",
    bfd && "BFD",
    lacp && "LACP",
    peering && "peering",
    greTunnels && "GRE",
  ].filter((feature) => typeof feature === "string");
}
