/** Rules about the customer ends of the ports. */

import { distinct } from "../../domain/distinct";
import { PAGES } from "../../domain/facts";
import { quoted } from "../../domain/text";
import type { CustomerEnd, Design, Intent } from "../design";
import { fulfils } from "../intent";
import { endOf, namesOf } from "../places";
import type { Finding, Rule } from "./rule";

export const customerSideUnknown: Rule = {
  rule: "The customer's end of each port is declared, unless the design has one port",
  figure: "1 router per port",
  source: PAGES.getStarted,
  check({ ports }) {
    const unknown = ports.filter(({ customer }) => !customer);
    if (ports.length < 2 || unknown.length === 0) return [];
    return [
      {
        severity: "unknown",
        explanation: `The customer ends of ports ${quoted(namesOf(unknown))} are unknown, so the ports may be on one router. Set customer on each port, such as { router: "edge-1" }.`,
        ports: namesOf(unknown),
      },
    ];
  },
};

/** Finds objects that the customer ends of all ports share, if the intent is at least as strong as `weakest`. */
function checkShared(
  { intent, ports }: Design,
  shared: keyof CustomerEnd,
  weakest: Intent,
  explain: (name: string, ports: string) => string,
): Finding[] {
  if (!fulfils(intent, weakest) || ports.length < 2) return [];
  const names = ports.map((port) => endOf(port, shared));
  const [name, ...others] = distinct(names);
  if (name === undefined || others.length > 0 || names.includes(undefined)) return [];
  return [
    {
      severity: "warning",
      explanation: explain(name, quoted(namesOf(ports))),
      ports: namesOf(ports),
    },
  ];
}

export const oneCustomerRouter: Rule = {
  rule: "The ports end on different routers of the customer",
  figure: "≥ 2 routers, except for `single`",
  source: PAGES.getStarted,
  check: (design) =>
    checkShared(
      design,
      "router",
      "device-diverse",
      (name, ports) =>
        `Ports ${ports} are all connected to the customer's router ${name}, so nothing is left if it fails. Connect one of them to another router.`,
    ),
};

export const oneCustomerSite: Rule = {
  rule: "The customer's routers are in different buildings",
  figure: "≥ 2 sites if they are declared, for `site-diverse` and `site-and-device-diverse`",
  source: PAGES.getStarted,
  check: (design) =>
    checkShared(
      design,
      "site",
      "site-diverse",
      (name, ports) =>
        `Ports ${ports} are all connected at the customer's site ${name}, so one event there can take them all down. Connect one of them to a router at another site.`,
    ),
};

export const oneCustomerPower: Rule = {
  rule: "The customer's routers have different power feeds",
  figure: "≥ 2 feeds if they are declared, except for `single`",
  source: PAGES.getStarted,
  check: (design) =>
    checkShared(
      design,
      "power",
      "device-diverse",
      (name, ports) =>
        `Ports ${ports} are all connected to routers with the power feed ${name}, so nothing is left if it fails. Connect one of them to a router on another feed.`,
    ),
};

export const oneDuct: Rule = {
  rule: "The fibres to the ports are in different ducts",
  figure: "≥ 2 ducts if they are declared, except for `single`",
  source: PAGES.getStarted,
  check: (design) =>
    checkShared(
      design,
      "duct",
      "device-diverse",
      (name, ports) =>
        `The fibres of ports ${ports} all run through the duct ${name}, so one cut takes them all down. Route one of them through another duct.`,
    ),
};
