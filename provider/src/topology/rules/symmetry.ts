import { distinct } from "../../domain/distinct";
import { PAGES } from "../../domain/facts";
import { quoted } from "../../domain/text";
import { UseCase } from "../../domain/values";
import type { Design, Session } from "../design";
import { type Outcome, pathInWords } from "../failure";
import { namesOf } from "../places";
import { conditionOf } from "./condition";
import type { Rule } from "./rule";

export const asymmetricPath: Rule = {
  rule: "With a stateful firewall, each connection uses one firewall in both directions",
  figure: "one customer site at a time if sites are declared, otherwise one router or session",
  source: PAGES.steering,
  check(design, { baseline, singles }) {
    const { statefulFirewall, useCase } = design;
    // With direct server return, no replies use the sessions.
    if (!statefulFirewall || useCase === UseCase.MagicTransitDsr) return [];
    const [asymmetric] = [baseline, ...singles].filter((outcome) => !isSymmetric(outcome, design));
    if (asymmetric === undefined) return [];
    const { path, failures } = asymmetric;
    const [failure] = failures;
    const used = distinct([...path.toCustomer, ...path.toCloudflare]);
    return [
      {
        severity: "error",
        explanation: `Traffic uses ${pathInWords(path)} ${failure === undefined ? "without failures" : conditionOf(failure)}, so a stateful firewall may see only one direction of a connection. Give one session steering "primary" and the others "secondary" or "standby", or leave out statefulFirewall if ${quoted(used)} pass the same firewall.`,
        sessions: namesOf(design.sessions).filter((name) => used.includes(name)),
      },
    ];
  },
};

function isSymmetric({ path }: Outcome, design: Design): boolean {
  const firewalls = [...path.toCustomer, ...path.toCloudflare].map((name) =>
    firewallOf(name, design),
  );
  return distinct(firewalls).length <= 1;
}

/**
 * Returns a name that identifies the firewall of a session. The firewall is assumed to be at the customer's site, or in
 * front of the router if no site is declared.
 */
function firewallOf(name: string, { sessions, ports }: Design): string {
  const session: Session | undefined = sessions.find((one) => one.name === name);
  const customer = ports.find((port) => port.name === session?.port)?.customer;
  return customer?.site ?? customer?.router ?? name;
}
