import { once } from "node:events";
import type { Slot } from "../network/slots";

export interface Letter {
  readonly party: string;
  readonly interconnect: string;
  /** Slot of the interconnect; `undefined` for a virtual port. */
  readonly slot: Slot | undefined;
  readonly date: Date;
}

type Row = [label: string, value: string];

function placeOf({ facility, device, port, id, speed }: Slot): Row[] {
  return [
    ["Facility", facility.name],
    ["Address", facility.address.join(", ")],
    ["Device", device ?? "as the facility knows it"],
    ["Port", port === undefined ? `slot ${id}` : `${port} (slot ${id})`],
    ["Speed", speed],
  ];
}

function rows({ party, interconnect, slot, date }: Letter): Row[] {
  return [
    ["Date", date.toISOString().slice(0, 10)],
    ["Authorized party", party],
    ["Interconnect", interconnect],
    ...(slot === undefined ? [] : placeOf(slot)),
  ];
}

/** Creates the PDF of the letter that a facility requires before it installs a cross-connect. */
export async function createLetterOfAuthorization(
  letter: Letter,
): Promise<Uint8Array<ArrayBuffer>> {
  // Loading pdfkit takes a quarter of the startup time, and few programs download a letter.
  const { default: PDFDocument } = await import("pdfkit");
  const document = new PDFDocument({
    size: "A4",
    margin: 72,
    info: { Title: `Letter of Authorization ${letter.interconnect}`, CreationDate: letter.date },
  });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));

  document.font("Helvetica-Bold").fontSize(20).text("Letter of Authorization").moveDown();
  for (const [label, value] of rows(letter)) {
    document.font("Helvetica-Bold").fontSize(11).text(label);
    document.font("Helvetica").text(value).moveDown(0.5);
  }
  document
    .moveDown()
    .fillColor("#b00020")
    .text("This is a simulated letter. It authorizes nobody to connect anything.");

  const finished = once(document, "end");
  document.end();
  await finished;
  return new Uint8Array(Buffer.concat(chunks));
}
