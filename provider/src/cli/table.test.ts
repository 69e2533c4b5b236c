import { type Column, layOutTable } from "./table";

interface Link {
  id: string;
  state: string;
  place?: string;
  reason?: string;
}

const columns: Column<Link>[] = [
  { title: "ID", cell: ({ id }) => id, isKey: true },
  { title: "STATE", cell: ({ state }) => state },
  { title: "PLACE", cell: ({ place }) => place ?? "?" },
  { title: "REASON", cell: ({ reason }) => reason ?? "", isSentence: true },
];
const A = "c4025873-65de-4001-a900-47d3d46d7a59";
const B = "c4025873-657c-4729-ad7d-06bd641c863d";

function linesOf(rows: readonly Link[], width?: number): string[] {
  const table = layOutTable(columns, rows, width);
  return [table.titles, ...table.rows.flatMap(({ line, below }) => [line, ...below])];
}

describe("layOutTable", () => {
  it("prints every column in full on one line a row if the width is unlimited", () => {
    const reason = "light below -20 dBm ".repeat(9).trim();
    expect(linesOf([{ id: A, state: "Down", reason }])).toEqual([
      `ID${" ".repeat(36)}STATE  PLACE  REASON`,
      `${A}  Down   ?      ${reason}`,
    ]);
  });

  it("omits columns without a value on a terminal, even if the table would fit", () => {
    expect(linesOf([{ id: A, state: "Healthy" }], 80)).toEqual([
      `ID${" ".repeat(36)}STATE`,
      `${A}  Healthy`,
    ]);
  });

  it("prints sentences below their rows before it shortens anything", () => {
    const rows = [
      { id: A, state: "Down", reason: "received optical power below -20 dBm on lane 1" },
      { id: B, state: "Healthy" },
    ];
    expect(linesOf(rows, 46)).toEqual([
      `ID${" ".repeat(36)}STATE`,
      `${A}  Down`,
      "  received optical power below -20 dBm on lane",
      "  1",
      `${B}  Healthy`,
    ]);
    expect(layOutTable(columns, rows, 46).isShortened).toBe(false);
  });

  it("shortens UUIDs, with or without dashes, as far as they stay different", () => {
    const rows = [A, B, A, "00000000000000000000000000000001", "cni-ewr-a-000001"].map((id) => {
      return { id, state: "Healthy", place: "Equinix NY1" };
    });
    const [, ...lines] = linesOf(rows, 44);
    expect(lines.map((line) => line.split("  ")[0])).toEqual([
      "c4025873-65d",
      "c4025873-657",
      "c4025873-65d",
      "000000000000",
      "cni-ewr-a-000001",
    ]);
    expect(lines.every((line) => line.endsWith("Healthy  Equinix NY1"))).toBe(true);
    expect(layOutTable(columns, rows, 44).isShortened).toBe(true);
  });

  it("cuts the widest text last and with an ellipsis, but never the text that identifies the row", () => {
    const rows = [
      { id: "cni-ewr-a-000001", state: "Healthy", place: "Digital Realty JFK10" },
      { id: "cni-lhr-a-000002", state: "Healthy", place: "東京都千代田区大手町一丁目" },
    ];
    expect(linesOf(rows, 40)).toEqual([
      "ID                STATE    PLACE",
      "cni-ewr-a-000001  Healthy  Digital Real…",
      "cni-lhr-a-000002  Healthy  東京都千代田…",
    ]);
    expect(linesOf(rows, 10)[1]).toBe("cni-ewr-a-000001  Healthy  Digital…");
  });

  it("aligns columns and closes styles if a text has color", () => {
    const green = (text: string) => `\u001b[32m${text}\u001b[39m`;
    const rows = [
      { id: "one", state: green("✓ Healthy"), place: green("Digital Realty JFK10") },
      { id: "two", state: "✗ Down", place: "Equinix NY1" },
    ];
    expect(linesOf(rows, 26)).toEqual([
      "ID   STATE      PLACE",
      `one  ${green("✓ Healthy")}  \u001b[32mDigital R\u001b[39m…`,
      "two  ✗ Down     Equinix N…",
    ]);
  });

  it("prints only the titles if there are no rows", () => {
    expect(linesOf([])).toEqual(["ID  STATE  PLACE  REASON"]);
    expect(linesOf([], 80)).toEqual(["ID"]);
  });
});
