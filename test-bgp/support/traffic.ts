/** Sends packets from the host to an address continuously, and counts the lost ones. */
import { spawn } from "node:child_process";
import { nameOf } from "./command";

export interface Traffic {
  /** Stops sending. Returns how many packets were sent and how many of them got no reply. */
  end(): Promise<{ sent: number; lost: number }>;
}

/** Sends a packet every 20 ms. */
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
