/** Prints what the model expects before, during and after a drill. */
import { formatGbps } from "../../../domain/speed";
import { type Capacity, formatOutage, type Path } from "../../../topology";
import { pathInWords } from "../../../topology/failure";
import { longer } from "../../../topology/outage-range";
import { type Output, plain } from "../../output";
import type { Readiness } from "./readiness";

interface Phase {
  name: string;
  capacity: Capacity;
  path: Path;
  outage: string;
}

/** The model has no outage for the end, because the session returns while another one carries the traffic. */
export function printForecast(output: Output, { port, before, outcome }: Readiness): void {
  const { outage } = outcome;
  const longest = outage && formatOutage(longer(outage.toCustomer.seen, outage.toCloudflare.seen));
  const phases: Phase[] = [
    { name: "before", ...before, outage: "–" },
    { name: "during", ...outcome, outage: longest ?? "?" },
    { name: "after", ...before, outage: "–" },
  ];
  output.table<Phase>(
    [
      { title: "DRILL", cell: ({ name }) => name, isKey: true },
      { title: "TO YOU", cell: ({ capacity }) => formatGbps(capacity.toCustomer) },
      { title: "TO CLOUDFLARE", cell: ({ capacity }) => formatGbps(capacity.toCloudflare) },
      { title: "OUTAGE", cell: ({ outage }) => outage },
      { title: "PATH", cell: ({ path }) => plain(pathInWords(path)), isSentence: true },
    ],
    phases,
  );
  output.note(
    `OUTAGE is the longest outage that the model expects if ${port} goes down. The drill keeps the port up.`,
  );
}
