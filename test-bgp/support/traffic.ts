/** Packets from the host to an address, all the time, and what became of them. */
import { spawn } from "node:child_process";
import { nameOf } from "./command";

export interface Traffic {
  /** Ends it. Returns how many packets got no answer, of how many. */
  end(): Promise<{ sent: number; lost: number }>;
}

/** Sends a packet each 20 ms. */
export function sendTraffic(target: string): Traffic {
  const command = [
    "netns",
    "exec",
    nameOf("host"),
    "ping",
    "-n",
    "-q",
    "-i",
    "0.02",
    "-w",
    "50",
    target,
  ];
  const ping = spawn("ip", command, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  ping.stdout.on("data", (chunk) => {
    output += chunk;
  });
  return {
    async end() {
      const gone = new Promise((resolve) => ping.once("close", resolve));
      ping.kill("SIGINT");
      await gone;
      const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(output) ?? [];
      return { sent: Number(sent), lost: Number(sent) - Number(received) };
    },
  };
}
