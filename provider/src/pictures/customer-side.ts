/** The customer's side: capacity, demand, ASNs and prefixes. */

import { distinct } from "../domain/distinct";
import { counted } from "../domain/text";
import type { Assessment, Capacity, Design, Port } from "../topology";
import type { CapacityRange } from "../topology/capacity";
import { type Block, box, column, headline, line } from "./block";
import { gbps, rateIn } from "./words";

const PAD = 12;
export const CUSTOMER_WIDTH = 240;
const INNER = CUSTOMER_WIDTH - 2 * PAD;
const MAX_PREFIXES = 16;
const MAX_ROUTERS = 12;

export function customerSide(
  { ports, sessions, demand }: Design,
  capacity: CapacityRange,
  assessment: Assessment | undefined,
): Block {
  const asns = distinct(sessions.map(({ customerAsn }) => customerAsn));
  const prefixes = distinct(sessions.flatMap((session) => session.prefixes ?? []));
  const rest = prefixes.length - MAX_PREFIXES;
  const sections: [string, Block[]][] = [
    ["Capacity as designed", rates((direction) => rateIn(capacity, direction))],
    ["After the worst single failure", assessment ? capacityLines(assessment.worstCase) : []],
    ["Demand", demand ? capacityLines(demand) : [note("not specified")]],
    ["Routers", routerLines(ports)],
    ["Autonomous systems", asns.map((asn) => line(INNER, { text: `AS${asn}` }))],
    [
      "Prefixes",
      [
        ...prefixes.slice(0, MAX_PREFIXES).map((prefix) => {
          const count = sessions.filter((session) => session.prefixes?.includes(prefix)).length;
          return line(
            INNER,
            { text: prefix },
            {
              text: `${count} ${count === 1 ? "session" : "sessions"}`,
              font: "small",
              look: "muted",
            },
          );
        }),
        ...(rest > 0 ? [note(`and ${rest} more`)] : []),
        ...(prefixes.length === 0 ? [note("not specified")] : []),
      ],
    ],
  ];
  const inside = [
    headline(INNER, "customer", "Customer"),
    ...sections
      .filter(([, lines]) => lines.length > 0)
      .map(([title, lines]) =>
        column([line(INNER, { text: title, font: "small", look: "muted" }), ...lines], 2),
      ),
  ];
  return box(column(inside, 12), { width: CUSTOMER_WIDTH, pad: PAD, look: "level-0" });
}

/** Routers that the ports end on. */
function routerLines(ports: readonly Port[]): Block[] {
  const routers = distinct(ports.map(({ customer }) => customer?.router));
  const lines = routers.slice(0, MAX_ROUTERS).map((router) => {
    const own = ports.filter(({ customer }) => customer?.router === router);
    const site = own.map(({ customer }) => customer?.site).find((name) => name !== undefined);
    return line(
      INNER,
      { text: [router, site].filter(Boolean).join(" · ") },
      { text: counted(own.length, "port"), font: "small", look: "muted" },
    );
  });
  const unknown = ports.filter(({ customer }) => !customer).length;
  const rest = routers.length - MAX_ROUTERS;
  return [
    ...lines,
    ...(rest > 0 ? [note(`and ${rest} more`)] : []),
    ...(unknown > 0 ? [note(`unknown for ${counted(unknown, "port")}`)] : []),
  ];
}

function capacityLines(capacity: Partial<Capacity>): Block[] {
  return rates((direction) => gbps(capacity[direction] ?? 0));
}

function rates(rate: (direction: keyof Capacity) => string): Block[] {
  return [
    line(INNER, { text: "to customer" }, { text: rate("toCustomer"), font: "name" }),
    line(INNER, { text: "to Cloudflare" }, { text: rate("toCloudflare"), font: "name" }),
  ];
}

function note(text: string): Block {
  return line(INNER, { text, look: "muted" });
}
