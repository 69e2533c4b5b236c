import { type Block, box, column, type Label, line, lineWidth } from "./block";
import { stateOfPort, stateOfSession, type Tone } from "./tone";
import type { PlacedPort } from "./tree";
import { describeEnd, describePreference, originOf, speedOf } from "./words";

const PAD = 10;
const SESSION_PAD = 6;
const MIN_WIDTH = 230;
const MAX_WIDTH = 320;

type Row = readonly [left: Label, right?: Label, tone?: Tone];

/** Card of a port with its sessions. */
export function portCard(placed: PlacedPort, width: number): Block {
  const inner = width - 2 * PAD;
  const { tone } = stateOfPort(placed.port);
  const sessions = sessionsIn(placed).map((rows) =>
    box(column(lines(rows, inner - 2 * SESSION_PAD), 1), {
      width: inner,
      pad: SESSION_PAD,
      look: "level-3",
      radius: 5,
    }),
  );
  const content = column([column(lines(portIn(placed), inner), 1), ...sessions], 6);
  const look = `b-${tone}${tone === "absent" ? " dashed" : ""}`;
  return box(content, { width, pad: PAD, look });
}

/** Width at which no card must shorten text, within fixed limits. */
export function cardWidth(ports: readonly PlacedPort[]): number {
  const widths = ports.flatMap((placed) => [
    ...portIn(placed).map((row) => lineWidth(...row) + 2 * PAD),
    ...sessionsIn(placed).flatMap((rows) =>
      rows.map((row) => lineWidth(...row) + 2 * PAD + 2 * SESSION_PAD),
    ),
  ]);
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, ...widths));
}

function portIn({ port, sessions }: PlacedPort): Row[] {
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
    ...(end === undefined ? [] : [`to ${end}`]),
    ...(sessions.length > 0 ? [] : ["no session"]),
  ];
  return [...rows, ...more.map((text): Row => [{ text, font: "small", look: "muted" }])];
}

function sessionsIn({ port, sessions }: PlacedPort): Row[][] {
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

function lines(rows: readonly Row[], width: number): Block[] {
  return rows.map((row) => line(width, ...row));
}
