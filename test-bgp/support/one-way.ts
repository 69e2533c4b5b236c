/** Sends numbered packets in one direction, and measures for how long they were lost. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { end, nameOf } from "./command";

/** Seconds between two packets. */
const INTERVAL = 0.02;

interface Arrival {
  sequence: number;
  /** Time at which the packet was sent, in seconds. */
  sentAt: number;
}

export class OneWayTraffic {
  private readonly ping: ChildProcess;

  /** Sends packets from `source`, to which replies return directly, so that only the packets use the links. */
  constructor(
    namespace: string,
    private readonly log: string,
    source: string,
    target: string,
  ) {
    const options = ["-n", "-D", "-i", `${INTERVAL}`, "-I", source, target];
    this.ping = spawn("ip", ["netns", "exec", nameOf(namespace), "ping", ...options], {
      stdio: ["ignore", openSync(log, "w"), "inherit"],
    });
  }

  /** Returns whether packets are arriving. */
  flows(): boolean {
    const last = arrivalsOf(tailOf(this.log)).at(-1);
    return last !== undefined && Date.now() / 1_000 - last.sentAt < 0.5;
  }

  /**
   * Returns the seconds from the last packet before the first lost packet to the first packet after the last lost packet,
   * or `undefined` if no packet was lost. Considers only packets that were sent after `since`, in milliseconds.
   */
  outage(since: number): number | undefined {
    const arrivals = this.arrivals();
    const gaps = arrivals.flatMap(({ sequence, sentAt }, at) => {
      const before = arrivals[at - 1];
      if (before === undefined || sequence === before.sequence + 1) return [];
      return sentAt < since / 1_000 ? [] : [{ from: before.sentAt, to: sentAt }];
    });
    const [first] = gaps;
    const last = gaps.at(-1);
    return first && last && last.to - first.from;
  }

  async end(): Promise<void> {
    await end(this.ping);
  }

  private arrivals(): Arrival[] {
    return arrivalsOf(readFileSync(this.log, "utf8"));
  }
}

function arrivalsOf(text: string): Arrival[] {
  const lines = text.matchAll(/^\[([\d.]+)\] .* icmp_seq=(\d+) .* time=([\d.]+) ms$/gm);
  return [...lines]
    .map(([, at, sequence, time]) => ({
      sequence: Number(sequence),
      sentAt: Number(at) - Number(time) / 1_000,
    }))
    .sort((one, other) => one.sequence - other.sequence);
}

/** Returns the last lines of a file to which another process writes. */
function tailOf(file: string): string {
  const buffer = Buffer.alloc(400);
  const opened = openSync(file, "r");
  const length = readSync(opened, buffer, 0, 400, Math.max(0, statSync(file).size - 400));
  closeSync(opened);
  return buffer.toString("utf8", 0, length);
}
