import { CONSUMERS, type Consumer } from "./matrix";

const FACTORS = ["packageManager", "node", "pulumi", "language", "modules"] as const;

/** Pairs of Node and SDK that cannot be installed, because the newest SDK requires Node 22. */
const IMPOSSIBLE = new Set(["20.19.0 latest"]);

it("the consumer projects cover every pair of package manager, Node version, SDK, language and module system", () => {
  const values = (factor: keyof Consumer) => [...new Set(CONSUMERS.map((one) => one[factor]))];
  const missing = FACTORS.flatMap((one, at) =>
    FACTORS.slice(at + 1).flatMap((other) =>
      values(one).flatMap((a) =>
        values(other)
          .filter(
            (b) => !CONSUMERS.some((consumer) => consumer[one] === a && consumer[other] === b),
          )
          .map((b) => `${a} ${b}`),
      ),
    ),
  );
  expect(missing.filter((pair) => !IMPOSSIBLE.has(pair))).toEqual([]);
});
