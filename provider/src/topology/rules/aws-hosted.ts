import { GET_STARTED } from "../sources";
import type { Rule } from "./rule";

export const awsHosted: Rule = {
  rule: "AWS Direct Connect is a dedicated connection",
  figure: "0 hosted connections",
  source: GET_STARTED,
  check({ ports }) {
    return ports
      .filter(({ kind }) => kind === "aws_hosted")
      .map(({ name }) => ({
        severity: "error",
        explanation: `Port "${name}" is a hosted AWS connection, which Cloudflare does not support: order a dedicated Direct Connect (1 or 10 Gbps).`,
        ports: [name],
      }));
  },
};
