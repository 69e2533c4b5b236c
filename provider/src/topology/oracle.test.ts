/**
 * Compares `assess()` with the oracle on random designs. The oracle is an independent implementation of the same model.
 */
import fc from "fast-check";
import { assess, type Design, type Failure, type OutageRange, type Path } from ".";
import { type OracleOutcome, oracleAssessment } from "./testing/oracle";
import { anyDesign } from "./testing/oracle-designs";

/** Number of designs in a full comparison. Mutation tests and slow machines use a lower number. */
const RUNS = Number(process.env.ORACLE_RUNS ?? 2000);

/** Compared part of one outcome. */
interface Compared {
  failure: string;
  values: Record<string, unknown>;
}

interface Result {
  configured: string;
  /** Failures with the ports that each of them takes down, and the outcomes in the same order. */
  outcomes: Compared[];
}

function rangeOf({ least, most }: Pick<OutageRange, "least" | "most">): string {
  return `${typeof least === "number" ? least.toFixed(3) : least} to ${most}`;
}

function compared(
  { kind, ports, uncertain }: Failure,
  outcome: Pick<OracleOutcome, "survivors" | "capacity" | "unreachable" | "verdict" | "outage">,
  path: Path,
): Compared {
  const { survivors, capacity, unreachable, verdict, outage } = outcome;
  return {
    failure: `${kind} ${ports.toSorted()}${uncertain ? " (uncertain)" : ""}`,
    values: {
      survivors,
      capacity,
      unreachable,
      verdict,
      pathToCustomer: path.toCustomer.toSorted(),
      pathToCloudflare: path.toCloudflare.toSorted(),
      toCustomerSeen: rangeOf(outage.toCustomer.seen),
      toCustomerSilent: rangeOf(outage.toCustomer.silent),
      toCloudflareSeen: rangeOf(outage.toCloudflare.seen),
      toCloudflareSilent: rangeOf(outage.toCloudflare.silent),
    },
  };
}

function inOrder(outcomes: readonly Compared[]): Compared[] {
  return outcomes.toSorted((one, other) => (one.failure < other.failure ? -1 : 1));
}

function assessed(design: Design): Result {
  const { configured, singleFailures } = assess(design);
  // The oracle does not return the name of a backup.
  const sessionsOf = (path: readonly string[]) =>
    path.filter((name) => design.sessions.some((session) => session.name === name));
  const outcomes = singleFailures.flatMap(({ failures, path, outage, ...outcome }) =>
    failures.flatMap((failure) =>
      outage === undefined
        ? []
        : compared(
            failure,
            { ...outcome, outage },
            {
              toCustomer: sessionsOf(path.toCustomer),
              toCloudflare: sessionsOf(path.toCloudflare),
            },
          ),
    ),
  );
  return { configured, outcomes: inOrder(outcomes) };
}

function foretold(design: Design): Result {
  const { configured, outcomes } = oracleAssessment(design);
  return {
    configured,
    outcomes: inOrder(
      outcomes.map(({ kind, failed, isUncertain, ...outcome }) =>
        compared(
          { kind, name: "", ports: failed, uncertain: isUncertain },
          outcome,
          outcome.sessions,
        ),
      ),
    ),
  };
}

function failuresOf({ outcomes }: Result): string[] {
  return outcomes.map(({ failure }) => failure);
}

function expectAgreement(design: Design): void {
  const result = assessed(design);
  const expected = foretold(design);
  if (JSON.stringify(result) === JSON.stringify(expected)) return;
  expect(result.configured).toEqual(expected.configured);
  expect(failuresOf(result)).toEqual(failuresOf(expected));
  for (const [at, { failure, values }] of result.outcomes.entries()) {
    expect({ failure, ...values }).toEqual({ failure, ...expected.outcomes[at]?.values });
  }
}

describe("assess() and the oracle", () => {
  it("agree on random designs", () => {
    fc.assert(fc.property(anyDesign, expectAgreement), { numRuns: RUNS });
  });
});
