/** A port with its sessions, the cross-connect, and the customer's end. */

import { distinct } from "../domain/distinct";
import { capacityOfPort } from "../topology/capacity";
import { badges, badgesWidth } from "./badges";
import { type Block, box, column, type Label, line, lineWidth, write } from "./block";
import type { PlacedFindings } from "./findings";
import type { PathState, Paths } from "./paths";
import { stateOfPort, stateOfSession, type Tone } from "./tone";
import type { PlacedPort } from "./tree";
import { describeEnd, describePreference, firstOf, originOf, rateIn, speedOf } from "./words";

/** Measures and lookups that the rows of a picture share. */
export interface RowStyle {
  /** `tile` is one line for each port; `stacked` has the customer's end below the port. */
  form: "card" | "tile" | "stacked";
  card: number;
  /** From the right edge of a card to the customer's end. */
  link: number;
  end: number;
  findings: PlacedFindings;
  paths: Paths;
  /** Position of a port in the design, by which a page refers to it. */
  indexOf(port: PlacedPort): number;
}

const PAD = { card: 10, tile: 5, stacked: 8 };
const SESSION_PAD = 6;
const MAX_PREFIXES = 2;

type Row = readonly [left: Label, right?: Label, tone?: Tone];

export function portRow(placed: PlacedPort, style: RowStyle): Block {
  const { form, card, findings } = style;
  const pad = PAD[form];
  const own = findings.ofPort(placed.port.name);
  const inner = card - 2 * pad;
  const rows = form === "tile" ? tileRows(placed) : cardRows(placed, form === "stacked");
  const lines = rows.map((row, at) => line(at === 0 ? inner - badgesWidth(own) : inner, ...row));
  const sessions =
    form === "tile" ? [] : sessionRows(placed).map((rows) => sessionBox(rows, inner));
  const content = column([column(lines, 1), ...sessions], 6);
  const { tone } = stateOfPort(placed.port);
  const look = `b-${tone}${tone === "absent" ? " dashed" : ""}`;
  const frame = box(content, { width: card, pad, look, radius: form === "tile" ? 5 : 8 });
  const firstLine = lines[0]?.height ?? 0;
  const end = form === "stacked" ? undefined : endBox(placed, style, frame.height);
  return {
    ...frame,
    draw(x, y) {
      const middle = y + frame.height / 2;
      return [
        `<g class="port p${style.indexOf(placed)}">`,
        frame.draw(x, y),
        badges(own, x + card - pad - badgesWidth(own) + 3, y + pad + firstLine / 2),
        end ? drawLink(placed, style, x + card, middle) : "",
        end?.draw(x + card + style.link, y, frame.height) ?? "",
        "</g>",
      ].join("");
    },
  };
}

/** Width at which no line of the cards must be shortened. */
export function cardWidth(
  ports: readonly PlacedPort[],
  form: RowStyle["form"],
  findings: PlacedFindings,
): number {
  const widths = ports.flatMap((placed) => {
    const rows = form === "tile" ? tileRows(placed) : cardRows(placed, form === "stacked");
    const first = badgesWidth(findings.ofPort(placed.port.name));
    return [
      ...rows.map((row, at) => lineWidth(...row) + 2 * PAD[form] + (at === 0 ? first : 0)),
      ...(form === "tile" ? [] : sessionRows(placed).flat()).map(
        (row) => lineWidth(...row) + 2 * (PAD[form] + SESSION_PAD),
      ),
    ];
  });
  return Math.ceil(Math.max(0, ...widths));
}

/** Width at which no line of the customer's ends must be shortened. */
export function endWidth(ports: readonly PlacedPort[], form: RowStyle["form"]): number {
  const widths = ports.flatMap((placed) => endRows(placed, form).map((row) => lineWidth(...row)));
  return Math.ceil(Math.max(0, ...widths)) + 2 * PAD[form];
}

function tileRows({ port, sessions }: PlacedPort): Row[] {
  const { tone, word } = stateOfPort(port);
  const down = sessions.filter(({ up }) => up === false).length;
  const more = sessions.length === 0 ? ", no session" : down > 0 ? `, ${down} down` : "";
  return [
    [
      { text: port.name, font: "name" },
      { text: `${speedOf(port)} · ${word}${more}`, font: "small", look: tone },
      tone,
    ],
  ];
}

