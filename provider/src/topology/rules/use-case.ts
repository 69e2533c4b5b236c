import { FACTS } from "../../domain/facts";
import { UseCase } from "../../domain/values";
import { tunnelsOf } from "../capacity";
import type { Port } from "../design";
import type { Finding, Rule } from "./rule";

export const useCase: Rule = {
  rule: "Each port has the dataplane, GRE or peering that the use case needs",
  figure:
    "`magic-transit-egress` and `cloudflare-wan`: GRE on v1; `peering`: v1 with `peering`; `magic-transit-dsr`: any",
  source: FACTS.egressNeedsGre.source,
  check({ useCase, ports }) {
    switch (useCase) {
      case UseCase.MagicTransitEgress:
      case UseCase.CloudflareWan:
        return ports.flatMap((port) => checkGre(port, useCase));
      case UseCase.Peering:
      case UseCase.AppSecurity:
        return ports.flatMap((port) => checkPeering(port, useCase));
      default:
        return [];
    }
  },
};

function checkGre(port: Port, useCase: UseCase): Finding[] {
  if (port.dataplane !== "v1" || tunnelsOf(port) > 0) return [];
  return [
    {
      severity: "error",
      explanation: `Port "${port.name}" has no GRE tunnel, but on dataplane v1, use case "${useCase}" needs GRE. Set greTunnels to 1 or more, or use dataplane v2.`,
      ports: [port.name],
    },
  ];
}

function checkPeering({ name, dataplane, peering }: Port, useCase: UseCase): Finding[] {
  if (dataplane === "v1" && peering) return [];
  const isCertain = useCase === UseCase.Peering;
  return [
    {
      severity: isCertain ? "error" : "unknown",
      explanation: isCertain
        ? `Port "${name}" does not peer with AS13335, but use case "${useCase}" requires peering on dataplane v1. Ask Cloudflare's account team for a v1 port, and set peering.`
        : `Port "${name}" does not peer with AS13335. Cloudflare does not publish whether use case "${useCase}" works without peering. Ask Cloudflare's account team, or use a v1 port with peering.`,
      ports: [name],
    },
  ];
}
