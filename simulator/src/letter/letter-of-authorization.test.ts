import { inflateSync } from "node:zlib";
import { orderPort, useSimulator } from "../testing/use-simulator";

const bench = useSimulator({ accountName: "Rehearsal" });

async function letter(name?: string): Promise<Buffer> {
  const { sdk, account } = bench();
  const port = await orderPort(bench());
  const answer = await sdk.interconnects
    .loa(port, { ...account, ...(name === undefined ? {} : { name }) })
    .asResponse();
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  return Buffer.from(await answer.arrayBuffer());
}

/** Extracts the text of a PDF page, which consists of hexadecimal strings between kerning numbers. */
function textOf(pdf: Buffer): string {
  const start = pdf.indexOf("stream\n") + "stream\n".length;
  const page = inflateSync(pdf.subarray(start, pdf.indexOf("\nendstream"))).toString("latin1");
  return page
    .split("TJ")
    .map((line) =>
      [...line.matchAll(/<([0-9a-f]+)>/g)]
        .map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1"))
        .join(""),
    )
    .join("\n");
}

test("the letter names the party, the location and the port, and says that it is simulated", async () => {
  const pdf = await letter();
  expect(pdf.subarray(0, 4).toString()).toBe("%PDF");
  const text = textOf(pdf);
  const today = new Date().toISOString().slice(0, 10);
  for (const part of ["Rehearsal", "cni-ewr-a-000001", "ccr01.ewr-a", "10G", "Newark", today]) {
    expect(text).toContain(part);
  }
  expect(text).toContain("simulated letter");
});

test("the letter can name another party, with up to 200 characters", async () => {
  expect(textOf(await letter("São Paulo Networks"))).toContain("São Paulo Networks");
  const port = await orderPort(bench(), "ams-a");
  const { status } = await bench().send(
    "GET",
    `/interconnects/${port}/loa?name=${"x".repeat(201)}`,
  );
  expect(status).toBe(400);
});

test("the letter is a valid PDF even if its fonts lack characters of the name", async () => {
  expect((await letter("株式会社")).subarray(0, 4).toString()).toBe("%PDF");
});
