import { CONSUMERS, type Consumer } from "./matrix";

const FACTORS = ["packageManager", "node", "pulumi", "language", "modules"] as const;

/** Pairs that cannot be installed: the newest SDK requires Node 22. */
const IMPOSSIBLE = new Set(["20.19.0 latest"]);

it("consumer projects cover each pair of package manager, Node, SDK, language and module system", () => {
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