function cardRows({ port, sessions }: PlacedPort, hasEnd: boolean): Row[] {
  const { tone, word } = stateOfPort(port);
  const rows: Row[] = [
    [{ text: port.name, font: "name" }, { text: speedOf(port) }, tone],
    [
      { text: originOf(port), font: "small", look: "muted" },
      { text: word, look: tone },
    ],
  ];
  const end = describeEnd(port);
  const more = [
    ...(hasEnd ? [`to ${end ?? "a router that is unknown"}`] : []),
    ...(sessions.length > 0 ? [] : ["no session"]),
  ];
  return [...rows, ...more.map((text): Row => [{ text, font: "small", look: "muted" }])];
}

function sessionRows({ port, sessions }: PlacedPort): Row[][] {
  return sessions.map((session) => {
    const { tone, word } = stateOfSession(session, port);
    const { name, customerIp = "address unknown" } = session;
    const preference = describePreference(session) ?? "";
    return [
      [{ text: name }, { text: word, font: "small", look: tone }, tone],
      [
        { text: customerIp, font: "small", look: "muted" },
        { text: preference, font: "small", look: "muted" },
      ],
    ];
  });
}

function sessionBox(rows: readonly Row[], width: number): Block {
  const lines = rows.map((row) => line(width - 2 * SESSION_PAD, ...row));
  return box(column(lines, 1), { width, pad: SESSION_PAD, look: "level-3", radius: 5 });
}

function endRows({ port, sessions }: PlacedPort, form: RowStyle["form"]): Row[] {
  const { router, site, power, duct } = port.customer ?? {};
  const asns = distinct(sessions.map(({ customerAsn }) => customerAsn)).map((asn) => `AS${asn}`);
  const where = [router ?? "router unknown", site].filter(Boolean).join(" · ");
  if (form === "tile") {
    return [[{ text: where }, { text: asns.join(", "), font: "small", look: "muted" }]];
  }
  const shares = [power && `power ${power}`, duct && `duct ${duct}`].filter(Boolean).join(" · ");
  const prefixes = firstOf(
    distinct(sessions.flatMap((session) => session.prefixes ?? [])),
    MAX_PREFIXES,
  );
  const muted = (text: string): Row => [{ text, font: "small", look: "muted" }];
  return [
    [{ text: where, font: "name" }],
    ...(shares ? [muted(shares)] : []),
    ...(asns.length > 0 ? [muted(asns.join(", "))] : []),
    ...(prefixes ? [muted(prefixes)] : []),
  ];
}

function endBox(placed: PlacedPort, { end, form }: RowStyle, height: number): Block {
  const pad = PAD[form];
  const lines = endRows(placed, form).map((row) => line(end - 2 * pad, ...row));
  const frame = box(column(lines, 1), { width: end, pad, look: "level-3", radius: 5 });
  return { ...frame, height: Math.max(height, frame.height) };
}

/** Draws the cross-connect, with the rates of the directions that it carries. */
function drawLink(
  placed: PlacedPort,
  { link, paths, form }: RowStyle,
  x: number,
  y: number,
): string {
  const state = paths.stateOf(placed);
  const capacity = capacityOfPort(placed.port, placed.sessions.length);
  const label = (look: string, text: string, at: number) =>
    form === "tile"
      ? ""
      : `<g class="${look}">${write({ text, font: "small" }, x + link - 14, at, link / 2, "end")}</g>`;
  const down = `→ ${rateIn(capacity, "toCustomer")}`;
  const up = `← ${rateIn(capacity, "toCloudflare")}`;
  const now =
    state === "active"
      ? [
          paths.carries(placed, "toCustomer") ? label("rate", down, y - 7) : "",
          paths.carries(placed, "toCloudflare") ? label("rate", up, y + 16) : "",
        ]
      : [label("rate", WORDS[state], y - 7)];
  return [
    `<path class="link ${state}" d="M${x} ${y}H${x + link}"/>\n`,
    ...now,
    // Shown if a page says that the port takes over.
    label("taken down", down, y - 7),
    label("taken up", up, y + 16),
  ].join("");
}

const WORDS: Record<Exclude<PathState, "active">, string> = {
  standby: "standby",
  dead: "no traffic",
  planned: "planned",
};
